internal import Support

/// An expected payment, from the merchant's own records.
public struct ExpectedPayment: Hashable, Sendable {
  /// The merchant's order number; nil for a quick-collect link, whose orders the gateway numbers.
  public var outOrderID: OutOrderID?
  /// The price of the order; nil for a link that leaves the amount to the payer.
  public var price: Amount?
  /// The payment type; nil if the payer chooses.
  public var type: PaymentType?
  /// The `custom` of the order or link; nil if the payer enters it.
  public var custom: String?
  /// The product of a stablepay order; if nil, a message that names a product needs `orderID`.
  public var productID: PlainNumber?
  /// The gateway's order number from an order check, if any; it resolves ambiguous signatures.
  public var orderID: String?

  /// Creates an expected payment.
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

  /// The expected payment of a request; the gateway decides the price of grouppay and stablepay.
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

/// An authentic notification of the expected payment.
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

  /// The gateway's order number; a repeated message has the same.
  public let orderID: String
  /// The merchant's order number; any text if the gateway numbered the order.
  public let outOrderID: String
  /// The price of the order.
  public let price: Amount
  /// The amount paid.
  public let realPrice: Amount
  /// How it was paid.
  public let type: PaymentType
  /// When it was paid, in Unix seconds.
  public let payTime: Int64
  /// The payer's contact.
  public let extend: String
  /// How many messages that differ in order or price have this signature; more than 1 only if the
  /// gateway's order number was known.
  public let readings: Int

  /// The paid amount compared with the price.
  public var standing: Standing {
    let difference = realPrice.cents - price.cents
    if difference == 0 { return .exact }
    return difference < 0 ? .tooLittle(cents: -difference) : .tooMuch(cents: difference)
  }
}

/// Verifies a notification against one expected payment.
///
/// **A valid signature proves little.** The gateway joins the fields of a message without
/// separators before it signs them, so one signature fits every message whose fields join to the
/// same text. Digits can move across the borders:
///
///     order_id=522  out_order_id=A41   price=1.88    joins to  522A411.88…
///     order_id=522  out_order_id=A4    price=11.88   joins to  522A411.88…
///     order_id=5    out_order_id=22A4  price=11.88   joins to  522A411.88…
///
/// All of them have the same signature: a payment of 1.88 proves 11.88. Therefore
///
/// - the verifier compares order, price, type and contact with **the expected payment** from the
///   merchant's own records;
/// - every field must be in canonical form (digits without leading zeros, at most two decimals, a
///   known type, no point in a number), which leaves few readings;
/// - the remaining readings are counted. There is one if every number of the merchant begins and
///   ends with a letter, as those of `OutOrderID.generate(using:)` do. A message with more is
///   refused unless an order check has returned the gateway's order number.
///
/// The gateway numbers payments by quick-collect links, so their messages mostly have several
/// readings: call `order/check` with the received number, and expect the returned `order_id`.
///
/// No verifier can fix the rest: the inner MD5 has no key, so MD5 collisions give two messages with
/// one signature; one message is enough to guess a weak secret offline; and a message has no date,
/// so it stays valid for ever. Use a long random secret, act once for each `orderID`, and call
/// `order/check` as well where much depends on it.
public struct NotificationVerifier: Sendable {
  /// The form of the merchant's order numbers; limits the readings of a message.
  public enum Numbering: Hashable, Sendable {
    /// Every number begins and ends with a letter.
    case lettersAtBothEnds
    /// Any number that `OutOrderID` accepts.
    case any
  }

  private let appkey: Appkey
  private let secret: Secret
  private let numbering: Numbering

  /// Creates a verifier for one merchant.
  ///
  /// - Parameters:
  ///   - appkey: the configured one, never one from a message.
  ///   - numbering: must hold for **all** order numbers that the merchant ever used.
  public init(appkey: Appkey, secret: Secret, numbering: Numbering = .lettersAtBothEnds) {
    self.appkey = appkey
    self.secret = secret
    self.numbering = numbering
  }

  /// Verifies an asynchronous message.
  ///
  /// - Throws: the first `NotificationFault`, in this order: signature, form, order, number of
  ///   readings.
  public func verify(
    _ message: AsynchronousNotification, expecting expected: ExpectedPayment
  ) throws(NotificationFault) -> VerifiedPayment {
    try authenticate(message)
    let (outOrderID, price, realPrice, type, payTime) = try Self.read(message)
    try Self.check(message.orderID, message.outOrderID, price, type, are: expected)
    // Bytes, because canonically equivalent texts sign differently.
    if let custom = expected.custom, !custom.utf8.elementsEqual(message.extend.utf8) {
      throw .unexpected("extend")
    }
    let readings = Self.readings(
      of: message, numbering: numbering(of: outOrderID, expected),
      price: expected.outOrderID == nil ? nil : expected.price)
    guard readings == 1 || expected.orderID != nil else { throw .ambiguous(readings: readings) }
    return VerifiedPayment(
      orderID: message.orderID, outOrderID: message.outOrderID, price: price,
      realPrice: realPrice, type: type, payTime: payTime, extend: message.extend,
      readings: readings)
  }

  /// Checks the signature of a message, and nothing else.
  ///
  /// - Throws: `NotificationFault.malformedSignature`, `.wrongSignature`.
  public func authenticate(_ message: some SignedNotification) throws(NotificationFault) {
    try check(message.signature, is: message.signature(appkey: appkey, secret: secret))
  }

  /// The values of a message in canonical form.
  ///
  /// - Throws: `NotificationFault.notCanonical` for the first one that is not.
  private static func read(
    _ message: AsynchronousNotification
  ) throws(NotificationFault) -> (OutOrderID, Amount, Amount, PaymentType, Int64) {
    try CanonicalForm.orderID(message.orderID)
    let outOrderID = try CanonicalForm.outOrderID(message.outOrderID)
    let price = try CanonicalForm.amount(message.price, "price")
    let realPrice = try CanonicalForm.amount(message.realPrice, "realprice")
    let type = try CanonicalForm.type(message.type)
    guard let payTime = PayTime.seconds(message.payTime) else { throw .notCanonical("paytime") }
    // SQLite ends a text at a NUL: what it keeps would have another signature.
    guard !message.extend.utf8.contains(0) else { throw .notCanonical("extend") }
    return (outOrderID, price, realPrice, type, payTime)
  }

  /// Checks the form of a message's fields, and nothing else.
  ///
  /// - Throws: `NotificationFault.notCanonical` for the first field that is not canonical.
  public static func checkForm(
    of message: AsynchronousNotification
  ) throws(NotificationFault) {
    _ = try read(message)
  }

  /// Verifies the query of a returning browser.
  ///
  /// It proves no payment: a payer can keep it and repeat it.
  ///
  /// - Throws: the first `NotificationFault`.
  public func verify(
    _ message: SynchronousNotification, expecting expected: ExpectedPayment
  ) throws(NotificationFault) {
    try authenticate(message)
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

  /// How many canonical messages that differ in order or price share this one's signature.
  ///
  /// The digits before `out_order_id`, those between it and the price, and those between the price
  /// and `realprice` can lie on either side of their borders.
  ///
  /// - Parameter price: the price of the order that the message names, if it is known; then other
  ///   readings of that order are no readings.
  /// - Returns: 0 for a message that is not canonical.
  public static func readings(
    of message: AsynchronousNotification, numbering: Numbering, price: Amount? = nil
  ) -> Int {
    let text = Array(
      (message.orderID + message.outOrderID + message.price + message.realPrice).utf8)
    let starts = outOrderIDStarts(in: text[...])
    guard let firstStart = starts.first else { return 0 }
    var count = 0
    for realStart in amountStarts(endingAt: text.count, in: text) {
      for priceStart in amountStarts(endingAt: realStart, in: text) where priceStart > firstStart {
        let known = price == nil ? nil : Amount(plain: string(text[priceStart..<realStart]))
        count += starts.count { start in
          guard start < priceStart, isNumber(text[start..<priceStart], numbering) else {
            return false
          }
          guard let price, text[start..<priceStart].elementsEqual(message.outOrderID.utf8) else {
            return true
          }
          return known == price
        }
      }
    }
    return count
  }

  /// Where an amount can begin that ends at a place.
  private static func amountStarts(endingAt end: Int, in text: [UInt8]) -> [Int] {
    // Fifteen digits and a point.
    (max(0, end - 16)..<max(0, end)).filter { Amount(plain: string(text[$0..<end])) != nil }
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// How many canonical messages that differ in product or order have the signature of this one.
  ///
  /// The digits before `out_order_id` can belong to it, and those of a product to the order.
  ///
  /// - Parameter knowsProduct: whether the product, or its absence, is known.
  /// - Returns: 0 for a message that is not canonical.
  public static func readings(
    of message: SynchronousNotification, numbering: Numbering, knowsProduct: Bool = false
  ) -> Int {
    let product = knowsProduct ? "" : message.productID
    let text = Array((product + message.orderID + message.outOrderID).utf8)
    return outOrderIDStarts(in: text[...]).reduce(0) { count, start in
      guard isNumber(text[start...], numbering) else { return count }
      if knowsProduct { return count + 1 }
      // No product, or one of 1, 2 … digits; neither number begins with a zero.
      return count + text[..<start].count { $0 != UInt8(ascii: "0") }
    }
  }

  /// Where a merchant's number can begin, after a gateway's number.
  private static func outOrderIDStarts(in text: ArraySlice<UInt8>) -> [Int] {
    // The gateway's number, or a product's before it, has no leading zero.
    guard let first = text.first, first.isDigit, first != UInt8(ascii: "0") else { return [] }
    return Array((text.startIndex + 1)...text.prefix(while: \.isDigit).endIndex)
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>, _ numbering: Numbering) -> Bool {
    guard let number = OutOrderID(String(decoding: bytes, as: UTF8.self)) else { return false }
    return numbering == .any || number.isUnambiguous
  }

  /// The numbering of a message: the gateway's own numbers can be anything.
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

private enum CanonicalForm {
  static func orderID(_ text: String) throws(NotificationFault) {
    guard PlainNumber(text) != nil else { throw .notCanonical("order_id") }
  }

  static func outOrderID(_ text: String) throws(NotificationFault) -> OutOrderID {
    guard let number = OutOrderID(text) else { throw .notCanonical("out_order_id") }
    return number
  }

  static func amount(_ text: String, _ name: String) throws(NotificationFault) -> Amount {
    guard let amount = Amount(plain: text) else { throw .notCanonical(name) }
    return amount
  }

  static func type(_ text: String) throws(NotificationFault) -> PaymentType {
    guard let type = PaymentType(rawValue: text) else { throw .notCanonical("type") }
    return type
  }
}

/// The time of a payment in a message.
public enum PayTime {
  /// Parses Unix seconds of ten digits, from 2001 to 2286; nil for anything else: with a fixed
  /// length, no border can move.
  public static func seconds(_ text: String) -> Int64? {
    guard text.utf8.count == 10, text.utf8.first != UInt8(ascii: "0"),
      text.utf8.allSatisfy(\.isDigit)
    else { return nil }
    return Int64(text)
  }
}
