internal import Support

/// The forms of the parts into which a comma splits a number that is not in quotes.
enum SplitNumber {
  /// Whether a cell is exactly three digits and at most two decimals, as after a comma.
  static func group(
    _ bytes: ArraySlice<UInt8>
  ) -> (hasDecimals: Bool, startsWithZero: Bool)? {
    guard bytes.first?.isDigit == true else { return nil }
    let digits = bytes.prefix(while: \.isDigit)
    guard digits.count == 3 else { return nil }
    let rest = bytes.dropFirst(3)
    let startsWithZero = digits.first == UInt8(ascii: "0")
    if rest.isEmpty { return (false, startsWithZero) }
    guard rest.first == UInt8(ascii: "."), (2...3).contains(rest.count),
      rest.dropFirst().allSatisfy(\.isDigit)
    else { return nil }
    return (true, startsWithZero)
  }

  /// Whether a cell has points between groups of three digits, as before a decimal comma.
  static func hasPointedGroups(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count > 1 && isFirstGroup(parts[0])
      && parts.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isDigit) }
  }

  /// A number that a comma splits, without its commas: 1020.00 for `1,020.00`, 12.50 for `12,50`;
  /// nil for any other text.
  static func joined(_ text: String) -> String? {
    let number = PriceReader.withoutSuffix(
      PriceReader.withoutPrefix(InvisibleCharacter.trimmed(text)))
    let parts = number.split(separator: ",", omittingEmptySubsequences: false)
      .map { InvisibleCharacter.trimmed(String($0)) }
    guard parts.count > 1, let last = parts.last, let first = parts.first, !first.isEmpty else {
      return nil
    }
    let isDecimal = parts.count == 2 && (1...2).contains(last.utf8.count)
    let whole =
      isDecimal ? first.replacing(".", with: "") + ".\(last)" : parts.joined()
    return whole.wholeMatch(of: /[0-9]+(\.[0-9]{1,2})?/) == nil ? nil : whole
  }

  /// Whether a cell is two digits, as behind a decimal comma.
  static func isCents(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 2 && bytes.allSatisfy(\.isDigit)
  }

  static func isFirstGroup(_ bytes: ArraySlice<UInt8>) -> Bool {
    (1...3).contains(bytes.count) && bytes.allSatisfy(\.isDigit)
      && bytes.first != UInt8(ascii: "0")
  }

  /// A price before a comma, without blanks and a sign of the currency before it.
  static func firstPart(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = trimmed(bytes)
    guard let first = rest.first, !first.isDigit, rest.last?.isDigit == true else { return rest }
    return PriceReader.withoutPrefix(String(decoding: rest, as: UTF8.self)).utf8Slice
  }

  /// What follows a comma, without blanks, a sign of the currency or `.-` behind it.
  static func lastPart(
    _ bytes: ArraySlice<UInt8>
  ) -> (digits: ArraySlice<UInt8>, hasSign: Bool) {
    let rest = trimmed(bytes)
    guard rest.first?.isDigit == true, rest.last?.isDigit == false else { return (rest, false) }
    let text = String(decoding: rest, as: UTF8.self)
    for dash in [".-", ".–", ".—"] where text.hasSuffix(dash) {
      return (String(text.dropLast(2)).utf8Slice, true)
    }
    let digits = PriceReader.withoutSuffix(text).utf8Slice
    return (digits, digits.count < rest.count)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.first, let last = bytes.last else { return bytes }
    let mayBlank = { (byte: UInt8) in byte <= 0x20 || byte >= 0x80 }
    guard mayBlank(first) || mayBlank(last) else { return bytes }
    return InvisibleCharacter.trimmed(String(decoding: bytes, as: UTF8.self)).utf8Slice
  }

  /// Whether a cell has nothing but digits, points, signs and blanks, and a digit.
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(where: \.isDigit)
      && bytes.allSatisfy { $0.isDigit || ".-+ ".utf8.contains($0) }
  }
}

extension String {
  fileprivate var utf8Slice: ArraySlice<UInt8> { Array(utf8)[...] }
}
