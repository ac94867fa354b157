internal import AsyncHTTPClient
package import GatePay
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Orders
internal import Support

/// Creates and checks orders at a gateway over HTTP. Only `OrderPlacer` records what was requested.

/// Signed requests to a gateway.
package protocol OrderService: Sendable {
  /// Creates an order; the error knows whether the order may exist.
  func create(_ request: OrderRequest) async throws(OrderFailure) -> CreatedOrder

  /// Checks the state of an order.
  func check(_ request: OrderCheckRequest) async throws(OrderFailure) -> CheckedOrder
}

/// An HTTP client that makes a connection per request, because the gateway may close an idle one.
package struct OrderClient: OrderService {
  /// The longest accepted reply, in bytes.
  package static let maximumReplyByteCount = 1 << 20

  private let gateway: Gateway
  private let secret: Secret
  private let timeout: TimeAmount
  private let http: HTTPClient

  /// Runs a closure with a client.
  ///
  /// - Parameters:
  ///   - gateway: the public gateway has another host for cloudpay orders.
  ///   - timeoutInSeconds: the limit for a whole request; connecting may take 10 at most.
  package static func with<Result>(
    _ gateway: Gateway, secret: Secret,
    timeoutInSeconds: Int = OrderRecord.standardTimeoutInSeconds,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (OrderClient) async throws -> Result
  ) async throws -> Result {
    var configuration = HTTPClient.Configuration()
    // A signed form must not follow a redirect.
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(Int64(min(timeoutInSeconds, 10)))
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return try await HTTPClient.withHTTPClient(configuration: configuration) { http in
      try await body(
        OrderClient(
          gateway: gateway, secret: secret, timeout: .seconds(Int64(timeoutInSeconds)), http: http))
    }
  }

  /// Creates an order; retries once, and only if no byte was sent.
  package func create(_ request: OrderRequest) async throws(OrderFailure) -> CreatedOrder {
    do {
      return try await createOnce(request)
    } catch .notSent(.cannotConnect) {
      return try await createOnce(request)
    } catch {
      throw error
    }
  }

  /// Checks an order; retries once without a reply, because checking changes nothing.
  package func check(_ request: OrderCheckRequest) async throws(OrderFailure) -> CheckedOrder {
    do {
      return try await checkOnce(request)
    } catch .refused(let refusal) {
      throw .refused(refusal)
    } catch {
      return try await checkOnce(request)
    }
  }

  private func createOnce(_ order: OrderRequest) async throws(OrderFailure) -> CreatedOrder {
    var request = HTTPClientRequest(url: order.kind.endpoint.url(on: gateway))
    request.method = .POST
    request.headers.add(name: "content-type", value: FormFields.mediaType)
    request.body = .bytes(Array(order.form(signedWith: secret).encoded.utf8))
    let reply = try await send(request)
    do throws(ReplyError) {
      return try CreatedOrder(reading: reply.body, of: order.kind)
    } catch {
      throw Self.failure(error, status: reply.status)
    }
  }

  /// Checks an order with one request.
  package func checkOnce(
    _ question: OrderCheckRequest
  ) async throws(OrderFailure) -> CheckedOrder {
    let query = question.form(signedWith: secret).encoded
    let reply = try await send(
      HTTPClientRequest(url: "\(Endpoint.orderCheck.url(on: gateway))?\(query)"))
    do throws(ReplyError) {
      return try CheckedOrder(reading: reply.body)
    } catch {
      throw Self.failure(error, status: reply.status)
    }
  }

  private static func failure(_ error: ReplyError, status: Int) -> OrderFailure {
    if case .refused(let refusal) = error { return .refused(refusal) }
    return .noReply(.unreadable(status: status, error))
  }

  private func send(
    _ request: HTTPClientRequest
  ) async throws(OrderFailure) -> (status: Int, body: [UInt8]) {
    var request = request
    request.headers.add(name: "user-agent", value: "paypress")
    request.headers.add(name: "connection", value: "close")
    do {
      let response = try await http.execute(request, timeout: timeout)
      let body = try await response.body.collect(upTo: Self.maximumReplyByteCount)
      return (Int(response.status.code), Array(body.readableBytesView))
    } catch {
      throw Self.failure(error)
    }
  }

  /// Translates a library error, without the request: its query is signed.
  private static func failure(_ error: any Error) -> OrderFailure {
    switch error {
    case let error as NIOConnectionError:
      let reasons = error.connectionErrors.map { reason(of: $0.error) }
      return .notSent(.cannotConnect(reasons.first ?? "no such host"))
    case let error as HTTPClientError:
      switch error {
      case .connectTimeout: return .notSent(.cannotConnect("timed out"))
      case .tlsHandshakeTimeout: return .notSent(.cannotConnect("timed out"))
      case .getConnectionFromPoolTimeout: return .notSent(.cannotConnect("timed out"))
      case .deadlineExceeded, .readTimeout, .writeTimeout: return .noReply(.timedOut)
      case .remoteConnectionClosed, .uncleanShutdown: return .noReply(.closed)
      default: return .noReply(.other(error.shortDescription))
      }
    case NIOSSLError.handshakeFailed: return .notSent(.notTrusted)
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return .notSent(.notTrusted)
    case is NIOTooManyBytesError: return .noReply(.tooLong)
    // Only connecting can be refused (POSIX, "connect").
    case let error as IOError where error.errnoCode == ECONNREFUSED:
      return .notSent(.cannotConnect(reason(of: error)))
    case is IOError, is HTTPParserError: return .noReply(.closed)
    default: return .noReply(.other("\(type(of: error))"))
    }
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return String(cString: strerror(error.errnoCode))
  }
}
