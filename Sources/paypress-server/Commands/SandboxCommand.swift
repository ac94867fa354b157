internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import GatePaySandbox
internal import Support

struct SandboxCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = SandboxOptions.command(
    with: [SandboxTriggerCommand.self])

  static let example = """
    paypress sandbox --port 8080
    """

  @OptionGroup var options: SandboxOptions

  func run() async throws {
    do {
      let sandbox = try Sandbox(settings())
      Terminal.openLog { ErrorQueue.words(ofGap: $0).text(in: Terminal.language) }
      try await sandbox.run { event in
        if case .listening(let port) = event {
          SandboxReport.listening(port)
        } else {
          Terminal.report(event.sentence)
        }
      }
    } catch let refusal as SandboxRefusal {
      throw Failure(sandbox: refusal)
    }
  }

  private func settings() throws -> SandboxSettings {
    let accounts = try options.site.accounts(nil, printsWarnings: true)
    let given = try options.secret.secretIfGiven()
    if given == nil {
      Terminal.report(Sentence.sandboxSecret)
    }
    guard let secret = given ?? Secret(SandboxOptions.defaultSecret) else {
      throw Failure.usage(.secretMissing)
    }
    let file = options.database ?? options.site.folder + ".paypress-sandbox.sqlite"
    var settings = SandboxSettings(
      merchants: accounts.merchants, products: accounts.products, secret: secret, database: file,
      clock: { Clock.milliseconds })
    settings.port = Int(options.port ?? 0)
    settings.notifyURL = options.notifyURL
    settings.returnURL = options.returnURL
    settings.notifiesByGet = options.notifyMethod == "get"
    settings.maximumPrice = accounts.maximumPrice
    settings.callsElsewhere = options.allowRemoteCallbacks
    settings.retryInMilliseconds = Int64(options.retryAfter) * 1000
    settings.lifetimeInSeconds = Int64(options.expireAfter)
    settings.orderLimit = options.orderLimit
    settings.closedTypes = Set(options.close.compactMap { PaymentType(rawValue: $0) })
    settings.isClosed = options.closeApi
    settings.expiredMerchants = try Set(options.expire.map { try Self.index($0, accounts) })
    settings.plainMerchants = try Set(options.noAgent.map { try Self.index($0, accounts) })
    return settings
  }

  private static func index(_ key: String, _ accounts: Accounts) throws(Failure) -> Int {
    if let index = accounts.merchants.firstIndex(where: { $0.key == key }) { return index }
    throw .usage(.unknownMerchant(key, known: accounts.merchants.map(\.key)))
  }
}

private enum SandboxReport {
  static func listening(_ port: Int) {
    do {
      try Terminal.print("http://127.0.0.1:\(port)")
      try Terminal.flush()
    } catch {
      Terminal.report(error.diagnostic)
    }
  }
}

extension Failure {
  /// Describes why a sandbox does not start.
  init(sandbox refusal: SandboxRefusal) {
    self = refusal == .secretNotForTests ? .usage(refusal.problem) : .files(refusal.problem)
  }
}

extension Sentence {
  fileprivate static let sandboxSecret = Sentence(
    "no appsecret is given: the sandbox uses \(SandboxOptions.defaultSecret)",
    "没有给出 appsecret：沙箱使用 \(SandboxOptions.defaultSecret)")
}
