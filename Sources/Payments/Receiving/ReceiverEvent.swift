internal import GatePay

/// What a receiver logs, without secrets.
public enum ReceiverEvent: Sendable {
  /// It listens at this port.
  case listening(port: Int)
  /// A message was accepted and recorded.
  case recorded(Payment, RecordingOutcome)
  /// A message was not accepted.
  case refused(NotificationRefusal, outOrderID: String?)
  /// A message could not be recorded.
  case failed(LedgerError)
  /// A payment was delivered, or the delivery failed and will be retried.
  case delivered(key: String, DeliveryTarget, failure: DeliveryFailure?)
  /// The file of orders cannot be read; known orders still count.
  case ordersUnreadable(OrderLogProblem)
  /// A message could not be parsed.
  case unreadable
}
