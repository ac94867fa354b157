internal import Support

/// A form as `multipart/form-data` (RFC 7578): browsers send files so, and some gateways their
/// notifications.
package struct MultipartForm: Sendable {
  package struct File: Sendable {
    /// The name of its field.
    package let field: String
    /// The name that the sender gives it; empty if no file was chosen.
    package let name: String
    /// The content.
    package let bytes: [UInt8]
  }

  /// The fields that are no files.
  package private(set) var fields = FormFields()
  package private(set) var files: [File] = []

  /// The boundary that a content type gives; nil if it is of another type.
  package static func boundary(of contentType: String) -> String? {
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

  /// Reads a body.
  ///
  /// - Throws: `FormError`, as for a body that is percent-encoded.
  package init(_ body: [UInt8], boundary: String) throws(FormError) {
    let first = Array("--\(boundary)".utf8)
    let mark = Array("\r\n".utf8) + first
    guard let start = ByteSearch.first(of: first, in: body, from: 0) else { throw .notText }
    var place = start + first.count
    var count = 0
    while !body[place...].starts(with: "--".utf8) {
      guard body[place...].starts(with: "\r\n".utf8),
        // The part's own line ends may be those of the boundary.
        let end = ByteSearch.first(of: mark, in: body, from: place)
      else { throw .notText }
      count += 1
      guard count <= FormFields.maximumCount else { throw .tooMany }
      try add(body[min(place + 2, end)..<end])
      place = end + mark.count
    }
  }

  private mutating func add(_ part: ArraySlice<UInt8>) throws(FormError) {
    let blank = Array("\r\n\r\n".utf8)
    guard let end = part.firstRange(of: blank),
      let head = String(validating: part[..<end.lowerBound], as: UTF8.self)
    else { throw .notText }
    let disposition = head.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let disposition, let name = Self.parameter("name", of: disposition) else {
      throw .notText
    }
    let value = part[end.upperBound...]
    if let file = Self.parameter("filename", of: disposition) {
      files.append(File(field: name, name: file, bytes: Array(value)))
      return
    }
    guard let text = String(validating: value, as: UTF8.self) else { throw .notText }
    guard fields[name] == nil else { throw .repeated(name) }
    fields.append(name, text)
  }

  private static func parameter(_ name: String, of header: Substring) -> String? {
    guard let start = header.firstRange(of: "; \(name)=\"")?.upperBound,
      let end = header[start...].firstIndex(of: "\"")
    else { return nil }
    return String(header[start..<end])
  }
}
