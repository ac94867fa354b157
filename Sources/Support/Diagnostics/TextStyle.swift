/// How a text is drawn on a terminal (ECMA-48, section 8.3.117).
package enum TextStyle: String, Sendable {
  case bold = "1"
  case dim = "2"
  case error = "1;31"
  case warning = "1;33"
  case note = "1;36"

  /// The text in this style, or unchanged.
  package func on(_ text: String, if isColoured: Bool) -> String {
    isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
