/// The output of `zbarimg --xml`.
struct CodeReport {
  private(set) var textsByPicture: [String: [String]] = [:]

  private let bytes: [UInt8]
  private var position = 0

  /// Parses a report, even a truncated one.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var picture: String?
    while let next = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = next
      if takes("<source href='") {
        picture = text(upTo: "'>")
        if let picture { textsByPicture[picture] = textsByPicture[picture] ?? [] }
      } else if takes("<data") {
        let attributes = text(upTo: ">")
        let data = contents()
        // Binary data is encoded as Base64; no URL looks like it.
        let isText = attributes?.contains("base64") != true
        if let picture { textsByPicture[picture, default: []].append(isText ? data : "\0\(data)") }
      } else {
        position += 1
      }
    }
  }

  /// The character data up to `</data>`; no content of a code can pass for markup.
  private mutating func contents() -> String {
    var result = ""
    while position < bytes.count, !takes("</data>") {
      if takes("<![CDATA[") {
        result += text(upTo: "]]>") ?? ""
      } else {
        position += 1
      }
    }
    return result
  }

  private mutating func takes(_ token: String) -> Bool {
    guard bytes[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func text(upTo end: String) -> String? {
    let end = Array(end.utf8)
    var stop = position
    while stop + end.count <= bytes.count {
      if bytes[stop..<(stop + end.count)].elementsEqual(end) {
        defer { position = stop + end.count }
        return String(decoding: bytes[position..<stop], as: UTF8.self)
      }
      stop += 1
    }
    position = bytes.count
    return nil
  }
}
