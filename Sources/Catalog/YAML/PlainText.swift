internal import Support

/// A problem at the offset of a character.
struct YAMLFlaw {
  let problem: Problem
  let offset: Int
  /// Where the text with the problem ends; what YAML reads of it is a consequence.
  let end: Int

  init(_ problem: Problem, at offset: Int, end: Int? = nil) {
    self.problem = problem
    self.offset = offset
    self.end = end ?? offset
  }
}

/// A text without quotes, checked for what YAML reads otherwise than its author.
struct PlainText {
  /// Where a text is.
  enum Context {
    case top
    case value(key: String, isInFlow: Bool, meaning: Meaning)
    case item(isInFlow: Bool, meaning: Meaning)
  }

  private let source: YAMLSource
  private let range: Range<Int>
  private let context: Context

  init(_ source: YAMLSource, _ range: Range<Int>, _ context: Context) {
    self.source = source
    self.range = range
    self.context = context
  }

  /// Whether a value may be a key or token, which messages must not show.
  static func isSecret(_ keyPath: String) -> Bool {
    let keys = keys(keyPath)
    // The values of misspelt keys, where the right ones are secret.
    if let first = keys.first, !ConfigDecoder.keys.contains(first) { return true }
    if keys.first == "merchants", keys.count > 2, !MerchantDecoder.keys.contains(keys[2]) {
      return true
    }
    return keys.contains(where: SecretName.matches)
  }

  /// The keys of a path without the places in lists.
  static func keys(_ keyPath: String) -> [String] {
    keyPath.split(separator: ".").map { String($0.prefix { $0 != "[" }) }
  }

  /// The flaw, or nil.
  func flaw() -> YAMLFlaw? {
    if let flaw = commentFlaw() ?? commentLineFlaw { return flaw }
    guard let first = range.first else { return nil }
    if let flaw = quotesFlaw(first) { return flaw }
    if case .top = context, let fault = KeyFault(source, source.rest(from: first), isSecret: true) {
      return fault.flaw
    }
    if case .item(isInFlow: true, _) = context,
      let comma = range.first(where: { "，、".unicodeScalars.contains(source.scalars[$0]) })
    {
      return YAMLFlaw(.fullWidthComma(source.scalars[comma]), at: comma)
    }
    return continuation
  }

  // MARK: Quotes

  private func quotesFlaw(_ first: Int) -> YAMLFlaw? {
    // What ends a value may lie between the quotes, or before the quotes of another value.
    let ends = [isInFlow ? closingQuoteEnd(first) : nil, range.upperBound].compactMap(\.self)
    let found = ends.lazy.compactMap { end in
      TypographicQuotes(source.text(first..<end)).map { (quotes: $0, end: end) }
    }
    guard let (quotes, end) = found.first else { return nil }
    // A colon may have ended the text before its second quote.
    let content = source.content(ofLine: source.line(of: first))
    let rest = source.text(first..<max(first, content.upperBound))
    let shown = isInFlow ? quotes : TypographicQuotes(rest) ?? quotes
    return YAMLFlaw(
      .typographicQuotes(shown, line: line(shown.inner)), at: first, end: end)
  }

  /// The end of a text between brackets whose quotes hold a comma, a colon or brackets: behind the first
  /// quote on its line that is followed by what ends a value.
  private func closingQuoteEnd(_ first: Int) -> Int? {
    guard let closing = TypographicQuotes.closing(source.scalars[first]) else { return nil }
    let rest = source.rest(from: first)
    return rest.dropFirst().first { offset in
      guard closing.contains(source.scalars[offset]) else { return false }
      let behind = source.trimmed(offset + 1..<rest.upperBound)
      return behind.isEmpty || ",]}#".unicodeScalars.contains(source.scalars[behind.lowerBound])
    }.map { $0 + 1 }
  }

  // MARK: Comments

  /// The flaw of a comment right behind a text, with quotes or without, that may be meant as a part.
  func commentFlaw() -> YAMLFlaw? {
    commentStart.map { YAMLFlaw(commentProblem($0), at: $0) }
  }

  /// The `#` right behind the text, if it begins a comment without a space.
  private var commentStart: Int? {
    let rest = source.rest(from: range.upperBound)
    let start = source.trimmed(rest).lowerBound
    guard rest.contains(start), source[start] == "#",
      start > range.upperBound || range.isEmpty, start + 1 < rest.upperBound
    else { return nil }
    let next = source.scalars[start + 1]
    return next == " " || next == "\t" ? nil : start
  }

  /// The flaw of a `#` without a space that begins the line after the text, where more of the text
  /// would stand: deeper than its key.
  private var commentLineFlaw: YAMLFlaw? {
    guard case .value(_, isInFlow: false, _) = context, let last = range.last else { return nil }
    let line = source.line(of: last)
    guard line + 1 < source.lineCount,
      source.trimmed(source.rest(from: range.upperBound)).isEmpty
    else { return nil }
    let start = source.contentStart(ofLine: line + 1)
    let next = source[start + 1]
    guard source[start] == "#", let next, next != " ", next != "#", !next.properties.isWhitespace
    else { return nil }
    let first = source.line(of: range.lowerBound)
    var key = source.contentStart(ofLine: first)
    while source[key] == "-", source[key + 1] == " " {
      key += 1
      while source[key] == " " { key += 1 }
    }
    let depth = start - source.range(ofLine: line + 1).lowerBound
    guard depth > key - source.range(ofLine: first).lowerBound else { return nil }
    let kept = isSecret ? nil : Self.inOneLine(source.text(range))
    return YAMLFlaw(.commentCutsText(kept: kept, fix: nil), at: start)
  }

  private func commentProblem(_ start: Int) -> Problem {
    let isOneLine = source.line(of: range.lowerBound) == source.line(of: start)
    let whole = Self.whole(source, from: range.isEmpty ? start : range.lowerBound, isInFlow)
    let (kept, text) = (Self.inOneLine(source.text(range)), Self.inOneLine(source.text(whole)))
    let quote = kept.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    var (inner, joined) = (kept, text)
    if let quote, kept.count > 1, kept.last == quote {
      inner = String(kept.dropFirst().dropLast())
      joined = inner + text.dropFirst(kept.count)
    }
    var fix: CommentFix?
    if isOneLine, let quoted = line(joined) {
      fix = isWord ? wordFix(kept, start) : .quotes(quoted)
    }
    return .commentCutsText(kept: isSecret ? nil : inner, fix: fix)
  }

  /// What to type for a number, a name or a choice with a comment.
  private func wordFix(_ kept: String, _ start: Int) -> CommentFix {
    let value = kept.isEmpty ? "…" : shortened(kept)
    let rest = source.text(source.trimmed(source.rest(from: start + 1)))
    if isInFlow, rest.contains(where: { ",]}".contains($0) }) { return .deletion(line(as: value)) }
    return .space(line(as: "\(value) # \(shortened(rest))"))
  }

  /// A text with its line breaks and tabs, and the blanks around them, as one space each.
  private static func inOneLine(_ text: String) -> String {
    let parts = text.split { $0.isNewline || $0 == "\t" }
    return parts.map { InvisibleCharacter.trimmed(String($0)) }.joined(separator: " ")
  }

  /// A text with the comment that was probably meant as a part of it.
  static func whole(_ source: YAMLSource, from start: Int, _ isInFlow: Bool) -> Range<Int> {
    let rest = source.rest(from: start)
    var hasHash = false
    var end = rest.upperBound
    for offset in rest {
      let scalar = source.scalars[offset]
      let isComment = scalar == "#" && offset > start && source[offset - 1] == " "
      if isComment && source[offset + 1] == " "
        || isInFlow && hasHash && ",}]".unicodeScalars.contains(scalar)
      {
        end = offset
        break
      }
      if scalar == "#" { hasHash = true }
    }
    return source.trimmed(start..<end)
  }

  // MARK: Lines

  /// A line after the first that looks like an item or a key, not like more of the text.
  private var continuation: YAMLFlaw? {
    guard let last = range.last else { return nil }
    if !isInFlow,
      let mark = ItemMark(source, at: range.lowerBound, needsKey: false, isSecret: isSecret)
    {
      return mark.flaw
    }
    let first = source.line(of: range.lowerBound)
    let end = source.line(of: last)
    guard end > first else { return nil }
    for line in first + 1...end {
      let start = source.contentStart(ofLine: line)
      let rest = start..<source.range(ofLine: line).upperBound
      if source.marks(onLine: line).first?.isItem == true {
        return YAMLFlaw(.textGoesOn(firstLine: first + 1), at: start)
      }
      if let mark = ItemMark(source, at: start, needsKey: true, isSecret: isSecret) {
        return mark.flaw
      }
      if let fault = KeyFault(source, rest, isSecret: isSecret), fault.kind == .fullWidth {
        return fault.flaw
      }
    }
    return nil
  }

  // MARK: What to type

  private var isInFlow: Bool {
    switch context {
    case .value(_, let isInFlow, _), .item(let isInFlow, _): isInFlow
    case .top: false
    }
  }

  private var meaning: Meaning {
    switch context {
    case .value(_, _, let meaning), .item(_, let meaning): meaning
    case .top: .secret
    }
  }

  private var isSecret: Bool { meaning == .secret }
  private var isWord: Bool { meaning == .word }

  /// The key with the text in quotes; nil for a secret.
  private func line(_ text: String) -> String? {
    isSecret ? nil : line(as: Self.inQuotes(text))
  }

  /// The key with a value as it is written.
  private func line(as value: String) -> String {
    switch context {
    case .value(let key, _, _): "\(shortened(key)): \(value)"
    case .item(isInFlow: false, _): "- \(value)"
    case .item, .top: value
    }
  }

  /// A text as YAML takes it whatever it holds.
  static func inQuotes(_ text: String) -> String {
    let text = shortened(text)
    let needsSingle = text.contains("\"") || text.contains("\\")
    return needsSingle ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
  }
}

/// A key without quotes, checked for characters that nobody sees.
struct PlainKey {
  /// The name without them; nil if it cannot be known.
  let name: String?
  /// What is to be said of the key.
  let finding: (severity: Finding.Severity, flaw: YAMLFlaw)?

  init(_ source: YAMLSource, _ range: Range<Int>) {
    let text = source.text(range)
    if let quotes = TypographicQuotes(text) {
      name = quotes.inner
      let problem = Problem.typographicQuotes(quotes, line: "\(shortened(quotes.inner)): …")
      finding = (.error, YAMLFlaw(problem, at: range.lowerBound))
      return
    }
    guard let character = InvisibleCharacter.first(in: text, for: .compared) else {
      name = text
      finding = nil
      return
    }
    let trimmed = InvisibleCharacter.trimmed(text)
    let isAtEnd = text.hasPrefix(trimmed)
    let isInside = InvisibleCharacter.first(in: trimmed, for: .compared) != nil
    // A space of another kind before a key looks like indentation.
    let isIndentation = character.offset == 0 && character.isSpace
    name = isIndentation ? nil : InvisibleCharacter.visiblePart(of: text)
    finding = (
      isAtEnd && !isInside ? .note : .error,
      YAMLFlaw(.invisibleCharacter(character, in: text), at: range.lowerBound + character.offset)
    )
  }
}

/// A line that was meant as `key: value` and has no key for YAML.
struct KeyFault {
  enum Kind {
    case fullWidth
    case noSpace
    case invisible
  }

  let kind: Kind
  /// The key that was probably meant.
  let key: String
  let flaw: YAMLFlaw

  /// Finds the fault of a text; nil if it does not look like a key with a value.
  init?(_ source: YAMLSource, _ range: Range<Int>, isSecret: Bool) {
    let colons: Set<Unicode.Scalar> = [":", "：", "﹕"]
    guard let colon = range.first(where: { colons.contains(source.scalars[$0]) }) else {
      return nil
    }
    let keyRange = source.trimmed(range.lowerBound..<colon)
    let key = source.text(keyRange)
    guard let first = key.unicodeScalars.first, first.properties.isAlphabetic,
      !key.unicodeScalars.contains(" "), keyRange.count <= 60
    else { return nil }
    let next = colon + 1 < range.upperBound ? source[colon + 1] : nil
    let value = source.text(source.trimmed(colon + 1..<range.upperBound))
    let isSecret = isSecret || SecretName.matches(key)
    let shown = isSecret ? "…" : shortened(InvisibleCharacter.trimmed(value))
    let line = "\(shortened(key)): \(shown)"
    self.key = key
    if source.scalars[colon] != ":" {
      kind = .fullWidth
      flaw = YAMLFlaw(.fullWidthColon(source.scalars[colon], line: line), at: colon)
    } else if let character = InvisibleCharacter.first(
      in: source.text(colon..<range.upperBound), for: .compared), character.offset == 1
    {
      kind = .invisible
      let text = "\(key):"
      flaw = YAMLFlaw(.invisibleAfterColon(character, key: text, line: line), at: colon + 1)
    } else if let next, next != " ", next != "/" {
      kind = .noSpace
      flaw = YAMLFlaw(.noSpaceAfterColon(line: line), at: colon + 1)
    } else {
      return nil
    }
  }
}
