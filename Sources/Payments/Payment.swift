public import GatePay

/// Takes the gateway's notifications, keeps every payment once and for good, and passes it on. Holds no
/// secret longer than it runs, and writes none anywhere.

/// How far a payment has come; it only ever moves on.
public enum PaymentState: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// The payer's browser came back; nothing says yet what was paid.
  case returned = 1
  /// Less was paid than asked for.
  case underpaid = 2
  /// What was asked for was paid, or more.
  case paid = 3

  /// The word in lists and for programs.
  public var word: String {
    switch self {
    case .returned: "returned"
    case .underpaid: "underpaid"
    case .paid: "paid"
    }
  }

  /// Orders by how far a payment has come.
  public static func < (left: PaymentState, right: PaymentState) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What is known of one payment.
public struct Payment: Hashable, Sendable {
  /// The gateway that took it, such as `https://gatepay.io`; empty for one that an earlier version
  /// recorded, which did not write it down.
  public var gateway: String
  /// The merchant's name in the config.
  public var merchant: String
  /// The gateway's own number of the order.
  public var orderID: String
  /// The merchant's number of the order; for a quick-collect link the gateway made it.
  public var outOrderID: String
  /// The id of the link that was paid; nil where several links fit, or none.
  public var link: String?
  /// How far it has come.
  public var state: PaymentState
  /// What was asked for.
  public var price: Amount
  /// What was paid; nil until the asynchronous notification came.
  public var realPrice: Amount?
  /// How it was paid.
  public var type: PaymentType
  /// When it was paid, in Unix seconds; nil until the asynchronous notification came.
  public var paidAt: Int64?
  /// What came back with the payment: a contact, a table or a channel.
  public var custom: String?
  /// When it was recorded last, in Unix seconds.
  public var recordedAt: Int64

  /// The name by which a program that is told twice knows that it is the same: it is acted upon once
  /// for each state.
  ///
  /// Every gateway counts its orders for itself, and a sandbox begins anew with each database, so the
  /// gateway's number alone names no payment.
  public var idempotencyKey: String {
    "\(gateway)/\(merchant)/\(orderID)/\(outOrderID)/\(state.word)"
  }

  /// A payment that a verified message tells of.
  init(
    _ payment: VerifiedPayment, gateway: String, merchant: String, link: String?,
    recordedAt: Int64
  ) {
    self.gateway = gateway
    self.merchant = merchant
    orderID = payment.orderID
    outOrderID = payment.outOrderID
    self.link = link
    if case .tooLittle = payment.standing { state = .underpaid } else { state = .paid }
    price = payment.price
    realPrice = payment.realPrice
    type = payment.type
    paidAt = payment.payTime
    custom = payment.extend
    self.recordedAt = recordedAt
  }

  init(
    gateway: String, merchant: String, orderID: String, outOrderID: String, link: String?,
    state: PaymentState,
    price: Amount, realPrice: Amount? = nil, type: PaymentType, paidAt: Int64? = nil,
    custom: String?, recordedAt: Int64
  ) {
    self.gateway = gateway
    self.merchant = merchant
    self.orderID = orderID
    self.outOrderID = outOrderID
    self.link = link
    self.state = state
    self.price = price
    self.realPrice = realPrice
    self.type = type
    self.paidAt = paidAt
    self.custom = custom
    self.recordedAt = recordedAt
  }

  /// Whether this tells more than what is recorded: of any set of messages, in any order and however
  /// often they come, the same one wins.
  func outranks(_ recorded: Payment) -> Bool {
    func rank(_ payment: Payment) -> (Int, Int64, Int64) {
      (payment.state.rawValue, payment.realPrice?.cents ?? 0, -(payment.paidAt ?? .max))
    }
    return rank(self) > rank(recorded)
  }
}
