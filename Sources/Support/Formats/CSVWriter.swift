/// Writes CSV (RFC 4180).
package enum CSVWriter {
  /// The mark by which spreadsheet programs recognise UTF-8.
  package static let byteOrderMark = "\u{FEFF}"

  /// A line with its line end; nil becomes an empty cell; for `isRaw` see `append`.
  package static func line(_ cells: [String?], isRaw: Bool) -> String {
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if let cell { append(cell, isRaw: isRaw, to: &bytes) }
    }
    return String(decoding: bytes, as: UTF8.self) + "\r\n"
  }

  /// Appends a cell; if not raw, a text that a spreadsheet program would run as a formula gets an
  /// apostrophe in front (OWASP, "CSV Injection").
  package static func append(_ text: String, isRaw: Bool, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { plain in
      let isGuarded = !isRaw && startsFormula(plain)
      guard isGuarded || plain.contains(where: needsQuotes) else {
        bytes.append(contentsOf: plain)
        return
      }
      bytes.append(quote)
      if isGuarded { bytes.append(UInt8(ascii: "'")) }
      for byte in plain {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    }
  }

  private static let quote = UInt8(ascii: "\"")

  private static func startsFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0:
      true
    // The full-width signs of East Asian keyboards.
    case 0xEF: ["＝", "＋", "－", "＠"].contains { text.starts(with: $0.utf8) }
    default: false
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), quote, UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
