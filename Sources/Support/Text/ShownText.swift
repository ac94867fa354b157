// User texts in messages.

/// A text in quotes, shortened, with invisible characters spelled out.
package func quoted(_ text: String) -> String { quoted(text, for: .read) }

/// A text in quotes, shortened, with the characters spelled out that are invisible in its use.
package func quoted(_ text: String, for use: InvisibleCharacter.Use) -> String {
  "\"\(shortened(text, for: use))\""
}

/// The first 60 characters of a text, with invisible ones spelled out.
package func shortened(_ text: String) -> String { shortened(text, for: .read) }

private func shortened(_ text: String, for use: InvisibleCharacter.Use) -> String {
  let limit = 60
  // Most texts are short and plain, and stay as they are.
  if text.utf8.count < 32, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
  // A few more, so that the cut leaves no part of an appkey.
  let text = withoutAppkeys(String(String.UnicodeScalarView(text.unicodeScalars.prefix(2 * limit))))
  let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  return spelledOut(start, for: use) + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
}

/// A text with `<appkey>` in place of what has the form of an appkey: 32 hexadecimal digits.
private func withoutAppkeys(_ text: String) -> String {
  guard text.utf8.count >= 32 else { return text }
  return text.replacing(#/[0-9A-Fa-f]+/#) { $0.output.utf8.count == 32 ? "<appkey>" : $0.output }
}

/// Whether a text holds what has the form of an appkey: 32 hexadecimal digits.
func hasAppkey(_ text: String) -> Bool { withoutAppkeys(text) != text }

/// A text with control and invisible characters as `[U+200B]`.
package func spelledOut(_ text: String) -> String { spelledOut(text, for: .read) }

func spelledOut(_ text: String, for use: InvisibleCharacter.Use) -> String {
  InvisibleCharacter.scalars(of: text, for: use).reduce(into: "") { shown, element in
    if element.isInvisible || element.scalar.properties.generalCategory == .control {
      shown += "[\(codePoint(element.scalar))]"
    } else {
      shown.unicodeScalars.append(element.scalar)
    }
  }
}

/// A character as `U+200B`.
package func codePoint(_ scalar: Unicode.Scalar) -> String {
  "U+" + Hexadecimal.text(scalar.value, digitCount: 4, uppercase: true)
}
