internal import Support

/// The rules for texts that people see.
enum TextRules {
  /// The longest text of several lines, in Unicode scalars.
  static let maximumTextLength = 10_000

  /// The text of a scalar that must be one line.
  static func singleLine(_ cursor: ConfigCursor) -> String? {
    guard let text = cursor.text() else { return nil }
    if let problem = problem(inLine: text) {
      cursor.report(problem)
      return nil
    }
    if let character = InvisibleCharacter.first(in: text, for: .read) {
      cursor.warn(.deceptiveCharacter(character, in: text))
    }
    return text
  }

  /// The problem of a text that must be one line with a visible character.
  static func problem(inLine text: String) -> Problem? {
    switch TextLine.fault(in: text) {
    case nil: nil
    case .empty: .emptyValue
    case .tooLong: .textTooLong(TextLine.maximumLength)
    case .control(let control): .controlCharacter(control, in: text)
    }
  }

  /// The problem of a text that may have several lines.
  static func problem(inText text: String) -> Problem? {
    if text.unicodeScalars.count > maximumTextLength { return .textTooLong(maximumTextLength) }
    let control = text.unicodeScalars.first { TextLine.isControl($0) && $0 != "\n" }
    return control.map { .controlCharacter($0, in: text) }
  }
}

extension Problem {
  static var emptyValue: Problem {
    Problem(
      Sentence("the text is empty", "文字是空的"),
      hint: Sentence("fill it in, or leave the whole key out of the config", "请填写，或去掉配置里的整个键"))
  }

  static func controlCharacter(_ scalar: Unicode.Scalar, in text: String) -> Problem {
    let point = codePoint(scalar)
    let name =
      switch scalar {
      case "\n", "\r": Sentence("a line break in it (\(point))", "换行（\(point)）")
      case "\t": Sentence("a tab in it (\(point))", "制表符（\(point)）")
      default: Sentence("the control character \(point) in it", "控制字符 \(point)")
      }
    return Problem(
      Sentence("\(quoted(text)) has \(name.english)", "\(quoted(text)) 里有\(name.chinese)"),
      hint: Sentence("delete it; only note may have several lines", "请删掉它；只有 note 可以有多行"))
  }
}

extension InvisibleCharacter {
  /// A name without the characters that nobody sees.
  static func visiblePart(of name: String) -> String {
    let visible = scalars(of: name, for: .compared).filter { !$0.isInvisible }
    return String(String.UnicodeScalarView(visible.map(\.scalar)))
  }
}
