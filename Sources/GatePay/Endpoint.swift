/// The ways to create an order (interface document, the first four sections).
public enum OrderKind: String, Hashable, Sendable, CaseIterable {
  /// Any amount ("任意金额支付接口").
  case anypay
  /// Any amount, for agents, on a separate host ("云端支付接口").
  case cloudpay
  /// Several products at once ("组合商品支付接口").
  case grouppay
  /// One product at its price ("固定商品支付接口").
  case stablepay

  /// The endpoint that creates these orders.
  public var endpoint: Endpoint { .create(self) }

  /// The name of the field that only this kind has.
  public var ownFieldName: String {
    switch self {
    case .anypay, .cloudpay: "price"
    case .grouppay: "fields"
    case .stablepay: "product_id"
    }
  }

  /// Whether an order may name its own `notify_url` and `return_url`; cloudpay orders cannot.
  public var takesCallbackURLs: Bool { self != .cloudpay }
}

/// The endpoints that the gateway has for programs.
public enum Endpoint: Hashable, Sendable, CaseIterable {
  /// Creates an order: `POST`.
  case create(OrderKind)
  /// Returns the state of an order: `GET` ("付款结果查询接口").
  case orderCheck

  /// Every endpoint, in the order of the document.
  public static let allCases: [Endpoint] = OrderKind.allCases.map(Endpoint.create) + [.orderCheck]

  /// The path on the gateway's host.
  public var path: String {
    switch self {
    case .create(let kind): "/api/\(kind.rawValue)/create"
    case .orderCheck: "/api/order/check"
    }
  }

  /// The endpoint's URL; only the public gateway has a second host, for cloudpay.
  public func url(on gateway: Gateway) -> String {
    let isElsewhere = self == .create(.cloudpay) && gateway == .standard
    return (isElsewhere ? Gateway.standardCloud : gateway).origin + path
  }
}

/// How an order is paid: the values that `type` may have.
public enum PaymentType: String, Hashable, Sendable, CaseIterable {
  /// WeChat Pay.
  case wechat
  /// Alipay.
  case alipay
}
