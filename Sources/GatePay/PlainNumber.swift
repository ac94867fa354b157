internal import Support

/// A whole number above 0 as text, such as a `product_id`, `order_id` or count: 1 to 18 digits
/// without a leading zero, as in all examples of the interface document.
public struct PlainNumber: Hashable, Sendable, CustomStringConvertible {
  /// The number as text.
  public let text: String

  /// Takes 1 to 18 digits without a leading zero; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit),
      text.utf8.first != UInt8(ascii: "0")
    else { return nil }
    self.text = String(text)
  }

  /// The number.
  public var description: String { text }
}
