/// A picture of the shop's own: a PNG or a safe SVG, to be put into a page as it is.
public struct Artwork: Hashable, Sendable {
  /// Such as `image/png`.
  public let mediaType: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// Its width divided by its height.
  public let aspectRatio: Double

  /// The largest picture in bytes.
  static let maximumByteCount = 2 << 20

  /// Why a picture is not taken.
  enum Refusal: Error {
    case neitherPNGNorSVG
    case brokenPNG
    case noSize
    case unsafe(String)
  }

  /// Looks at a picture.
  ///
  /// - Throws: `Refusal`.
  init(_ bytes: [UInt8]) throws(Refusal) {
    self.bytes = bytes
    if bytes.starts(with: Self.pngSignature) {
      mediaType = "image/png"
      aspectRatio = try Self.aspectRatio(ofPNG: bytes)
    } else if let text = String(validating: bytes, as: UTF8.self), text.contains("<svg") {
      mediaType = "image/svg+xml"
      if let found = Self.unsafePart(of: text) { throw .unsafe(found) }
      aspectRatio = try Self.aspectRatio(ofSVG: text)
    } else {
      throw .neitherPNGNorSVG
    }
  }

  /// PNG (Third Edition), section 5.2.
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The sides stand in the first chunk, which is IHDR (PNG, section 11.2.1); a file that was cut off
  /// lacks the last one.
  private static func aspectRatio(ofPNG bytes: [UInt8]) throws(Refusal) -> Double {
    guard bytes.count > 45, Array(bytes[12..<16]) == Array("IHDR".utf8),
      Array(bytes.suffix(8).prefix(4)) == Array("IEND".utf8)
    else { throw .brokenPNG }
    func number(_ start: Int) -> Double {
      bytes[start..<(start + 4)].reduce(0) { $0 * 256 + Double($1) }
    }
    let (width, height) = (number(16), number(20))
    guard width > 0, height > 0 else { throw .brokenPNG }
    return width / height
  }

  // MARK: SVG

  /// What a picture must not hold: it could run, or fetch something from elsewhere.
  ///
  /// - Returns: the part that is refused.
  private static func unsafePart(of text: String) -> String? {
    let lower = text.lowercased()
    let refused = [
      "<script", "<foreignobject", "<!entity", "<!doctype", "<?xml-stylesheet", "javascript:",
      "@import", "<iframe", "<embed", "<object", "<audio", "<video", "xml:base", "&#",
    ]
    if let part = refused.first(where: lower.contains) { return part }
    for attribute in attributes(of: lower) {
      if attribute.name.hasPrefix("on") { return attribute.name }
      let isReference = ["href", "xlink:href", "src"].contains(attribute.name)
      let isInside = attribute.value.hasPrefix("#") || attribute.value.hasPrefix("data:image/png;")
      if isReference && !isInside { return "\(attribute.name)=\"\(attribute.value.prefix(40))\"" }
    }
    for address in lower.components(of: "url(") {
      let target = address.drop { " \"'\t\n\r".contains($0) }
      if !target.hasPrefix("#") { return "url(\(target.prefix(40))" }
    }
    return nil
  }

  /// The names and values of all attributes, wherever they stand.
  private static func attributes(of text: String) -> [(name: String, value: String)] {
    var found: [(String, String)] = []
    var rest = text[...]
    while let equals = rest.firstIndex(of: "=") {
      let before = rest[..<equals].reversed().drop(while: \.isWhitespace)
      let name = before.prefix { !$0.isWhitespace && !"<>/\"'".contains($0) }
      rest = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
      rest = rest.dropFirst()
      let value = rest.prefix { $0 != quote }
      found.append((String(name.reversed()), value.trimmed))
      rest = rest.dropFirst(value.count + 1)
    }
    return found
  }

  /// The ratio of the `viewBox`, or else of `width` and `height`.
  private static func aspectRatio(ofSVG text: String) throws(Refusal) -> Double {
    guard let start = text.firstRange(of: "<svg") else { throw .noSize }
    let tag = String(text[start.upperBound...].prefix { $0 != ">" })
    let values = Dictionary(
      attributes(of: tag).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    if let box = values["viewBox"] {
      let numbers = box.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
      if numbers.count == 4, numbers[2] > 0, numbers[3] > 0 { return numbers[2] / numbers[3] }
    }
    func length(_ name: String) -> Double? {
      values[name].flatMap { Double($0.prefix { $0.isNumber || $0 == "." }) }
    }
    guard let width = length("width"), let height = length("height"), width > 0, height > 0 else {
      throw .noSize
    }
    return width / height
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension String {
  /// What follows each place where a text stands.
  fileprivate func components(of text: String) -> [Substring] {
    ranges(of: text).map { self[$0.upperBound...] }
  }
}
