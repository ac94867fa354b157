internal import Support

/// A request for a new order: the form of the four create calls.
public struct OrderRequest: Hashable, Sendable {
  /// What is paid for; determines the create call.
  public enum Subject: Hashable, Sendable {
    /// Any amount.
    case anypay(Amount)
    /// Any amount, through an agent's account.
    case cloudpay(Amount)
    /// Products with their counts.
    case grouppay(ProductSet)
    /// One product, by its number on the gateway.
    case stablepay(PlainNumber)
  }

  /// The merchant's key.
  public var appkey: Appkey
  /// What is paid for.
  public var subject: Subject
  /// How it is paid.
  public var type: PaymentType
  /// The merchant's order number.
  public var outOrderID: OutOrderID
  /// The payer's contact or any text that notifications return as `extend`; not empty.
  public var custom: String
  /// Replaces the console's address for asynchronous messages; unsigned, not for cloudpay.
  public var notifyURL: String?
  /// Replaces the console's return address; unsigned, not for cloudpay.
  public var returnURL: String?

  /// Creates a request.
  public init(
    appkey: Appkey, subject: Subject, type: PaymentType, outOrderID: OutOrderID, custom: String,
    notifyURL: String? = nil, returnURL: String? = nil
  ) {
    self.appkey = appkey
    self.subject = subject
    self.type = type
    self.outOrderID = outOrderID
    self.custom = custom
    self.notifyURL = notifyURL
    self.returnURL = returnURL
  }

  /// The create call.
  public var kind: OrderKind {
    switch subject {
    case .anypay: .anypay
    case .cloudpay: .cloudpay
    case .grouppay: .grouppay
    case .stablepay: .stablepay
    }
  }

  /// The value of the field that only this kind has, as signed and sent.
  public var ownFieldValue: String {
    switch subject {
    case .anypay(let price), .cloudpay(let price): price.description
    case .grouppay(let products): products.description
    case .stablepay(let product): product.text
    }
  }

  /// The signature of the request.
  public func signature(with secret: Secret) -> Signature {
    Signature(
      appkey: appkey, fields: [ownFieldValue, type.rawValue, outOrderID.text, custom],
      secret: secret)
  }

  /// The body to `POST`, in the document's order; it contains the appkey, so never log it.
  public func form(signedWith secret: Secret) -> FormFields {
    var form = FormFields([
      .init("appkey", appkey.text), .init(kind.ownFieldName, ownFieldValue),
      .init("type", type.rawValue), .init("out_order_id", outOrderID.text),
      .init("custom", custom), .init("sign", signature(with: secret).text),
    ])
    if kind.takesCallbackURLs {
      if let notifyURL { form.append("notify_url", notifyURL) }
      if let returnURL { form.append("return_url", returnURL) }
    }
    return form
  }
}

/// A request for the state of an order: the query of `order/check`.
public struct OrderCheckRequest: Hashable, Sendable {
  /// The merchant's key.
  public var appkey: Appkey
  /// The merchant's order number.
  public var outOrderID: OutOrderID

  /// Creates a request.
  public init(appkey: Appkey, outOrderID: OutOrderID) {
    self.appkey = appkey
    self.outOrderID = outOrderID
  }

  /// The signature of the request.
  public func signature(with secret: Secret) -> Signature {
    Signature(appkey: appkey, fields: [outOrderID.text], secret: secret)
  }

  /// The query to `GET`, in the order of the document's table.
  public func form(signedWith secret: Secret) -> FormFields {
    FormFields([
      .init("appkey", appkey.text), .init("out_order_id", outOrderID.text),
      .init("sign", signature(with: secret).text),
    ])
  }
}

/// Products with their counts: `8:1,7:1`, the `fields` of grouppay.
public struct ProductSet: Hashable, Sendable, CustomStringConvertible {
  /// A product and its count.
  public struct Item: Hashable, Sendable {
    /// The product.
    public var product: PlainNumber
    /// The number of pieces, 1 to 9999.
    public var count: Int

    /// Takes a count of 1 to 9999; nil for others.
    public init?(_ product: PlainNumber, count: Int) {
      guard (1...9999).contains(count) else { return nil }
      self.product = product
      self.count = count
    }
  }

  /// 1 to 100 different products in order.
  public let items: [Item]

  /// Takes 1 to 100 different products; nil for anything else.
  public init?(_ items: [Item]) {
    guard (1...100).contains(items.count), Set(items.map(\.product)).count == items.count else {
      return nil
    }
    self.items = items
  }

  /// Parses comma-separated `product:count`, counts without leading zeros; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var items: [Item] = []
    for part in text.split(separator: ",", maxSplits: 100, omittingEmptySubsequences: false) {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, let product = PlainNumber(pair[0]), let digits = PlainNumber(pair[1]),
        let count = Int(digits.text), let item = Item(product, count: count)
      else { return nil }
      items.append(item)
    }
    self.init(items)
  }

  /// The products in the document's form.
  public var description: String {
    items.map { "\($0.product):\($0.count)" }.joined(separator: ",")
  }
}
