/// The words on a page with their boxes, as `pdftotext -bbox` reports them.
struct PageText: Sendable {
  /// Consecutive letters without a space.
  struct Word: Hashable, Sendable {
    /// The text in the form of `plain`.
    var text: String
    /// The box of its font: 1.1 to 1.5 times the font size high, but for a Type 3 font 2.6 times
    /// the width of its first glyph, from which Poppler guesses the size (TextOutputDev.cc, 22.12).
    var box: PageBox
    /// The approximate box of its ink: the height of a small letter.
    var ink: PageBox
  }

  let words: [Word]

  /// Parses the report on a page or, if turned, on its copy turned by 180 degrees; the boxes are
  /// those on the page itself.
  init(_ report: String, isTurned: Bool) {
    var words: [Word] = []
    var size = (width: 0.0, height: 0.0)
    for line in report.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("<page ") {
        size = (Self.length("width", in: line) ?? 0, Self.length("height", in: line) ?? 0)
      }
      guard line.hasPrefix("<word "), var word = Self.word(line) else { continue }
      if isTurned {
        word.box = word.box.turned(width: size.width, height: size.height)
        word.ink = word.ink.turned(width: size.width, height: size.height)
      }
      words.append(word)
    }
    self.words = words
  }

  private static func length(_ name: String, in line: Substring) -> Double? {
    guard let start = line.firstRange(of: "\(name)=\"")?.upperBound else { return nil }
    return Double(line[start...].prefix { $0 != "\"" }).map { $0 / PDFFile.pointsPerMillimetre }
  }

  private static func word(_ line: Substring) -> Word? {
    guard let left = length("xMin", in: line), let top = length("yMin", in: line),
      let right = length("xMax", in: line), let bottom = length("yMax", in: line),
      let start = line.firstIndex(of: ">"), let end = line.firstRange(of: "</word>")?.lowerBound,
      start < end
    else { return nil }
    let text = line[line.index(after: start)..<end]
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
    let box = PageBox(left: left, top: top, right: right, bottom: bottom)
    var ink = box
    ink.top = top + 0.4 * box.height
    ink.bottom = top + 0.75 * box.height
    let plain = plain(text)
    return plain.isEmpty ? nil : Word(text: plain, box: box, ink: ink)
  }

  /// Whether a text has right-to-left letters.
  static func hasRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        true
      default: false
      }
    }
  }

  /// A text in the form for comparing: without spaces and invisible characters.
  static func plain(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format: continue
      default:
        if scalar.properties.isVariationSelector { continue }
        result.append(scalar)
      }
    }
    return String(result)
  }
}
