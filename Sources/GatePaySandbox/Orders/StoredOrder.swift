internal import Catalog
internal import GatePay

/// An order of the sandbox.
struct StoredOrder: Sendable {
  /// The kind of quick-collect orders; other kinds are named after their create calls.
  static let quickCollectKind = "any"

  var id: Int64
  /// Its name in the pay URL; unguessable.
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

  /// The product in the redirect.
  ///
  /// The document's table has one for every order, and its codes 205 to 207 say that the gateway
  /// makes a product for an order without one. Its number here is over 1,000,000.
  var sentProductID: String { productID.isEmpty ? String(1_000_000 + id) : productID }

  /// The state in the gateway's words.
  func status(at now: Int64) -> OrderStatus {
    if paid != nil { return .paid }
    return now >= expires ? .expired : .unpaid
  }
}

/// A new order, with the conditions that the storing transaction checks.
struct NewOrder: Sendable {
  var order: StoredOrder
  /// The pieces to take from the stock.
  var items: [(product: Product, count: Int)] = []
  /// The most orders of the merchant.
  var orderLimit: Int?
  /// The largest price.
  var maximumPrice: Amount
}
