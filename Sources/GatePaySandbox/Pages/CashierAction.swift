internal import GatePay
public import Support

/// The buttons that only a sandbox's cashier page has.
public enum CashierAction: String, Hashable, Sendable, CaseIterable {
  /// The payer pays the price.
  case paid
  /// The payer pays one cent too little: the order stays unpaid, but the merchant is notified.
  case tooLittle = "too-little"
  /// The payer pays one cent too much.
  case tooMuch = "too-much"
  /// The order expires.
  case expired
  /// The payer pays after the order has expired.
  case paidLate = "paid-late"
  /// The payer pays, and the merchant is notified twice although the first was answered.
  case notifiedTwice = "notified-twice"
  /// The payer pays, and no notification is ever sent.
  case notificationLost = "notification-lost"
  /// Nobody pays, and a notification with a wrong signature is sent.
  case forged
}

extension CashierAction {
  /// The button for people; its English is the word of the interface.
  public var sentence: Sentence {
    switch self {
    // By any sum, not by a cent alone.
    case .tooLittle: Sentence(rawValue, "少付")
    case .tooMuch: Sentence(rawValue, "多付")
    default: Sentence(rawValue, PageWords.name(self).chinese)
    }
  }

  /// Whether a cashier's page has the button for an order with this status: anyone can send a forged
  /// notification at any time.
  func isPossible(_ status: OrderStatus) -> Bool {
    switch status {
    case .unpaid: true
    case .expired: self == .paidLate || self == .forged
    default: self == .forged
    }
  }

  /// The button that does what paying this sum does: an order that is paid too little stays unpaid.
  func paying(_ sum: Amount?, for price: Amount) -> CashierAction {
    guard let sum, self == .paid, sum != price else { return self }
    return sum < price ? .tooLittle : .tooMuch
  }
}
