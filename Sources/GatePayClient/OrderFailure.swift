package import GatePay

/// Why a request to the gateway has no result.
package enum OrderFailure: Error, Hashable, Sendable {
  /// The gateway refused it.
  case refused(GatewayRefusal)
  /// No byte left this machine, so the gateway cannot have carried it out.
  case notSent(Cause)
  /// At least a part was sent, and no usable reply came: the gateway may have carried it out.
  case noReply(Cause)

  /// What went wrong.
  package enum Cause: Hashable, Sendable {
    /// The connection failed; the system's message.
    case cannotConnect(String)
    /// The gateway's identity could not be verified.
    case notTrusted
    /// The gateway did not answer in time.
    case timedOut
    /// The connection ended early.
    case closed
    /// The reply is longer than `OrderClient.maximumReplyByteCount`.
    case tooLong
    /// The reply is not a message of the gateway: its HTTP status, and the error.
    case unreadable(status: Int, ReplyError)
    /// Another error, by its name in the library.
    case other(String)
  }

  /// Whether the gateway may have carried out the request.
  ///
  /// A refusal is definite, except for "unknown error" (interface document, "状态码表", 199).
  package var mayHaveSucceeded: Bool {
    switch self {
    case .notSent: false
    case .noReply: true
    case .refused(let refusal): refusal.cause == .unknownError || refusal.cause == nil
    }
  }

  /// Whether the gateway says that there is no such order.
  package var saysThereIsNoOrder: Bool {
    if case .refused(let refusal) = self { refusal.cause == .orderNotFound } else { false }
  }
}
