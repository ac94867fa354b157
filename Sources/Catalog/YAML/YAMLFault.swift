internal import Support

/// A syntax error as libyaml reports it, to be explained by the lines around it.
///
/// libyaml's words never reach a message; its reasons are those of `reader.c`, `scanner.c` and
/// `parser.c` of libyaml 0.2.5.
struct YAMLFault {
  let reason: String
  let context: String
  let offset: Int
  let contextOffset: Int?
  let lastScalar: YAMLScalar?
  /// The first line of the parsed piece, counted from 0.
  let firstLine: Int

  init(_ failure: YAMLEvents.Failure, lastScalar: YAMLScalar?, firstLine: Int) {
    reason = failure.reason
    context = failure.context
    offset = failure.offset
    contextOffset = failure.contextOffset
    self.lastScalar = lastScalar
    self.firstLine = firstLine
  }

  /// The problem in plain words, at the place that its author has to change.
  func flaw(in source: YAMLSource) -> YAMLFlaw {
    if context == "while scanning an alias", source.isItemMark(at: contextOffset ?? offset) {
      return YAMLStructure(self, source).flaw()
    }
    if let problem = problemOfCharacter(in: source) { return YAMLFlaw(problem, at: offset) }
    if context.hasSuffix("quoted scalar") { return quoteFlaw(in: source) }
    return YAMLStructure(self, source).flaw()
  }

  /// The problem of a reason that needs no explanation by other lines.
  private func problemOfCharacter(in source: YAMLSource) -> Problem? {
    switch reason {
    case "control characters are not allowed", "invalid Unicode character":
      return .controlCharacterInConfig(source[offset] ?? "\u{FFFD}")
    case "did not find expected comment or line break":
      return context == "while scanning a block scalar" ? .textBesideBlockMark : .yamlDirective
    case "found an indentation indicator equal to 0":
      return .textBesideBlockMark
    case "found a tab character where an indentation space is expected":
      return .tabBeginsText
    case "found a tab character that violates indentation":
      return .tabIndentation
    case "did not find expected alphabetic or numeric character":
      return context == "while scanning an alias" ? .aliasRefused : .anchorRefused
    case "found undefined tag handle":
      return .tagRefused
    case "found duplicate %YAML directive", "found duplicate %TAG directive",
      "found incompatible YAML document":
      return .yamlDirective
    default:
      let tags = ["while scanning a tag", "while parsing a tag"]
      if tags.contains(context) { return .tagRefused }
      return context.hasSuffix("directive") ? .yamlDirective : nil
    }
  }

  private func quoteFlaw(in source: YAMLSource) -> YAMLFlaw {
    switch reason {
    case "found unexpected end of stream", "found unexpected document indicator":
      return Self.unclosedQuote(at: contextOffset ?? offset, in: source)
    default:
      return YAMLFlaw(.unknownEscape, at: offset)
    }
  }

  /// The flaw of a quote that is closed by another kind of quote, or never.
  static func unclosedQuote(at opening: Int, in source: YAMLSource) -> YAMLFlaw {
    let rest = source.rest(from: opening).dropFirst()
    if let other = rest.first(where: { "“”„‟＂".unicodeScalars.contains(source.scalars[$0]) }) {
      return YAMLFlaw(.quoteClosedByAnother(source.scalars[other]), at: other)
    }
    return YAMLFlaw(.unclosedYAMLQuote, at: opening)
  }
}

/// Explains an error in the structure of a config: indentation, colons, commas, brackets.
struct YAMLStructure {
  let fault: YAMLFault
  let source: YAMLSource
  /// The line of the error, counted from 0.
  let line: Int
  let isSecret: Bool
  /// The brackets that are open before the error, outermost first.
  let brackets: [Int]

  init(_ fault: YAMLFault, _ source: YAMLSource) {
    self.fault = fault
    self.source = source
    line = source.line(of: fault.offset)
    isSecret = source.isSecret(line, from: fault.firstLine)
    brackets = source.openBrackets(from: fault.firstLine, before: fault.offset)
  }

  func flaw() -> YAMLFlaw {
    if let flaw = itemMarkFlaw() ?? blankFlaw() ?? manyLineQuoteFlaw() ?? commentFlaw()
      ?? colonFlawBefore()
    {
      return flaw
    }
    switch fault.reason {
    case "could not find expected ':'":
      return keyFlaw(at: fault.contextOffset ?? fault.offset)
    case "mapping values are not allowed in this context":
      return valueFlaw()
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      return endFlaw()
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      return bracketFlaw()
    case "found character that cannot start any token":
      return YAMLFlaw(.reservedCharacter(source[fault.offset] ?? "@"), at: fault.offset)
    case "block sequence entries are not allowed in this context":
      return indentationFlaw() ?? YAMLFlaw(.listBesideKey, at: fault.offset)
    case "mapping keys are not allowed in this context":
      return YAMLFlaw(.reservedCharacter(source[fault.offset] ?? "?"), at: fault.offset)
    case "did not find expected node content":
      return unclosedFlaw() ?? otherBracketFlaw() ?? YAMLFlaw(.missingItem, at: fault.offset)
    default:
      return YAMLFlaw(.notYAML, at: fault.offset)
    }
  }

  /// The lines that the error is about: from where its context starts, at most 200.
  private var lines: ClosedRange<Int> {
    let start = (brackets.first ?? fault.contextOffset).map { source.line(of: $0) } ?? line
    return max(start, fault.firstLine, line - 200)...max(line, start)
  }

  // MARK: Faults of characters

  /// A line that begins like an item with another sign: that of the error, or the one before it.
  private func itemMarkFlaw() -> YAMLFlaw? {
    // A line of a text below `|` is not open.
    let before = source.openMarks(beforeLine: line, from: fault.firstLine).last?.line
    for (line, needsKey) in [(before ?? line, true), (line, false)] {
      let start = source.contentStart(ofLine: line)
      let mark = ItemMark(source, at: start, needsKey: needsKey, isSecret: isSecret)
      if let mark { return mark.flaw }
    }
    return nil
  }

  /// A tab, or a space that is not a plain one, where a line is indented.
  private func blankFlaw() -> YAMLFlaw? {
    for line in lines where source.isSignificant(line) {
      let start = source.contentStart(ofLine: line)
      if source[start] == "\t" { return YAMLFlaw(.tabIndentation, at: start) }
      let rest = source.text(source.rest(from: start))
      let character = InvisibleCharacter.first(in: rest, for: .compared)
      if let character, character.offset == 0 {
        let problem = Problem.invisibleCharacter(character, in: isSecret ? nil : rest)
        return YAMLFlaw(problem, at: start)
      }
    }
    return nil
  }

  /// A quoted text of several lines that ends at the error: its first quote was closed too late.
  private func manyLineQuoteFlaw() -> YAMLFlaw? {
    guard let scalar = fault.lastScalar, scalar.isQuoted, scalar.range.upperBound <= fault.offset,
      source.line(of: scalar.range.lowerBound) < source.line(of: scalar.range.upperBound),
      source.trimmed(scalar.range.upperBound..<fault.offset).isEmpty
    else { return nil }
    return YAMLFault.unclosedQuote(at: scalar.range.lowerBound, in: source)
  }

  /// A line just before the error whose colon is not one for YAML.
  private func colonFlawBefore() -> YAMLFlaw? {
    let before = (fault.firstLine..<line).last { source.isSignificant($0) }
    guard brackets.isEmpty, let before, let mark = source.marks(onLine: before).last else {
      return nil
    }
    let end = source.content(ofLine: before).upperBound
    return KeyFault(source, mark.offset..<max(mark.offset, end), isSecret: isSecret)?.flaw
  }

  /// A comment that begins within a text, or hides what closes a bracket.
  private func commentFlaw() -> YAMLFlaw? {
    let isInFlow = !brackets.isEmpty
    let before = (fault.firstLine..<line).last { source.isSignificant($0) } ?? line
    for line in isInFlow ? Array(lines) : [before, line] {
      guard let start = source.commentStart(onLine: line), source.isSignificant(line),
        let next = source[start + 1]
      else { continue }
      let hasSpace = next == " " || next == "\t"
      let kept = source.content(ofLine: line)
      let last = kept.last.map { source.scalars[$0] }
      let isAfterText = last.map { !"\"'}],:".unicodeScalars.contains($0) } ?? false
      let rest = source.text(source.rest(from: start))
      let hidesBracket = rest.contains("}") || rest.contains("]")
      if isInFlow ? hidesBracket && (!hasSpace || isAfterText) : isAfterText && !hasSpace {
        return YAMLFlaw(.commentCutsText(kept: nil, fix: nil), at: start)
      }
    }
    return nil
  }
}
