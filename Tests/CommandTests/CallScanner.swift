import Foundation

/// Takes apart the arguments of a call in a Swift source, as far as their texts are concerned.
struct CallScanner {
  /// A part of an expression.
  enum Part: Equatable {
    /// Anything up to a space, such as a name or an operator; or a comma.
    case word(String)
    /// A string literal.
    case literal([Segment])
    /// What is in brackets of any kind.
    case group([Part])
  }

  /// A part of a string literal.
  enum Segment: Equatable {
    /// Characters.
    case text(String)
    /// What is interpolated.
    case value([Part])
  }

  private var rest: Substring

  /// The arguments of a call, from behind its opening bracket on; nil if that is never closed.
  static func arguments(of text: Substring) -> [[Part]]? {
    var scanner = CallScanner(rest: text)
    return scanner.group().map { $0.parts(between: ",").filter { !$0.isEmpty } }
  }

  /// The parts up to the closing bracket, which is taken.
  private mutating func group() -> [Part]? {
    var parts: [Part] = []
    var word = ""
    func endWord() {
      if !word.isEmpty { parts.append(.word(word)) }
      word = ""
    }
    while let character = rest.first {
      if character == "/", rest.hasPrefix("//") {
        endWord()
        rest = rest.drop { !$0.isNewline }
        continue
      }
      if character == "\"" {
        endWord()
        guard let literal = literal() else { return nil }
        parts.append(literal)
        continue
      }
      rest.removeFirst()
      switch character {
      case ")", "]", "}":
        endWord()
        return parts
      case "(", "[", "{":
        endWord()
        guard let inner = group() else { return nil }
        parts.append(.group(inner))
      case ",":
        endWord()
        parts.append(.word(","))
      default:
        if character.isWhitespace { endWord() } else { word.append(character) }
      }
    }
    return nil
  }

  /// The literal that begins here.
  private mutating func literal() -> Part? {
    let quote = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    rest.removeFirst(quote.count)
    var segments: [Segment] = []
    var text = ""
    while let character = rest.first {
      if character == "\"", rest.hasPrefix(quote) {
        rest.removeFirst(quote.count)
        return .literal(segments + [.text(text)])
      }
      rest.removeFirst()
      guard character == "\\", let escaped = rest.popFirst() else {
        text.append(character)
        continue
      }
      if escaped == "(" {
        guard let value = group() else { return nil }
        segments += [.text(text), .value(value)]
        text = ""
      } else {
        text.append(escaped == "n" ? "\n" : escaped)
      }
    }
    return nil
  }
}

extension [CallScanner.Part] {
  /// The parts between those that are a word.
  func parts(between word: String) -> [[CallScanner.Part]] {
    let separator = CallScanner.Part.word(word)
    return split(separator: separator, omittingEmptySubsequences: false).map { Array($0) }
  }

  /// Whether an expression has a literal that is not only a separator.
  var holdsText: Bool {
    if first == .word("separator:") { return false }
    return contains { part in
      switch part {
      case .word: false
      case .literal: true
      case .group(let inner): inner.parts(between: ",").contains { $0.holdsText }
      }
    }
  }

  /// Whether a name occurs outside of literals.
  func mentions(_ name: String) -> Bool {
    contains { part in
      switch part {
      case .word(let word): word.contains(name)
      case .literal: false
      case .group(let inner): inner.mentions(name)
      }
    }
  }

  /// The texts that an expression can have, with `x` for each value: so many that each literal is in
  /// one of them.
  var texts: [String] {
    if let (yes, no) = branches { return yes.texts + no.texts }
    let choices = parts(between: "??")
    if choices.count > 1 {
      // Nothing in the place of a value that is missing.
      if choices.last == [.literal([.text("")])], !choices[0].holdsText { return ["x"] }
      return choices.flatMap(\.texts)
    }
    return Self.combined(parts(between: "+").map(\.termTexts))
  }

  /// The two sides of a condition.
  private var branches: (yes: [CallScanner.Part], no: [CallScanner.Part])? {
    guard let question = firstIndex(of: .word("?")) else { return nil }
    var depth = 0
    for index in (question + 1)..<count {
      if self[index] == .word("?") { depth += 1 }
      guard self[index] == .word(":") else { continue }
      if depth == 0 {
        return (Array(self[(question + 1)..<index]), Array(self[(index + 1)...]))
      }
      depth -= 1
    }
    return nil
  }

  private var termTexts: [String] {
    if count == 1, case .group(let inner) = self[0], inner.parts(between: ",").count == 1 {
      return inner.texts
    }
    let found = flatMap { part -> [String] in
      switch part {
      case .word: return []
      case .literal(let segments):
        return Self.combined(
          segments.map { segment -> [String] in
            switch segment {
            case .text(let text): [text]
            case .value(let value): value.texts
            }
          })
      case .group(let inner):
        return inner.parts(between: ",").filter(\.holdsText).flatMap(\.body.texts)
      }
    }
    return found.isEmpty ? ["x"] : found
  }

  /// A closure without its parameters.
  private var body: [CallScanner.Part] {
    firstIndex(of: .word("in")).map { Array(self[($0 + 1)...]) } ?? self
  }

  /// Texts of one term each, so many that each text of each term is in one of them.
  private static func combined(_ terms: [[String]]) -> [String] {
    let count = terms.map(\.count).max() ?? 0
    return (0..<count).map { index in terms.map { $0[index % $0.count] }.joined() }
  }
}
