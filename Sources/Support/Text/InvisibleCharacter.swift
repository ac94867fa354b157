// The one rule for characters that nobody sees, in YAML, spreadsheets and the environment.

/// A character that shows nothing, or only as a space that no keyboard types, with its place.
///
/// Two texts that differ in such a character look the same and are not. Joiners, variation
/// selectors and tags do not count where emoji and scripts need them.
package struct InvisibleCharacter: Hashable, Sendable {
  /// What a text is for.
  package enum Use: Hashable, Sendable {
    /// Compared with other texts: an id, a name, a header, `custom`. No such character belongs in it.
    case compared
    /// Only read by people: a title, a note. Spaces of typography belong in it: an ideographic
    /// space next to CJK, a no-break or thin space next to a digit or punctuation.
    case read
  }

  /// The character.
  package let scalar: Unicode.Scalar
  /// How many Unicode scalars come before it.
  package let offset: Int
  /// The end of the text before it, up to 20 Unicode scalars; empty at the start.
  package let preceding: String
  /// Whether it shows as a space.
  package var isSpace: Bool { scalar.properties.generalCategory == .spaceSeparator }

  /// The first such character of a text; nil in nearly every text.
  package static func first(in text: String, for use: Use) -> InvisibleCharacter? {
    guard mayHave(text) else { return nil }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.first { isOutOfPlace(scalars, at: $0, for: use) }.map { offset in
      let start = max(0, offset - 20)
      let preceding = String(String.UnicodeScalarView(scalars[start..<offset]))
      return InvisibleCharacter(
        scalar: scalars[offset], offset: offset, preceding: (start > 0 ? "…" : "") + preceding)
    }
  }

  /// A text without white space and invisible characters at its ends.
  package static func trimmed(_ text: String) -> String {
    // Most texts begin and end with a visible character of ASCII.
    if let first = text.utf8.first, let last = text.utf8.last,
      (0x21...0x7E).contains(first), (0x21...0x7E).contains(last)
    {
      return text
    }
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      isTrimmed(first) || isTrimmed(last)
    else { return text }
    let scalars = Array(text.unicodeScalars)
    let kept = scalars.indices.filter { index in
      !scalars[index].properties.isWhitespace && !isOutOfPlace(scalars, at: index, for: .compared)
    }
    guard let start = kept.first, let end = kept.last else { return "" }
    return String(String.UnicodeScalarView(scalars[start...end]))
  }

  /// Every scalar of a text, and whether it is such a character.
  package static func scalars(
    of text: String, for use: Use
  ) -> [(scalar: Unicode.Scalar, isInvisible: Bool)] {
    guard mayHave(text) else { return text.unicodeScalars.map { ($0, false) } }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { (scalars[$0], isOutOfPlace(scalars, at: $0, for: use)) }
  }

  // MARK: Which characters

  private static func mayHave(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0x80 } && text.unicodeScalars.contains(where: isInvisible)
  }

  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || isInvisible(scalar)
  }

  /// Whether a character shows nothing by itself, wherever it is.
  ///
  /// Unicode's property Default_Ignorable_Code_Point, the separators besides the plain space, and
  /// what most fonts show as nothing: the annotation marks, the blank Braille pattern, the null
  /// notehead and the object replacement character.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xA0, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return false
    case 0x2800, 0xFFF9...0xFFFC, 0x1D159: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether a character is invisible and no script, emoji or typography needs it there.
  private static func isOutOfPlace(_ scalars: [Unicode.Scalar], at index: Int, for use: Use) -> Bool
  {
    let scalar = scalars[index]
    guard isInvisible(scalar) else { return false }
    let before = index > 0 ? scalars[index - 1] : nil
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalar.value {
    // Joiners, Unicode Technical Standard 51, section 1.4.
    case 0x200C, 0x200D: return !(isBeyondLatin(before) && isBeyondLatin(after))
    case 0x180B...0x180F: return !isMongolian(before)
    case 0xFE00...0xFE0D: return !isBase(before)
    case 0xFE0E, 0xFE0F: return !takesEmojiSelector(before, followedBy: after)
    case 0xE0100...0xE01EF: return before?.properties.isIdeographic != true
    case 0xE0020...0xE007F: return !isFlag(scalars, tagAt: index)
    case 0x3000: return use == .compared || !(isWide(before) || isWide(after))
    case 0x00A0, 0x202F, 0x2009:
      return use == .compared || !(takesNarrowSpace(before) || takesNarrowSpace(after))
    default: return true
    }
  }

  // MARK: Where they belong

  /// Whether a character is visible and not Latin; Latin letters take no joiner.
  private static func isBeyondLatin(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, scalar.value >= 0x250 else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// Whether a character can be the first of a variation sequence.
  private static func isBase(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, isBeyondLatin(scalar) else { return false }
    return !scalar.properties.isVariationSelector
  }

  /// A digit takes the emoji selector only in a keycap; otherwise symbols take it.
  private static func takesEmojiSelector(
    _ scalar: Unicode.Scalar?, followedBy after: Unicode.Scalar?
  ) -> Bool {
    guard let scalar else { return false }
    if scalar.value < 0x80 { return scalar.properties.isEmoji && after == "\u{20E3}" }
    switch scalar.properties.generalCategory {
    case .otherSymbol, .mathSymbol, .modifierSymbol: return true
    default: return scalar.properties.isEmoji
    }
  }

  private static func isMongolian(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { (0x1820...0x18AA).contains($0.value) } ?? false
  }

  /// Whether a tag is part of a flag: a black flag, tags, and the tag that ends them
  /// (Unicode Technical Standard 51, section 2.8).
  private static func isFlag(_ scalars: [Unicode.Scalar], tagAt index: Int) -> Bool {
    func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007E).contains(scalar.value) }
    guard let flag = scalars[..<index].lastIndex(where: { !isTag($0) }),
      scalars[flag] == "\u{1F3F4}"
    else { return false }
    return scalars[index...].first { !isTag($0) } == "\u{E007F}"
  }

  /// Whether a character is as wide as an ideograph.
  private static func isWide(_ scalar: Unicode.Scalar?) -> Bool {
    guard let value = scalar?.value else { return false }
    switch value {
    case 0x1100...0x115E, 0x2E80...0x2FFF, 0x3001...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFF01...0xFF60, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  /// Digits, punctuation and symbols: `1 000`, `n° 7`, `« Thé »`, `12 €`.
  private static func takesNarrowSpace(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar?.properties.generalCategory {
    case .decimalNumber, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .dashPunctuation, .currencySymbol, .mathSymbol,
      .otherSymbol:
      true
    default: false
    }
  }
}
