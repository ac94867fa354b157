public import GatePay
internal import GatePayClient

extension GatewayAnswer {
  /// Asks a gateway once about an order, for 5 seconds.
  public static func asking(_ question: GatewayQuestion, secret: Secret) async -> GatewayAnswer {
    do {
      return try await OrderClient.with(
        question.gateway, secret: secret, timeoutInSeconds: 5
      ) { client in
        do throws(OrderFailure) {
          return .order(try await client.checkOnce(question.request))
        } catch {
          return error.saysThereIsNoOrder ? .noSuchOrder : .silent(error.words)
        }
      }
    } catch {
      return .silent("\(type(of: error))")
    }
  }
}

extension OrderFailure {
  /// The failure in English, for the database.
  fileprivate var words: String {
    switch self {
    case .refused(let refusal): "it refuses (\(refusal.code))"
    case .notSent(let cause), .noReply(let cause):
      switch cause {
      case .cannotConnect(let reason): reason
      case .notTrusted: "its identity could not be verified"
      case .timedOut: "timed out"
      case .closed: "the connection ended early"
      case .tooLong: "the reply is too long"
      case .unreadable(let status, _): "HTTP \(status), and no message of the gateway"
      case .other(let name): name
      }
    }
  }
}
