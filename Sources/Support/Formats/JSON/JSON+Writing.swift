extension JSON {
  /// The value on one line.
  package var line: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value on one line.
  package func append(to bytes: inout [UInt8]) {
    switch self {
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        Self.append(member.name, to: &bytes)
        bytes += ": ".utf8
        member.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        element.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .string(let text): Self.append(text, to: &bytes)
    case .number(let text): bytes += text.utf8
    case .boolean(let isTrue): bytes += (isTrue ? "true" : "false").utf8
    case .null: bytes += "null".utf8
    }
  }

  /// Appends a text as a JSON string.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(quote)
    text.withUTF8 { plain in
      if plain.contains(where: needsEscape) {
        for byte in plain { append(byte, to: &bytes) }
      } else {
        bytes.append(contentsOf: plain)
      }
    }
    bytes.append(quote)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  // RFC 8259 allows a bare DEL, but it would reach a terminal.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == quote || byte == backslash || byte == 0x7F
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case quote, backslash: bytes.append(contentsOf: [backslash, byte])
    case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
    case ..<0x20, 0x7F:
      bytes.append(contentsOf: #"\u00"#.utf8)
      Hexadecimal.append(byte, to: &bytes)
    default: bytes.append(byte)
    }
  }
}
