internal import Support

/// An amount of money in yuan, held as whole cents without floating point.
public struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The amount in cents (1/100 yuan), 1 or more.
  public let cents: Int64

  /// The largest amount accepted unless a config raises it: 9,999,999.99 yuan.
  public static let defaultMaximum = Amount(unchecked: 999_999_999)

  /// The largest amount that any config may allow: 999,999,999,999.99 yuan.
  public static let absoluteMaximum = Amount(unchecked: 99_999_999_999_999)

  private init(unchecked cents: Int64) {
    self.cents = cents
  }

  /// An amount of 1 to `absoluteMaximum` cents; nil for anything else.
  public init?(cents: Int64) {
    guard (1...99_999_999_999_999).contains(cents) else { return nil }
    self.cents = cents
  }

  /// The sum of prices times counts; nil if it is 0 or exceeds `absoluteMaximum`.
  public init?(sumOf parts: some Sequence<(price: Amount, count: Int)>) {
    var cents: Int64 = 0
    for (price, count) in parts {
      let (product, isTooLarge) = price.cents.multipliedReportingOverflow(by: Int64(count))
      // Two values up to this limit can be added without overflow.
      let limit = Self.absoluteMaximum.cents
      guard !isTooLarge, (0...limit).contains(product) else { return nil }
      cents += product
      guard cents <= limit else { return nil }
    }
    self.init(cents: cents)
  }

  /// Parses `[0-9]+(\.[0-9]{1,2})?`, with optional spaces around it.
  ///
  /// - Throws: `AmountError.notAnAmount` for any other form, `.tooManyDecimals` for a third
  ///   decimal, `.zero` for 0, `.aboveMaximum` beyond `maximum`.
  public init(
    _ text: some StringProtocol, maximum: Amount = .defaultMaximum
  ) throws(AmountError) {
    let trimmed = Substring(text).utf8.drop(while: Self.isSpace)
    let point = trimmed.firstIndex(of: UInt8(ascii: ".")) ?? trimmed.endIndex
    let end = trimmed.lastIndex { !Self.isSpace($0) }.map(trimmed.index(after:))
    guard let end else { throw .notAnAmount }
    let whole = trimmed[..<min(point, end)]
    let decimals = point < end ? trimmed[trimmed.index(after: point)..<end] : trimmed[end..<end]
    guard !whole.isEmpty, whole.allSatisfy(\.isDigit), decimals.allSatisfy(\.isDigit),
      point >= end || !decimals.isEmpty
    else { throw .notAnAmount }
    let decimalCount = decimals.count
    guard decimalCount <= 2 else { throw .tooManyDecimals }

    var cents: Int64 = 0
    func add(_ digit: UInt8) throws(AmountError) {
      cents = cents * 10 + Int64(digit - UInt8(ascii: "0"))
      // Checked at every digit, so that no number can overflow.
      guard cents <= maximum.cents else { throw .aboveMaximum(maximum) }
    }
    for digit in whole { try add(digit) }
    for digit in decimals { try add(digit) }
    for _ in decimalCount..<2 { try add(UInt8(ascii: "0")) }
    guard cents > 0 else { throw .zero }
    self.cents = cents
  }

  /// Parses exactly two decimals without superfluous leading zeros (`1.88`, `0.50`); nil otherwise.
  public init?(canonical text: some StringProtocol) {
    guard let amount = try? Amount(text, maximum: .absoluteMaximum),
      amount.description.utf8.elementsEqual(text.utf8)
    else { return nil }
    self = amount
  }

  /// Parses an amount as messages hold it, with or without trailing zeros (`1.88`, `1.1`, `2`), but
  /// without superfluous leading ones; nil otherwise.
  public init?(plain text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first.isDigit,
      bytes.allSatisfy({ $0 == Self.point || $0.isDigit }),
      first != UInt8(ascii: "0") || bytes.dropFirst().first == Self.point,
      let amount = try? Amount(text, maximum: .absoluteMaximum)
    else { return nil }
    self = amount
  }

  /// The amount with exactly two decimals, such as `1.88`.
  public var description: String {
    Decimals.text(of: cents, decimals: 2)
  }

  /// Orders by value.
  public static func < (left: Amount, right: Amount) -> Bool {
    left.cents < right.cents
  }

  private static let point = UInt8(ascii: ".")

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}

/// Why a text is not an amount.
public enum AmountError: Error, Hashable, Sendable {
  /// The text is not digits with at most one point between them.
  case notAnAmount
  /// More than two digits follow the point.
  case tooManyDecimals
  /// The amount is 0.00.
  case zero
  /// The amount is greater than the limit.
  case aboveMaximum(Amount)
}
