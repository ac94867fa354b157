internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Orders
internal import Payments
internal import Serving
internal import Site
internal import Support

struct NotifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.notify.rawValue,
    abstract: ServerWord.notify.abstract,
    subcommands: [NotifyListenCommand.self, NotifyVerifyCommand.self])

  static let example = """
    paypress notify listen --port 8480
    """
}

/// What judges messages: the site, the file of orders and the secrets.
struct JudgingDesk {
  let catalogue: Catalogue
  let desk: NotificationDesk
  private let secrets: [Int: Secret]

  /// Reads the site, and prints its errors.
  ///
  /// - Parameters:
  ///   - previous: the desk before a reload.
  ///   - report: called when the file of orders cannot be read.
  init(
    _ site: ConfigOption, _ gateway: GatewayOption, _ secret: SecretOptions,
    after previous: NotificationDesk? = nil,
    report: @escaping @Sendable (OrderLogProblem) -> Void
  ) throws {
    catalogue = try site.checkedCatalogue(
      gateway: gateway.gateway, needsOrders: false, showing: FindingDisplay(.errors))
    let accounts = catalogue.accounts
    let merchantSecrets = MerchantSecrets(secret, of: accounts.merchants)
    var secrets: [Int: Secret] = [:]
    for (index, merchant) in accounts.merchants.enumerated() {
      secrets[index] = try merchantSecrets.secretIfGiven(of: merchant.key)
    }
    guard !secrets.isEmpty else { throw Failure.usage(.secretMissing) }
    self.secrets = secrets
    desk = NotificationDesk(
      accounts: accounts, secrets: secrets, orderFile: OrderLog.path(besideConfig: site.config),
      links: try LinkIndex(catalogue), printed: PaperPrices(catalogue), after: previous,
      report: report)
  }

  /// The appkeys of the merchants by their names.
  var appkeys: [String: String] {
    Dictionary(catalogue.accounts.merchants.map { ($0.key, $0.appkey.text) }) { first, _ in first }
  }

  /// Asks the gateway about an order.
  var ask: @Sendable (GatewayQuestion) async -> GatewayAnswer {
    { [secrets] question in
      guard let secret = secrets[question.merchant] else {
        return .silent("the merchant has no secret")
      }
      return await .asking(question, secret: secret)
    }
  }

  /// What a receiver takes from it.
  var setup: ReceiverSetup {
    ReceiverSetup(desk: desk, language: catalogue.outline.site.language, ask: ask)
  }
}

struct NotifyListenCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = NotifyListenOptions.configuration

  static let example = """
    paypress notify listen --port 8480
    """

  @OptionGroup var options: NotifyListenOptions

  func run() async throws {
    do {
      // Before the first thing that may take long: a signal must not end the program then.
      let reloads = await ProcessSignals.stream([SIGHUP])
      guard let proxies = TrustedProxies(options.trustedProxy) else {
        throw Failure.usage(.badTrustedProxy)
      }
      let report: @Sendable (ReceiverEvent) -> Void = {
        [host = options.host, isJSON = options.logFormat == "json"] in
        ReceiverLog.write($0, host: host, isJSON: isJSON)
      }
      ReceiverLog.open(isJSON: options.logFormat == "json")
      let startedAt = Clock.nanoseconds
      let paths = OpenedPaths()
      let judging = try OpenedPaths.$current.withValue(paths) { try desk(report) }
      let recipients = try options.recipients.recipients()
      let path =
        options.database ?? LedgerOptions.standardDatabase(judging.catalogue.outline)
      // Held until the end.
      let lock = try LedgerLock(path, words: Self.name(options))
      defer { withExtendedLifetime(lock) {} }
      let current = CurrentSetup(judging.setup)
      let ledger = try Ledger(path)
      try await ledger.adopt(appkeys: judging.appkeys)
      var receiver = Receiver(
        setup: current, ledger: ledger, recipients: recipients,
        environment: RecipientOptions.environment, words: Self.name(options), report: report)
      receiver.proxies = proxies
      receiver.version = ToolVersion.current
      if !options.isLocal { Terminal.report(Diagnostic.openToAll(options.host)) }
      let first = SetupWatch.Loaded(
        setup: judging.setup, files: watched(paths), startedAt: startedAt)
      let watch = SetupWatch(current, first: first, requests: reloads) {
        reload(after: current.value.desk, report)
      }
      try await receiver.run(host: options.host, port: options.port, watch: watch)
    } catch {
      throw Failure(payments: error)
    }
  }

  private func desk(
    after previous: NotificationDesk? = nil, _ report: @escaping @Sendable (ReceiverEvent) -> Void
  ) throws -> JudgingDesk {
    let notify = options.notify
    return try JudgingDesk(notify.site, notify.gateway, notify.secret, after: previous) {
      report(.ordersUnreadable($0))
    }
  }

  /// Reads the site again; prints what is wrong.
  private func reload(
    after previous: NotificationDesk, _ report: @escaping @Sendable (ReceiverEvent) -> Void
  ) -> SetupWatch.Loaded {
    let startedAt = Clock.nanoseconds
    let paths = OpenedPaths()
    var setup: ReceiverSetup?
    do {
      setup = try OpenedPaths.$current.withValue(paths) { try desk(after: previous, report).setup }
    } catch {
      Terminal.report(Failure(payments: error).diagnostic)
    }
    return SetupWatch.Loaded(setup: setup, files: watched(paths), startedAt: startedAt)
  }

  /// The files that a setup depends on.
  private func watched(_ paths: OpenedPaths) -> [String] {
    let notify = options.notify
    return paths.all + [notify.site.config] + (notify.secret.secretFile.map { [$0] } ?? [])
  }

  /// What the next receiver is told about this one.
  private static func name(_ options: NotifyListenOptions) -> String {
    "paypress notify listen --port \(options.port)"
      + (options.isLocal ? "" : " --host \(options.host)")
  }
}

extension NotifyListenOptions {
  /// Whether only this machine can reach the receiver.
  var isLocal: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}

extension Diagnostic {
  fileprivate static func openToAll(_ host: String) -> Diagnostic {
    Diagnostic(
      .warning,
      Problem(
        Sentence(
          "--host \(host): other machines can reach the receiver, without encryption",
          "--host \(host)：其他机器可以不加密地访问接收程序"),
        hint: Sentence(
          "put a web server with HTTPS in front of it, on the same machine",
          "请在同一台机器上用带 HTTPS 的网页服务器放在它前面")))
  }
}

extension Problem {
  fileprivate static var onlyTheGatewayKnows: Problem {
    Problem(
      Sentence(
        "only the gateway can tell which order this is about", "只有网关知道这是哪个订单"),
      hint: Sentence("add --online to ask it", "加 --online 向网关查询"))
  }

  fileprivate static var badTrustedProxy: Problem {
    Problem(
      Sentence(
        "--trusted-proxy takes an address or a network", "--trusted-proxy 需要地址或网段"),
      hint: Sentence(
        "write it as 127.0.0.1, ::1 or 10.0.0.0/8", "请写成 127.0.0.1、::1 或 10.0.0.0/8 的形式"))
  }
}

/// Prints a receiver's events: its address as a result, everything else as a log.
enum ReceiverLog {
  static func write(_ event: ReceiverEvent, host: String, isJSON: Bool = false) {
    if case .listening(let port) = event {
      try? Terminal.print("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
      try? Terminal.flush()
      return
    }
    if isJSON {
      let line = ReceiverLogLine.json(event, at: Clock.now, client: RequestClient.address)
      return Terminal.printLogLine(line)
    }
    let words = event.sentence.text(in: Terminal.language)
    Terminal.printLogLine("\(UTCTime.stamp(Clock.now)) \(words)")
  }

  /// Makes standard error the log; of a JSON log, every line is JSON.
  static func open(isJSON: Bool) {
    Terminal.openLog { text in
      isJSON ? ReceiverLogLine.json(diagnostic: text, at: Clock.now) : text
    } gap: { count in
      gap(count, isJSON: isJSON)
    }
  }

  /// The line in place of lines that nobody read in time.
  private static func gap(_ count: Int, isJSON: Bool) -> String {
    if isJSON { return ReceiverLogLine.json(droppedCount: count, at: Clock.now) }
    let words = ErrorQueue.words(ofGap: count).text(in: Terminal.language)
    return "\(UTCTime.stamp(Clock.now)) \(words)"
  }
}

struct NotifyVerifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = NotifyVerifyOptions.configuration

  static let example = """
    paypress notify verify < notification.txt
    """

  @OptionGroup var options: NotifyVerifyOptions

  func run() async throws {
    let text = try options.message ?? Self.standardInput()
    do {
      let judging = try JudgingDesk(
        options.notify.site, options.notify.gateway, options.notify.secret
      ) { Terminal.report($0.sentence) }
      let ask = options.online ? judging.ask : nil
      let result = try await judging.desk.examine(text, at: Clock.now, asking: ask)
      let table = try PaymentTable(judging.catalogue)
      switch result {
      case .visit(let payment):
        try Terminal.printFacts(Self.facts(table, payment))
      case .message(let verdict, let reason, let payment):
        try Terminal.printFacts(
          [("verdict", verdict.rawValue)] + (payment.map { Self.facts(table, $0) } ?? []))
        if let reason {
          try Terminal.flush()
          Terminal.report(reason.sentence)
        }
        if ![.paid, .underpaid].contains(verdict) { throw Reported(status: 1) }
      case .unclearVisit:
        throw Failure.input(.onlyTheGatewayKnows)
      case .unpaidVisit(let status):
        throw Failure.input(
          Problem(VerdictReason.notPaid(status: status).sentence, code: "refused-notification"))
      }
    } catch let refusal as NotificationRefusal {
      throw Failure.input(Problem(refusal.sentence, code: "refused-notification"))
    } catch {
      throw Failure(payments: error)
    }
  }

  private static func facts(
    _ table: PaymentTable, _ payment: Payment
  ) -> [(name: String, value: String)] {
    zip(PaymentTable.columns, table.cells(payment)).compactMap { name, cell in
      cell.map { (name, $0) }
    }
  }

  private static func standardInput() throws(Failure) -> String {
    do throws(ReadingError) {
      let bytes = try InputFile.bytes(of: "/dev/stdin", from: .stream, limit: 1 << 16)
      let text = String(decoding: bytes, as: UTF8.self)
      return String(text.reversed().drop(while: \.isNewline).reversed())
    } catch {
      throw Failure(error)
    }
  }
}
