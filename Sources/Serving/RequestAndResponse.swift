package import HTTPTypes
package import Hummingbird
internal import NIOCore

extension Request {
  /// The path and the query of the request's target, as sent.
  package var target: (path: String, query: String) {
    let text = head.path ?? "/"
    let mark = text.firstIndex(of: "?") ?? text.endIndex
    return (String(text[..<mark]), String(text[mark...].dropFirst()))
  }

  /// The whole body; throws `BodyTooLong` beyond the limit.
  package func bytes(upTo limit: Int) async throws -> [UInt8] {
    if let length = headers[.contentLength].flatMap(Int.init), length > limit {
      throw BodyTooLong()
    }
    do {
      return Array(try await body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw BodyTooLong()
    }
  }

  /// Answers a request without a body, in a task that is cancelled when the client closes its end of the
  /// connection; the response says that the connection ends with it.
  ///
  /// - Throws: what the work throws; `CancellationError`.
  package func whileAwaited(_ work: () async throws -> Response) async throws -> Response {
    var response = try await body.consumeWithCancellationOnInboundClose { _ in try await work() }
    response.headers[.connection] = "close"
    return response
  }
}

/// The body of a request exceeds the limit.
package struct BodyTooLong: Error {}

extension Response {
  /// A response that is not stored and whose type is not guessed.
  package init(
    _ status: HTTPResponse.Status, type: String, _ bytes: some Sequence<UInt8>,
    adding extra: HTTPFields = [:]
  ) {
    let buffer = ByteBuffer(bytes: bytes)
    var fields = extra
    fields[.contentType] = type
    fields[.contentLength] = String(buffer.readableBytes)
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    self.init(status: status, headers: fields, body: .init(byteBuffer: buffer))
  }
}
