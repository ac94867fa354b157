internal import GatePay
internal import Support

/// Lengths and numbers in the forms that the config accepts.
package enum Measures {
  /// Digits with at most one point and a sign, such as `-0.5`.
  static func number(_ text: some StringProtocol) -> Double? {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.count <= 12,
      digits.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
      digits.utf8.filter({ $0 == UInt8(ascii: ".") }).count <= 1,
      digits.utf8.contains(where: \.isDigit)
    else { return nil }
    return Double(text)
  }

  /// A share such as `4%` or `4 %`, 0 to 1.
  static func share(_ text: String) -> Double? {
    guard text.hasSuffix("%") else { return nil }
    return number(trimmed(text.dropLast())).map { $0 / 100 }
  }

  // MARK: Lengths

  /// The units of lengths in millimetres.
  private static let units: [String: Double] = [
    "mm": 1, "cm": 10, "m": 1000, "in": 25.4, "inch": 25.4, "inches": 25.4, "\"": 25.4, "″": 25.4,
    "毫米": 1, "厘米": 10, "米": 1000, "英寸": 25.4,
  ]

  /// A number, and its unit in millimetres if it has one.
  private static func measure(_ text: Substring) -> (number: Double, unit: Double?)? {
    let text = trimmed(text)
    let digits = text.prefix { "-.0123456789".contains($0) }
    let word = trimmed(text[digits.endIndex...])
    guard let number = number(digits) else { return nil }
    if word.isEmpty { return (number, nil) }
    return units[word.lowercased()].map { (number, $0) }
  }

  /// A length such as `2m`, `80 cm`, `1.5in` or `500`, in millimetres.
  static func millimetres(_ text: some StringProtocol) -> Double? {
    measure(Substring(text)).map { $0.number * ($0.unit ?? 1) }
  }

  /// Two lengths in millimetres; a unit after the second only is that of both.
  private static func lengths(_ text: String, separators: String) -> (Double, Double)? {
    let parts = text.split(
      omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
    guard parts.count == 2, let first = measure(parts[0]), let second = measure(parts[1]),
      first.unit == nil || second.unit != nil
    else { return nil }
    let unit = second.unit ?? 1
    return (first.number * (first.unit ?? unit), second.number * unit)
  }

  /// A size such as `62x29`, `62 × 29 mm` or `2.25x1.25in`.
  static func size(_ text: String) -> (width: Double, height: Double)? {
    lengths(text, separators: "xX×*")
  }

  /// Two lengths such as `0.5,-1` or `0.1875,0.5in`.
  static func pair(_ text: String) -> (x: Double, y: Double)? {
    lengths(text, separators: ",，")
  }

  // MARK: Pages

  private static let orientations = [
    "landscape": true, "横向": true, "portrait": false, "纵向": false,
  ]

  /// A page such as `A4`, `A4 landscape`, `100x150`, `4x6in`, or a square's side such as `50mm`.
  package static func paper(_ text: String) -> PaperSize? {
    var words = text.split(separator: " ")
    let isWide = words.last.flatMap { orientations[$0.lowercased()] }
    if isWide != nil { words.removeLast() }
    let name = words.joined(separator: " ")
    guard let paper = PaperSize.named(name) ?? plainPaper(name) else { return nil }
    return isWide == nil || isWide == (paper.width > paper.height) ? paper : paper.turned
  }

  private static func plainPaper(_ text: String) -> PaperSize? {
    guard let size = size(text) ?? millimetres(text).map({ ($0, $0) }),
      PaperSize.sideRange.contains(size.0), PaperSize.sideRange.contains(size.1)
    else { return nil }
    return PaperSize(width: size.0, height: size.1)
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var text = Substring(text).drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
