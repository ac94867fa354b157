internal import Catalog
public import GatePay
internal import HTTPTypes
internal import Pages
package import Serving
internal import Support

/// Answers the gateway's notifications: `success` once an authentic message is on disk, otherwise
/// `fail`.
public struct Receiver: Sendable {
  private let setup: CurrentSetup
  let ledger: Ledger
  private let deliverer: Deliverer
  let judge: Judge
  private let refusals: RefusalLog
  private let checks: OrderChecks
  private let report: @Sendable (ReceiverEvent) -> Void
  let metrics: ReceiverMetrics
  let probe = DiskProbe()
  /// The servers in front, whose word about the client's address is believed.
  package var proxies = TrustedProxies()
  /// The version of the program, for the metrics.
  package var version = ""

  /// Creates a receiver.
  ///
  /// - Parameters:
  ///   - recipients: get every payment.
  ///   - environment: of programs, without secrets.
  ///   - words: what this process is, for others that want to serve the same recipients.
  public init(
    setup: CurrentSetup, ledger: Ledger, recipients: [Recipient] = [],
    environment: [String: String] = [:], words: String = "paypress",
    report: @escaping @Sendable (ReceiverEvent) -> Void
  ) {
    let metrics = ReceiverMetrics(startedAt: Clock.now)
    let report: @Sendable (ReceiverEvent) -> Void = {
      metrics.count($0)
      report($0)
    }
    self.setup = setup
    self.ledger = ledger
    self.report = report
    self.metrics = metrics
    deliverer = Deliverer(
      ledger: ledger, recipients: recipients, environment: environment, words: words,
      report: report)
    checks = OrderChecks { await setup.value.ask($0) }
    judge = Judge(
      ledger: ledger, checks: checks, desk: { setup.value.desk }, targets: deliverer.targets,
      report: report)
    refusals = RefusalLog(ledger)
  }

  /// The largest body in bytes.
  static let maximumBodyByteCount = 64 << 10

  /// Answers until SIGTERM or SIGINT.
  ///
  /// - Parameters:
  ///   - host: the interface; only this machine can reach `127.0.0.1`.
  ///   - port: 0 for a free one.
  ///   - watch: keeps the setup up to date; nil for nothing.
  /// - Throws: `PortRefusal`.
  package func run(host: String, port: Int, watch: SetupWatch? = nil) async throws {
    let server = WebServer(
      ReceiverResponder(receiver: self), host: host, port: port, idleLimit: .seconds(30)
    ) { report(.listening(port: $0)) }
    try await server.run { try await work(watch) }
  }

  /// Judges, delivers and watches until the task is cancelled.
  private func work(_ watch: SetupWatch?) async throws {
    try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await judge.run() }
        group.addTask { try await deliverer.run() }
        group.addTask { try await refusals.run() }
        if let watch { group.addTask { try await watch.run(report) } }
        try await group.waitForAll()
      }
    } onCancel: {
      ledger.queue.stop()
    }
  }

  /// Tries every pending delivery once, without listening; targets that another process serves are
  /// left to it.
  ///
  /// - Returns: whether all others succeeded.
  public static func deliverPending(
    in ledger: Ledger, to recipients: [Recipient], environment: [String: String], words: String,
    report: @escaping @Sendable (ReceiverEvent) -> Void
  ) async throws -> Bool {
    var locks: [DeliveryTarget: TargetLock] = [:]
    for target in recipients.map(\.target) {
      switch try TargetLock.take(target, of: ledger.realPath, words: words) {
      case .taken(let lock): locks[target] = lock
      case .held(let holder): report(.servedElsewhere(target, holder: holder))
      }
    }
    let own = locks
    let deliverer = Deliverer(
      ledger: ledger, recipients: recipients.filter { own[$0.target] != nil },
      environment: environment, report: report)
    if deliverer.recipients.isEmpty { return true }
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await deliverer.loops(holding: own)
        return false
      }
      group.addTask {
        while true {
          let counts = try await ledger.pendingCounts(for: deliverer.targets, at: Clock.now)
          if counts.due == 0 { return counts.all == 0 }
          try await Task.sleep(for: .milliseconds(100))
        }
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  // MARK: Messages

  /// The response to a message.
  struct Answer: Sendable {
    var status: HTTPResponse.Status
    var text: String
    var isPage = false

    init(_ status: HTTPResponse.Status, _ text: String) {
      self.status = status
      self.text = text
    }

    init(_ status: HTTPResponse.Status, page: Markup) {
      self.status = status
      text = String(decoding: page.bytes, as: UTF8.self)
      isPage = true
    }
  }

  /// Handles the message that reports a payment.
  func takePayment(_ form: FormFields) async -> Answer {
    await answer(form, refused: Answer(.ok, "fail"), failed: Answer(.internalServerError, "fail")) {
      let message = try AsynchronousNotification.read(form)
      let desk = setup.value.desk
      let index = try desk.signer(of: message, outOrderID: message.outOrderID)
      let moment = Clock.now
      let judgement = desk.judge(message, of: index, nil, at: moment)
      let entry = desk.entry(message, of: index, at: moment)
      let receipt: Receipt
      do {
        receipt = try await ledger.store(
          entry, judgement, checkAt: judgement.reason == .notAsked ? moment : nil,
          targets: deliverer.targets)
      } catch is TooManyReadings {
        throw NotificationRefusal.tooManyReadings
      }
      report(
        .stored(
          StoredMessage(
            merchant: entry.merchant, fields: message, receipt: receipt)))
      return Answer(.ok, "success")
    }
  }

  /// Handles the query with which a payer's browser comes back.
  func takeVisit(_ form: FormFields) async -> Answer {
    let page = ReturnPage(language: setup.value.language)
    return await answer(
      form, refused: Answer(.badRequest, page: page.refusal),
      failed: Answer(.internalServerError, page: page.refusal)
    ) {
      let message = try SynchronousNotification.read(form)
      let visit: Payment
      switch try await self.visit(message) {
      case .payment(let payment): visit = payment
      case .unclear: return Answer(.ok, page: page.pending)
      // The payer has paid; what the shop accepted is recorded.
      case .unlisted(let payment):
        return Answer(.ok, page: try await ledger.known(payment).map(page.html) ?? page.pending)
      // An unknown word may mean anything, also that it was paid.
      case .notPaid(let status):
        let isUnpaid = [OrderStatus.unpaid, .expired].contains(OrderStatus(status))
        return Answer(.ok, page: isUnpaid ? page.unpaid : page.pending)
      }
      // Whoever reloads the page causes no write.
      if let known = try await ledger.known(visit) { return Answer(.ok, page: page.html(known)) }
      report(.recorded(visit, try await ledger.record(visit, passingOnTo: [])))
      return Answer(.ok, page: page.html(try await ledger.known(visit) ?? visit))
    }
  }

  /// What a browser's query is about; asks the gateway where only it can tell.
  private func visit(
    _ message: SynchronousNotification
  ) async throws -> NotificationDesk.Visit {
    let desk = setup.value.desk
    let index = try desk.signer(of: message, outOrderID: message.outOrderID)
    let visit = try desk.visit(message, of: index, nil, at: Clock.now)
    guard case .unclear = visit else { return visit }
    guard let question = desk.question(about: message.outOrderID, of: index),
      let answer = await checks.answer(
        to: question, about: "visit \(index) \(message.outOrderID) \(message.signature?.text ?? "")"
      )
    else { return .unclear }
    return try desk.visit(message, of: index, answer, at: Clock.now)
  }

  private func answer(
    _ form: FormFields, refused: Answer, failed: Answer, _ take: () async throws -> Answer
  ) async -> Answer {
    do {
      return try await take()
    } catch let refusal as NotificationRefusal {
      note(refusal, outOrderID: form["out_order_id"])
      return refused
    } catch let error as LedgerError {
      report(.failed(error, outOrderID: form["out_order_id"]))
    } catch {
      report(.unreadable)
    }
    return failed
  }

  /// Handles a body or query that is not a form.
  func refuse(_ error: FormError, isVisit: Bool) -> Answer {
    note(.notAForm(error), outOrderID: nil)
    return isVisit
      ? Answer(.badRequest, page: ReturnPage(language: setup.value.language).refusal)
      : Answer(.ok, "fail")
  }

  /// Handles a body that is longer than any message of the gateway.
  func refuseTooLong() -> Answer {
    note(.tooLong, outOrderID: nil)
    return Answer(.contentTooLarge, "fail")
  }

  private func note(_ refusal: NotificationRefusal, outOrderID: String?) {
    refusals.add(refusal.notedWords, outOrderID: outOrderID)
    report(.refused(refusal, outOrderID: outOrderID))
  }
}

extension AsynchronousNotification {
  /// Reads a received form; throws `NotificationRefusal.fault` for a missing field.
  public static func read(
    _ form: FormFields
  ) throws(NotificationRefusal) -> AsynchronousNotification {
    do throws(NotificationFault) {
      return try AsynchronousNotification(form)
    } catch {
      throw .fault(error, merchant: nil)
    }
  }
}

extension SynchronousNotification {
  /// Reads a received query; throws `NotificationRefusal.fault` for a missing field.
  public static func read(
    _ form: FormFields
  ) throws(NotificationRefusal) -> SynchronousNotification {
    do throws(NotificationFault) {
      return try SynchronousNotification(form)
    } catch {
      throw .fault(error, merchant: nil)
    }
  }
}
