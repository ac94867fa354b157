internal import Support

/// The payment that a merchant is waiting for, from the merchant's own records.
public struct ExpectedPayment: Hashable, Sendable {
  /// The merchant's number of the order.
  ///
  /// Nil for a quick-collect link, whose orders the gateway numbers.
  public var outOrderID: OutOrderID?
  /// The price of the order.
  ///
  /// Nil for a link that leaves the amount to the payer.
  public var price: Amount?
  /// How it was to be paid; nil where the payer chooses.
  public var type: PaymentType?
  /// The `custom` of the order or link; nil where the payer enters it.
  public var custom: String?
  /// The product of a stablepay order.
  ///
  /// Nil for other orders; a message that still names a product then needs `orderID`.
  public var productID: PlainNumber?
  /// The gateway's own number of the order, where an order check has returned it.
  ///
  /// With it, messages are accepted whose signature fits other messages as well.
  public var orderID: String?

  /// A payment with what is known of it.
  public init(
    outOrderID: OutOrderID?, price: Amount?, type: PaymentType? = nil, custom: String? = nil,
    productID: PlainNumber? = nil, orderID: String? = nil
  ) {
    self.outOrderID = outOrderID
    self.price = price
    self.type = type
    self.custom = custom
    self.productID = productID
    self.orderID = orderID
  }

  /// The payment that a request for an order leads to.
  ///
  /// The price of grouppay and stablepay is the gateway's to say.
  public init(_ request: OrderRequest, price: Amount? = nil) {
    var own = price
    var product: PlainNumber?
    switch request.subject {
    case .anypay(let amount), .cloudpay(let amount): own = amount
    case .stablepay(let id): product = id
    case .grouppay: break
    }
    self.init(
      outOrderID: request.outOrderID, price: own, type: request.type, custom: request.custom,
      productID: product)
  }
}

/// A notification that is authentic and belongs to the payment that was expected.
public struct VerifiedPayment: Hashable, Sendable {
  /// The paid amount compared with the price.
  public enum Standing: Hashable, Sendable {
    /// Exactly the price.
    case exact
    /// Less than the price, by this many cents: not paid.
    case tooLittle(cents: Int64)
    /// More than the price, by this many cents.
    case tooMuch(cents: Int64)
  }

  /// The gateway's own number of the order: a repeated message has the same.
  public let orderID: String
  /// The merchant's number of the order; any text where the gateway has numbered it.
  public let outOrderID: String
  /// The price of the order.
  public let price: Amount
  /// What was paid.
  public let realPrice: Amount
  /// How it was paid.
  public let type: PaymentType
  /// When it was paid, in Unix seconds.
  public let payTime: Int64
  /// The payer's contact.
  public let extend: String
  /// How many messages that differ in order or price have this signature; 1 unless the order's number
  /// was known.
  public let readings: Int

  /// The paid amount compared with the price.
  public var standing: Standing {
    let difference = realPrice.cents - price.cents
    if difference == 0 { return .exact }
    return difference < 0 ? .tooLittle(cents: -difference) : .tooMuch(cents: difference)
  }
}

/// Decides whether a notification is true, for one payment that was expected.
///
/// **A valid signature proves little.** The gateway joins the fields of a message without anything
/// between them before it signs them, so one signature fits every message whose fields join to the same
/// text. Digits can be moved over the borders:
///
///     order_id=522  out_order_id=A41   price=1.88    joins to  522A411.88…
///     order_id=522  out_order_id=A4    price=11.88   joins to  522A411.88…
///     order_id=5    out_order_id=22A4  price=11.88   joins to  522A411.88…
///
/// The same signature is right for all of them: 1.88 was paid, and 11.88 is proved. Therefore
///
/// - the verifier takes **the payment that was expected**, from the merchant's own records, and not the
///   secret alone: order, price, type and contact must be those;
/// - every field must be in the one form that it can have (digits without leading zeros, two decimals, a
///   known type, no point in a number), so that there are few readings;
/// - the readings that remain are counted. If every number of the merchant's begins and ends with a
///   letter, as those of `OutOrderID.generate(using:)` do, there is one. A message that has more is
///   refused, unless the gateway's own number of the order is known from an order check.
///
/// Payments by quick-collect links are numbered by the gateway, so their messages mostly have several
/// readings: ask `order/check` for the number that came, and give its `order_id` as the expected one.
///
/// What no verifier can mend: the inner MD5 has no key, so whoever can make MD5 collisions can make two
/// messages with one signature; one message is enough to guess at a weak secret without asking the
/// gateway; and a message has no date of its own, so it is true for ever. Use a long random secret, act
/// once for each `orderID`, and where much depends on it ask `order/check` as well.
public struct NotificationVerifier: Sendable {
  /// What the merchant's numbers of orders look like; decides which readings a message can have.
  public enum Numbering: Hashable, Sendable {
    /// Every number begins and ends with a letter.
    case lettersAtBothEnds
    /// Numbers can be anything that `OutOrderID` takes.
    case any
  }

  private let appkey: Appkey
  private let secret: Secret
  private let numbering: Numbering

  /// A verifier for one merchant.
  ///
  /// - Parameters:
  ///   - appkey: the configured one, never one that came in a message.
  ///   - secret: what the merchant and the gateway share.
  ///   - numbering: what holds for **all** numbers of orders that the merchant ever gave.
  public init(appkey: Appkey, secret: Secret, numbering: Numbering = .lettersAtBothEnds) {
    self.appkey = appkey
    self.secret = secret
    self.numbering = numbering
  }

  /// Verifies the message that reports a payment.
  ///
  /// - Throws: `NotificationFault`, of everything that is wrong the first: signature, then form, then
  ///   the order, then the number of readings.
  public func verify(
    _ message: AsynchronousNotification, expecting expected: ExpectedPayment
  ) throws(NotificationFault) -> VerifiedPayment {
    try check(message.signature, is: message.signature(appkey: appkey, secret: secret))
    try CanonicalForm.orderID(message.orderID)
    let outOrderID = try CanonicalForm.outOrderID(message.outOrderID)
    let price = try CanonicalForm.amount(message.price, "price")
    let realPrice = try CanonicalForm.amount(message.realPrice, "realprice")
    let type = try CanonicalForm.type(message.type)
    let payTime = try CanonicalForm.payTime(message.payTime)
    try Self.check(message.orderID, message.outOrderID, price, type, are: expected)
    // Bytes are compared: canonically equivalent texts sign differently.
    if let custom = expected.custom, !custom.utf8.elementsEqual(message.extend.utf8) {
      throw .unexpected("extend")
    }
    let readings = Self.readings(of: message, numbering: numbering(of: outOrderID, expected))
    guard readings == 1 || expected.orderID != nil else { throw .ambiguous(readings: readings) }
    return VerifiedPayment(
      orderID: message.orderID, outOrderID: message.outOrderID, price: price,
      realPrice: realPrice, type: type, payTime: payTime, extend: message.extend,
      readings: readings)
  }

  /// Verifies the query with which the payer's browser came back.
  ///
  /// It proves no payment: a payer can keep it and come back as often as they like.
  ///
  /// - Throws: `NotificationFault`, of everything that is wrong the first.
  public func verify(
    _ message: SynchronousNotification, expecting expected: ExpectedPayment
  ) throws(NotificationFault) {
    try check(message.signature, is: message.signature(appkey: appkey, secret: secret))
    let price = try CanonicalForm.amount(message.price, "price")
    let type = try CanonicalForm.type(message.type)
    guard message.productID.isEmpty || PlainNumber(message.productID) != nil else {
      throw .notCanonical("product_id")
    }
    try CanonicalForm.orderID(message.orderID)
    let outOrderID = try CanonicalForm.outOrderID(message.outOrderID)
    try Self.check(message.orderID, message.outOrderID, price, type, are: expected)
    if let product = expected.productID, product.text != message.productID {
      throw .unexpected("product_id")
    }
    let readings = Self.readings(
      of: message, numbering: numbering(of: outOrderID, expected),
      knowsProduct: expected.productID != nil || message.productID.isEmpty)
    guard readings == 1 || expected.orderID != nil else { throw .ambiguous(readings: readings) }
  }

  /// How many messages in canonical form, different in order or price, have the signature of this
  /// one: the digits before `out_order_id` and between it and the point of the price can lie on
  /// either side of its borders.
  ///
  /// 0 for a message that is not in canonical form.
  public static func readings(
    of message: AsynchronousNotification, numbering: Numbering
  ) -> Int {
    let text = Array((message.orderID + message.outOrderID + message.price).utf8)
    guard let point = text.lastIndex(of: UInt8(ascii: ".")) else { return 0 }
    let starts = outOrderIDStarts(in: text[..<point])
    var count = 0
    for priceStart in text.indices.prefix(point) {
      let price = String(decoding: text[priceStart...], as: UTF8.self)
      guard Amount(canonical: price) != nil else { continue }
      count += starts.count { start in
        start < priceStart && isNumber(text[start..<priceStart], numbering)
      }
    }
    return count
  }

  /// How many messages in canonical form, different in product or order, have the signature of this
  /// one: the digits before `out_order_id` can be its own, and those of a product can be the order's.
  ///
  /// - Parameter knowsProduct: whether the product, or its absence, is known from elsewhere.
  /// - Returns: 0 for a message that is not in canonical form.
  public static func readings(
    of message: SynchronousNotification, numbering: Numbering, knowsProduct: Bool = false
  ) -> Int {
    let product = knowsProduct ? "" : message.productID
    let text = Array((product + message.orderID + message.outOrderID).utf8)
    return outOrderIDStarts(in: text[...]).reduce(0) { count, start in
      guard isNumber(text[start...], numbering) else { return count }
      if knowsProduct { return count + 1 }
      // Without a product, or with one of 1, 2 … digits; neither number begins with a zero.
      return count + text[..<start].count { $0 != UInt8(ascii: "0") }
    }
  }

  /// The places at which a merchant's number can begin, behind a gateway's number.
  private static func outOrderIDStarts(in text: ArraySlice<UInt8>) -> [Int] {
    // The gateway's number, or a product's before it, is of digits without a leading zero.
    guard let first = text.first, first.isDigit, first != UInt8(ascii: "0") else { return [] }
    return Array((text.startIndex + 1)...text.prefix(while: \.isDigit).endIndex)
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>, _ numbering: Numbering) -> Bool {
    guard let number = OutOrderID(String(decoding: bytes, as: UTF8.self)) else { return false }
    return numbering == .any || number.isUnambiguous
  }

  /// What the number of a message can look like: the gateway's own numbers can be anything.
  private func numbering(of number: OutOrderID, _ expected: ExpectedPayment) -> Numbering {
    expected.outOrderID != nil && number.isUnambiguous ? numbering : .any
  }

  private func check(_ received: Signature?, is right: Signature) throws(NotificationFault) {
    guard let received else { throw .malformedSignature }
    guard received == right else { throw .wrongSignature }
  }

  private static func check(
    _ orderID: String, _ outOrderID: String, _ price: Amount, _ type: PaymentType,
    are expected: ExpectedPayment
  ) throws(NotificationFault) {
    if let expected = expected.outOrderID, expected.text != outOrderID {
      throw .unexpected("out_order_id")
    }
    if let expected = expected.price, expected != price { throw .unexpected("price") }
    if let expected = expected.type, expected != type { throw .unexpected("type") }
    if let expected = expected.orderID, expected != orderID { throw .unexpected("order_id") }
  }
}

/// The one form that each field of a notification can have.
private enum CanonicalForm {
  static func orderID(_ text: String) throws(NotificationFault) {
    guard PlainNumber(text) != nil else { throw .notCanonical("order_id") }
  }

  static func outOrderID(_ text: String) throws(NotificationFault) -> OutOrderID {
    guard let number = OutOrderID(text) else { throw .notCanonical("out_order_id") }
    return number
  }

  static func amount(_ text: String, _ name: String) throws(NotificationFault) -> Amount {
    guard let amount = Amount(canonical: text) else { throw .notCanonical(name) }
    return amount
  }

  static func type(_ text: String) throws(NotificationFault) -> PaymentType {
    guard let type = PaymentType(rawValue: text) else { throw .notCanonical("type") }
    return type
  }

  /// Ten digits: from 2001 to 2286.
  ///
  /// A fixed length leaves no border that could move.
  static func payTime(_ text: String) throws(NotificationFault) -> Int64 {
    guard text.utf8.count == 10, text.utf8.first != UInt8(ascii: "0"),
      text.utf8.allSatisfy(\.isDigit), let time = Int64(text)
    else { throw .notCanonical("paytime") }
    return time
  }
}
