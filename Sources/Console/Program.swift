package import ArgumentParser
internal import Support

/// What both programs share: options, messages, standard output, exit status. Contains no rules.

/// A command whose help ends with a real example.
package protocol ExampleGiving: ParsableCommand {
  /// Lines that can be typed as they stand, in a folder made by `paypress init shop`.
  static var example: String { get }
}

/// Runs a program from its command line to its exit status.
package enum Program {
  /// Runs a command line.
  ///
  /// - Parameters:
  ///   - root: the command that holds all others.
  ///   - arguments: the command line without the program's name.
  /// - Returns: the exit status.
  package static func run(
    _ root: any ExampleGiving.Type, _ arguments: [String]
  ) async -> Int32 {
    do {
      var command = try root.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      try Terminal.flush()
      return 0
    } catch let failure as Failure {
      Terminal.report(failure.diagnostic)
      return failure.status
    } catch let code as ExitCode {
      return flushed(code.rawValue)
    } catch {
      return report(error, root, arguments)
    }
  }

  /// Prints what the argument parser has to say: help, or what is wrong.
  private static func report(
    _ error: any Error, _ root: any ExampleGiving.Type, _ arguments: [String]
  ) -> Int32 {
    let code = root.exitCode(for: error)
    let message = root.fullMessage(for: error)
    guard code == .success else {
      Terminal.printError(message)
      return code.rawValue
    }
    let text = message.hasSuffix("\n") ? message : message + "\n"
    // Scripts for shells and the dump for tools are programs themselves; a help text is for people.
    let isForPrograms = arguments.contains { argument in
      argument.hasPrefix("--generate-completion-script") || argument == "--experimental-dump-help"
    }
    if isForPrograms { return flushed(0, after: text) }
    let example = indented(command(in: arguments, of: root).example)
    return flushed(0, after: text + "\nEXAMPLE:\n" + example + "\n")
  }

  /// Writes the results that are still held, after some more.
  ///
  /// - Returns: the status, or that of the failure to write.
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

  /// The command that the arguments name, or the one inside it.
  private static func command(
    in arguments: [String], of root: any ExampleGiving.Type
  ) -> any ExampleGiving.Type {
    var command = root
    for argument in arguments {
      let configuration = command.configuration
      let commands =
        configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
      command =
        commands.lazy.compactMap { $0 as? any ExampleGiving.Type }
        .first { $0._commandName == argument } ?? command
    }
    return command
  }

  private static func indented(_ lines: String) -> String {
    lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }
}
