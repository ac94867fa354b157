public import GatePay

/// Why a sandbox does not start.
public enum SandboxRefusal: Error, Hashable, Sendable {
  /// The secret does not begin with one of `Secret.testPrefixes`; it may be real.
  case secretNotForTests
  /// A database cannot be opened, for this reason.
  case database(String)
  /// The port cannot be used, for this reason.
  case port(String)
}

/// What a sandbox logs, without keys and signatures.
public enum SandboxEvent: Sendable {
  /// It listens at this port of 127.0.0.1.
  case listening(port: Int)
  /// An order was created; its kind is `any` for a link, or the name of the create call.
  case created(order: Int64, kind: String, price: String)
  /// A request was refused with a code.
  case refused(Endpoint, code: Int, StatusCause)
  /// A button of the cashier's page was pressed.
  case acted(order: Int64, CashierAction)
  /// A notification was sent: the number of the attempt, and the result.
  case notified(order: Int64, try: Int, outcome: NotificationOutcome)
}
