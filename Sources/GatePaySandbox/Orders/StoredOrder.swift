internal import Catalog
internal import GatePay

/// An order of the sandbox.
struct StoredOrder: Sendable {
  /// What kind an order is: those of the four create calls, and `any` of a quick-collect link.
  static let quickCollectKind = "any"

  var id: Int64
  /// Its name in the pay URL; cannot be guessed.
  var payID: String
  var appkey: String
  var outOrderID: String
  var kind: String
  var name: String
  var price: Amount
  var type: PaymentType
  var custom: String
  var productID: String
  var notifyURL: String?
  var returnURL: String?
  /// When it expires, in milliseconds since 1970.
  var expires: Int64
  /// When it was paid, in seconds since 1970; nil before.
  var paid: Int64?

  /// The state in the gateway's words.
  func status(at now: Int64) -> OrderStatus {
    if paid != nil { return .paid }
    return now >= expires ? .expired : .unpaid
  }
}

/// A new order, with what is checked in the transaction that stores it.
struct NewOrder: Sendable {
  var order: StoredOrder
  /// The pieces that it takes from the stock.
  var items: [(product: Product, count: Int)] = []
  /// The most orders of the merchant.
  var orderLimit: Int?
}
