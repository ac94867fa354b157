internal import ArgumentParser
internal import Console
internal import QRImage
internal import Site
internal import Support

/// The generator's commands: parse arguments, call one function of the library, print. Nothing here
/// opens a socket.

/// The command `paypress` with its verbs.
struct PayPress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paypress",
    abstract: localized(
      "Turns one YAML file into GatePay payment links, QR codes and pages.",
      "把一个 YAML 文件变成 GatePay 收款链接、二维码和网页。"),
    groupedSubcommands: [
      CommandGroup(
        name: localized("Make", "制作"),
        subcommands: [
          InitCommand.self, BuildCommand.self, CheckCommand.self, LinksCommand.self,
          ShowCommand.self, InspectCommand.self, DiffCommand.self, TemplatesCommand.self,
          ExplainCommand.self,
        ]),
      CommandGroup(
        name: localized("Print", "打印"),
        subcommands: [
          PrintCommand.self, PDFCommand.self, PaperCommand.self, StocksCommand.self,
          CalibrateCommand.self,
        ]),
      CommandGroup(
        name: localized("Prove", "核对"), subcommands: [VerifyCommand.self, AuditCommand.self]),
      CommandGroup(
        name: localized("See", "查看"), subcommands: [ServerCommand<ServeOptions>.self]),
      CommandGroup(
        name: localized("Take money", "收款"),
        subcommands: [
          ServerSandboxCommand.self, ServerOrderCommand.self, ServerNotifyCommand.self,
          ServerPaymentsCommand.self,
        ]),
      CommandGroup(name: localized("Large sites", "大型站点"), subcommands: [MergeCommand.self]),
    ])

  @Flag(name: .customLong("version"), help: .words("Print the version.", "打印版本号。"))
  var showsVersion = false

  @Flag(help: .words("With --version: print the libraries in use too.", "与 --version 同用：同时打印所用的库。"))
  var verbose = false

  func validate() throws {
    if verbose && !showsVersion {
      throw ValidationError(localized("--verbose needs --version", "--verbose 要与 --version 同用"))
    }
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
  static func main() {
    Program.main(PayPress.self) { arguments in
      ServerWord(in: arguments).map { ServerProgram.replaceThisProgram(arguments, for: $0) }
    }
  }
}
