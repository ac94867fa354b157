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
    for count in 1...max(1, maximumLineCount) {
      let lines = balanced(text, face: face, lineCount: count)
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
    let pieces = breakable(text)
    return greedy(
      pieces, pieces.map { TextMeasure.width($0, size: 1, face: face) }, limit: width)
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
    let pieces = breakable(text)
    let widths = pieces.map { TextMeasure.width($0, size: 1, face: face) }
    guard lineCount > 1, pieces.count > 1 else { return [text] }
    var low = widths.max() ?? 0
    var high = widths.reduce(0, +)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if greedy(pieces, widths, limit: middle).count <= lineCount {
        high = middle
      } else {
        low = middle
      }
    }
    return greedy(pieces, widths, limit: high)
  }

  private static func greedy(
    _ pieces: [String], _ widths: [Double], limit: Double
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0.0
    for (piece, width) in zip(pieces, widths) {
      if !line.isEmpty, used + width > limit + 1e-9, piece != " " {
        lines.append(line)
        line = ""
        used = 0
      }
      if line.isEmpty && piece == " " { continue }
      line += piece
      used += width
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { $0.last == " " ? String($0.dropLast()) : $0 }
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
