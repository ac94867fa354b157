// Texts of users as messages show them.

/// A text in quotes as messages show it: shortened, with characters that cannot be seen spelled out.
package func quoted(_ text: String) -> String {
  "\"\(shortened(text))\""
}

/// A text for messages: its first 60 characters, with those that cannot be seen spelled out.
package func shortened(_ text: String) -> String {
  let limit = 60
  let shown = spelledOut(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))))
  return shown + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
}

/// A text with characters that cannot be seen as `U+200B`.
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
