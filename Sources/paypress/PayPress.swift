internal import ArgumentParser
internal import Console
internal import QRImage
internal import Site
internal import Support

/// The generator's commands: arguments in, one call of the library that does the work, words out.
/// Nothing here opens a socket.

/// The command `paypress` with its verbs.
struct PayPress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paypress",
    abstract: "Turns one YAML file into GatePay payment links, QR codes and pages.",
    groupedSubcommands: [
      CommandGroup(
        name: "Make",
        subcommands: [
          InitCommand.self, BuildCommand.self, CheckCommand.self, LinksCommand.self,
          ShowCommand.self, InspectCommand.self, TemplatesCommand.self,
        ]),
      CommandGroup(
        name: "Print",
        subcommands: [PDFCommand.self, StocksCommand.self, CalibrateCommand.self]),
      CommandGroup(name: "Prove", subcommands: [VerifyCommand.self]),
      CommandGroup(
        name: "Take money",
        subcommands: [
          SandboxWord.self, OrderWord.self, NotifyWord.self, PaymentsWord.self,
        ]),
      CommandGroup(name: "Large sites", subcommands: [MergeCommand.self]),
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

extension PayPress: ExampleGiving {
  static let example = """
    paypress init shop
    paypress build
    """
}

@main
enum EntryPoint {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let word = ServerWord(in: arguments) {
      let failure = ServerProgram.replaceThisProgram(arguments, for: word)
      Terminal.report(failure.diagnostic)
      exit(failure.status)
    }
    exit(await Program.run(PayPress.self, arguments))
  }
}
