internal import GatePay
internal import HTTPTypes
internal import Hummingbird
internal import Serving

/// Reads requests and writes answers.
struct ReceiverResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let receiver: Receiver

  func respond(to request: Request, context: Context) async throws -> Response {
    let query = request.target.query
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
      return Self.response(Receiver.Answer(.contentTooLarge, "fail"))
    }
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
      return try MultipartForm.fields(of: body, boundary: boundary)
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
