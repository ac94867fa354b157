internal import Support

// Faults of keys, values and indentation in block style.

extension YAMLStructure {
  /// The fault of a line that should hold a key with a colon.
  func keyFlaw(at offset: Int) -> YAMLFlaw {
    let line = source.line(of: offset)
    let content = source.content(ofLine: line)
    let range = offset..<max(offset, content.upperBound)
    if let fault = KeyFault(source, range, isSecret: isSecret) { return fault.flaw }
    let text = source.text(source.trimmed(range))
    return YAMLFlaw(.missingColon(isSecret ? nil : text), at: offset)
  }

  /// The fault of a colon where the text before cannot be a key.
  func valueFlaw() -> YAMLFlaw {
    let content = source.content(ofLine: line)
    let start = source.marks(onLine: line).last?.offset ?? content.lowerBound
    guard let colon = firstColon(in: start..<content.upperBound), colon < fault.offset else {
      let before = (fault.firstLine..<line).last { source.isSignificant($0) }
      if let mark = before.flatMap({ source.marks(onLine: $0).last }), !mark.isItem,
        mark.column == source.marks(onLine: line).last?.column
      {
        return keyFlaw(at: mark.offset)
      }
      return indentationFlaw() ?? YAMLFlaw(.colonInText(line: nil), at: fault.offset)
    }
    let value = source.trimmed(colon + 1..<content.upperBound)
    let text = source.text(value)
    let key = source.text(source.trimmed(start..<colon))
    if let quotes = TypographicQuotes(text) {
      let line = isSecret ? nil : "\(shortened(key)): \(PlainText.inQuotes(quotes.inner))"
      return YAMLFlaw(.typographicQuotes(quotes, line: line), at: value.lowerBound)
    }
    let line = isSecret ? nil : "\(shortened(key)): \(PlainText.inQuotes(text))"
    return YAMLFlaw(.colonInText(line: line), at: fault.offset)
  }

  /// The first colon with a blank after it.
  private func firstColon(in range: Range<Int>) -> Int? {
    range.first { offset in
      source.scalars[offset] == ":"
        && (offset + 1 == range.upperBound || source[offset + 1] == " ")
    }
  }

  /// The fault of a line that does not continue what is open, or of text after a value.
  func endFlaw() -> YAMLFlaw {
    if source[fault.offset] == ":" { return YAMLFlaw(.emptyKey, at: fault.offset) }
    if source.contentStart(ofLine: line) == fault.offset {
      let content = source.content(ofLine: line)
      let isItem = source.marks(onLine: line).first?.isItem == true
      if !isItem, !content.contains(where: { source.scalars[$0] == ":" }) {
        return keyFlaw(at: fault.offset)
      }
      if let flaw = indentationFlaw() { return flaw }
      return source.marks(onLine: line).first?.isItem == true
        ? YAMLFlaw(.itemAmongKeys, at: fault.offset) : keyFlaw(at: fault.offset)
    }
    return textFlaw(end: source.content(ofLine: line).upperBound)
      ?? YAMLFlaw(.notYAML, at: fault.offset)
  }

  /// The fault of text that follows a quoted or bracketed value on the line of the error.
  func textFlaw(end: Int) -> YAMLFlaw? {
    let lineStart = source.range(ofLine: line).lowerBound
    let before = source.trimmed(lineStart..<fault.offset)
    guard let last = before.last, let opening = opening(of: last, from: lineStart) else {
      return nil
    }
    var whole = source.text(source.trimmed(opening..<max(end, last + 1)))
    // A text that begins and ends with the same quote is in quotes already.
    let quote = source.scalars[opening]
    if "\"'".unicodeScalars.contains(quote), whole.unicodeScalars.count > 1,
      whole.unicodeScalars.last == quote
    {
      whole = String(whole.dropFirst().dropLast())
    }
    return YAMLFlaw(
      .textAfterValue(source.scalars[last], line: isSecret ? nil : PlainText.inQuotes(whole)),
      at: fault.offset)
  }

  /// The bracket or quote that a closing one belongs to; nil if the character closes nothing.
  private func opening(of closing: Int, from start: Int) -> Int? {
    let pairs: [Unicode.Scalar: Unicode.Scalar] = ["}": "{", "]": "[", "\"": "\"", "'": "'"]
    let end = source.scalars[closing]
    guard let begin = pairs[end] else { return nil }
    var depth = 0
    for offset in (start..<closing).reversed() {
      if source.scalars[offset] == begin {
        if depth == 0 { return offset }
        depth -= 1
      } else if source.scalars[offset] == end {
        depth += 1
      }
    }
    return nil
  }

  // MARK: Indentation

  /// The fault of a line that starts in another column than the lines that it belongs to.
  func indentationFlaw() -> YAMLFlaw? {
    guard let mark = source.marks(onLine: line).first else { return nil }
    let all = source.openMarks(beforeLine: line, from: fault.firstLine)
    let open = all.filter { $0.isItem == mark.isItem }
    func distance(_ other: YAMLSource.Mark) -> Int { abs(other.column - mark.column) }
    let others = open.filter { $0.column != mark.column }
    // Of two equally near ones, the deeper.
    guard let nearest = others.reversed().min(by: { distance($0) < distance($1) }) else {
      return nil
    }
    // A first line that is indented is itself at fault, and so is one item before several others.
    let isFirst =
      mark.isItem
      ? itemCount(like: nearest) < itemCount(like: mark)
      : mark.column == 0 && all.first == nearest
    let (wrong, right) = isFirst ? (nearest, mark) : (mark, nearest)
    return YAMLFlaw(
      .wrongIndentation(
        IndentedWord(wrong, source), IndentedWord(right, source)), at: wrong.offset)
  }

  /// How many items of a list start in the column of one: it and those before it in its list, if it
  /// comes before the error, else it and those behind it.
  private func itemCount(like item: YAMLSource.Mark) -> Int {
    let lines =
      item.line < line ? Array((0...item.line).reversed()) : Array(item.line..<source.lineCount)
    var count = 0
    for line in lines where source.isSignificant(line) {
      guard let mark = source.marks(onLine: line).first else { continue }
      // The key of the list, or what comes behind it.
      if mark.column < item.column || !mark.isItem && mark.column == item.column { break }
      if mark.isItem, mark.column == item.column { count += 1 }
    }
    return count
  }
}

/// A key or `-` with its place, for messages.
struct IndentedWord {
  let word: String
  /// Counted from 1.
  let line: Int
  /// Counted from 1.
  let column: Int

  init(_ mark: YAMLSource.Mark, _ source: YAMLSource) {
    word = source.word(at: mark.offset)
    line = mark.line + 1
    column = mark.column + 1
  }
}
