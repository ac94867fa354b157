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
