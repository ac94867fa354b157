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

extension NotifyOptions {
  /// Reads the site and prints its findings.
  func catalogue() throws -> Catalogue {
    try site.checkedSite(
      gateway: gateway.gateway, needsOrders: false, showing: FindingDisplay(.errors)
    ).catalogue
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
  static let configuration = NotifyListenOptions.configuration

  static let example = """
    paypress notify listen --port 8480
    """

  @OptionGroup var options: NotifyListenOptions

  func run() async throws {
    do {
      let catalogue = try options.notify.catalogue()
      let program = try program()
      let report: @Sendable (ReceiverEvent) -> Void = { [host = options.host] in
        ReceiverLog.write($0, host: host)
      }
      let path = options.database ?? PaymentsCommand.standardDatabase(catalogue.outline)
      let receiver = Receiver(
        desk: try options.notify.desk(catalogue, asksGateway: true) {
          report(.ordersUnreadable($0))
        },
        ledger: try Ledger(path), language: catalogue.outline.site.language,
        program: program, address: options.forward,
        environment: Terminal.environment.filter {
          !$0.key.hasPrefix(SecretOptions.variable)
        }, report: report)
      try await receiver.run(host: options.host, port: options.port)
    } catch {
      throw Failure(payments: error)
    }
  }

  /// The program of `--exec`, found before the first payment.
  private func program() throws(Failure) -> ExternalProgram? {
    guard let exec = options.exec else { return nil }
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
  static let configuration = NotifyVerifyOptions.configuration

  static let example = """
    paypress notify verify < notification.txt
    """

  @OptionGroup var options: NotifyVerifyOptions

  func run() async throws {
    let text = try options.message ?? Self.standardInput()
    do {
      let catalogue = try options.notify.catalogue()
      let desk = try options.notify.desk(catalogue, asksGateway: options.online) { problem in
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
      let bytes = try InputFile.bytes(of: "/dev/stdin", from: .stream, limit: 1 << 16)
      let text = String(decoding: bytes, as: UTF8.self)
      return String(text.reversed().drop(while: \.isNewline).reversed())
    } catch {
      throw Failure(error)
    }
  }
}
