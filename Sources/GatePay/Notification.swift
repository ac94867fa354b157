/// The gateway's message after a payment (interface document, "支付成功异步通知接口").
///
/// Values stay as received, because they are signed in that form.
public struct AsynchronousNotification: SignedNotification, Hashable, Sendable {
  /// The gateway's order number.
  public var orderID: String
  /// The merchant's order number.
  public var outOrderID: String
  /// The price of the order.
  public var price: String
  /// The amount paid.
  public var realPrice: String
  /// How it was paid.
  public var type: String
  /// When it was paid, in Unix seconds.
  public var payTime: String
  /// The payer's contact: the order's `custom`.
  public var extend: String
  /// The signature; nil if malformed.
  public var signature: Signature?

  /// The names of the signed fields, in signing order.
  public static let fieldNames = [
    "order_id", "out_order_id", "price", "realprice", "type", "paytime", "extend",
  ]

  /// Creates a message.
  public init(
    orderID: String, outOrderID: String, price: String, realPrice: String, type: String,
    payTime: String, extend: String, appkey: Appkey, secret: Secret
  ) {
    self.orderID = orderID
    self.outOrderID = outOrderID
    self.price = price
    self.realPrice = realPrice
    self.type = type
    self.payTime = payTime
    self.extend = extend
    signature = signature(appkey: appkey, secret: secret)
  }

  /// A message as it was received before.
  public init(
    orderID: String, outOrderID: String, price: String, realPrice: String, type: String,
    payTime: String, extend: String, signature: Signature?
  ) {
    self.orderID = orderID
    self.outOrderID = outOrderID
    self.price = price
    self.realPrice = realPrice
    self.type = type
    self.payTime = payTime
    self.extend = extend
    self.signature = signature
  }

  /// Reads a received form, ignoring other fields such as `appkey`.
  ///
  /// A form without `extend` is one with an empty `extend`: PHP's `http_build_query` leaves null out
  /// (https://www.php.net/manual/function.http-build-query.php, read on 2026-11-26). The signature
  /// says whether it was empty.
  ///
  /// - Throws: `NotificationFault.missing` for the first other field that is missing.
  public init(_ form: FormFields) throws(NotificationFault) {
    orderID = try form.required("order_id")
    outOrderID = try form.required("out_order_id")
    price = try form.required("price")
    realPrice = try form.required("realprice")
    type = try form.required("type")
    payTime = try form.required("paytime")
    extend = form["extend"] ?? ""
    signature = Signature(try form.required("sign"))
  }

  /// The signed fields in order.
  public var fields: [String] {
    [orderID, outOrderID, price, realPrice, type, payTime, extend]
  }
}

/// The query that returns the payer's browser (interface document, "支付成功同步通知接口").
///
/// Anybody can repeat it: it may show a page, but only the asynchronous message or the order check
/// tells what was paid.
public struct SynchronousNotification: SignedNotification, Hashable, Sendable {
  /// The price of the order.
  public var price: String
  /// How it was paid.
  public var type: String
  /// The product on the gateway; empty for an order without one.
  public var productID: String
  /// The gateway's order number.
  public var orderID: String
  /// The merchant's order number.
  public var outOrderID: String
  /// The signature; nil if malformed.
  public var signature: Signature?

  /// The names of the signed fields, in signing order.
  ///
  /// The document's formula spells the third `prodcut_id`; it means the field `product_id` of its
  /// table.
  public static let fieldNames = ["price", "type", "product_id", "order_id", "out_order_id"]

  /// Creates a message.
  public init(
    price: String, type: String, productID: String, orderID: String, outOrderID: String,
    appkey: Appkey, secret: Secret
  ) {
    self.price = price
    self.type = type
    self.productID = productID
    self.orderID = orderID
    self.outOrderID = outOrderID
    signature = signature(appkey: appkey, secret: secret)
  }

  /// Reads a received query, ignoring other fields such as `appkey`; a missing `product_id` is an
  /// empty one.
  ///
  /// - Throws: `NotificationFault.missing` for the first other field that is missing.
  public init(_ form: FormFields) throws(NotificationFault) {
    price = try form.required("price")
    type = try form.required("type")
    productID = form["product_id"] ?? ""
    orderID = try form.required("order_id")
    outOrderID = try form.required("out_order_id")
    signature = Signature(try form.required("sign"))
  }

  /// The signed fields in order.
  public var fields: [String] { [price, type, productID, orderID, outOrderID] }
}

/// What both notifications share: signed fields in order, and a signature.
public protocol SignedNotification {
  /// The names of the signed fields, in signing order.
  static var fieldNames: [String] { get }
  /// The signed fields in order.
  var fields: [String] { get }
  /// The signature; nil if malformed.
  var signature: Signature? { get }
}

extension SignedNotification {
  /// The expected signature.
  public func signature(appkey: Appkey, secret: Secret) -> Signature {
    Signature(appkey: appkey, fields: fields, secret: secret)
  }

  /// The fields to send, the signature last.
  public var form: FormFields {
    FormFields(
      zip(Self.fieldNames, fields).map { FormFields.Field($0, $1) }
        + [.init("sign", signature?.text ?? "")])
  }
}

extension FormFields {
  fileprivate func required(_ name: String) throws(NotificationFault) -> String {
    guard let value = self[name] else { throw .missing(name) }
    return value
  }
}

/// Why a notification is not accepted.
public enum NotificationFault: Error, Hashable, Sendable {
  /// A field is missing.
  case missing(String)
  /// `sign` is not 32 hexadecimal digits.
  case malformedSignature
  /// `sign` is not the signature of these fields with this appkey and secret.
  case wrongSignature
  /// A field is not in its canonical form.
  case notCanonical(String)
  /// A field differs from the expected order's.
  case unexpected(String)
  /// The signature fits this many messages that differ in order or price; the gateway's order
  /// number from an order check decides between them.
  case ambiguous(readings: Int)
}
