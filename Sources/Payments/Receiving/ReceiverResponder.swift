internal import GatePay
internal import HTTPTypes
internal import Hummingbird
internal import Serving

/// Reads requests and writes answers.
struct ReceiverResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let receiver: Receiver

  func respond(to request: Request, context: Context) async throws -> Response {
    let isVisit = request.method == .get
    let query = request.target.query
    guard isVisit || request.method == .post, !isVisit || !query.isEmpty else {
      return Self.response(
        Receiver.Answer(isVisit ? .notFound : .methodNotAllowed, "paypress notify\n"))
    }
    do {
      var bytes = Array(query.utf8)
      if !isVisit {
        let body = try await request.bytes(upTo: Receiver.maximumBodyByteCount)
        // The gateway's own sample receivers read the query.
        if !body.isEmpty { bytes = body }
      }
      let form = try FormFields(decoding: bytes)
      return Self.response(
        isVisit ? await receiver.takeVisit(form) : await receiver.takePayment(form))
    } catch let error as FormError {
      return Self.response(receiver.refuse(error, isVisit: isVisit))
    } catch is BodyTooLong {
      return Self.response(Receiver.Answer(.contentTooLarge, "fail"))
    }
  }

  private static func response(_ answer: Receiver.Answer) -> Response {
    Response(
      answer.status, type: "\(answer.isPage ? "text/html" : "text/plain"); charset=utf-8",
      answer.text.utf8,
      adding: answer.isPage ? [.contentSecurityPolicy: "default-src 'none'"] : [:])
  }
}
