internal import Support

/// A request for a new order: the form of the four create calls.
public struct OrderRequest: Hashable, Sendable {
  /// What is paid for; decides which call it is.
  public enum Subject: Hashable, Sendable {
    /// An amount of any size.
    case anypay(Amount)
    /// An amount of any size, by an agent's account.
    case cloudpay(Amount)
    /// Products with their numbers of pieces.
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
  /// The merchant's own number of the order.
  public var outOrderID: OutOrderID
  /// The payer's contact, or anything else that notifications are to carry as `extend`; not empty.
  public var custom: String
  /// Where the asynchronous notification goes instead of the address set in the console.
  ///
  /// It is not signed, and cloudpay has none.
  public var notifyURL: String?
  /// Where the payer's browser goes afterwards instead of the address set in the console.
  ///
  /// It is not signed, and cloudpay has none.
  public var returnURL: String?

  /// A request with what is given.
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

  /// Which call it is.
  public var kind: OrderKind {
    switch subject {
    case .anypay: .anypay
    case .cloudpay: .cloudpay
    case .grouppay: .grouppay
    case .stablepay: .stablepay
    }
  }

  /// The value of the field that only this kind has, exactly as it is signed and sent.
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

  /// The body to `POST`: the fields in the order of the document's table.
  ///
  /// It carries the appkey, as every request does, so it belongs in no log.
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

/// A question for the state of an order: the query of `order/check`.
public struct OrderCheckRequest: Hashable, Sendable {
  /// The merchant's key.
  public var appkey: Appkey
  /// The merchant's own number of the order.
  public var outOrderID: OutOrderID

  /// A question for one order.
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

/// Products with their numbers of pieces: `8:1,7:1`, the `fields` of grouppay.
public struct ProductSet: Hashable, Sendable, CustomStringConvertible {
  /// One product and how many of it.
  public struct Item: Hashable, Sendable {
    /// The product.
    public var product: PlainNumber
    /// How many pieces, 1 to 9999.
    public var count: Int

    /// A product and how many pieces of it, 1 to 9999, or nothing else.
    public init?(_ product: PlainNumber, count: Int) {
      guard (1...9999).contains(count) else { return nil }
      self.product = product
      self.count = count
    }
  }

  /// 1 to 100 different products in their order.
  public let items: [Item]

  /// Takes 1 to 100 different products, or nothing else.
  public init?(_ items: [Item]) {
    guard (1...100).contains(items.count), Set(items.map(\.product)).count == items.count else {
      return nil
    }
    self.items = items
  }

  /// Reads `product:count` with commas between; counts without leading zeros.
  ///
  /// Nothing else is read.
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

  /// The products as the document writes them.
  public var description: String {
    items.map { "\($0.product):\($0.count)" }.joined(separator: ",")
  }
}
