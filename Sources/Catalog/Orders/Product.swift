public import GatePay
internal import Support

/// A product as in the gateway's console, for orders of the kinds `grouppay` and `stablepay`.
public struct Product: Hashable, Sendable {
  /// The product's number in the gateway's console.
  public var id: String
  /// The title that payers see.
  public var title: String
  /// The price of one piece.
  public var price: Amount
  /// How many pieces are in stock, for the sandbox only; nil if they are not counted.
  public var inStock: Int?
  /// The index of the merchant who sells it.
  public var merchant: Int

  /// The largest number of pieces.
  public static let maximumInStock = 999_999
}
