internal import ArgumentParser
internal import Console
internal import Site
internal import Support

/// The commands that listen or call out; `paypress` runs this program for its users.

/// The server's part of the command `paypress`.
struct PayPressServer: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "paypress",
    abstract: localized("The part of PayPress that needs the network.", "PayPress 中需要网络的部分。"),
    subcommands: [
      ServeCommand.self, SandboxCommand.self, OrderCommand.self, NotifyCommand.self,
      PaymentsCommand.self,
    ])

  static let example = """
    paypress sandbox --port 8080
    """

  @Flag(name: .customLong("version"), help: .words("Print the version.", "打印版本号。"))
  var showsVersion = false

  func run() throws {
    guard showsVersion else { throw CleanExit.helpRequest(self) }
    try Terminal.print(ToolVersion.current)
  }
}

@main
enum EntryPoint {
  static func main() {
    Program.main(PayPressServer.self) { _ in
      do throws(Failure) {
        try GeneratorVersion.check()
        return nil
      } catch {
        return error
      }
    }
  }
}
