internal import Support

// Faults between brackets.

extension YAMLStructure {
  /// The fault of what comes where a comma or the closing bracket is expected.
  func bracketFlaw() -> YAMLFlaw {
    let opening = fault.contextOffset ?? fault.offset
    let isClosing = source[fault.offset] == "]" || source[fault.offset] == "}"
    if isClosing { return YAMLFlaw(.unclosedBracket(source[opening] ?? "{"), at: opening) }
    if let flaw = unclosedFlaw() { return flaw }
    let before = source.trimmed(opening..<fault.offset)
    let last = before.last.map { source.scalars[$0] }
    if source[fault.offset] == ":" { return colonFlaw(after: opening) }
    let startsValue = source[fault.offset].map { "{[\"'".unicodeScalars.contains($0) } ?? false
    if let last, "}]\"'".unicodeScalars.contains(last), !startsValue,
      let flaw = textFlaw(end: end(of: fault.offset))
    {
      return flaw
    }
    return YAMLFlaw(.missingComma, at: fault.offset)
  }

  /// The innermost open bracket, if the error lies on a line that no longer belongs to it.
  func unclosedFlaw() -> YAMLFlaw? {
    guard let outermost = brackets.first, let innermost = brackets.last else { return nil }
    let flaw = YAMLFlaw(.unclosedBracket(source.scalars[innermost]), at: innermost)
    guard fault.offset < source.scalars.count, let mark = source.marks(onLine: line).first else {
      return flaw
    }
    let first = source.line(of: outermost)
    let isClosing = source[mark.offset].map { "}]{[\"'".unicodeScalars.contains($0) } ?? false
    let column = source.marks(onLine: first).first?.column ?? 0
    return line > first && !isClosing && mark.column <= column ? flaw : nil
  }

  /// The innermost open bracket, if the error is a bracket that closes one of the other kind.
  func otherBracketFlaw() -> YAMLFlaw? {
    guard let innermost = brackets.last else { return nil }
    let other: Unicode.Scalar = source.scalars[innermost] == "[" ? "}" : "]"
    guard source[fault.offset] == other else { return nil }
    return YAMLFlaw(.unclosedBracket(source.scalars[innermost]), at: innermost)
  }

  /// The end of a value between brackets.
  private func end(of offset: Int) -> Int {
    source.rest(from: offset).first { ",}]".unicodeScalars.contains(source.scalars[$0]) }
      ?? source.rest(from: offset).upperBound
  }

  /// The fault of a second colon in one entry.
  private func colonFlaw(after opening: Int) -> YAMLFlaw {
    let start =
      (opening..<fault.offset).last { ",{[".unicodeScalars.contains(source.scalars[$0]) } ?? opening
    let entry = source.trimmed(start + 1..<fault.offset)
    if let comma = entry.first(where: { "，、".unicodeScalars.contains(source.scalars[$0]) }) {
      return YAMLFlaw(.fullWidthComma(source.scalars[comma]), at: comma)
    }
    let words = source.text(entry).split { $0 == " " || $0 == "\n" || $0 == "\r" }
    if let last = words.last, words.count > 2, Self.keys.contains(String(last)) {
      return YAMLFlaw(.missingComma, at: fault.offset - last.unicodeScalars.count)
    }
    guard !isSecret, let colon = entry.first(where: { source.scalars[$0] == ":" }) else {
      return YAMLFlaw(.colonInText(line: nil), at: fault.offset)
    }
    let text = source.text(source.trimmed(colon + 1..<end(of: fault.offset)))
    let key = source.text(source.trimmed(entry.lowerBound..<colon))
    return YAMLFlaw(
      .colonInText(line: "\(shortened(key)): \(PlainText.inQuotes(text))"), at: fault.offset)
  }

  /// Keys before which a comma is easily forgotten.
  private static let keys: Set<String> = [
    "id", "title", "price", "token", "tokens", "custom", "stable", "skin", "note", "tags", "each",
    "rows", "merchant", "name", "appkey", "language", "base_url", "templates", "accent", "paper",
  ]
}
