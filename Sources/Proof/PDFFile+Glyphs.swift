extension PDFFile {
  /// How many characters of each page have no shape in any font of the machine that printed it: the
  /// browser draws glyph 0 for them, an empty box (OpenType, "Recommendations", glyph 0 is `.notdef`;
  /// Skia's SkPDFFont keeps it as code 0 of every font).
  ///
  /// - Returns: the numbers of the pages, counted from 1, with how many characters; none is as it should be.
  /// - Throws: `UnexpectedForm` when a page's content cannot be read.
  func missingGlyphs() throws(UnexpectedForm) -> [(page: Int, count: Int)] {
    var found: [(page: Int, count: Int)] = []
    for (index, page) in pages.enumerated() {
      var count = 0
      for stream in page.streams where !isPicture(stream) {
        guard let content = content(of: stream) else { throw UnexpectedForm() }
        var scan = GlyphScan(content)
        count += scan.missingCount { isWide(font: $0) }
      }
      if count > 0 { found.append((index + 1, count)) }
    }
    return found
  }

  /// The longest content of a page that is believed, in bytes.
  private static let contentLimit = 1 << 28

  private func content(of object: Int) -> [UInt8]? {
    guard let dictionary = dictionary(of: object),
      bytes[dictionary.end...].starts(with: "stream".utf8)
    else { return nil }
    var start = dictionary.end + "stream".utf8.count
    if start < bytes.count, bytes[start] == UInt8(ascii: "\r") { start += 1 }
    if start < bytes.count, bytes[start] == UInt8(ascii: "\n") { start += 1 }
    guard let length = dictionary.text.firstMatch(of: /\/Length ([0-9]+)/).flatMap({ Int($0.1) }),
      length <= bytes.count - start
    else { return nil }
    let content = bytes[start..<(start + length)]
    guard dictionary.text.contains("/Filter") else { return Array(content) }
    guard dictionary.text.contains("/Filter /FlateDecode") else { return nil }
    return Packed.unpacked(content, limit: Self.contentLimit)
  }

  private func isPicture(_ object: Int) -> Bool {
    dictionary(of: object)?.text.contains("/Subtype /Image") == true
  }

  /// Whether a font has two bytes a character.
  private func isWide(font object: Int) -> Bool {
    dictionary(of: object)?.text.contains("/Subtype /Type0") == true
  }
}

/// Finds characters without a shape in the content of a page (ISO 32000-1, 9.4), as Skia writes it: fonts
/// are named after their objects, and all strings are hexadecimal.
private struct GlyphScan {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many characters have code 0.
  ///
  /// - Parameter isWide: whether a font, by the number of its object, has two bytes a character.
  mutating func missingCount(_ isWide: (Int) -> Bool) -> Int {
    var count = 0
    var digitsPerCode = 2
    var isText = false
    var known: [Int: Bool] = [:]
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "B") where starts("BT"): isText = true
      case UInt8(ascii: "E") where starts("ET"): isText = false
      case UInt8(ascii: "/") where isText && starts("/F"):
        position += 2
        if let font = number() {
          let wide = known[font] ?? isWide(font)
          known[font] = wide
          digitsPerCode = wide ? 4 : 2
        }
        continue
      case UInt8(ascii: "/") where starts("/ActualText"):
        // What the characters say, and not what is drawn.
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
      case UInt8(ascii: "<") where starts("<<"): position += 1
      case UInt8(ascii: "<") where isText:
        count += emptyCodes(digitsPerCode)
      default: break
      }
      position += 1
    }
    return count
  }

  private func starts(_ token: StaticString) -> Bool {
    guard position + token.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<token.utf8CodeUnitCount
    where bytes[position + index] != token.utf8Start[index] { return false }
    return true
  }

  private mutating func number() -> Int? {
    var value: Int?
    while position < bytes.count, (48...57).contains(bytes[position]), (value ?? 0) < 1 << 40 {
      value = (value ?? 0) * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return value
  }

  /// Goes to the end of a string and counts its codes that are all zeros.
  private mutating func emptyCodes(_ digitsPerCode: Int) -> Int {
    var (count, digits, zeros) = (0, 0, 0)
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      defer { position += 1 }
      guard bytes[position] > UInt8(ascii: " ") else { continue }
      digits += 1
      if bytes[position] == UInt8(ascii: "0") { zeros += 1 }
      if digits == digitsPerCode {
        if zeros == digits { count += 1 }
        (digits, zeros) = (0, 0)
      }
    }
    return count
  }
}
