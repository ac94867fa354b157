/// The words on one label, card or face that no expected line has matched yet.
struct PieceWords: Sendable {
  /// The words in upright position, from left to right.
  private var words: [PageText.Word]
  /// The label, card or face in upright position.
  private let piece: PageBox

  /// How far words may extend beyond their piece, in millimetres.
  private static let tolerance = 0.2

  /// Turns the words of a piece upright, if it is upside down on the page.
  init(_ words: [PageText.Word], on piece: PageBox, isTurned: Bool) {
    // Only relative places count, so any centre of rotation will do.
    func read(_ box: PageBox) -> PageBox { isTurned ? box.turned(width: 0, height: 0) : box }
    self.piece = read(piece)
    self.words = words.map {
      PageText.Word(text: $0.text, box: read($0.box), ink: read($0.ink))
    }.sorted { $0.box.left < $1.box.left }
  }

  /// Removes the words of a line; false when they are not there, one after the other on one line.
  mutating func take(_ line: String) -> Bool {
    let isOrdered = !PageText.hasRightToLeft(line)
    let letters = Letters(PageText.plain(line), isOrdered: isOrdered)
    guard let path = path(letters, after: nil) else { return false }
    if !isOrdered {
      // The order of letters depends on font and browser; that of a number's digits does not.
      let found = path.flatMap { Self.numbers(in: words[$0].text) }
      guard found.sorted() == Self.numbers(in: line).sorted() else { return false }
    }
    for index in path.sorted(by: >) { words.remove(at: index) }
    return true
  }

  /// The remaining words, line by line.
  var lines: [String] {
    var rest = words
    var lines: [String] = []
    while !rest.isEmpty {
      var word = rest.removeFirst()
      var line = word.text
      while let next = rest.firstIndex(where: { Self.follows($0, word) }) {
        word = rest.remove(at: next)
        line += word.text
      }
      lines.append(line)
    }
    return lines
  }

  /// The words that spell these letters, each following the one before.
  private func path(_ letters: Letters, after last: Int?) -> [Int]? {
    if letters.isEmpty { return [] }
    for (index, word) in words.enumerated() where isInside(word) {
      if let last, !Self.follows(word, words[last]) { continue }
      guard let rest = letters.without(word.text), let path = path(rest, after: index) else {
        continue
      }
      return [index] + path
    }
    return nil
  }

  private func isInside(_ word: PageText.Word) -> Bool {
    word.box.left > piece.left - Self.tolerance && word.box.right < piece.right + Self.tolerance
  }

  /// Whether a word is to the right of another on the same line: lines are at least one font size
  /// apart.
  private static func follows(_ word: PageText.Word, _ last: PageText.Word) -> Bool {
    let heights = [word.box.height, last.box.height]
    return abs(baseline(of: word) - baseline(of: last)) < 0.35 * (heights.min() ?? 0)
      && word.box.middle.x > last.box.middle.x
      && word.box.left - last.box.right < 1.5 * (heights.max() ?? 0)
  }

  /// Where the letters of an upright word stand: exact for Type 3 fonts, whose boxes Poppler draws
  /// from 0.95 above the line to 0.35 below it in a unit of their own (GfxFont.cc, 22.12), and within
  /// 0.2 of the font size for others.
  private static func baseline(of word: PageText.Word) -> Double {
    word.box.top + 0.95 / (0.95 + 0.35) * word.box.height
  }

  private static func numbers(in text: String) -> [Substring] {
    text.matches(of: /[0-9]+/).map(\.output)
  }
}

/// The letters of a line that are still to be matched.
private enum Letters {
  case ordered(ArraySlice<Unicode.Scalar>)
  /// The number of each letter.
  case unordered([Unicode.Scalar: Int])

  init(_ text: String, isOrdered: Bool) {
    self =
      isOrdered
      ? .ordered(Array(text.unicodeScalars)[...])
      : .unordered(Dictionary(text.unicodeScalars.map { ($0, 1) }, uniquingKeysWith: +))
  }

  var isEmpty: Bool {
    switch self {
    case .ordered(let letters): letters.isEmpty
    case .unordered(let counts): counts.isEmpty
    }
  }

  /// The letters left after a word; nil when the word has others.
  func without(_ word: String) -> Letters? {
    switch self {
    case .ordered(let letters):
      return letters.starts(with: word.unicodeScalars)
        ? .ordered(letters.dropFirst(word.unicodeScalars.count)) : nil
    case .unordered(var counts):
      for scalar in word.unicodeScalars {
        guard let count = counts[scalar] else { return nil }
        counts[scalar] = count == 1 ? nil : count - 1
      }
      return .unordered(counts)
    }
  }
}
