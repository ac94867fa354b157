internal import ArgumentParser
internal import Catalog
internal import QRImage
internal import Site

/// Arguments, messages and the exit status. Contains no rules.

/// The command `paypress` with its verbs.
struct PayPress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paypress",
    abstract: "Turns one YAML file into GatePay payment links, QR codes and pages.",
    subcommands: [
      BuildCommand.self, MergeCommand.self, CheckCommand.self, LinksCommand.self, ShowCommand.self,
      InspectCommand.self, InitCommand.self, TemplatesCommand.self, StocksCommand.self,
      CalibrateCommand.self, PDFCommand.self, VerifyCommand.self, SandboxCommand.self,
      OrderCommand.self, NotifyCommand.self, PaymentsCommand.self,
    ])

  @Flag(name: .customLong("version"), help: "Print the version.")
  var showsVersion = false

  @Flag(help: "With --version: print the libraries in use too.")
  var verbose = false

  func validate() throws {
    if verbose && !showsVersion { throw ValidationError("--verbose goes with --version.") }
  }

  func run() throws {
    guard showsVersion else { throw CleanExit.helpRequest(self) }
    try Terminal.print(ToolVersion.current)
    if verbose {
      for line in QRImageLibraries.descriptions { try Terminal.print(line) }
    }
  }
}

/// A command whose help ends with a real example.
protocol ExampleGiving: ParsableCommand {
  /// Lines that can be typed as they stand, in a folder made by `paypress init shop`.
  static var example: String { get }
}

extension PayPress: ExampleGiving {
  static let example = """
    paypress init shop
    paypress build
    """
}

@main
enum EntryPoint {
  static func main() async {
    let status = await run(Array(CommandLine.arguments.dropFirst()))
    PayPress.exit(withError: ExitCode(status))
  }

  /// Runs a command line.
  ///
  /// - Returns: the exit status.
  private static func run(_ arguments: [String]) async -> Int32 {
    do {
      var command = try PayPress.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      try Terminal.flush()
      return 0
    } catch let failure as Failure {
      Terminal.printError(failure.message.text(in: Terminal.language))
      return failure.status
    } catch let code as ExitCode {
      return flushed(code.rawValue)
    } catch {
      return report(error, arguments)
    }
  }

  /// Prints what the argument parser has to say: help, or what is wrong.
  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    let code = PayPress.exitCode(for: error)
    let message = PayPress.fullMessage(for: error)
    guard code == .success else {
      Terminal.printError(message)
      return code.rawValue
    }
    let help = message.hasSuffix("\n") ? message : message + "\n"
    let example = "\nEXAMPLE:\n" + indented(command(in: arguments).example) + "\n"
    return flushed(0, after: help + example)
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
      Terminal.printError(error.message.text(in: Terminal.language))
      return error.status
    }
  }

  /// The command that the arguments name, or the one inside it.
  private static func command(in arguments: [String]) -> any ExampleGiving.Type {
    var command: any ExampleGiving.Type = PayPress.self
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let commands = command.configuration.subcommands.compactMap {
        $0 as? any ExampleGiving.Type
      }
      command = commands.first { $0._commandName == argument } ?? command
    }
    return command
  }

  private static func indented(_ lines: String) -> String {
    lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }
}
