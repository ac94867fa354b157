internal import Support

/// A number format of a workbook, such as `#,##0.00` (ECMA-376-1, section 18.8.31): what a
/// spreadsheet program shows for a stored number.
///
/// Nothing is rounded: a number that its format shows with fewer decimals than it has is a fault.
struct NumberFormat: Sendable {
  /// What a cell shows.
  struct Shown: Hashable, Sendable {
    var text: String
    /// The number as plain decimal text, if `text` shows another one.
    ///
    /// There are separators of thousands, the sign of the yuan or of yen, or the minus is missing.
    var number: String?

    /// Whether something before the digits says that the number is negative, or a minus at the end.
    var hasSign: Bool {
      text.prefix { !("0"..."9").contains($0) }.contains { "-−–—(（△▲负".contains($0) }
        || text.hasSuffix("-")
    }
  }

  /// The longest code in characters; Excel allows 255.
  static let maximumCodeLength = 1_000

  /// The format as the workbook names it.
  let code: String
  private let sections: [NumberSection]
  private let textSection: NumberSection?

  /// Whether the code shows the yen sign with the locale of Japan, as in `[$¥-411]0`.
  private let isInYen: Bool

  /// Whether texts show as they are.
  let showsTextUnchanged: Bool

  /// Whether a program shows the currency of its machine, which the code does not have.
  var hasLocalCurrency = false

  /// The format of cells without one.
  static let general = NumberFormat(code: "General")

  /// Compiles a format.
  init(code: String) {
    self.code = code
    isInYen = Self.isInYen(code)
    var sections =
      code.count <= Self.maximumCodeLength
      ? NumberSection.sections(of: code) : [.unknown, .unknown, .unknown, .unknown]
    let hasText = sections.count > 3 || sections.last?.isText == true
    textSection = hasText ? sections.removeLast() : nil
    self.sections = sections
    if case .text("", "")? = textSection?.kind {
      showsTextUnchanged = true
    } else {
      showsTextUnchanged = textSection == nil
    }
  }

  /// Whether a currency in brackets is that of Japan, whose sign is also that of the yuan: locale
  /// 0x0411 (MS-LCID), or a language tag.
  private static func isInYen(_ code: String) -> Bool {
    code.split(separator: "[$").dropFirst(code.hasPrefix("[$") ? 0 : 1).contains { part in
      let locale = part.prefix { $0 != "]" }.split(separator: "-").dropFirst()
      guard let first = locale.first?.lowercased() else { return false }
      return first == "ja" || first.hasSuffix("411") && first.allSatisfy(\.isHexDigit)
    }
  }

  /// What a number shows as.
  func shown(
    _ stored: ExactDecimal, countsFrom1904: Bool = false
  ) -> Result<Shown, Problem> {
    shownInSection(stored, countsFrom1904: countsFrom1904).map { shown in
      var shown = shown
      let value = stored.withoutNoise
      if value.isNegative && !value.isZero && !shown.hasSign { shown.number = value.text }
      if isInYen { shown.number = "JPY " + value.text }
      return shown
    }
  }

  private func shownInSection(
    _ stored: ExactDecimal, countsFrom1904: Bool
  ) -> Result<Shown, Problem> {
    let value = stored.withoutNoise
    if stored.isInteger && value != stored { return .failure(.tooManyDigits(stored.text)) }
    let index =
      switch sections.count {
      case 0, 1: 0
      case 2: value.isNegative ? 1 : 0
      default: value.isZero ? 2 : value.isNegative ? 1 : 0
      }
    // A number in a cell of the format Text looks like one of the format General.
    let section = sections.isEmpty ? NumberSection.general : sections[index]
    // Other sections write the sign of a negative number themselves.
    let isSigned = index == 0
    switch section.kind {
    case .general(let before, let after):
      return Self.shownByGeneral(value, isSigned: isSigned, before, after)
    case .number(let pattern):
      return pattern.shown(value, isSigned: isSigned)
    case .date(let pattern):
      return pattern.shown(value, countsFrom1904: countsFrom1904)
        .map { Shown(text: $0) }
    case .partialDate: return .failure(.partialDate(code))
    case .text, .unknown: return .failure(.unknownNumberFormat(code))
    }
  }

  /// What a text shows as.
  func shown(text: String) -> Result<Shown, Problem> {
    guard let textSection else { return .success(Shown(text: text)) }
    guard case .text(let before, let after) = textSection.kind else {
      return .failure(.unknownNumberFormat(code))
    }
    return .success(Shown(text: before + text + after))
  }

  private static func shownByGeneral(
    _ value: ExactDecimal, isSigned: Bool, _ before: String, _ after: String
  ) -> Result<Shown, Problem> {
    // A cell of the format General shows at most 11 characters besides the sign.
    guard value.magnitude.text.utf8.count <= 11 else {
      return .failure(
        value.isInteger ? .longNumber(value.text) : .longDecimals(value.text))
    }
    let sign = isSigned && value.isNegative ? "-" : ""
    let text = sign + before + value.magnitude.text + after
    return .success(Shown(text, of: value, literals: [before, after]))
  }
}

extension NumberFormat.Shown {
  /// What a number shows as, with the literal texts in it.
  init(_ text: String, of value: ExactDecimal, literals: [String]) {
    self.text = text
    let signs: Set = ["", "¥", "￥", "元", "CNY", "RMB"]
    let isAmount = literals.allSatisfy { signs.contains(String($0.filter { $0 != " " })) }
    let isPlain = text.utf8.allSatisfy { $0.isDigit || ".-".utf8.contains($0) }
    number = isAmount && !isPlain ? value.text : nil
  }
}

extension Problem {
  static func unknownNumberFormat(_ code: String) -> Problem {
    Problem(
      Sentence(
        "the number format \(quoted(code)) is not supported", "不支持数字格式 \(quoted(code))"),
      hint: Sentence(
        "give the cell the number format 0, 0.00, yyyy-mm-dd or Text",
        "请把单元格的数字格式改成 0、0.00、yyyy-mm-dd 或文本"))
  }

  static func roundedNumber(_ stored: String, shown: String) -> Problem {
    Problem(
      Sentence(
        "the cell holds \(shortened(stored)), but shows \(shortened(shown))",
        "单元格的值是 \(shortened(stored))，显示的却是 \(shortened(shown))"),
      hint: Sentence(
        "round the value with `=ROUND(…,2)`; only if it is not a price, show all its decimals",
        "请用 `=ROUND(…,2)` 把值四舍五入；不是价格时才可改为显示全部小数"))
  }

  static func longNumber(_ stored: String) -> Problem {
    let exponent = stored.utf8.count { $0.isDigit } - 1
    return Problem(
      Sentence(
        "the cell holds \(shortened(stored)), but shows a shortened number with E+\(exponent)",
        "单元格的值是 \(shortened(stored))，显示的却是带 E+\(exponent) 的缩写"),
      hint: Sentence("give the column the number format 0", "请把这一列的数字格式改成 0"))
  }

  static func longDecimals(_ stored: String) -> Problem {
    Problem(
      Sentence(
        "the cell holds \(shortened(stored)), but shows fewer decimals",
        "单元格的值是 \(shortened(stored))，显示的小数更少"),
      hint: Sentence("round the value with `=ROUND(…,2)`", "请用 `=ROUND(…,2)` 把值四舍五入"),
      code: "rounded-number")
  }

  static func tooManyDigits(_ stored: String) -> Problem {
    Problem(
      Sentence(
        "the number \(shortened(stored)) has more than 15 digits, and spreadsheet programs change those after the 15th",
        "数字 \(shortened(stored)) 超过 15 位，表格软件会改掉第 15 位之后的数字"),
      hint: Sentence(
        "give the column the number format Text, then type the value again",
        "请把这一列的数字格式改成文本，再重新输入"))
  }

  static func partialDate(_ code: String) -> Problem {
    Problem(
      Sentence(
        "the cell holds a date, but its format \(quoted(code)) does not show year, month and day",
        "单元格是日期，但格式 \(quoted(code)) 没有显示完整的年月日"),
      hint: Sentence(
        "give it the number format yyyy-mm-dd; if it is not a date, format it as Text and type it again",
        "请把数字格式改成 yyyy-mm-dd；若不是日期，请改成文本再重新输入"))
  }

  static func impossibleDate(_ stored: String) -> Problem {
    Problem(
      Sentence(
        "the cell is formatted as a date, but \(shortened(stored)) is not one",
        "单元格的格式是日期，但 \(shortened(stored)) 不是日期"),
      hint: Sentence("correct the date, or give the cell the number format 0", "请改正日期，或把数字格式改成 0"))
  }
}
