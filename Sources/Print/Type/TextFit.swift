internal import Support

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
    _ text: String, in lettering: Lettering, width: Double, ideal: Double, minimum: Double,
    maximumLineCount: Int, wrapThreshold: Double = Self.wrapThreshold
  ) -> Lines? {
    func fitted(_ pieces: Pieces) -> Lines? {
      fit(
        pieces, text, in: lettering, width: width, ideal: ideal, minimum: minimum,
        maximumLineCount: maximumLineCount, wrapThreshold: wrapThreshold)
    }
    let pieces = LineBreaks.pieces(text)
    let plain = fitted(Pieces(pieces, in: lettering))
    guard let plain, plain.lines.count > 1, let whole = LineBreaks.joiningBrackets(in: pieces),
      let other = fitted(Pieces(whole, in: lettering)), other.size >= leastBracketSize * plain.size
    else { return plain }
    return other
  }

  /// By how much words may become smaller so that no line ends in a bracket.
  private static let leastBracketSize = 0.8

  private static func fit(
    _ pieces: Pieces, _ text: String, in lettering: Lettering, width: Double, ideal: Double,
    minimum: Double, maximumLineCount: Int, wrapThreshold: Double
  ) -> Lines? {
    var best: Lines?
    for count in 1...max(1, maximumLineCount) {
      let lines = pieces.balanced(lineCount: count) ?? [text]
      let widest = lines.map { lettering.width($0) }.max() ?? 0
      let size = widest > 0 ? min(ideal, width / widest) : ideal
      if size >= max(ideal * wrapThreshold, minimum) { return Lines(lines: lines, size: size) }
      if size > best?.size ?? 0 { best = Lines(lines: lines, size: size) }
    }
    guard let best, best.size >= minimum else { return nil }
    return best
  }

  /// Breaks a text greedily into lines of a width in parts of the size.
  static func wrapped(_ text: String, in lettering: Lettering, width: Double) -> [String] {
    Pieces(LineBreaks.pieces(text), in: lettering).lines(limit: width)
  }

  /// Breaks a text into lines with a limit each, in parts of the size; nil when it does not fit.
  static func filled(_ text: String, in lettering: Lettering, limits: [Double]) -> [String]? {
    let pieces = LineBreaks.pieces(text)
    return LineBreaks.joiningBrackets(in: pieces).flatMap {
      filled($0[...], in: lettering, limits: limits)
    } ?? filled(pieces[...], in: lettering, limits: limits)
  }

  private static func filled(
    _ pieces: ArraySlice<String>, in lettering: Lettering, limits: [Double]
  ) -> [String]? {
    var lines: [String] = []
    var rest = pieces
    for limit in limits {
      rest = rest.drop { $0 == " " }
      guard !rest.isEmpty else { return lines }
      var line = ""
      var used = 0.0
      while let piece = rest.first {
        let width = lettering.width(piece)
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
  static func balanced(_ text: String, in lettering: Lettering, lineCount: Int) -> [String] {
    Pieces(LineBreaks.pieces(keepingBracketsOf: text), in: lettering).balanced(lineCount: lineCount)
      ?? [text]
  }

  /// A text in the pieces between which a line may end, each measured once.
  private struct Pieces {
    let texts: [String]
    /// The widths in parts of the size.
    let widths: [Double]
    private let areSpaces: [Bool]

    init(_ texts: [String], in lettering: Lettering) {
      self.texts = texts
      areSpaces = texts.map { $0 == " " }
      widths = texts.map { lettering.width($0) }
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
}
