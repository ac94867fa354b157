public import GatePay

/// What a receiver logs, without secrets.
public enum ReceiverEvent: Sendable {
  /// It listens at this port.
  case listening(port: Int)
  /// A message is in the inbox, and was answered with success.
  case stored(StoredMessage)
  /// A message has a new verdict.
  case judged(InboxMessage, Receipt)
  /// A payer's browser came back, and its payment was recorded.
  case recorded(Payment, RecordingOutcome)
  /// A message was not accepted.
  case refused(NotificationRefusal, outOrderID: String?)
  /// A message could not be recorded; the order number that it names.
  case failed(LedgerError, outOrderID: String?)
  /// A payment was delivered, or the delivery failed and will be retried.
  case delivered(key: String, DeliveryTarget, failure: DeliveryFailure?)
  /// A delivery failed too often.
  case givenUp(key: String, DeliveryTarget)
  /// A program that gets payments wrote a line.
  case said(DeliveryTarget, String)
  /// Another process passes payments on to a target, whose turn is awaited.
  case servedElsewhere(DeliveryTarget, holder: String?)
  /// Deliveries cannot be read, or their results cannot be written; will be retried.
  case notNoted(LedgerError)
  /// Messages cannot be judged; will be retried.
  case notJudged(LedgerError)
  /// The file of orders cannot be read; known orders still count.
  case ordersUnreadable(OrderLogProblem)
  /// A message could not be parsed.
  case unreadable
  /// The config was read again; one with errors is not used.
  case reloaded(isValid: Bool)
}

/// A message that was just stored.
public struct StoredMessage: Sendable {
  /// The merchant's name in the config.
  public var merchant: String
  /// The fields as received.
  public var fields: AsynchronousNotification
  /// What became of it.
  public var receipt: Receipt
}
