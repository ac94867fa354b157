/// Breaks words into lines and finds their size.
enum TextFit {
  /// Lines of words with the size at which they fit.
  struct Lines: Sendable {
    var lines: [String]
    var size: Double
  }

  /// How far a line of a title shrinks before another line is begun.
  static let wrapThreshold = 0.72

  /// Sets a text in one line at the ideal size, or shrunk to `wrapThreshold` of it at the least.
  ///
  /// If it does not fit, two lines by the same rule, and so on; at last the largest size, down to
  /// the minimum, that fits any allowed number of lines. Nil when none fits.
  static func fit(
    _ text: String, face: Typeface, width: Double, ideal: Double, minimum: Double,
    maximumLineCount: Int, wrapThreshold: Double = Self.wrapThreshold
  ) -> Lines? {
    var best: Lines?
    let pieces = Pieces(text, face: face)
    for count in 1...max(1, maximumLineCount) {
      let lines = pieces.balanced(lineCount: count) ?? [text]
      let widest = lines.map { TextMeasure.width($0, size: 1, face: face) }.max() ?? 0
      let size = widest > 0 ? min(ideal, width / widest) : ideal
      if size >= max(ideal * wrapThreshold, minimum) { return Lines(lines: lines, size: size) }
      if size > best?.size ?? 0 { best = Lines(lines: lines, size: size) }
    }
    guard let best, best.size >= minimum else { return nil }
    return best
  }

  /// Breaks a text greedily into lines of a width in parts of the size.
  static func wrapped(_ text: String, face: Typeface, width: Double) -> [String] {
    Pieces(text, face: face).lines(limit: width)
  }

  /// Breaks a text into lines with a limit each, in parts of the size; nil when it does not fit.
  static func filled(_ text: String, face: Typeface, limits: [Double]) -> [String]? {
    var lines: [String] = []
    var rest = breakable(text)[...]
    for limit in limits {
      rest = rest.drop { $0 == " " }
      guard !rest.isEmpty else { return lines }
      var line = ""
      var used = 0.0
      while let piece = rest.first {
        let width = TextMeasure.width(piece, size: 1, face: face)
        if used + width > limit + 1e-9, piece != " " { break }
        line += piece
        used += width
        rest.removeFirst()
      }
      guard !line.isEmpty else { return nil }
      lines.append(line.last == " " ? String(line.dropLast()) : line)
    }
    return rest.allSatisfy { $0 == " " } ? lines : nil
  }

  /// Breaks a text into at most a number of lines, as even as possible.
  static func balanced(_ text: String, face: Typeface, lineCount: Int) -> [String] {
    Pieces(text, face: face).balanced(lineCount: lineCount) ?? [text]
  }

  /// A text in the pieces between which a line may end, each measured once.
  private struct Pieces {
    let texts: [String]
    /// The widths in parts of the size.
    let widths: [Double]
    private let areSpaces: [Bool]

    init(_ text: String, face: Typeface) {
      texts = breakable(text)
      areSpaces = texts.map { $0 == " " }
      widths = texts.map { TextMeasure.width($0, size: 1, face: face) }
    }

    /// At most a number of lines, as even as possible; nil when the text stays in one.
    func balanced(lineCount: Int) -> [String]? {
      guard lineCount > 1, texts.count > 1 else { return nil }
      var low = widths.max() ?? 0
      var high = widths.reduce(0, +)
      for _ in 0..<30 {
        let middle = (low + high) / 2
        if starts(limit: middle, upTo: lineCount + 1).count <= lineCount {
          high = middle
        } else {
          low = middle
        }
      }
      return lines(limit: high)
    }

    /// Greedy lines of a width.
    func lines(limit: Double) -> [String] {
      let starts = starts(limit: limit)
      return starts.enumerated().map { index, start in
        let end = index + 1 < starts.count ? starts[index + 1] : texts.count
        let line = texts[start..<end]
        return (line.last == " " ? line.dropLast() : line).joined()
      }
    }

    /// The first piece of each greedy line of a width, up to a number of lines; no line starts with a
    /// space.
    private func starts(limit: Double, upTo lineCount: Int = .max) -> [Int] {
      var starts: [Int] = []
      var used = 0.0
      var isEmpty = true
      for index in texts.indices {
        let isSpace = areSpaces[index]
        if !isEmpty, !isSpace, used + widths[index] > limit + 1e-9 {
          isEmpty = true
          used = 0
        }
        if isEmpty {
          if isSpace { continue }
          starts.append(index)
          if starts.count == lineCount { break }
          isEmpty = false
        }
        used += widths[index]
      }
      return starts
    }
  }

  /// Splits a text where a line may end: into words, spaces and single Chinese characters; no line
  /// starts with closing punctuation or ends with an opening one.
  static func breakable(_ text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let isSeparate =
        character == " " || character.unicodeScalars.first.map(TextMeasure.isWide) == true
      let opensBefore = pieces.last?.last.map(opening.contains) ?? false
      let joinsLast =
        closing.contains(character) || opensBefore
        || (!isSeparate && pieces.last.map(isWord) == true)
      if joinsLast, character != " ", pieces.last != " ", !pieces.isEmpty {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }

  private static func isWord(_ piece: String) -> Bool {
    guard let scalar = piece.unicodeScalars.last else { return false }
    return scalar != " " && !TextMeasure.isWide(scalar)
  }

  private static let closing = Set("、。，．！？：；）》」』】〕〉”’…—,.!?:;)]}%")
  private static let opening = Set("（《「『【〔〈“‘([{")
}
