/// How much less than the price still counts as paid.
///
/// Gateways of this kind change the cents of a sum to tell orders apart, and report both: `price` is
/// the order's, `realprice` is what was paid (interface document, "支付成功异步通知接口").
public struct Tolerance: Hashable, Sendable {
  /// The largest difference in cents; 0 for none.
  public let cents: Int64

  /// Ten cents: such gateways subtract one cent for each open order of the same sum.
  public static let standard = Tolerance(unchecked: 10)

  /// No difference.
  public static let none = Tolerance(unchecked: 0)

  private init(unchecked cents: Int64) { self.cents = cents }

  /// A difference of up to this amount.
  public init(_ amount: Amount) { cents = amount.cents }

  /// Whether a sum pays a price: the difference is within the tolerance, and no more than a tenth of
  /// the price.
  public func accepts(_ realPrice: Amount, for price: Amount) -> Bool {
    price.cents - realPrice.cents <= min(cents, price.cents / 10)
  }
}
