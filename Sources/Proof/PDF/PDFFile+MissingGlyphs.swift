extension PDFFile {
  /// Counts, by page from 1, the characters that no font of the printing machine has a glyph for.
  ///
  /// The browser draws them as glyph 0, an empty box (OpenType, "Recommendations", glyph 0 is
  /// `.notdef`; Skia's SkPDFFont keeps it as code 0 of every font). Pages without any are left out.
  func missingGlyphs() throws(UnexpectedForm) -> [(page: Int, count: Int)] {
    var found: [(page: Int, count: Int)] = []
    for (index, page) in pages.enumerated() {
      var count = 0
      for stream in page.streams where !isPicture(stream) {
        guard let content = content(of: stream), let dictionary = dictionary(of: stream) else {
          throw UnexpectedForm()
        }
        // A form has fonts of its own.
        let own = PDFScanner(Array(dictionary.text.utf8)).fonts(in: 0..<dictionary.text.utf8.count)
        var scan = GlyphScan(content)
        count += scan.missingCount { (own[$0] ?? page.fonts[$0]).map { isWide(font: $0) } ?? false }
      }
      if count > 0 { found.append((index + 1, count)) }
    }
    return found
  }

  /// The longest content of a page that is accepted, in bytes.
  private static let contentLimit = 1 << 28

  func content(of object: Int) -> [UInt8]? {
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

  /// Whether a font uses two bytes a character.
  private func isWide(font object: Int) -> Bool {
    dictionary(of: object)?.text.contains("/Subtype /Type0") == true
  }
}
