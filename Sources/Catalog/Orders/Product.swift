public import GatePay
internal import Support

/// A product as the gateway's console has it: what orders of the kinds `grouppay` and `stablepay`
/// are for.
public struct Product: Hashable, Sendable {
  /// The product's number in the gateway's console.
  public var id: String
  /// The title that payers see.
  public var title: String
  /// The price of one piece.
  public var price: Amount
  /// How many pieces there are to sell; nil where they are not counted.
  ///
  /// Only the sandbox uses it: the gateway counts its own.
  public var inStock: Int?
  /// The index of the merchant who sells it.
  public var merchant: Int

  /// The largest number of pieces.
  public static let maximumInStock = 999_999
}
