/// Percent-encoding of query values and paths: RFC 3986, sections 2.1 and 2.3.
package enum PercentEncoding {
  /// The UTF-8 bytes with all but unreserved characters as `%XX`; a space is `%20`.
  package static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    append(text, to: &encoded)
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The encoded bytes of a path, keeping its slashes.
  package static func encode(path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { encode(String($0)) }
      .joined(separator: "/")
  }

  /// Appends the encoded text.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { plain in
      for byte in plain {
        if isUnreserved(byte) {
          bytes.append(byte)
        } else {
          bytes.append(UInt8(ascii: "%"))
          bytes.append(Hexadecimal.digit(byte >> 4, letters: "A"))
          bytes.append(Hexadecimal.digit(byte & 15, letters: "A"))
        }
      }
    }
  }

  /// The decoded text; nil if an escape is broken or the bytes are not UTF-8.
  package static func decode(_ encoded: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var iterator = encoded.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next().flatMap(Hexadecimal.value),
        let low = iterator.next().flatMap(Hexadecimal.value)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
  }
}
