internal import Support

/// The characters and lines of a config, for findings that need more than libyaml's report.
struct YAMLSource: Sendable {
  let file: String
  let scalars: [Unicode.Scalar]
  /// The offset at which each line starts.
  private let lineStarts: [Int]

  /// Splits a text into lines at CR LF, LF and CR.
  init(_ scalars: [Unicode.Scalar], file: String) {
    self.scalars = scalars
    self.file = file
    var starts = [0]
    for (offset, scalar) in scalars.enumerated() {
      let isCRLF = scalar == "\r" && offset + 1 < scalars.count && scalars[offset + 1] == "\n"
      if scalar == "\n" || scalar == "\r" && !isCRLF { starts.append(offset + 1) }
    }
    lineStarts = starts
  }

  /// The number of lines; the text after the last line break is one too.
  var lineCount: Int { lineStarts.count }

  /// A character; nil beyond the end.
  subscript(offset: Int) -> Unicode.Scalar? {
    scalars.indices.contains(offset) ? scalars[offset] : nil
  }

  /// The line of a character, counted from 0.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The position of a character for messages.
  func position(of offset: Int) -> Position {
    let line = line(of: offset)
    return Position(file: file, line: line + 1, column: offset - lineStarts[line] + 1)
  }

  /// The characters of a line without its break.
  func range(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : scalars.count
    while end > start, scalars[end - 1] == "\n" || scalars[end - 1] == "\r" { end -= 1 }
    return start..<end
  }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  /// The text from an offset to the end of its line.
  func rest(from offset: Int) -> Range<Int> {
    offset..<max(offset, range(ofLine: line(of: offset)).upperBound)
  }

  /// The offset of the first character of a line that is not a plain space; its end if it is blank.
  func contentStart(ofLine line: Int) -> Int {
    let range = range(ofLine: line)
    return range.first { scalars[$0] != " " } ?? range.upperBound
  }

  /// Whether a line has something besides blanks and a comment.
  func isSignificant(_ line: Int) -> Bool {
    let start = contentStart(ofLine: line)
    return start < range(ofLine: line).upperBound && scalars[start] != "#"
  }

  /// A range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    func isBlank(_ offset: Int) -> Bool { scalars[offset] == " " || scalars[offset] == "\t" }
    guard let start = range.first(where: { !isBlank($0) }),
      let end = range.last(where: { !isBlank($0) })
    else { return range.lowerBound..<range.lowerBound }
    return start..<end + 1
  }

  /// The offset of the `#` that begins a comment on a line, quotes considered; nil without one.
  func commentStart(onLine line: Int) -> Int? {
    var comment: Int?
    forEachUnquoted(onLine: line) { offset in
      let before = offset > 0 ? scalars[offset - 1] : " "
      guard comment == nil, scalars[offset] == "#" else { return }
      if before == " " || before == "\t" || before == "\n" || before == "\r" { comment = offset }
    }
    return comment
  }

  /// The brackets that are open before an offset, outermost first, quotes and comments considered.
  func openBrackets(from firstLine: Int, before end: Int) -> [Int] {
    var open: [Int] = []
    for line in firstLine...max(firstLine, self.line(of: end)) {
      let limit = min(end, commentStart(onLine: line) ?? end)
      forEachUnquoted(onLine: line) { offset in
        guard offset < limit else { return }
        switch scalars[offset] {
        case "[", "{": if !open.isEmpty || startsValue(offset) { open.append(offset) }
        case "]", "}": _ = open.popLast()
        default: break
        }
      }
    }
    return open
  }

  /// Whether a character begins a value in block style.
  private func startsValue(_ offset: Int) -> Bool {
    let lineStart = range(ofLine: line(of: offset)).lowerBound
    let before = trimmed(lineStart..<offset)
    return before.last.map { scalars[$0] == ":" || scalars[$0] == "-" } ?? true
  }

  /// Calls a closure with each character of a line outside quotes.
  private func forEachUnquoted(onLine line: Int, _ body: (Int) -> Void) {
    var quote: Unicode.Scalar?
    var before: Unicode.Scalar = ":"
    for offset in range(ofLine: line) {
      let scalar = scalars[offset]
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'", ":,[{-".unicodeScalars.contains(before) {
        quote = scalar
      } else {
        body(offset)
      }
      if scalar != " " && scalar != "\t" { before = scalar }
    }
  }

  /// The characters of a line without its comment and the blanks around it.
  func content(ofLine line: Int) -> Range<Int> {
    let range = range(ofLine: line)
    return trimmed(range.lowerBound..<(commentStart(onLine: line) ?? range.upperBound))
  }
}

// MARK: - Keys by their columns

extension YAMLSource {
  /// Where a key or a list item starts.
  struct Mark: Hashable {
    let offset: Int
    let line: Int
    /// Counted from 0.
    let column: Int
    let isItem: Bool
  }

  /// The keys and items that start on a line: `- id: a` has an item and a key.
  func marks(onLine line: Int) -> [Mark] {
    let range = range(ofLine: line)
    var marks: [Mark] = []
    var offset = contentStart(ofLine: line)
    while offset < range.upperBound {
      let isItem =
        scalars[offset] == "-" && (offset + 1 == range.upperBound || self[offset + 1] == " ")
      marks.append(
        Mark(
          offset: offset, line: line, column: offset - range.lowerBound, isItem: isItem))
      guard isItem else { break }
      offset = (offset + 1..<range.upperBound).first { scalars[$0] != " " } ?? range.upperBound
    }
    return marks
  }

  /// The keys and items that are open before a line, outermost first.
  func openMarks(beforeLine end: Int, from start: Int) -> [Mark] {
    var open: [Mark] = []
    var line = start
    while line < end {
      defer { line += 1 }
      guard isSignificant(line) else { continue }
      let marks = marks(onLine: line)
      for mark in marks {
        while let last = open.last, last.column >= mark.column { open.removeLast() }
        open.append(mark)
      }
      guard beginsBlockText(line), let column = marks.first?.column else { continue }
      while line + 1 < end, isInBlockText(line + 1, below: column) { line += 1 }
    }
    return open
  }

  /// Whether a line ends with `|` or `>`, so that deeper lines are text.
  private func beginsBlockText(_ line: Int) -> Bool {
    var words = content(ofLine: line)
    while let last = words.last, "+-0123456789".unicodeScalars.contains(scalars[last]) {
      words.removeLast()
    }
    guard let last = words.last, words.count > 1 else { return false }
    return (scalars[last] == "|" || scalars[last] == ">") && scalars[last - 1] == " "
  }

  private func isInBlockText(_ line: Int, below column: Int) -> Bool {
    let start = contentStart(ofLine: line)
    let range = range(ofLine: line)
    return start == range.upperBound || start - range.lowerBound > column
  }

  /// Whether a `*` begins a line and has a space behind it, as people write lists.
  func isItemMark(at offset: Int) -> Bool {
    self[offset + 1] == " " && contentStart(ofLine: line(of: offset)) == offset
  }

  /// The word that starts at an offset, for messages: a key, or `-`.
  func word(at offset: Int) -> String {
    let rest = rest(from: offset)
    let end = rest.first { scalars[$0] == ":" || scalars[$0] == " " || scalars[$0] == "：" }
    return text(offset..<(end ?? rest.upperBound))
  }

  /// Whether a line holds a key or token, or is below one that does, so that messages must not
  /// quote it.
  func isSecret(_ line: Int, from start: Int) -> Bool {
    let lines = [start, line] + openMarks(beforeLine: line, from: start).map(\.line)
    let marks = openMarks(beforeLine: line, from: start) + marks(onLine: line)
    let path = marks.lazy.filter { !$0.isItem }.map { word(at: $0.offset) }.joined(separator: ".")
    if let first = marks.first, first.column == 0, !first.isItem, PlainText.isSecret(path) {
      return true
    }
    return lines.contains { SecretName.occurs(in: text(range(ofLine: $0))) }
  }
}
