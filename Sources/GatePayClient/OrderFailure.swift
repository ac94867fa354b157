package import GatePay

/// Why a request to the gateway has no result.
package enum OrderFailure: Error, Hashable, Sendable {
  /// The gateway refused it.
  case refused(GatewayRefusal)
  /// No byte of it left this machine: the gateway cannot have carried it out.
  case notSent(Cause)
  /// It was sent, completely or in part, and no usable reply came: the gateway may have carried it out.
  case noReply(Cause)

  /// What went wrong on the way.
  package enum Cause: Hashable, Sendable {
    /// The connection failed; the system's own words.
    case cannotConnect(String)
    /// The gateway does not prove who it is.
    case notTrusted
    /// The gateway did not answer in time.
    case timedOut
    /// The connection ended early.
    case closed
    /// The reply is longer than `OrderClient.maximumReplyByteCount`.
    case tooLong
    /// The reply is not a message of the gateway: its HTTP status, and what could not be read.
    case unreadable(status: Int, ReplyError)
    /// Something else, by its name in the library.
    case other(String)
  }

  /// Whether the gateway may have carried out the request anyway.
  ///
  /// A refusal is a definite answer, except for "unknown error"
  /// (interface document, "状态码表", 199).
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
