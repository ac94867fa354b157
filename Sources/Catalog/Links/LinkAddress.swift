public import GatePay
public import Support

/// How a link is paid.
public enum LinkAddress: Hashable, Sendable {
  /// By an address that is made from the config alone and never expires.
  case quickCollect(QuickCollectLink)
  /// By an order, which the gateway must create first and which expires. Nil until it is created.
  case order(OrderTerms, placed: PlacedOrder?)

  /// The address that payers open; empty for an order that is not created yet.
  public var url: String {
    switch self {
    case .quickCollect(let link): link.url
    case .order(_, let placed): placed?.payURL ?? ""
    }
  }

  /// The amount; nil if the payer enters it.
  public var price: Amount? {
    switch self {
    case .quickCollect(let link): link.price
    case .order(let terms, _): terms.price
    }
  }

  /// The text that is returned with the payment; nil if the payer may enter it.
  public var custom: String? {
    switch self {
    case .quickCollect(let link): link.custom
    case .order(let terms, _): terms.custom
    }
  }

  /// Whether the payer cannot change price and custom.
  public var stable: Bool {
    switch self {
    case .quickCollect(let link): link.stable
    case .order: true
    }
  }

  /// The gateway's page template in the address.
  public var skin: GatewaySkin {
    switch self {
    case .quickCollect(let link): link.skin
    case .order: .standard
    }
  }

  /// The address from the config; nil for an order.
  public var quickCollect: QuickCollectLink? {
    switch self {
    case .quickCollect(let link): link
    case .order: nil
    }
  }

  /// The order; nil for a quick-collect link.
  public var order: OrderTerms? {
    switch self {
    case .quickCollect: nil
    case .order(let terms, _): terms
    }
  }

  /// The created order; nil for a quick-collect link too.
  public var placedOrder: PlacedOrder? {
    switch self {
    case .quickCollect: nil
    case .order(_, let placed): placed
    }
  }
}

extension Link {
  /// Whether the address expires, as orders do, so that it must not be printed.
  public var expires: Bool { address.order != nil }
}

/// The terms of an order: everything except its number.
public struct OrderTerms: Hashable, Sendable {
  /// What is paid for.
  public var subject: OrderRequest.Subject
  /// How it is paid.
  public var type: PaymentType
  /// The text that is returned with the payment; never empty, because the gateway requires it.
  public var custom: String
  /// The URL of the asynchronous notification; nil for the one set in the console.
  public var notifyURL: String?
  /// The URL for the payer's browser afterwards; nil for the one set in the console.
  public var returnURL: String?
  /// The amount, or the total of the products by the config.
  public var price: Amount

  /// Terms of an order.
  public init(
    subject: OrderRequest.Subject, type: PaymentType, custom: String, notifyURL: String? = nil,
    returnURL: String? = nil, price: Amount
  ) {
    self.subject = subject
    self.type = type
    self.custom = custom
    self.notifyURL = notifyURL
    self.returnURL = returnURL
    self.price = price
  }

  /// The request for an order with these terms.
  public func request(appkey: Appkey, outOrderID: OutOrderID) -> OrderRequest {
    OrderRequest(
      appkey: appkey, subject: subject, type: type, outOrderID: outOrderID, custom: custom,
      notifyURL: notifyURL, returnURL: returnURL)
  }
}

/// An order that the gateway has created.
public struct PlacedOrder: Hashable, Sendable {
  /// The merchant's number of the order.
  public var outOrderID: OutOrderID
  /// The address where it is paid.
  public var payURL: String
  /// The state from the last order check; nil before the first.
  public var status: OrderStatus?
  /// The time of that check, in Unix seconds.
  public var checkedAt: Int64?

  /// A created order.
  public init(
    outOrderID: OutOrderID, payURL: String, status: OrderStatus? = nil, checkedAt: Int64? = nil
  ) {
    self.outOrderID = outOrderID
    self.payURL = payURL
    self.status = status
    self.checkedAt = checkedAt
  }
}

/// A link that is an order, with its place in the config or spreadsheet.
public struct OrderLink: Sendable {
  /// The link's id.
  public var id: String
  /// The index of the merchant.
  public var merchant: Int
  /// The terms of the order.
  public var terms: OrderTerms
  /// The position of the link.
  public var position: Position
  /// Such as `links[2]`.
  public var keyPath: String
}
