/// The one rule for texts of one line, in the config and on the command line.
package enum TextLine {
  /// The longest text of one line, in Unicode scalars: no code holds a longer one.
  package static let maximumLength = 3_000

  /// Why a text cannot be a line.
  package enum Fault: Hashable, Sendable {
    /// It has no visible character.
    case empty
    /// It is longer than `maximumLength`.
    case tooLong
    /// It has a line break or another control character.
    case control(Unicode.Scalar)
  }

  /// What is wrong with a text that must be one line with a visible character; nil for nothing.
  package static func fault(in text: String) -> Fault? {
    if isPlain(text) && text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) { return nil }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .empty }
    if text.unicodeScalars.count > maximumLength { return .tooLong }
    return text.unicodeScalars.first { isControl($0) }.map(Fault.control)
  }

  /// Whether a text is short printable ASCII, like most, and so needs no Unicode lookup.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.count <= maximumLength && bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }
  }

  /// Whether a character ends a line or controls a device, or is none at all.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}
