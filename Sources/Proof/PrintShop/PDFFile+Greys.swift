internal import Support

extension PDFFile {
  /// The same document for a conversion of colours: black and dark neutral colours are black alone,
  /// other neutral ones shades of black, and each page says where it is cut.
  ///
  /// Skia sets all colours in DeviceRGB, and a conversion would print them in four inks, whose edges
  /// never meet exactly. What is in DeviceGray stays in the black ink.
  ///
  /// - Throws: `UnexpectedForm` when a page's content is not as Skia writes it.
  func withGreys() throws(UnexpectedForm) -> [UInt8] {
    var edits: [(range: Range<Int>, text: String)] = []
    for stream in Set(pages.flatMap(\.streams)).sorted() {
      guard let dictionary = dictionary(of: stream),
        !dictionary.text.contains("/Subtype /Image"),
        let filter = dictionary.text.firstMatch(of: /\/Filter \/FlateDecode\s*/),
        let length = dictionary.text.firstMatch(of: /\/Length ([0-9]+)/),
        let packedCount = Int(length.1)
      else { continue }
      var scanner = PDFScanner(bytes)
      scanner.position = dictionary.end
      guard scanner.takes("stream") else { throw UnexpectedForm() }
      if !scanner.takes("\r\n"), !scanner.takes("\n") { throw UnexpectedForm() }
      let data = scanner.position..<(scanner.position + packedCount)
      guard data.upperBound <= bytes.count,
        let content = Packed.unpacked(bytes[data], limit: 1 << 28),
        content.allSatisfy({ $0 < 128 })
      else { throw UnexpectedForm() }
      let grey = GreyContent.converted(content)
      let start = dictionary.end - dictionary.text.utf8.count
      func place(_ range: Range<String.Index>) -> Range<Int> {
        let text = dictionary.text.utf8
        let lower = start + text.distance(from: text.startIndex, to: range.lowerBound)
        return lower..<(start + text.distance(from: text.startIndex, to: range.upperBound))
      }
      edits.append((place(filter.range), ""))
      edits.append((place(length.range), "/Length \(grey.utf8.count)"))
      edits.append((data, grey))
    }
    for (index, page) in pages.enumerated() where !page.hasCut {
      let range = pageBoxes[index]
      edits.append(
        (
          range.upperBound..<range.upperBound,
          "\n/TrimBox \(String(decoding: bytes[range], as: UTF8.self))"
        ))
    }
    return applying(edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }
}

/// Colours in a page's content (ISO 32000-1, 8.6.8).
enum GreyContent {
  /// The largest difference of the components of a neutral colour.
  private static let neutral = 0.065
  /// Neutral colours darker than this are black: letters in a screen have no sharp edges.
  private static let black = 0.12

  /// A content stream with its neutral colours in DeviceGray.
  static func converted(_ content: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var rest = content[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      result += line(rest[..<end])
      result.append(UInt8(ascii: "\n"))
      rest = rest[(end + 1)...]
    }
    result += line(rest)
    return String(decoding: result, as: UTF8.self)
  }

  /// A line, in which Skia sets the colours of strokes and fills together.
  private static func line(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let operators: [[UInt8]] = [Array("RG".utf8), Array("rg".utf8)]
    guard operators.contains(where: { line.suffix(2).elementsEqual($0) }) else {
      return Array(line)
    }
    var words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    for (name, grey) in [("RG", "G"), ("rg", "g")] {
      guard let place = words.firstIndex(of: name), place >= 3 else { continue }
      let components = words[(place - 3)..<place].compactMap { Double($0) }
      guard components.count == 3, let least = components.min(), let most = components.max(),
        most - least <= neutral
      else { continue }
      let tone = 0.299 * components[0] + 0.587 * components[1] + 0.114 * components[2]
      words.replaceSubrange(
        (place - 3)...place, with: [Decimals.text(tone < black ? 0 : tone, decimals: 4), grey])
    }
    return Array(words.joined(separator: " ").utf8)
  }
}
