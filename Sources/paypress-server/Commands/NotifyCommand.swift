internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import GatePayClient
internal import Orders
internal import Payments
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

/// The options of both notification commands.
struct NotifyOptions: ParsableArguments {
  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption
  @OptionGroup var secret: SecretOptions

  /// Reads the site and prints its findings.
  func catalogue() throws -> Catalogue {
    try site.checkedSite(gateway: gateway.gateway, needsOrders: false, isQuiet: true).catalogue
  }

  /// A desk from the config, the file of orders and the secrets.
  ///
  /// - Parameters:
  ///   - asksGateway: whether to ask the gateway when a signature fits several messages.
  ///   - report: called when the file of orders cannot be read.
  func desk(
    _ catalogue: Catalogue, asksGateway: Bool,
    report: @escaping @Sendable (OrderLogProblem) -> Void
  ) throws -> NotificationDesk {
    let accounts = catalogue.accounts
    let merchantSecrets = MerchantSecrets(secret, of: accounts.merchants)
    var secrets: [Int: Secret] = [:]
    for (index, merchant) in accounts.merchants.enumerated() {
      secrets[index] = try merchantSecrets.secretIfGiven(of: merchant.key)
    }
    guard !secrets.isEmpty else { throw Failure.usage(.secretMissing) }
    let known = secrets
    return NotificationDesk(
      accounts: accounts, secrets: secrets, orderFile: OrderLog.path(besideConfig: site.config),
      links: try LinkIndex(catalogue), report: report
    ) { question, merchant, gateway in
      guard asksGateway, let secret = known[merchant] else { return nil }
      return try? await OrderClient.with(gateway, secret: secret, timeoutInSeconds: 5) {
        try await $0.check(question)
      }
    }
  }
}

struct NotifyListenCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: localized(
      "Answers notifications, and records every payment once before it says success.",
      "应答通知；每笔付款只记录一次，记好才回复 success。"),
    discussion: localized(
      "The gateway posts to any path; a payer's browser comes back to any path. Put a web server "
        + "with HTTPS in front of it, or give the sandbox its address.",
      "网关可以向任意路径提交，付款人的浏览器也可以回到任意路径。请在它前面放一个带 HTTPS 的网页服务器，或把它的网址交给沙箱。"))

  static let example = """
    paypress notify listen --port 8480
    """

  @OptionGroup var options: NotifyOptions

  @Option(help: .words("Where it answers; 0 takes a free port.", "监听的端口；0 表示空闲端口。", value: "port"))
  var port = 8480

  @Option(
    help: .words(
      "The interface. Only this machine reaches the default.", "监听的地址。默认地址只有本机能访问。",
      value: "address"))
  var host = "127.0.0.1"

  @Option(help: PaymentsCommand.databaseHelp)
  var database: String?

  @Option(
    help: .words(
      "A program that is run for every payment, not through a shell: PAYPRESS_STATE, "
        + "PAYPRESS_LINK, PAYPRESS_REALPRICE and others tell it what was paid. It is run again "
        + "until it ends with 0.",
      "每笔付款运行一次的程序，不经过 shell：PAYPRESS_STATE、PAYPRESS_LINK、PAYPRESS_REALPRICE 等变量告诉它付了什么。直到以 0 结束为止会重复运行。",
      value: "program"))
  var exec: String?

  @Option(
    help: .words(
      "An address that every payment is posted to as JSON, until it answers 2xx.",
      "每笔付款以 JSON 提交到的网址，直到它回复 2xx。", value: "url"))
  var forward: String?

  func validate() throws {
    guard (0...65535).contains(port) else {
      throw ValidationError(
        localized("--port takes a whole number from 0 to 65535", "--port 需要 0 到 65535 的整数"))
    }
    if let forward, !CallbackURL.isUsable(forward) {
      throw ValidationError(
        localized(
          "--forward takes an address such as http://127.0.0.1:9000/paid",
          "--forward 需要网址，例如 http://127.0.0.1:9000/paid"))
    }
  }

  func run() async throws {
    do {
      let catalogue = try options.catalogue()
      let program = try program()
      let report: @Sendable (ReceiverEvent) -> Void = { [host] in
        ReceiverLog.write($0, host: host)
      }
      let path = database ?? PaymentsCommand.standardDatabase(catalogue.outline)
      let receiver = Receiver(
        desk: try options.desk(catalogue, asksGateway: true) { report(.ordersUnreadable($0)) },
        ledger: try Ledger(path), language: catalogue.outline.site.language,
        program: program, address: forward,
        environment: Terminal.environment.filter {
          !$0.key.hasPrefix(SecretOptions.variable)
        }, report: report)
      try await receiver.run(host: host, port: port)
    } catch {
      throw Failure(payments: error)
    }
  }

  /// The program of `--exec`, found before the first payment.
  private func program() throws(Failure) -> ExternalProgram? {
    guard let exec else { return nil }
    do throws(ReadingError) {
      return try ExternalProgram(exec, in: Terminal.environment)
    } catch {
      throw .files(Messages.cannotRun(exec, error.reason))
    }
  }
}

/// Prints a receiver's events: its address as a result, everything else as a log.
enum ReceiverLog {
  static func write(_ event: ReceiverEvent, host: String) {
    if case .listening(let port) = event {
      try? Terminal.print("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
      try? Terminal.flush()
      return
    }
    let words = Messages.words(event).text(in: Terminal.language)
    Terminal.printError("\(UTCTime.stamp(Clock.now)) \(words)")
  }
}

struct NotifyVerifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: localized(
      "Checks one notification, and says which part of it is wrong.", "检查一条通知，并指出哪一部分有误。"))

  static let example = """
    paypress notify verify < notification.txt
    """

  @OptionGroup var options: NotifyOptions

  @Flag(
    help: .words("Ask the gateway where the signature fits several messages.", "签名对多种消息都成立时向网关查询。"))
  var online = false

  @Argument(
    help: .words(
      "The address, its query or the form, in single quotes. (default: standard input)",
      "网址、它的查询部分或表单，放在单引号里。（默认：标准输入）", value: "message"))
  var message: String?

  func run() async throws {
    let text = try message ?? Self.standardInput()
    do {
      let catalogue = try options.catalogue()
      let desk = try options.desk(catalogue, asksGateway: online) { problem in
        Terminal.report(Messages.words(problem))
      }
      let payment = try await Self.verify(text, by: desk)
      let cells = zip(PaymentTable.columns, try PaymentTable(catalogue).cells(payment))
      try Terminal.printFacts(cells.compactMap { name, cell in cell.map { (name, $0) } })
    } catch let refusal as NotificationRefusal {
      throw Failure.input(Problem(Messages.words(refusal)))
    } catch {
      throw Failure(payments: error)
    }
  }

  private static func verify(
    _ text: String, by desk: NotificationDesk
  ) async throws(NotificationRefusal) -> Payment {
    let query = text.firstIndex(of: "?").map { text[text.index(after: $0)...] } ?? text[...]
    let form: FormFields
    do throws(FormError) {
      form = try FormFields(decoding: query.utf8)
    } catch {
      throw .notAForm(error)
    }
    // Only the message that reports a payment has the paid amount.
    if form["realprice"] == nil && form["paytime"] == nil {
      return try await desk.visit(try SynchronousNotification.read(form), at: Clock.now)
    }
    return try await desk.payment(try AsynchronousNotification.read(form), at: Clock.now)
  }

  private static func standardInput() throws(Failure) -> String {
    do throws(ReadingError) {
      let bytes = try InputFile.bytes(of: "/dev/stdin", limit: 1 << 16)
      let text = String(decoding: bytes, as: UTF8.self)
      return String(text.reversed().drop(while: \.isNewline).reversed())
    } catch {
      throw Failure(error)
    }
  }
}
