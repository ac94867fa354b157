/// The words on a page with their places, as `pdftotext -bbox` tells them.
struct PageText: Sendable {
  /// A rectangle in millimetres from the page's top left corner.
  struct Box: Hashable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// How far two rectangles lie apart; 0 when they touch or overlap.
    func distance(to other: Box) -> Double {
      let across = max(0, other.left - right, left - other.right)
      let down = max(0, other.top - bottom, top - other.bottom)
      return (across * across + down * down).squareRoot()
    }

    var middle: (x: Double, y: Double) { ((left + right) / 2, (top + bottom) / 2) }

    /// Whether a point lies in it.
    func holds(_ point: (x: Double, y: Double)) -> Bool {
      point.x >= left && point.x < right && point.y >= top && point.y < bottom
    }

    func union(_ other: Box) -> Box {
      Box(
        left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
        bottom: max(bottom, other.bottom))
    }
  }

  /// Words that stand on one line without a wide gap.
  struct Segment: Hashable, Sendable {
    /// What it says, without spaces.
    var text: String
    /// Where its ink is, roughly.
    var box: Box
    /// Where the letters stand, roughly.
    var baseline: Double
    /// Where they may stand as well: the program takes the letters of some fonts for upright ones.
    var otherBaseline: Double?
    /// Whether it has words that came as a whole, and not letter by letter.
    var hasWholeWords = false
    /// How high the font says its letters may be: 1.2 to 2.6 times the font size.
    var height: Double
  }

  /// The words, one by one.
  private let words: [Segment]
  /// The lines as they are read with the page upright.
  private(set) var upright: [Segment] = []
  /// The lines as they are read with the page turned by 180 degrees.
  private(set) var turned: [Segment] = []

  init(_ words: [Segment]) {
    self.words = words
    for word in words.sorted(by: { $0.box.left < $1.box.left }) {
      Self.add(word, after: \.right, before: \.left, to: &upright)
    }
    for word in words.map(\.turned).sorted(by: { $0.box.right > $1.box.right }) {
      Self.add(word, after: \.left, before: \.right, to: &turned)
    }
  }

  /// The words without some of them.
  func keeping(_ isKept: (Segment) -> Bool) -> PageText { PageText(words.filter(isKept)) }

  /// The words as they are read with the page upright or turned.
  func words(isTurned: Bool) -> [Segment] { isTurned ? words.map(\.turned) : words }

  /// The lines as they are read with the page upright or turned.
  func segments(isTurned: Bool) -> [Segment] { isTurned ? turned : upright }

  /// The pages of a report of `pdftotext -bbox`.
  static func pages(_ report: String) -> [PageText] {
    var pages: [[Segment]] = []
    for line in report.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("<page ") { pages.append([]) }
      if line.hasPrefix("<word "), !pages.isEmpty, let word = word(line) {
        pages[pages.count - 1].append(word)
      }
    }
    return pages.map(PageText.init)
  }

  private static func word(_ line: Substring) -> Segment? {
    func number(_ name: String) -> Double? {
      guard let start = line.firstRange(of: "\(name)=\"")?.upperBound else { return nil }
      return Double(line[start...].prefix { $0 != "\"" }).map { $0 / PDFFile.pointsPerMillimetre }
    }
    guard let left = number("xMin"), let top = number("yMin"), let right = number("xMax"),
      let bottom = number("yMax"), let start = line.firstIndex(of: ">"),
      let end = line.firstRange(of: "</word>")?.lowerBound, start < end
    else { return nil }
    let text = line[line.index(after: start)..<end]
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
    let height = bottom - top
    return Segment(
      text: plain(text),
      box: Box(
        left: left, top: top + 0.4 * height, right: right, bottom: top + 0.75 * height),
      baseline: bottom - 0.25 * height, height: height)
  }

  /// Puts a word to the line that it goes on with, or starts another.
  private static func add(
    _ word: Segment, after end: KeyPath<Box, Double>, before start: KeyPath<Box, Double>,
    to segments: inout [Segment]
  ) {
    // An amount may stand close to a title.
    let isAmount = word.text.hasPrefix("¥") || word.text.hasPrefix("￥")
    // Letters that come one by one may be near to several lines.
    func gap(_ segment: Segment) -> Double {
      abs(word.box[keyPath: start] - segment.box[keyPath: end])
    }
    let line = segments.indices.filter { index in
      let segment = segments[index]
      return segment.drop(to: word) < 0.15 * min(segment.height, word.height)
        && gap(segment) < 0.4 * max(segment.height, word.height) && !isAmount
    }.min { gap(segments[$0]) < gap(segments[$1]) }
    guard let line else {
      segments.append(word)
      return
    }
    segments[line].text += word.text
    segments[line].hasWholeWords = segments[line].hasWholeWords || word.hasWholeWords
    segments[line].box = segments[line].box.union(word.box)
    segments[line].height = max(segments[line].height, word.height)
  }

  /// Where a text stands: as a whole line, or as a few lines one below the other.
  func places(of text: String, isTurned: Bool) -> [Box] {
    let segments = segments(isTurned: isTurned)
    let text = Self.plain(text)
    guard !text.isEmpty else { return [] }
    return segments.indices.flatMap { Self.places(of: text, from: $0, in: segments, lines: 6) }
  }

  private static func places(
    of text: String, from start: Int, in segments: [Segment], lines: Int
  ) -> [Box] {
    let segment = segments[start]
    if segment.text == text { return [segment.box] }
    guard lines > 1, !segment.text.isEmpty, text.hasPrefix(segment.text) else { return [] }
    let rest = String(text.dropFirst(segment.text.count))
    return segments.indices.flatMap { next -> [Box] in
      let box = segments[next].box
      let overlap = min(box.right, segment.box.right) - max(box.left, segment.box.left)
      // An amount within a text is on the same line.
      let goesOn = overlap > 0 || segment.drop(to: segments[next]) < 0.15 * segment.height
      guard next != start, goesOn, box.distance(to: segment.box) < 1.1 * segment.height
      else { return [] }
      return places(of: rest, from: next, in: segments, lines: lines - 1).map {
        $0.union(segment.box)
      }
    }
  }

  /// Whether a text has letters that are read from right to left.
  static func hasRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        true
      default: false
      }
    }
  }

  /// A text as it is compared: without spaces and invisible characters.
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

extension PageText.Segment {
  /// A word as it is read with the page turned.
  ///
  /// Letters of fonts that the PDF draws by itself come one by one, as if they were upright, so that
  /// their ink is on the other side of the line; those of other fonts come as words with the right box.
  /// Either way, what comes together reads forwards, also the letters of a ligature.
  var turned: PageText.Segment {
    var word = self
    word.otherBaseline = baseline - 0.5 * height
    // A ligature has up to three letters.
    word.hasWholeWords = text.count > 3
    word.box.top = baseline
    word.box.bottom = baseline + 0.35 * height
    return word
  }

  /// How far two words stand from being on the same line.
  fileprivate func drop(to other: PageText.Segment) -> Double {
    if hasWholeWords || other.hasWholeWords, let first = otherBaseline,
      let second = other.otherBaseline
    {
      return abs(first - second)
    }
    return abs(baseline - other.baseline)
  }

  /// Where the ink of a turned word is, when its box was right from the start.
  var otherBox: PageText.Box? {
    otherBaseline.map {
      PageText.Box(left: box.left, top: $0, right: box.right, bottom: $0 + 0.35 * height)
    }
  }
}
