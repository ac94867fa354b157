internal import ArgumentParser
internal import Catalog
internal import Console
internal import Editing
internal import GatePay
internal import GatePaySandbox
internal import QRImage
internal import Serving
internal import Site
internal import Studio
internal import Support

struct ServeCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = ServeOptions.configuration

  static let example = """
    paypress serve --open
    """

  @OptionGroup var options: ServeOptions

  func run() async throws {
    let access = try allowedAccess()
    Terminal.openLog { ErrorQueue.words(ofGap: $0).text(in: Terminal.language) }
    do {
      guard options.sandbox else { return try await serve(access, sandbox: nil) }
      try await ServedSandbox(options, access).run { try await serve(access, sandbox: $0) }
    } catch let refusal as SandboxRefusal {
      throw Failure(sandbox: refusal)
    } catch let refusal as PortRefusal {
      throw Failure.files(.usedPort(options.port, refusal.reason))
    }
  }

  /// Whether pages may change the config; without one, they ask what the shop is to be.
  private var takesForms: Bool { options.edit || InputFile.isMissing(options.site.config) }

  private func allowedAccess() throws(Failure) -> StudioAccess {
    guard options.lan else {
      // Whoever can change files must know an address that nobody can guess.
      return takesForms
        ? StudioAccess(token: StudioAccess.makeToken(), addresses: []) : StudioAccess()
    }
    let addresses = LocalNetwork.addresses
    guard !addresses.isEmpty else { throw .files(.noLocalNetwork) }
    return StudioAccess(token: StudioAccess.makeToken(), addresses: addresses)
  }

  private func serve(_ access: StudioAccess, sandbox: ServedSandbox.Running?) async throws {
    try ServedFolder.prepare(options.site)
    let site = options.site
    let gateway = sandbox?.gateway
    let takesForms = takesForms
    let workshop = Workshop(
      Workshop.Settings(
        folder: ServedFolder.path(of: site), jobs: Terminal.processorCount,
        check: { try Self.check(site, gateway, $0) },
        examine: { try site.site(gateway: gateway, into: $0) },
        explain: { Failure(build: $0).diagnostic }, environment: Terminal.environment))
    sandbox?.onPayment { await workshop.noteChange() }
    let server = StudioServer(
      workshop, access: access, language: Terminal.language, payments: sandbox?.payments,
      editor: takesForms ? ProjectEditor(site.config) : nil,
      printing: takesForms && sandbox == nil ? PrintDesk(ServedFolder.printing(site)) : nil)
    try await server.run(port: Int(options.port)) { port in
      ServedAddress(access, port: port, takesForms: takesForms)
        .announce(opensBrowser: options.open)
    }
  }

  /// Checks the site as `build` does, and prints its errors.
  private static func check(
    _ site: ConfigOption, _ gateway: Gateway?, _ sink: FindingSink
  ) throws -> Site? {
    let start = ContinuousClock.now
    let checked = try site.site(gateway: gateway, into: sink)
    Terminal.report(sink, FindingDisplay(.errors), checkedBy: site.checkCommand)
    if let checked {
      Terminal.report(
        Sentence.checked(checked.catalogue.linkCount, in: start.duration(to: .now)))
    }
    return checked
  }
}

/// The folder that the studio builds into.
enum ServedFolder {
  /// The path of the folder.
  static func path(of site: ConfigOption) -> String { "\(site.folder).paypress/studio" }

  /// How PDFs of the site are made: in a folder of their own beside it.
  static func printing(_ site: ConfigOption) -> PrintDesk.Settings {
    PrintDesk.Settings(
      generator: SiblingProgram.find("paypress"), config: site.config,
      folder: "\(site.folder).paypress/print", environment: Terminal.environment)
  }

  /// Makes the folder above it, which version control ignores.
  static func prepare(_ site: ConfigOption) throws {
    let parent = "\(site.folder).paypress"
    try FileSystem.makeFolders(parent)
    let folder = try FolderHandle(parent)
    if try folder.kind(of: ".gitignore") == nil {
      try folder.create(".gitignore", with: Array("*\n".utf8))
    }
  }
}

/// The address of a studio that listens.
struct ServedAddress {
  private let address: String
  private let isLocal: Bool
  private let takesForms: Bool

  init(_ access: StudioAccess, port: Int, takesForms: Bool) {
    self.takesForms = takesForms
    isLocal = access.addresses.isEmpty
    address = "http://\(access.addresses.first ?? "127.0.0.1"):\(port)\(access.base)"
  }

  /// Prints the address, for a phone as a code too.
  func announce(opensBrowser: Bool) {
    do {
      if !isLocal {
        let symbol = try QRSymbol(
          address, size: SymbolSize(byteCount: address.utf8.count, level: .low))
        try Terminal.printRaw(
          symbol.terminalText(Terminal.isOutputTerminal ? .coloured : .plain))
        Terminal.report(Sentence.openToNetwork(takesForms: takesForms))
      }
      try Terminal.print(address)
      try Terminal.flush()
    } catch {
      Terminal.report(Failure(error).diagnostic)
    }
    if opensBrowser { Task { await showInBrowser() } }
  }

  /// How long a program has to say that it cannot open the address; one that is the browser runs on.
  private static let patience = Duration.seconds(3)

  private func showInBrowser() async {
    for name in ["xdg-open", "open"] {
      guard let program = ExternalProgram.find(name, in: Terminal.environment) else { continue }
      if (try? await program.launch([address], patience: Self.patience)) != nil { return }
    }
    Terminal.report(Sentence.noBrowser)
  }
}

extension Sentence {
  /// A check without errors.
  fileprivate static func checked(_ linkCount: Int, in time: Duration) -> Sentence {
    let milliseconds = Int((time / .milliseconds(1)).rounded())
    return Sentence(
      "\(counted(linkCount, "link")), checked in \(milliseconds) ms",
      "\(linkCount) 个链接，检查用时 \(milliseconds) 毫秒")
  }

  /// Whoever has the address can see the shop, and with forms change it.
  fileprivate static func openToNetwork(takesForms: Bool) -> Sentence {
    Sentence(
      "scan the code with a phone in the same network; whoever has this address can see "
        + (takesForms ? "and change the shop" : "the shop"),
      "请用同一网络里的手机扫码；知道这个网址的人都能看到\(takesForms ? "并修改" : "")店铺")
  }

  /// `--open` found no program that opens the address.
  fileprivate static let noBrowser = Sentence(
    "no browser could be opened: open the address yourself", "无法打开浏览器：请自行打开该网址")
}

extension Problem {
  /// The studio's port cannot be used.
  fileprivate static func usedPort(_ port: UInt16, _ reason: String) -> Problem {
    Problem(
      Sentence(
        "port \(port) cannot be used: \(reason)",
        "端口 \(port) 无法使用：\(Sentence(system: reason).chinese)"),
      hint: Sentence("take a free one with --port 0", "请用 --port 0 使用空闲端口"))
  }

  /// `--lan` without a network.
  fileprivate static var noLocalNetwork: Problem {
    Problem(
      Sentence("this machine has no address in a local network", "本机没有局域网地址"),
      hint: Sentence("connect it, or omit --lan", "请先连接网络，或去掉 --lan"))
  }
}
