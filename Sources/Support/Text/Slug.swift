/// The form in which any text can be part of a file name: lower-case ASCII letters, digits and `-`.
///
/// The rule is a promise, because ids are printed in addresses; equal texts always have equal
/// slugs, whatever else is in the list:
/// 1. Full-width forms become ordinary characters; Latin letters lose their accents (é becomes e,
///    ß becomes ss) and become lower-case.
/// 2. Any other letter, digit or symbol beyond ASCII becomes `u` and its number in Unicode: 围 is
///    `u56f4`. Marks and invisible characters within Latin text are left out.
/// 3. Everything else, spaces and punctuation, becomes one `-`; none is at the start or end.
///
/// Texts that differ only in case, accents or punctuation have the same slug.
package enum Slug {
  /// The slug of a text: `sc-12-red` for `SC/12 red`; empty if the text has no letter, digit or
  /// symbol.
  package static func of(_ text: String) -> String {
    var slug: [UInt8] = []
    var isAfterGap = false
    for scalar in text.unicodeScalars.lazy.map({ FullWidth.narrowed($0) }) {
      guard let piece = piece(scalar) else { continue }
      if piece.isEmpty {
        isAfterGap = true
        continue
      }
      if isAfterGap && !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      isAfterGap = false
      slug += piece
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// What a character becomes: empty for a gap, nil for nothing at all.
  private static func piece(_ scalar: Unicode.Scalar) -> [UInt8]? {
    if scalar.value < 0x80 {
      let byte = UInt8(scalar.value)
      return byte.isLetterOrDigit ? [byte.asciiLowercased] : []
    }
    if let letters = latin[scalar] { return letters }
    // Accents that follow their letter; joiners and selectors.
    if (0x300...0x36F).contains(scalar.value) || scalar.properties.isDefaultIgnorableCodePoint {
      return nil
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .privateUse:
      return Array("u\(Hexadecimal.text(scalar.value, digitCount: 4))".utf8)
    default:
      return []
    }
  }

  /// The letters of Latin-1 and Latin Extended-A without their accents.
  private static let latin: [Unicode.Scalar: [UInt8]] = {
    let letters = [
      ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄą"), ("ae", "Ææ"), ("c", "ÇçĆćĈĉĊċČč"), ("d", "ÐðĎďĐđ"),
      ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚě"), ("g", "ĜĝĞğĠġĢģ"), ("h", "ĤĥĦħ"), ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİı"),
      ("ij", "Ĳĳ"), ("j", "Ĵĵ"), ("k", "Ķķĸ"), ("l", "ĹĺĻļĽľĿŀŁł"), ("n", "ÑñŃńŅņŇňŉŊŋ"),
      ("o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐő"), ("oe", "Œœ"), ("r", "ŔŕŖŗŘř"), ("s", "ŚśŜŝŞşŠšſ"), ("ss", "ßẞ"),
      ("t", "ŢţŤťŦŧ"), ("th", "Þþ"), ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų"), ("w", "Ŵŵ"), ("y", "ÝýÿŶŷŸ"),
      ("z", "ŹźŻżŽž"),
    ]
    return letters.reduce(into: [:]) { table, entry in
      for scalar in entry.1.unicodeScalars { table[scalar] = Array(entry.0.utf8) }
    }
  }()
}
