/// Full-width forms of ASCII characters, as Chinese and Japanese keyboards write them.
package enum FullWidth {
  /// A text with each full-width form replaced by its ASCII character (Unicode, U+FF01 to U+FF5E).
  package static func narrowed(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { view.append(narrowed(scalar)) }
    return String(view)
  }

  /// A character, or the ASCII character of a full-width form.
  package static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21))
  }
}
