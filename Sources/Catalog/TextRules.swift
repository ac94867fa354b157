/// What texts that people see may hold.
enum TextRules {
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

  /// What is wrong with a text that must be one line with something to see in it.
  static func problem(inLine text: String) -> Problem? {
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .emptyValue }
    let control = text.unicodeScalars.first { isControl($0) }
    return control.map { .controlCharacter($0, in: text) }
  }

  /// What is wrong with a text that may have several lines.
  static func problem(inText text: String) -> Problem? {
    let control = text.unicodeScalars.first { isControl($0) && $0 != "\n" }
    return control.map { .controlCharacter($0, in: text) }
  }

  /// The first character that turns the reading direction or cannot be seen, so that a title could
  /// show another amount than the link has.
  ///
  /// Direction: Unicode Standard Annex 9, section 2 (explicit formatting characters). A joiner
  /// between two other characters is ordinary text in many scripts and emoji.
  static func firstDeceptive(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0020...0xE007F: false
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
      case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: true
      default: scalar.properties.generalCategory == .format
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
