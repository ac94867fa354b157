public import GatePay
package import Support

/// Receives notifications, records every payment once, durably, and delivers it. Writes no secret
/// anywhere.

/// The state of a payment; it only moves forward.
public enum PaymentState: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// The payer's browser came back; the amount is not confirmed yet.
  case returned = 1
  /// Less than the price and its tolerance was paid.
  case underpaid = 2
  /// The price was paid, or more, or a sum within its tolerance.
  case paid = 3

  /// The word in lists and for programs.
  public var word: String {
    switch self {
    case .returned: "returned"
    case .underpaid: "underpaid"
    case .paid: "paid"
    }
  }

  /// The state for people.
  package var sentence: Sentence {
    switch self {
    case .returned: Sentence(word, "已跳转回来")
    case .underpaid: Sentence(word, "付款不足")
    case .paid: Sentence(word, "已付款")
    }
  }

  /// Orders by progress.
  public static func < (left: PaymentState, right: PaymentState) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A payment as far as it is known.
public struct Payment: Hashable, Sendable {
  /// The gateway, such as `https://gatepay.io`; empty if an earlier version recorded the payment.
  public var gateway: String
  /// The merchant's name in the config when the payment was recorded.
  public var merchant: String
  /// The gateway's order number.
  public var orderID: String
  /// The merchant's order number; for a quick-collect link, the gateway chose it.
  public var outOrderID: String
  /// The id of the paid link; nil when none or several fit.
  public var link: String?
  /// The state.
  public var state: PaymentState
  /// The price.
  public var price: Amount
  /// What was paid; nil until the asynchronous notification came.
  public var realPrice: Amount?
  /// How it was paid.
  public var type: PaymentType
  /// When it was paid, in Unix seconds; nil until the asynchronous notification came.
  public var paidAt: Int64?
  /// The payment's `custom`: a contact, a table or a channel.
  public var custom: String?
  /// The time of the last recording, in Unix seconds.
  public var recordedAt: Int64
  /// The merchant's key at the gateway, which stays when the merchant is renamed; empty if an earlier
  /// version recorded the payment, and no command has named it yet.
  public var appkey = ""

  /// Identifies the payment in its state, so that a program that gets it twice acts once.
  ///
  /// The gateway's order number is not enough: every gateway counts its own orders, and a sandbox
  /// counts anew in each database.
  public var idempotencyKey: String {
    "\(gateway)/\(merchant)/\(orderID)/\(outOrderID)/\(state.word)"
  }

  /// Whether this replaces a recorded state, independently of the messages' order and repetitions.
  func outranks(_ recorded: Payment) -> Bool {
    func rank(_ payment: Payment) -> (Int, Int64, Int64) {
      (payment.state.rawValue, payment.realPrice?.cents ?? 0, -(payment.paidAt ?? .max))
    }
    return rank(self) > rank(recorded)
  }
}

extension Payment {
  /// The payment that a verified message reports.
  init(
    _ payment: VerifiedPayment, state: PaymentState, gateway: String, merchant: String,
    appkey: String, link: String?, recordedAt: Int64
  ) {
    self.init(
      gateway: gateway, merchant: merchant, orderID: payment.orderID,
      outOrderID: payment.outOrderID, link: link, state: state, price: payment.price,
      realPrice: payment.realPrice, type: payment.type, paidAt: payment.payTime,
      custom: payment.extend, recordedAt: recordedAt, appkey: appkey)
  }
}

extension Payment {
  /// The payment of a message that the shop accepted; nil if its sums or type cannot be read.
  init?(accepting message: InboxMessage, link: String?, at moment: Int64) {
    guard let price = message.price, let realPrice = message.realPrice,
      let type = PaymentType(rawValue: message.fields.type)
    else { return nil }
    self.init(
      gateway: message.gateway, merchant: message.merchant, orderID: message.fields.orderID,
      outOrderID: message.fields.outOrderID, link: link, state: .paid, price: price,
      realPrice: realPrice, type: type, paidAt: message.paidAt, custom: message.fields.extend,
      recordedAt: moment, appkey: message.appkey)
  }
}
