public import GatePay

/// Why a notification is not accepted.
public enum NotificationRefusal: Error, Hashable, Sendable {
  /// It is not a form.
  case notAForm(FormError)
  /// A field is missing, not canonical or unexpected, or the signature is wrong or ambiguous.
  case fault(NotificationFault, merchant: String?)
  /// The config no longer has the order's merchant, or it has no secret.
  case noSecret(merchant: String)
  /// It is authentic, but no order has this number and no link has this price and custom.
  case noLink(merchant: String, price: Amount, custom: String?)
  /// The signature fits several messages, and the gateway did not decide between them.
  case undecided(readings: Int, gateway: String)
  /// The gateway decides the price, which is not recorded, and did not return it.
  case unknownPrice(gateway: String)
}
