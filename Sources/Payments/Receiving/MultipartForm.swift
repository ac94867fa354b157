internal import GatePay
internal import Support

/// Reads `multipart/form-data` (RFC 7578): some gateways send their notifications so.
enum MultipartForm {
  /// The boundary that a content type gives; nil if it is of another type.
  static func boundary(of contentType: String) -> String? {
    let parts = contentType.split(separator: ";").map { part in
      String(part.drop { $0 == " " || $0 == "\t" })
    }
    guard parts.first?.lowercased().hasPrefix("multipart/form-data") == true else { return nil }
    for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
      let value = part.dropFirst("boundary=".count)
      let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
      let boundary = isQuoted ? value.dropFirst().dropLast() : value
      // RFC 2046, section 5.1.1: 1 to 70 characters.
      return (1...70).contains(boundary.utf8.count) ? String(boundary) : nil
    }
    return nil
  }

  /// The fields of a body; files are no fields.
  ///
  /// - Throws: `FormError`, as for a body that is percent-encoded.
  static func fields(of body: [UInt8], boundary: String) throws(FormError) -> FormFields {
    var form = FormFields()
    let mark = Array("--\(boundary)".utf8)
    var rest = body[...]
    guard let first = rest.firstRange(of: mark) else { throw .notText }
    rest = rest[first.upperBound...]
    var count = 0
    while !rest.starts(with: "--".utf8) {
      rest = Self.dropLineEnd(rest)
      guard let next = rest.firstRange(of: mark) else { throw .notText }
      let part = rest[..<next.lowerBound]
      rest = rest[next.upperBound...]
      count += 1
      guard count <= FormFields.maximumCount else { throw .tooMany }
      guard let (name, value) = try field(part) else { continue }
      guard form[name] == nil else { throw .repeated(name) }
      form.append(name, value)
    }
    return form
  }

  private static func field(
    _ part: ArraySlice<UInt8>
  ) throws(FormError) -> (name: String, value: String)? {
    let blank = part.firstRange(of: Array("\r\n\r\n".utf8))
    guard let blank, let head = String(validating: part[..<blank.lowerBound], as: UTF8.self)
    else { throw .notText }
    let disposition = head.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let disposition, let name = parameter("name", of: disposition) else { throw .notText }
    if parameter("filename", of: disposition) != nil { return nil }
    var value = part[blank.upperBound...]
    if value.suffix(2).elementsEqual("\r\n".utf8) { value = value.dropLast(2) }
    guard let text = String(validating: value, as: UTF8.self) else { throw .notText }
    return (name, text)
  }

  private static func parameter(_ name: String, of header: Substring) -> String? {
    guard let start = header.firstRange(of: "; \(name)=\"")?.upperBound,
      let end = header[start...].firstIndex(of: "\"")
    else { return nil }
    return String(header[start..<end])
  }

  private static func dropLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.starts(with: "\r\n".utf8) ? bytes.dropFirst(2) : bytes
  }
}
