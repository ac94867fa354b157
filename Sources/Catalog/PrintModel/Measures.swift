internal import GatePay
internal import Support

/// Lengths and numbers in the forms that the config accepts.
enum Measures {
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

  /// A length such as `2m`, `80 cm`, `500 mm` or `500`, in millimetres.
  static func millimetres(_ text: some StringProtocol) -> Double? {
    for (unit, factor) in [("mm", 1.0), ("cm", 10), ("m", 1000)] where text.hasSuffix(unit) {
      return number(trimmed(text.dropLast(unit.count))).map { $0 * factor }
    }
    return number(trimmed(text[...]))
  }

  /// A share such as `4%` or `4 %`, 0 to 1.
  static func share(_ text: String) -> Double? {
    guard text.hasSuffix("%") else { return nil }
    return number(trimmed(text.dropLast())).map { $0 / 100 }
  }

  /// A size such as `62x29`, `62 × 29 mm`.
  static func size(_ text: String) -> (width: Double, height: Double)? {
    let bare = text.hasSuffix("mm") ? text.dropLast(2) : text[...]
    let parts = bare.split(
      omittingEmptySubsequences: false, whereSeparator: { "xX×*".contains($0) })
    guard parts.count == 2, let width = number(trimmed(parts[0])),
      let height = number(trimmed(parts[1]))
    else { return nil }
    return (width, height)
  }

  /// Two lengths such as `0.5,-1`.
  static func pair(_ text: String) -> (x: Double, y: Double)? {
    let parts = text.split(
      omittingEmptySubsequences: false, whereSeparator: { ",，".contains($0) })
    guard parts.count == 2, let x = number(trimmed(parts[0])), let y = number(trimmed(parts[1]))
    else { return nil }
    return (x, y)
  }

  /// A page such as `A4`, `A4 landscape` or `100x150`.
  static func paper(_ text: String) -> PaperSize? {
    let words = text.split(separator: " ")
    if let name = words.first, let paper = PaperSize.named(name) {
      switch words.dropFirst().map({ $0.lowercased() }) {
      case [], ["portrait"]: return paper
      case ["landscape"]: return paper.turned
      default: return nil
      }
    }
    guard let size = size(text), PaperSize.sideRange.contains(size.width),
      PaperSize.sideRange.contains(size.height)
    else { return nil }
    return PaperSize(width: size.width, height: size.height)
  }

  private static func trimmed(_ text: Substring.SubSequence) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    trimmed(Substring(text))
  }
}
