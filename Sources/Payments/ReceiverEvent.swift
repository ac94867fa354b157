internal import GatePay

/// What a receiver tells while it runs.
///
/// Nothing in it is secret.
public enum ReceiverEvent: Sendable {
  /// It answers at this port now.
  case listening(port: Int)
  /// A message was accepted and recorded.
  case recorded(Payment, RecordingOutcome)
  /// A message was not accepted.
  case refused(NotificationRefusal, outOrderID: String?)
  /// A message could not be recorded.
  case failed(LedgerError)
  /// A payment was passed on, or could not be; then it is tried again.
  case delivered(key: String, DeliveryTarget, failure: DeliveryFailure?)
  /// The file of orders cannot be read; orders that are known already still count.
  case ordersUnreadable(OrderFileProblem)
  /// A message could not be read at all.
  case unreadable
}
