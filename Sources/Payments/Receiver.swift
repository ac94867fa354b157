internal import Catalog
internal import GatePay
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import Orders
public import Support

/// The port cannot be taken.
public struct PortRefusal: Error, Hashable, Sendable {
  /// The system's words.
  public let reason: String
}

/// Answers the gateway's notifications: `success` when a payment is recorded for good, else `fail`.
public struct Receiver: Sendable {
  private let desk: NotificationDesk
  private let ledger: Ledger
  private let language: Language
  private let deliverer: Deliverer
  private let report: @Sendable (ReceiverEvent) -> Void

  /// A receiver.
  ///
  /// - Parameters:
  ///   - desk: decides what is accepted.
  ///   - ledger: keeps what was accepted.
  ///   - language: the language of what payers see.
  ///   - program: a program that is told of payments; nil without one.
  ///   - address: an address that is told of payments; nil without one.
  ///   - environment: the environment of the program, without secrets.
  ///   - report: told of events.
  public init(
    desk: NotificationDesk, ledger: Ledger, language: Language, program: String? = nil,
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

  /// Answers until the process is told to end (SIGTERM or SIGINT).
  ///
  /// - Parameters:
  ///   - host: the interface; only this machine can reach `127.0.0.1`.
  ///   - port: 0 for a free one.
  /// - Throws: `PortRefusal`, and errors of the database.
  public func run(host: String, port: Int) async throws {
    var logger = Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    let report = report
    let (listening, listener) = AsyncStream.makeStream(of: Void.self)
    let application = Application(
      responder: ReceiverResponder(receiver: self),
      // Who sends nothing, or stops in the middle, does not hold a place for ever.
      server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(30))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 256),
      onServerRunning: { channel in
        report(.listening(port: channel.localAddress?.port ?? port))
        listener.finish()
      }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      if !deliverer.targets.isEmpty {
        group.addTask {
          // A receiver that cannot have its port runs nothing: another one may have it.
          for await _ in listening {}
          if !Task.isCancelled { try await deliverer.run() }
        }
      }
      group.addTask {
        do {
          try await application.runService()
        } catch let error as IOError {
          throw PortRefusal(reason: String(cString: strerror(error.errnoCode)))
        } catch is SocketAddressError {
          throw PortRefusal(reason: "no such address")
        }
      }
      // The server ends by itself; passing on would go on for ever.
      try await group.next()
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
  }

  // MARK: Messages

  /// What the gateway is answered.
  struct Answer: Sendable {
    var status: HTTPResponse.Status
    var text: String
    var isPage = false
  }

  /// Takes the message that reports a payment.
  func takePayment(_ form: FormFields) async -> Answer {
    do {
      let message = try AsynchronousNotification.read(form)
      let payment = try await desk.payment(message, at: Clock.now)
      try await record(payment)
      return Answer(status: .ok, text: "success")
    } catch let refusal as NotificationRefusal {
      report(.refused(refusal, outOrderID: form["out_order_id"]))
      return Answer(status: .ok, text: "fail")
    } catch let error as LedgerError {
      report(.failed(error))
    } catch {
      report(.unreadable)
    }
    return Answer(status: .internalServerError, text: "fail")
  }

  /// Takes the query with which a payer's browser comes back.
  func takeVisit(_ form: FormFields) async -> Answer {
    let page = ReturnPage(language: language)
    do {
      let message = try SynchronousNotification.read(form)
      let visit = try await desk.visit(message, at: Clock.now)
      try await record(visit)
      let known = try await ledger.known(visit)
      return Answer(status: .ok, text: page.html(known ?? visit), isPage: true)
    } catch let refusal as NotificationRefusal {
      report(.refused(refusal, outOrderID: form["out_order_id"]))
      return Answer(status: .badRequest, text: page.refusal, isPage: true)
    } catch let error as LedgerError {
      report(.failed(error))
    } catch {
      report(.unreadable)
    }
    return Answer(status: .internalServerError, text: page.refusal, isPage: true)
  }

  private func record(_ payment: Payment) async throws(LedgerError) {
    let outcome = try await ledger.record(payment, passingOnTo: deliverer.targets)
    report(.recorded(payment, outcome))
  }

  /// Takes bytes that are no form.
  func refuse(_ error: FormError, isVisit: Bool) -> Answer {
    report(.refused(.notAForm(error), outOrderID: nil))
    return isVisit
      ? Answer(status: .badRequest, text: ReturnPage(language: language).refusal, isPage: true)
      : Answer(status: .ok, text: "fail")
  }
}

/// Reads requests and writes answers.
private struct ReceiverResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let receiver: Receiver

  func respond(to request: Request, context: Context) async throws -> Response {
    let target = request.head.path ?? "/"
    let mark = target.firstIndex(of: "?") ?? target.endIndex
    let query = Array(target[mark...].dropFirst().utf8)
    let isVisit = request.method == .get
    guard isVisit || request.method == .post, !isVisit || !query.isEmpty else {
      return Self.response(
        Receiver.Answer(
          status: isVisit ? .notFound : .methodNotAllowed, text: "paypress notify\n"))
    }
    do {
      var bytes = query
      if !isVisit {
        let body = try await request.body.collect(upTo: Receiver.maximumBodyByteCount)
        // The gateway's own sample receivers read the query.
        if body.readableBytes > 0 { bytes = Array(body.readableBytesView) }
      }
      let form = try FormFields(decoding: bytes)
      return Self.response(
        isVisit ? await receiver.takeVisit(form) : await receiver.takePayment(form))
    } catch let error as FormError {
      return Self.response(receiver.refuse(error, isVisit: isVisit))
    } catch is NIOTooManyBytesError {
      return Self.response(Receiver.Answer(status: .contentTooLarge, text: "fail"))
    }
  }

  private static func response(_ answer: Receiver.Answer) -> Response {
    var headers: HTTPFields = [
      .contentType: "\(answer.isPage ? "text/html" : "text/plain"); charset=utf-8",
      .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
    ]
    if answer.isPage {
      headers[.contentSecurityPolicy] = "default-src 'none'"
    }
    return Response(
      status: answer.status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.text)))
  }
}
