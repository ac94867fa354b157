/// Why a sandbox has no page for a quick-collect URL, or takes no order from it.
public enum LinkRefusal: String, Hashable, Sendable, CaseIterable {
  /// It is not a quick-collect URL: a parameter is unknown, repeated or wrong.
  case badAddress = "bad-address"
  /// No merchant has its appkey.
  case unknownAppkey = "unknown-appkey"
  /// The merchant does not have its token.
  case unknownToken = "unknown-token"
  /// The price is missing, is not an amount up to `max_price`, or is not the fixed one.
  case badPrice = "bad-price"
  /// The contact is too long, or is not the fixed one.
  case badCustom = "bad-custom"
  /// No payment type was chosen.
  case noType = "no-type"
}
