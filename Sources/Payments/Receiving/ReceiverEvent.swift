internal import GatePay

/// What a receiver logs while it runs; it contains nothing secret.
public enum ReceiverEvent: Sendable {
  /// It answers at this port now.
  case listening(port: Int)
  /// A message was accepted and recorded.
  case recorded(Payment, RecordingOutcome)
  /// A message was not accepted.
  case refused(NotificationRefusal, outOrderID: String?)
  /// A message could not be recorded.
  case failed(LedgerError)
  /// A payment was passed on, or could not be and will be tried again.
  case delivered(key: String, DeliveryTarget, failure: DeliveryFailure?)
  /// The file of orders cannot be read; orders that are already known still count.
  case ordersUnreadable(OrderLogProblem)
  /// A message could not be read at all.
  case unreadable
}
