internal import Catalog
internal import GatePay
internal import HTTPTypes
internal import Pages
internal import Serving
public import Support

/// Answers the gateway's notifications: `success` once a payment is on disk, otherwise `fail`.
public struct Receiver: Sendable {
  private let desk: NotificationDesk
  private let ledger: Ledger
  private let language: Language
  private let deliverer: Deliverer
  private let report: @Sendable (ReceiverEvent) -> Void

  /// Creates a receiver.
  ///
  /// - Parameters:
  ///   - program: runs for every payment; nil for none.
  ///   - address: gets every payment by `POST`; nil for none.
  ///   - environment: of the program, without secrets.
  public init(
    desk: NotificationDesk, ledger: Ledger, language: Language, program: ExternalProgram? = nil,
    address: String? = nil, environment: [String: String] = [:],
    report: @escaping @Sendable (ReceiverEvent) -> Void
  ) {
    self.desk = desk
    self.ledger = ledger
    self.language = language
    self.report = report
    deliverer = Deliverer(
      ledger: ledger, program: program, address: address, environment: environment, report: report)
  }

  /// The largest body in bytes.
  static let maximumBodyByteCount = 64 << 10

  /// Answers until SIGTERM or SIGINT.
  ///
  /// - Parameters:
  ///   - host: the interface; only this machine can reach `127.0.0.1`.
  ///   - port: 0 for a free one.
  /// - Throws: `PortRefusal`, and errors of the database.
  package func run(host: String, port: Int) async throws {
    let server = WebServer(
      ReceiverResponder(receiver: self), host: host, port: port, idleLimit: .seconds(30)
    ) { report(.listening(port: $0)) }
    try await server.run(alongside: deliverer.targets.isEmpty ? nil : deliverer.run)
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
      try await record(try await desk.payment(message, at: Clock.now))
      return Answer(.ok, "success")
    }
  }

  /// Handles the query with which a payer's browser comes back.
  func takeVisit(_ form: FormFields) async -> Answer {
    let page = ReturnPage(language: language)
    return await answer(
      form, refused: Answer(.badRequest, page: page.refusal),
      failed: Answer(.internalServerError, page: page.refusal)
    ) {
      let message = try SynchronousNotification.read(form)
      let visit = try await desk.visit(message, at: Clock.now)
      try await record(visit)
      return Answer(.ok, page: page.html(try await ledger.known(visit) ?? visit))
    }
  }

  private func answer(
    _ form: FormFields, refused: Answer, failed: Answer, _ take: () async throws -> Answer
  ) async -> Answer {
    do {
      return try await take()
    } catch let refusal as NotificationRefusal {
      report(.refused(refusal, outOrderID: form["out_order_id"]))
      return refused
    } catch let error as LedgerError {
      report(.failed(error))
    } catch {
      report(.unreadable)
    }
    return failed
  }

  private func record(_ payment: Payment) async throws(LedgerError) {
    let outcome = try await ledger.record(payment, passingOnTo: deliverer.targets)
    report(.recorded(payment, outcome))
  }

  /// Handles a body or query that is not a form.
  func refuse(_ error: FormError, isVisit: Bool) -> Answer {
    report(.refused(.notAForm(error), outOrderID: nil))
    return isVisit
      ? Answer(.badRequest, page: ReturnPage(language: language).refusal)
      : Answer(.ok, "fail")
  }
}
