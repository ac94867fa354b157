internal import GatePay
internal import HTTPTypes
internal import Hummingbird
internal import Serving

/// Reads requests and writes answers.
struct ReceiverResponder: HTTPResponder {
  typealias Context = ConnectionContext

  let receiver: Receiver

  func respond(to request: Request, context: Context) async throws -> Response {
    let forwarded = request.headers.filter { $0.name == .forwardedFor }.map(\.value)
    let client = receiver.proxies.client(peer: context.peer, forwarded: forwarded)
    return try await RequestClient.$address.withValue(client) { try await answer(request) }
  }

  private func answer(_ request: Request) async throws -> Response {
    let (path, query) = request.target
    if [.get, .head].contains(request.method) {
      // With any query: what monitoring asks is no message of the gateway.
      let hasBody = request.method == .get
      switch path {
      case "/healthz": return Self.response(await receiver.health(), hasBody: hasBody)
      case "/metrics":
        let text = try await receiver.metricsText()
        return Self.metrics(hasBody ? text : "")
      default: break
      }
    }
    let start = ContinuousClock.now
    defer { receiver.metrics.answered(in: start.duration(to: .now)) }
    switch request.method {
    case .head: return Self.response(Self.explanation, hasBody: false)
    case .get:
      if query.isEmpty { return Self.response(Self.explanation) }
    case .post: break
    default: return Self.response(Receiver.Answer(.methodNotAllowed, "paypress notify\n"))
    }
    var isVisit = request.method == .get
    do {
      let form = try await Self.form(of: request, query: query)
      // The gateway's documents named GET for notifications until 2019-05-06, and one of its samples
      // still does; only the message that reports a payment has the paid amount.
      if form["realprice"] != nil || form["paytime"] != nil { isVisit = false }
      return Self.response(
        isVisit ? await receiver.takeVisit(form) : await receiver.takePayment(form))
    } catch let error as FormError {
      return Self.response(receiver.refuse(error, isVisit: isVisit))
    } catch is BodyTooLong {
      return Self.response(receiver.refuseTooLong())
    }
  }

  private static func metrics(_ text: String) -> Response {
    Response(.ok, type: "text/plain; version=0.0.4; charset=utf-8", text.utf8)
  }

  /// For people and programs that look whether anybody is there.
  private static let explanation = Receiver.Answer(
    .ok, "PayPress receives the gateway's notifications of payments here.\n")

  /// The fields of a request; the gateway's own sample receivers read the query of a POST too.
  private static func form(of request: Request, query: String) async throws -> FormFields {
    guard request.method == .post else { return try FormFields(decoding: query.utf8) }
    let body = try await request.bytes(upTo: Receiver.maximumBodyByteCount)
    if body.isEmpty { return try FormFields(decoding: query.utf8) }
    if let boundary = request.headers[.contentType].flatMap(MultipartForm.boundary) {
      return try MultipartForm(body, boundary: boundary).fields
    }
    return try FormFields(decoding: body)
  }

  private static func response(_ answer: Receiver.Answer, hasBody: Bool = true) -> Response {
    Response(
      answer.status, type: "\(answer.isPage ? "text/html" : "text/plain"); charset=utf-8",
      hasBody ? answer.text.utf8 : "".utf8,
      adding: answer.isPage ? [.contentSecurityPolicy: "default-src 'none'"] : [:])
  }
}

extension HTTPField.Name {
  /// `X-Forwarded-For`, in which web servers name the client.
  fileprivate static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .from
}
