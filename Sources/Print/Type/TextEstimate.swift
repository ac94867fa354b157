public import Support

/// Estimates the width of words, where no font is at hand.
///
/// Each character has an advance in parts of the size. The Latin classes are upper limits for
/// Helvetica, Arial, Noto Sans and the Latin letters of PingFang and Source Han Sans, which pages
/// name; Chinese characters are square in every font.
public struct TextEstimate: TextMeasure {
  /// The estimate.
  public init() {}

  /// The sum of the characters' widths, the same in every language.
  public func width(of text: String, _ face: Typeface, _ language: Language) -> Double {
    text.unicodeScalars.reduce(0) { $0 + Self.advance(of: $1, face) }
  }

  static func advance(of character: Character, _ face: Typeface) -> Double {
    character.unicodeScalars.reduce(0) { $0 + advance(of: $1, face) }
  }

  /// The advance of one character, as a part of the size.
  static func advance(of scalar: Unicode.Scalar, _ face: Typeface) -> Double {
    if scalar.isWide { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let advance = narrowAdvance(of: scalar)
    return advance * (face.isBold ? 1.06 : 1) * (face.isSerif ? 1.04 : 1)
  }

  private static func narrowAdvance(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ", "\u{A0}": 0.3
    case "i", "j", "l", "I", "'", "|", "!", ",", ".", ":", ";", "`", "’", "‘", "·": 0.29
    case "f", "t", "r", "(", ")", "[", "]", "{", "}", "-", "/", "\\", "\"", "*", "“", "”", "°", "J":
      0.42
    case "m", "w", "M", "W", "@", "%", "—", "…", "&": 0.95
    case "0"..."9", "¥", "$", "€", "£": 0.58
    case "A"..."Z": 0.72
    case "a"..."z", "–", "_", "?", "#", "+", "=", "<", ">", "~", "^": 0.585
    default: scalar.isASCII ? 0.6 : 0.75
    }
  }
}
