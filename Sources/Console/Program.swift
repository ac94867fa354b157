package import ArgumentParser
internal import Catalog
internal import Dispatch
internal import Site
internal import Support

/// What both programs share: options, messages, standard output, exit status. Contains no rules.

/// A command whose help ends with a real example.
package protocol ExampleGiving: ParsableCommand {
  /// Lines to type in a folder made by `paypress init shop`.
  static var example: String { get }
}

/// Runs a program from its command line to its exit status.
package enum Program {
  /// Runs the process's command line and ends the process.
  ///
  /// It is not `async`, because Swift's runtime traps before an `async` main if it may not open
  /// files.
  ///
  /// - Parameter first: looks at the arguments, without the program's name, before they are parsed;
  ///   returns why the program must not go on.
  package static func main(
    _ root: any ExampleGiving.Type, first: @Sendable ([String]) -> Failure? = { _ in nil }
  ) -> Never {
    if !OpenFiles.areEnough { end(.files(.tooFewFiles)) }
    // Even an empty command line has the program's name.
    if ProcessArguments.all.isEmpty { end(.files(.unknownArguments)) }
    let arguments = Array(ProcessArguments.all.dropFirst())
    if let failure = first(arguments) { end(failure) }
    // Other programs ask often, and setting up the parser takes longer than all else here.
    if arguments == ["--version"] { exit(flushed(0, after: ToolVersion.current + "\n")) }
    do {
      let path = CommandPath(arguments, of: root)
      try path.check()
      var command = try path.parsed(arguments) ?? root.parseAsRoot(arguments)
      // Only a command that waits needs the time that other threads take to start.
      if let command = command as? any AsyncParsableCommand { wait(for: command, root, arguments) }
      try command.run()
      try Terminal.flush()
      finish(0)
    } catch {
      finish(status(after: error, root, arguments))
    }
  }

  private static func wait(
    for command: sending any AsyncParsableCommand, _ root: any ExampleGiving.Type,
    _ arguments: [String]
  ) -> Never {
    #if os(Linux)
      // Dispatch looks there what its threads do, and traps when it cannot.
      if (try? FileSystem.kind(of: "/proc/self/task")) == nil { end(.files(.noProcessTable)) }
    #endif
    Task {
      do {
        var command = command
        try await command.run()
        try Terminal.flush()
        finish(0)
      } catch {
        finish(status(after: error, root, arguments))
      }
    }
    dispatchMain()
  }

  private static func finish(_ status: Int32) -> Never {
    Terminal.drainLog()
    exit(status)
  }

  private static func end(_ failure: Failure) -> Never {
    Terminal.report(failure.diagnostic)
    exit(failure.status)
  }

  /// Reports how a command ended; returns the exit status.
  private static func status(
    after error: any Error, _ root: any ExampleGiving.Type, _ arguments: [String]
  ) -> Int32 {
    switch error {
    case let failure as Failure:
      Terminal.report(failure.diagnostic)
      return failure.status
    case let reported as Reported:
      return reported.status
    case let code as ExitCode:
      return flushed(code.rawValue)
    default:
      return report(error, root, arguments)
    }
  }

  private static func report(
    _ error: any Error, _ root: any ExampleGiving.Type, _ arguments: [String]
  ) -> Int32 {
    let code = root.exitCode(for: error)
    let isChinese = Terminal.language == .chinese
    let text = root.fullMessage(for: error, columns: isChinese ? HelpText.unbroken : nil)
    guard code == .success else {
      Terminal.report(Diagnostic(.error, ParserMessage.problem(root.message(for: error))))
      if let usage = text.firstRange(of: "\nUsage: ") {
        let usage = String(text[usage.lowerBound...].dropFirst())
        Terminal.printError(isChinese ? HelpText.chinese(usage) : usage)
      }
      return code.rawValue
    }
    let message = text.hasSuffix("\n") ? text : text + "\n"
    // Shell scripts and the dump are for programs; a help text is for people.
    let isForPrograms = arguments.contains { argument in
      argument.hasPrefix("--generate-completion-script") || argument == "--experimental-dump-help"
    }
    if isForPrograms { return flushed(0, after: message) }
    let example = indented(CommandPath(arguments, of: root).command.example)
    return flushed(
      0,
      after: (isChinese ? HelpText.chinese(message) : message)
        + localized("\nEXAMPLE:\n", "\n示例：\n") + example + "\n")
  }

  /// Writes buffered results and some more text; returns the status, or that of a write failure.
  private static func flushed(_ status: Int32, after text: String = "") -> Int32 {
    do {
      try Terminal.printRaw(text)
      try Terminal.flush()
      return status
    } catch {
      Terminal.report(error.diagnostic)
      return error.status
    }
  }

  private static func indented(_ lines: String) -> String {
    lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }
}

extension Problem {
  fileprivate static var tooFewFiles: Problem {
    Problem(
      Sentence(
        "too many open files: the limit leaves no room for those of the program; nothing was done",
        "打开的文件过多：系统的限制没有给程序留出余地；什么也没有做"),
      hint: Sentence("run `ulimit -n 1024` first", "请先运行 `ulimit -n 1024`"))
  }

  fileprivate static var noProcessTable: Problem {
    Problem(
      Sentence(
        "the system shows no /proc, which this command needs; nothing was done",
        "系统没有提供本命令所需的 /proc；什么也没有做"),
      hint: Sentence("run `mount -t proc proc /proc` first", "请先运行 `mount -t proc proc /proc`"))
  }

  fileprivate static var unknownArguments: Problem {
    Problem(
      Sentence(
        "the system does not tell the program its arguments; nothing was done",
        "系统没有把参数告诉程序；什么也没有做"))
  }
}

/// A command that is parsed without the commands around it.
private struct LoneCommand<Command: ExampleGiving>: ParsableCommand {
  static var configuration: CommandConfiguration {
    var configuration = Command.configuration
    // The parser would parse twice more, for options that only the program itself has.
    configuration._superCommandName = "paypress"
    return configuration
  }

  @OptionGroup var command: Command
}

extension ExampleGiving {
  fileprivate static func parsedAlone(_ arguments: [String]) -> Self? {
    // A request for help comes back as a command of its own.
    (try? LoneCommand<Self>.parseAsRoot(arguments) as? LoneCommand<Self>)?.command
  }
}

/// The commands that a command line begins with, from the outermost to the innermost.
private struct CommandPath {
  /// The innermost command.
  private(set) var command: any ExampleGiving.Type
  /// A word in place of a command.
  private var unknown: String?
  /// How many words name the command.
  private var depth = 0

  init(_ arguments: [String], of root: any ExampleGiving.Type) {
    command = root
    for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let commands = Self.commands(of: command)
      guard !commands.isEmpty, !word.hasPrefix("-") else { return }
      guard let next = commands.first(where: { $0._commandName == word }) else {
        unknown = word
        return
      }
      // A command of the server program has no example here.
      guard let next = next as? any ExampleGiving.Type else { return }
      command = next
      depth += 1
    }
  }

  /// The innermost command with its arguments; nil if they are wrong or ask for help.
  ///
  /// Setting up the parser of all commands takes longer than a small command does. It is needed only
  /// to say what is wrong.
  func parsed(_ arguments: [String]) -> (any ParsableCommand)? {
    guard depth > 0, arguments.first != "help", Self.commands(of: command).isEmpty else {
      return nil
    }
    return command.parsedAlone(Array(arguments.dropFirst(depth)))
  }

  private static func commands(
    of command: any ExampleGiving.Type
  ) -> [any ParsableCommand.Type] {
    let configuration = command.configuration
    return configuration.ungroupedSubcommands
      + configuration.groupedSubcommands.flatMap(\.subcommands)
  }

  func check() throws(Failure) {
    guard let unknown else { return }
    let known = Self.commands(of: command).map { $0._commandName }
    throw .usage(
      Problem(
        Sentence("there is no command \(quoted(unknown))", "没有 \(quoted(unknown)) 这个命令"),
        hint: CommandWords.hint(for: unknown, known: known), code: "unknown-command"))
  }
}
