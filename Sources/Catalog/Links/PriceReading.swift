internal import GatePay
internal import Support

/// A price as the config or a cell says it.
struct PriceReading {
  /// The amount; nil if the payer enters it.
  var amount: Amount?
  /// How its form differs from the plain one; empty for a plain amount, a name or `any`.
  var traits: [PriceTrait] = []
}

/// Something that people add to a price, and that does not change the amount.
enum PriceTrait: Hashable {
  /// A sign or word of the currency before the digits, such as `¥`.
  case begins(with: String)
  /// One after them, such as `元`.
  case ends(with: String)
  /// Commas between groups of three digits.
  case groups
  /// Full-width digits.
  case fullWidth
}

/// Reads prices as people write them, exactly: `¥12`, `12元`, `1,288.00`, `１２．００`.
///
/// For the config and its spreadsheets only. Whatever could be meant in two ways is an error that
/// says which; nothing is rounded.
enum PriceReader {
  private static let prefixes = ["¥", "￥", "CN¥", "RMB¥", "RMB", "CNY", "人民币"]
  private static let suffixes = ["元整", "元", "圆", "RMB", "CNY"]

  /// The amount in a text, or why there is none.
  static func read(_ text: String, maximum: Amount) -> Result<PriceReading, PatternProblem> {
    if let amount = try? Amount(text, maximum: maximum) {
      return .success(PriceReading(amount: amount))
    }
    var traits: [PriceTrait] = []
    var rest = InvisibleCharacter.trimmed(text)
    // The signs are compared as they were written, the digits in their usual width.
    let usual = halfWidth(rest)
    if usual != rest, rest.unicodeScalars.contains(where: { ("\u{FF10}"..."\u{FF19}") ~= $0 }) {
      traits.append(.fullWidth)
    }
    if let prefix = prefixes.first(where: { starts(rest, with: $0) }) {
      traits.insert(.begins(with: prefix), at: 0)
      rest = InvisibleCharacter.trimmed(String(rest.dropFirst(prefix.count)))
    }
    if let suffix = suffixes.first(where: { ends(rest, with: $0) }) {
      traits.append(.ends(with: suffix))
      rest = InvisibleCharacter.trimmed(String(rest.dropLast(suffix.count)))
    }
    var number = halfWidth(rest)
    if PriceFault.isGrouped(number) {
      traits.append(.groups)
      number = number.replacing(",", with: "")
    }
    do throws(AmountError) {
      guard number.utf8.first?.isDigit == true, number.utf8.last?.isDigit == true else {
        throw .notAnAmount
      }
      return .success(
        PriceReading(amount: try Amount(number, maximum: maximum), traits: traits))
    } catch {
      return .failure(PatternProblem(PriceFault.problem(of: text, number: number, error)))
    }
  }

  /// A text without the sign of the currency before it.
  static func withoutPrefix(_ text: String) -> String {
    guard let first = text.utf8.first, mayBegin(first) else {
      return InvisibleCharacter.trimmed(text)
    }
    let prefix = prefixes.first { starts(text, with: $0) } ?? ""
    return InvisibleCharacter.trimmed(String(text.dropFirst(prefix.count)))
  }

  /// A text without the sign of the currency behind it.
  static func withoutSuffix(_ text: String) -> String {
    let suffix = suffixes.first { ends(text, with: $0) } ?? ""
    return InvisibleCharacter.trimmed(String(text.dropLast(suffix.count)))
  }

  /// Whether one of the signs before amounts, in small letters or capitals, begins with a byte.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 == UInt8(ascii: "c") || byte | 0x20 == UInt8(ascii: "r")
  }

  private static func starts(_ text: String, with sign: String) -> Bool {
    text.prefix(sign.count).uppercased() == sign
  }

  private static func ends(_ text: String, with sign: String) -> Bool {
    text.suffix(sign.count).uppercased() == sign
  }

  /// The text with full-width digits, points, commas and signs in their usual width.
  private static func halfWidth(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = ("\u{FF01}"..."\u{FF5E}") ~= scalar
      let usual = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      scalars.append(usual)
    }
    return String(scalars)
  }
}

extension Problem {
  /// The note about one price that is more than digits and a point.
  static func priceForm(_ traits: [PriceTrait]) -> Problem {
    priceForm(traits.map { ($0, 1) }, total: 1)
  }

  /// The one note about the prices of a column that are more than digits and a point.
  ///
  /// - Parameters:
  ///   - forms: each trait with the number of prices that have it; at least one.
  ///   - total: how many prices have any of them.
  static func priceForm(_ forms: [(trait: PriceTrait, count: Int)], total: Int) -> Problem {
    // Prices that have all traits are counted once.
    let isAlike = forms.allSatisfy { $0.count == total }
    let english = forms.enumerated().map { index, form in
      let words = form.trait.words(isOne: form.count == 1).english
      let noun = index > 0 ? "" : form.count == 1 ? " price" : " prices"
      return isAlike && index > 0 ? words : "\(grouped(form.count))\(noun) \(words)"
    }
    let chinese = forms.enumerated().map { index, form in
      let words = form.trait.words(isOne: false).chinese
      let noun = index > 0 ? "" : "价格"
      return isAlike && index > 0 ? words : "\(grouped(form.count)) 个\(noun)\(words)"
    }
    let last = english.last.map { forms.count > 1 ? " and \($0)" : $0 } ?? ""
    return Problem(
      Sentence(
        english.dropLast().joined(separator: ", ") + last, chinese.joined(separator: "，")),
      hint: Sentence(
        "nothing needs to be changed; to check the amounts, run `paypress links`",
        "不必修改；要核对金额，请运行 `paypress links`"))
  }
}

extension PriceTrait {
  /// What prices have that have the trait.
  fileprivate func words(isOne: Bool) -> Sentence {
    let (ending, has) = isOne ? ("s", "has") : ("", "have")
    return switch self {
    case .begins(let sign): Sentence("begin\(ending) with \(sign)", "以 \(sign) 开头")
    case .ends(let sign): Sentence("end\(ending) with \(sign)", "以 \(sign) 结尾")
    case .groups: Sentence("\(has) commas between thousands", "带千位分隔符")
    case .fullWidth: Sentence("\(has) full-width digits", "用了全角数字")
    }
  }
}
