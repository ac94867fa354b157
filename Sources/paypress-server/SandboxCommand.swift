internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import GatePaySandbox
internal import Support

struct SandboxCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.sandbox.rawValue,
    abstract: ServerWord.sandbox.abstract,
    discussion: """
      It answers on 127.0.0.1 only, prints its address, and stops at Ctrl-C. Its appsecret must begin \
      with test- or sandbox-; without one it takes \(SandboxCommand.defaultSecret).
      """)

  static let example = """
    paypress sandbox --port 8080
    """

  /// The secret of a sandbox that is given none; known to everybody.
  static let defaultSecret = "test-secret"

  @OptionGroup var site: ConfigOption
  @OptionGroup var secret: SecretOptions

  @Option(help: ArgumentHelp("The port. (default: a free one)", valueName: "n"))
  var port: UInt16 = 0

  @Option(
    help: ArgumentHelp(
      "The SQLite file of orders. (default: .paypress-sandbox.sqlite, beside the config)",
      valueName: "file"))
  var database: String?

  @Option(
    name: .customLong("notify-url"),
    help: ArgumentHelp(
      "The console's address for notifications; an order can name another.", valueName: "url"))
  var notifyURL: String?

  @Option(
    name: .customLong("return-url"),
    help: ArgumentHelp(
      "The console's address to which payers return; an order can name another.",
      valueName: "url"))
  var returnURL: String?

  @Flag(help: "Send notifications to other machines too, not only to this one.")
  var allowRemoteCallbacks = false

  @Option(
    help: ArgumentHelp("Seconds until a failed notification is repeated.", valueName: "n"))
  var retryAfter: UInt16 = 60

  @Option(help: ArgumentHelp("Seconds that an order can be paid.", valueName: "n"))
  var expireAfter: UInt32 = 300

  @Option(
    help: ArgumentHelp(
      "The most orders of a merchant; the next one gets code 110.", valueName: "n"))
  var orderLimit: Int?

  @Option(
    help: ArgumentHelp(
      "A payment type that is switched off, wechat or alipay; may be repeated.",
      valueName: "type"))
  var close: [String] = []

  @Flag(help: "Switch all interfaces off: code 107.")
  var closeApi = false

  @Option(
    help: ArgumentHelp(
      "A merchant whose appkey has expired: code 103; may be repeated.", valueName: "merchant"))
  var expire: [String] = []

  @Option(
    help: ArgumentHelp(
      "A merchant who is no agent: code 209 of cloudpay; may be repeated.",
      valueName: "merchant"))
  var noAgent: [String] = []

  func validate() throws {
    if close.contains(where: { PaymentType(rawValue: $0) == nil }) {
      throw ValidationError("--close takes wechat or alipay.")
    }
    if let orderLimit, orderLimit < 0 {
      throw ValidationError("--order-limit takes a whole number, 0 or more.")
    }
    if expireAfter == 0 { throw ValidationError("--expire-after takes 1 or more seconds.") }
    for address in [notifyURL, returnURL].compactMap(\.self) {
      let origin = Gateway.originAndPath(of: String(address.prefix { $0 != "?" && $0 != "#" }))
        .origin
      guard (try? Gateway(origin)) != nil else {
        throw ValidationError("\(address) is not an address; http://127.0.0.1:port/path is one.")
      }
    }
  }

  func run() async throws {
    let language = Terminal.language
    do {
      let sandbox = try Sandbox(settings())
      try await sandbox.run { event in
        if case .listening(let port) = event {
          SandboxReport.listening(port)
        } else {
          Terminal.printError(Messages.words(event).text(in: language))
        }
      }
    } catch let refusal as SandboxRefusal {
      throw Messages.failure(refusal)
    }
  }

  /// What the config and the options come to.
  private func settings() throws -> SandboxSettings {
    let accounts = try site.accounts()
    let given = try secret.secretIfGiven()
    if given == nil {
      Terminal.printError(Messages.sandboxSecret.text(in: Terminal.language))
    }
    guard let secret = given ?? Secret(Self.defaultSecret) else {
      throw Failure.usage(Messages.secretMissing)
    }
    let file = database ?? site.folder + ".paypress-sandbox.sqlite"
    var settings = SandboxSettings(
      merchants: accounts.merchants, products: accounts.products, secret: secret, database: file,
      clock: { Terminal.millisecondsSince1970 })
    settings.port = Int(port)
    settings.notifyURL = notifyURL
    settings.returnURL = returnURL
    settings.callsElsewhere = allowRemoteCallbacks
    settings.retryInMilliseconds = Int64(retryAfter) * 1000
    settings.lifetimeInSeconds = Int64(expireAfter)
    settings.orderLimit = orderLimit
    settings.closedTypes = Set(close.compactMap { PaymentType(rawValue: $0) })
    settings.isClosed = closeApi
    settings.expiredMerchants = try Set(expire.map { try Self.index($0, accounts) })
    settings.plainMerchants = try Set(noAgent.map { try Self.index($0, accounts) })
    return settings
  }

  private static func index(_ key: String, _ accounts: Accounts) throws(Failure) -> Int {
    if let index = accounts.merchants.firstIndex(where: { $0.key == key }) { return index }
    throw .usage(Messages.unknownMerchant(key, known: accounts.merchants.map(\.key)))
  }
}

/// The one result of a sandbox: its address, as soon as it can be used.
private enum SandboxReport {
  static func listening(_ port: Int) {
    do {
      try Terminal.print("http://127.0.0.1:\(port)")
      try Terminal.flush()
    } catch {
      Terminal.printError(error.message.text(in: Terminal.language))
    }
  }
}

extension ConfigOption {
  /// Reads who can be paid, where and for what, and prints every finding.
  ///
  /// - Throws: `Failure` when the config has errors.
  func accounts() throws -> Accounts {
    let sink = FindingSink()
    let accounts: Accounts?
    do throws(ReadingError) {
      accounts = try LoadedConfig.load(
        config, environment: Terminal.environment, into: sink)?.accounts
    } catch {
      throw Failure.config(error)
    }
    for finding in sink.inFileOrder {
      Terminal.printError(finding.text(in: Terminal.language))
    }
    guard let accounts else {
      throw Failure.input(Messages.refused(sink, isStrict: false, isBuild: false))
    }
    return accounts
  }
}
