public import GatePay

/// Why a request to the gateway gave no result.
public enum OrderFailure: Error, Hashable, Sendable {
  /// The gateway refused it.
  case refused(GatewayRefusal)
  /// No byte of it left this machine: the gateway cannot have carried it out.
  case notSent(Cause)
  /// It was sent, wholly or in part, and no usable reply came: the gateway may have carried it out.
  case noReply(Cause)

  /// What went wrong on the way.
  public enum Cause: Hashable, Sendable {
    /// There is no connection; the system's own words.
    case cannotConnect(String)
    /// The gateway does not prove who it is.
    case notTrusted
    /// The time was over.
    case timedOut
    /// The connection ended early.
    case closed
    /// The reply is longer than `OrderClient.maximumReplyByteCount`.
    case tooLong
    /// The reply is no message of the gateway's: its HTTP status, and what could not be read.
    case unreadable(status: Int, ReplyError)
    /// Something else, by its name in the library.
    case other(String)
  }

  /// Whether the gateway may have carried the request out all the same.
  ///
  /// A refusal is a plain answer, but for "unknown error", which says nothing
  /// (interface document, "状态码表", 199).
  public var mayHaveSucceeded: Bool {
    switch self {
    case .notSent: false
    case .noReply: true
    case .refused(let refusal): refusal.cause == .unknownError || refusal.cause == nil
    }
  }

  /// Whether the gateway says that there is no such order.
  public var saysThereIsNoOrder: Bool {
    if case .refused(let refusal) = self { refusal.cause == .orderNotFound } else { false }
  }
}
