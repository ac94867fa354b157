public import GatePay
public import Support

/// How a link is paid.
public enum LinkAddress: Hashable, Sendable {
  /// By an address that is made from the config alone and stays good for ever.
  case quickCollect(QuickCollectLink)
  /// By an order, which the gateway must create first and which expires. Nil while it is not created.
  case order(OrderTerms, placed: PlacedOrder?)

  /// The address that payers open; empty for an order that is not created.
  public var url: String {
    switch self {
    case .quickCollect(let link): link.url
    case .order(_, let placed): placed?.payURL ?? ""
    }
  }

  /// The amount; nil where the payer enters it.
  public var price: Amount? {
    switch self {
    case .quickCollect(let link): link.price
    case .order(let terms, _): terms.price
    }
  }

  /// What comes back with the payment; nil where the payer may enter it.
  public var custom: String? {
    switch self {
    case .quickCollect(let link): link.custom
    case .order(let terms, _): terms.custom
    }
  }

  /// Whether the payer is kept from changing price and custom.
  public var stable: Bool {
    switch self {
    case .quickCollect(let link): link.stable
    case .order: true
    }
  }

  /// The gateway's page template that the address asks for.
  public var skin: GatewaySkin {
    switch self {
    case .quickCollect(let link): link.skin
    case .order: .standard
    }
  }

  /// The address that is made from the config; nil for an order.
  public var quickCollect: QuickCollectLink? {
    switch self {
    case .quickCollect(let link): link
    case .order: nil
    }
  }

  /// The order; nil for an address of quick collect.
  public var order: OrderTerms? {
    switch self {
    case .quickCollect: nil
    case .order(let terms, _): terms
    }
  }

  /// What is known of the created order; nil for an address of quick collect too.
  public var placedOrder: PlacedOrder? {
    switch self {
    case .quickCollect: nil
    case .order(_, let placed): placed
    }
  }
}

extension Link {
  /// Whether the address stops working some day, so that it must not be printed: orders expire.
  public var expires: Bool { address.order != nil }
}

/// What an order is to be: everything of it but its number.
public struct OrderTerms: Hashable, Sendable {
  /// What is paid for.
  public var subject: OrderRequest.Subject
  /// How it is paid.
  public var type: PaymentType
  /// What comes back with the payment; never empty, because the gateway requires it.
  public var custom: String
  /// Where the asynchronous notification goes; nil for the address set in the console.
  public var notifyURL: String?
  /// Where the payer's browser goes afterwards; nil for the address set in the console.
  public var returnURL: String?
  /// What is to be paid: the amount, or what the products cost together by the config.
  public var price: Amount

  /// The terms of an order.
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

  /// The request for such an order.
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
  /// The address at which it is paid.
  public var payURL: String
  /// The state from the last order check; nil before the first.
  public var status: OrderStatus?
  /// When that check was made, in Unix seconds.
  public var checkedAt: Int64?

  /// An order with what is known of it.
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
  /// What the order is to be.
  public var terms: OrderTerms
  /// The position of the link.
  public var position: Position
  /// Such as `links[2]`.
  public var keyPath: String
}
