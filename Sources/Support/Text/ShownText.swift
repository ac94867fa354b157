// User texts in messages.

/// A text in quotes, shortened, with invisible characters spelled out.
package func quoted(_ text: String) -> String {
  "\"\(shortened(text))\""
}

/// The first 60 characters of a text, with invisible ones spelled out.
package func shortened(_ text: String) -> String {
  let limit = 60
  let shown = spelledOut(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))))
  return shown + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
}

/// A text with invisible characters as `U+200B`.
package func spelledOut(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { shown, scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: shown += codePoint(scalar)
    default: shown.unicodeScalars.append(scalar)
    }
  }
}

/// A character as `U+200B`.
package func codePoint(_ scalar: Unicode.Scalar) -> String {
  "U+" + Hexadecimal.text(scalar.value, digitCount: 4, uppercase: true)
}
