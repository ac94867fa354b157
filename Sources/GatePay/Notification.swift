/// The message that the gateway posts to the merchant when an order was paid (interface document,
/// "支付成功异步通知接口").
///
/// Values are kept as they came, because they are signed so.
public struct AsynchronousNotification: Hashable, Sendable {
  /// The gateway's own number of the order.
  public var orderID: String
  /// The merchant's number of the order.
  public var outOrderID: String
  /// The price of the order.
  public var price: String
  /// What was paid.
  public var realPrice: String
  /// How it was paid.
  public var type: String
  /// When it was paid, in Unix seconds.
  public var payTime: String
  /// The payer's contact: what the order had as `custom`.
  public var extend: String
  /// The signature; nil where it has not the form of one.
  public var signature: Signature?

  /// The names of the signed fields, in the order in which they are signed.
  public static let fieldNames = [
    "order_id", "out_order_id", "price", "realprice", "type", "paytime", "extend",
  ]

  /// A message with its signature.
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

  /// Takes a received form; fields that it has besides, such as an `appkey`, count for nothing.
  ///
  /// - Throws: `NotificationFault.missing` for the first field that is not there.
  public init(_ form: FormFields) throws(NotificationFault) {
    func value(_ name: String) throws(NotificationFault) -> String {
      guard let value = form[name] else { throw .missing(name) }
      return value
    }
    orderID = try value("order_id")
    outOrderID = try value("out_order_id")
    price = try value("price")
    realPrice = try value("realprice")
    type = try value("type")
    payTime = try value("paytime")
    extend = try value("extend")
    signature = Signature(try value("sign"))
  }

  /// The signed fields in their order.
  public var fields: [String] {
    [orderID, outOrderID, price, realPrice, type, payTime, extend]
  }

  /// The signature that the message should have.
  public func signature(appkey: Appkey, secret: Secret) -> Signature {
    Signature(appkey: appkey, fields: fields, secret: secret)
  }

  /// The body to post.
  public var form: FormFields {
    FormFields(
      zip(Self.fieldNames, fields).map { FormFields.Field($0, $1) }
        + [.init("sign", signature?.text ?? "")])
  }
}

/// The query with which the gateway sends the payer's browser back to the merchant (interface
/// document, "支付成功同步通知接口").
///
/// Anybody can repeat it: it may show a page, but what is paid is for the asynchronous message or
/// the order check to say.
public struct SynchronousNotification: Hashable, Sendable {
  /// The price of the order.
  public var price: String
  /// How it was paid.
  public var type: String
  /// The product on the gateway; empty for an order without one.
  public var productID: String
  /// The gateway's own number of the order.
  public var orderID: String
  /// The merchant's number of the order.
  public var outOrderID: String
  /// The signature; nil where it has not the form of one.
  public var signature: Signature?

  /// The names of the signed fields, in the order in which they are signed.
  ///
  /// The document's formula spells the third `prodcut_id`; it is the field `product_id` of its
  /// table.
  public static let fieldNames = ["price", "type", "product_id", "order_id", "out_order_id"]

  /// A message with its signature.
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

  /// Takes a received query; fields that it has besides, such as an `appkey`, count for nothing.
  ///
  /// - Throws: `NotificationFault.missing` for the first field that is not there.
  public init(_ form: FormFields) throws(NotificationFault) {
    func value(_ name: String) throws(NotificationFault) -> String {
      guard let value = form[name] else { throw .missing(name) }
      return value
    }
    price = try value("price")
    type = try value("type")
    productID = try value("product_id")
    orderID = try value("order_id")
    outOrderID = try value("out_order_id")
    signature = Signature(try value("sign"))
  }

  /// The signed fields in their order.
  public var fields: [String] { [price, type, productID, orderID, outOrderID] }

  /// The signature that the message should have.
  public func signature(appkey: Appkey, secret: Secret) -> Signature {
    Signature(appkey: appkey, fields: fields, secret: secret)
  }

  /// The query to send.
  public var form: FormFields {
    FormFields(
      zip(Self.fieldNames, fields).map { FormFields.Field($0, $1) }
        + [.init("sign", signature?.text ?? "")])
  }
}

/// Why a notification is not accepted.
public enum NotificationFault: Error, Hashable, Sendable {
  /// A field is not there.
  case missing(String)
  /// `sign` is not 32 hexadecimal digits.
  case malformedSignature
  /// `sign` is not the signature of these fields with this appkey and secret.
  case wrongSignature
  /// A field is not in the one form that it can have.
  case notCanonical(String)
  /// A field differs from that of the expected order.
  case unexpected(String)
  /// The signature fits this many messages that differ in order or price. The order's number from an
  /// order check decides between them.
  case ambiguous(readings: Int)
}
