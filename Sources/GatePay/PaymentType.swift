/// How an order is paid: the values that `type` may have.
public enum PaymentType: String, Hashable, Sendable, CaseIterable {
  /// WeChat Pay.
  case wechat
  /// Alipay.
  case alipay
}
