public import GatePay

/// Why a notification is not accepted.
public enum NotificationRefusal: Error, Hashable, Sendable {
  /// It is not a form.
  case notAForm(FormError)
  /// A field is missing, not canonical or unexpected, or the signature is wrong or ambiguous.
  case fault(NotificationFault, merchant: String?)
  /// The config does not have the order's merchant any more, or there is no secret for it.
  case noSecret(merchant: String)
  /// It is authentic, but no order has this number and no link has this price and custom.
  case noLink(merchant: String, price: Amount, custom: String?)
  /// The signature fits several messages, and the gateway did not say which one is meant.
  case undecided(readings: Int, gateway: String)
  /// The gateway decides the price; it is not recorded, and the gateway did not return it.
  case unknownPrice(gateway: String)
}
