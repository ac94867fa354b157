/// How many columns a text takes on a terminal.
package enum DisplayWidth {
  /// The columns of a text.
  package static func of(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The columns of a character: 2 for wide ones, 0 for those that are drawn over the one before.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    if isWide(scalar) { return 2 }
    return isDrawnOver(scalar) ? 0 : 1
  }

  /// Whether a character takes two columns.
  ///
  /// Unicode Standard Annex 11, classes W and F (EastAsianWidth.txt, version 15.1): the blocks of
  /// East Asian characters, and the pictures.
  package static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF,
      0x20000...0x3FFFD:
      true
    // Half a flag.
    case 0x1F1E6...0x1F1FF: false
    default: scalar.properties.isEmojiPresentation
    }
  }

  private static func isDrawnOver(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Vowels and finals of Hangul, which join the consonant before.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return true
    default: return false
    }
  }
}
