/// Decimal numbers as text, the same on every platform and without exponent.
package enum Decimals {
  /// A number rounded to some decimals, with or without trailing zeros.
  package static func text(_ value: Double, decimals: Int, isPadded: Bool = false) -> String {
    let units = Int((value * Double(power(decimals))).rounded())
    return isPadded ? text(of: units, decimals: decimals) : trimmed(units, decimals: decimals)
  }

  /// A whole number of tenths, hundredths … with all its decimals, at least one.
  @inlinable
  package static func text(
    of units: some FixedWidthInteger & SignedInteger, decimals: Int
  ) -> String {
    text(ofDigits: "\(units.magnitude)", isNegative: units < 0, decimals: decimals)
  }

  /// Puts the point into digits; not generic, so that it is compiled once for all kinds of numbers.
  @usableFromInline
  package static func text(ofDigits digits: String, isNegative: Bool, decimals: Int) -> String {
    let text = (isNegative ? "-" : "") + padded(digits, digitCount: decimals + 1)
    let point = text.utf8.index(text.endIndex, offsetBy: -decimals)
    return text[..<point] + "." + text[point...]
  }

  private static func trimmed(_ units: Int, decimals: Int) -> String {
    var units = units
    var decimals = decimals
    while decimals > 0, units % 10 == 0 {
      units /= 10
      decimals -= 1
    }
    return decimals > 0 ? text(of: units, decimals: decimals) : "\(units)"
  }

  /// A whole number from 0 on, with zeros before it up to a number of digits.
  @inlinable
  package static func padded(_ number: some BinaryInteger, digitCount: Int) -> String {
    padded("\(number)", digitCount: digitCount)
  }

  /// Digits with zeros before them up to a number of digits.
  @usableFromInline
  package static func padded(_ digits: String, digitCount: Int) -> String {
    String(repeating: "0", count: max(0, digitCount - digits.utf8.count)) + digits
  }

  /// A power of ten.
  private static func power(_ exponent: Int) -> Int {
    var power = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

/// A number of bytes in words: `1 MB` for 1,048,576, `64 KB` for 65,536.
package func dataSize(_ byteCount: Int) -> String {
  if byteCount.isMultiple(of: 1 << 20) { return "\(byteCount >> 20) MB" }
  if byteCount.isMultiple(of: 1 << 10) { return "\(byteCount >> 10) KB" }
  return "\(grouped(byteCount)) B"
}

/// A number with commas between groups of three digits: `10,000`.
package func grouped(_ number: Int) -> String {
  let digits = Array("\(number)")
  return digits.indices.reduce(into: "") { text, index in
    if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digits[index])
  }
}
