internal import Support

/// The one place where text becomes part of HTML or XML.
package enum Escaping {
  /// Appends words in an element of a page; what no line may break is marked for the stylesheet.
  static func appendWords(_ text: String, to output: inout [UInt8]) {
    for part in UnbrokenWords.parts(of: text) {
      if part.isWhole { output += #"<span class="whole">"#.utf8 }
      append(String(part.text), to: &output)
      if part.isWhole { output += "</span>".utf8 }
    }
  }

  /// Appends text that every parser reads as plain text, in an element or a quoted attribute.
  package static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for (index, byte) in bytes.enumerated() {
        let reference: StaticString
        switch byte {
        case UInt8(ascii: "&"): reference = "&amp;"
        case UInt8(ascii: "<"): reference = "&lt;"
        case UInt8(ascii: ">"): reference = "&gt;"
        case UInt8(ascii: "\""): reference = "&quot;"
        case UInt8(ascii: "'"): reference = "&#39;"
        default: continue
        }
        output += bytes[start..<index]
        reference.withUTF8Buffer { output += $0 }
        start = index + 1
      }
      output += bytes[start...]
    }
  }
}
