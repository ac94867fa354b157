internal import Support

/// The rules for texts that people see.
enum TextRules {
  /// The longest text of one line, in Unicode scalars: no code holds a longer one.
  static let maximumLineLength = 3_000
  /// The longest text of several lines, in Unicode scalars.
  static let maximumTextLength = 10_000

  /// The text of a scalar that must be one line.
  static func singleLine(_ cursor: ConfigCursor) -> String? {
    guard let text = cursor.text() else { return nil }
    if let problem = problem(inLine: text) {
      cursor.report(problem)
      return nil
    }
    if let scalar = firstDeceptive(in: text) { cursor.warn(.deceptiveCharacter(scalar, in: text)) }
    return text
  }

  /// The problem of a text that must be one line with a visible character.
  static func problem(inLine text: String) -> Problem? {
    if isPlain(text) && text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) { return nil }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .emptyValue }
    if text.unicodeScalars.count > maximumLineLength { return .textTooLong(maximumLineLength) }
    let control = text.unicodeScalars.first { isControl($0) }
    return control.map { .controlCharacter($0, in: text) }
  }

  /// The problem of a text that may have several lines.
  static func problem(inText text: String) -> Problem? {
    if text.unicodeScalars.count > maximumTextLength { return .textTooLong(maximumTextLength) }
    let control = text.unicodeScalars.first { isControl($0) && $0 != "\n" }
    return control.map { .controlCharacter($0, in: text) }
  }

  /// The first character that is invisible or changes the reading direction, so that a title could
  /// show another amount than the link has.
  ///
  /// Direction: Unicode Standard Annex 9, section 2 (explicit formatting characters). Joiners,
  /// variation selectors and tags are allowed where emoji and scripts need them (Unicode Technical
  /// Standard 51, sections 1.4 and 2.8).
  static func firstDeceptive(in text: String) -> Unicode.Scalar? {
    if isPlain(text) { return nil }
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar.value {
      case 0x200C, 0x200D:
        if before.map(isVisibleBeyondLatin) != true || after.map(isVisibleBeyondLatin) != true {
          return scalar
        }
      case 0xFE00...0xFE0F:
        if before.map({ isVisibleBeyondLatin($0) || $0.properties.isEmoji }) != true {
          return scalar
        }
      case 0xE0020...0xE007F:
        if !scalars[..<index].contains("\u{1F3F4}") { return scalar }
      case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0:
        return scalar
      default:
        if scalar.properties.generalCategory == .format { return scalar }
      }
    }
    return nil
  }

  /// Whether a character is visible and not Latin; Latin letters take no joiner.
  private static func isVisibleBeyondLatin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
    case .nonspacingMark: true
    default: scalar.value >= 0x250
    }
  }

  /// Whether a text is short printable ASCII, like most, and so needs no Unicode lookup.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.count <= maximumLineLength && bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}

extension Problem {
  static var emptyValue: Problem {
    Problem(
      Sentence("the text is empty", "文字是空的"),
      hint: Sentence("fill it in, or leave the whole key out of the config", "请填写，或去掉配置里的整个键"))
  }

  static func controlCharacter(_ scalar: Unicode.Scalar, in text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has the control character \(codePoint(scalar)) in it",
        "\(quoted(text)) 里有控制字符 \(codePoint(scalar))"),
      hint: Sentence("delete it; only note may have several lines", "请删掉它；只有 note 可以有多行"))
  }
}
