/// A decimal number of any length, exact: `digits × 10^exponent`.
struct ExactDecimal: Hashable, Sendable {
  /// How many significant digits spreadsheet programs keep and show (Microsoft, "Excel
  /// specifications and limits"); further ones are noise of the binary number.
  static let significantDigitCount = 15

  private(set) var isNegative: Bool
  /// The digits from 0 to 9, without zeros at either end; none for zero.
  private(set) var digits: [UInt8]
  /// The power of ten of the last digit; 0 for zero.
  private(set) var exponent: Int

  private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    self.exponent = exponent
    let significant = digits.drop { $0 == 0 }
    let end = significant.lastIndex { $0 != 0 } ?? significant.startIndex - 1
    self.exponent += significant.endIndex - 1 - end
    self.digits = Array(significant[..<(end + 1)])
    self.isNegative = isNegative && !self.digits.isEmpty
    if self.digits.isEmpty { self.exponent = 0 }
  }

  /// Parses a number such as `-12.5` or `1.25E-3`; nil for anything else, and for more than 400
  /// digits or an exponent beyond ±400, which no binary number has.
  init?(_ text: some Collection<UInt8>) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var digits: [UInt8] = []
    var exponent = 0
    var hasPoint = false
    while let byte = rest.first {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits.append(byte - UInt8(ascii: "0"))
        if hasPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard (1...400).contains(digits.count) else { return nil }
    if let mark = rest.first {
      guard mark | 0x20 == UInt8(ascii: "e"), rest.count <= 5,
        let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), abs(power) <= 400
      else { return nil }
      exponent += power
    }
    self.init(isNegative: isNegative, digits: digits, exponent: exponent)
  }

  /// Whether it is zero.
  var isZero: Bool { digits.isEmpty }
  /// Whether it has no decimals.
  var isInteger: Bool { exponent >= 0 }
  /// The number without its sign.
  var magnitude: ExactDecimal {
    ExactDecimal(isNegative: false, digits: digits, exponent: exponent)
  }
  /// The number of decimals.
  var decimalCount: Int { max(0, -exponent) }

  /// The number times a power of ten.
  func scaled(byPowerOfTen power: Int) -> ExactDecimal {
    ExactDecimal(isNegative: isNegative, digits: digits, exponent: exponent + power)
  }

  /// The number rounded to some decimals, halves away from zero.
  func rounded(toDecimals count: Int) -> ExactDecimal {
    let dropCount = -count - exponent
    guard dropCount > 0 else { return self }
    guard dropCount <= digits.count else {
      return ExactDecimal(isNegative: false, digits: [], exponent: 0)
    }
    var kept = [0] + digits.dropLast(dropCount)
    if digits[digits.count - dropCount] >= 5 {
      var index = kept.count - 1
      while kept[index] == 9 {
        kept[index] = 0
        index -= 1
      }
      kept[index] += 1
    }
    return ExactDecimal(isNegative: isNegative, digits: kept, exponent: -count)
  }

  /// The number as a spreadsheet program knows it: rounded to 15 significant digits.
  var withoutNoise: ExactDecimal {
    rounded(toDecimals: Self.significantDigitCount - digits.count - exponent)
  }

  /// The whole part and at least some decimals as ASCII digits; a whole part of zero has none.
  func parts(minimumDecimalCount: Int) -> (whole: [UInt8], decimals: [UInt8]) {
    let ascii = digits.map { $0 + UInt8(ascii: "0") }
    let zero = UInt8(ascii: "0")
    var whole: [UInt8] = []
    var decimals: [UInt8] = []
    if exponent >= 0 {
      whole = ascii + Array(repeating: zero, count: exponent)
    } else {
      let wholeCount = max(0, digits.count + exponent)
      whole = Array(ascii.prefix(wholeCount))
      let missing = max(0, -exponent - digits.count)
      decimals = Array(repeating: zero, count: missing) + ascii.dropFirst(wholeCount)
    }
    decimals += Array(repeating: zero, count: max(0, minimumDecimalCount - decimals.count))
    return (whole, decimals)
  }

  /// The number without exponent, such as `-0.05`.
  var text: String {
    let (whole, decimals) = parts(minimumDecimalCount: 0)
    return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self))
      + (decimals.isEmpty ? "" : "." + String(decoding: decimals, as: UTF8.self))
  }

  /// The whole part as an integer; nil when it does not fit.
  var wholePart: Int? {
    guard exponent <= 18 else { return nil }
    let digits = parts(minimumDecimalCount: 0).whole
    return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self))
  }

  /// The decimals alone, as an integer of units of `10^-count`, rounded halves up.
  func decimals(inUnitsOfDecimals count: Int) -> Int {
    let (_, decimals) = parts(minimumDecimalCount: 0)
    let fraction = ExactDecimal(
      isNegative: false, digits: decimals.map { $0 - UInt8(ascii: "0") }, exponent: -decimals.count)
    return fraction.rounded(toDecimals: count).scaled(byPowerOfTen: count).wholePart ?? 0
  }
}
