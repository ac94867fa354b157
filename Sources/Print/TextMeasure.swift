internal import Catalog

/// How wide words are taken to be, because the fonts of the machine that prints are not known.
///
/// Each character has an advance in parts of the size. The Latin classes are set so that Helvetica,
/// Arial, Noto Sans and the Latin letters of PingFang and Source Han Sans are no wider; Chinese
/// characters are as wide as they are high in every font.
enum TextMeasure {
  /// The width of a text at a size, in the unit of the size.
  static func width(_ text: String, size: Double, face: Typeface) -> Double {
    text.unicodeScalars.reduce(0) { $0 + advance(of: $1, face: face) } * size
  }

  /// The advance of one character, as a part of the size.
  static func advance(of scalar: Unicode.Scalar, face: Typeface) -> Double {
    if scalar.value >= 0x1100, isWide(scalar) { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let advance = narrowAdvance(of: scalar)
    return advance * (face.isBold ? 1.06 : 1) * (face.isSerif ? 1.04 : 1)
  }

  private static func narrowAdvance(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ", "\u{A0}": 0.3
    case "i", "j", "l", "I", "'", "|", "!", ",", ".", ":", ";", "`", "’", "‘", "·": 0.29
    case "f", "t", "r", "(", ")", "[", "]", "{", "}", "-", "/", "\\", "\"", "*", "“", "”", "°", "J":
      0.42
    case "m", "w", "M", "W", "@", "%", "—", "…", "&": 0.95
    case "0"..."9", "¥", "$", "€", "£": 0.58
    case "A"..."Z": 0.72
    case "a"..."z", "–", "_", "?", "#", "+", "=", "<", ">", "~", "^": 0.585
    default: scalar.isASCII ? 0.6 : 0.75
    }
  }

  /// Whether a character fills a square: Unicode's East Asian wide and full-width ones, and emoji
  /// (Unicode Standard Annex 11, in blocks).
  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      true
    case 0x2600...0x27BF, 0x2B00...0x2BFF: scalar.properties.isEmoji
    default: false
    }
  }
}

/// Breaks words into lines and finds their size.
enum TextFit {
  /// Words on lines with the size that they have room in.
  struct Lines: Sendable {
    var lines: [String]
    var size: Double
  }

  /// How much a line of a title is made smaller before another line is begun.
  static let wrapThreshold = 0.72

  /// Sets a text: in one line at the ideal size if it has room, made smaller down to 72 % of that, or
  /// another part, if not; then in two lines by the same rule, and so on; at last at the largest size that has room
  /// in any number of lines allowed, down to the minimum.
  ///
  /// - Returns: nil when it has no room.
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

  /// Breaks a text into lines of a width in parts of the size, as full as they go.
  static func wrapped(_ text: String, face: Typeface, width: Double) -> [String] {
    let pieces = breakable(text)
    return greedy(
      pieces, pieces.map { TextMeasure.width($0, size: 1, face: face) }, limit: width)
  }

  /// Breaks a text into lines each of which has a limit of its own, in parts of the size.
  ///
  /// - Returns: nil when the text needs more lines, or a word has no room on its own.
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

  /// Breaks a text into at most a number of lines that are as even as can be.
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

  /// The parts of a text between which a line may end: words, spaces, single Chinese characters; no
  /// line starts with closing punctuation or ends with an opening one.
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
