internal import Support

/// A token of a template: text, or a tag between `{{` and `}}`.
struct TemplateToken {
  enum Kind {
    case literal(String)
    /// `{{name}}`
    case variable(String)
    /// `{{#name}}`
    case section(String)
    /// `{{^name}}`
    case inverted(String)
    /// `{{/name}}`
    case end(String)
    /// `{{>file}}`
    case partial(String)
    /// `{{! words }}`
    case comment
  }

  var kind: Kind
  var position: Position

  /// Whether a line with only this tag is removed.
  fileprivate var mayStandAlone: Bool {
    switch kind {
    case .literal, .variable: false
    case .section, .inverted, .end, .partial, .comment: true
    }
  }
}

/// Tokenizes Mustache without raw output, lambdas and other delimiters (mustache(5), "Tag types").
///
/// It works on bytes, because characters of all templates take most of a small command's time.
struct TemplateTokenizer {
  private let bytes: [UInt8]
  private var offset = 0
  private let file: String
  private var line = 1
  private var column = 1

  private init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  /// The tokens of a template; throws where a tag is malformed.
  static func tokens(of text: String, file: String) throws(TemplateFailure) -> [TemplateToken] {
    var tokenizer = TemplateTokenizer(text, file: file)
    return removingStandaloneLines(try tokenizer.readTokens())
  }

  private var position: Position { Position(file: file, line: line, column: column) }

  private mutating func readTokens() throws(TemplateFailure) -> [TemplateToken] {
    var tokens: [TemplateToken] = []
    while offset < bytes.count {
      let start = position
      let literal = take(to: next(UInt8(ascii: "{")) ?? bytes.count)
      if !literal.isEmpty { tokens.append(TemplateToken(kind: .literal(literal), position: start)) }
      if offset < bytes.count { tokens.append(try readTag()) }
    }
    return tokens
  }

  private mutating func readTag() throws(TemplateFailure) -> TemplateToken {
    let start = position
    func failure(_ problem: Problem) -> TemplateFailure {
      TemplateFailure(position: start, problem: problem)
    }
    guard let close = next(UInt8(ascii: "}")) else { throw failure(.unclosedTag) }
    let tag = take(to: close + 2).unicodeScalars.dropFirst(2).dropLast(2)
    let sigil = tag.first
    let isPlain = sigil.map { Self.isLetter($0) || $0 == " " } ?? true
    var content = isPlain ? tag : tag.dropFirst()
    while let first = content.first, Self.isSpace(first) { content.removeFirst() }
    while let last = content.last, Self.isSpace(last) { content.removeLast() }
    let name = String(content)
    if sigil == "!" { return TemplateToken(kind: .comment, position: start) }
    guard !name.isEmpty, !content.contains(where: Self.isSpace) else {
      throw failure(.badTag(String(tag)))
    }
    let kind: TemplateToken.Kind
    switch sigil {
    case "#": kind = .section(name)
    case "^": kind = .inverted(name)
    case "/": kind = .end(name)
    case ">": kind = .partial(name)
    case "{", "&": throw failure(.rawOutput(name))
    default:
      guard isPlain else { throw failure(.badTag(String(tag))) }
      kind = .variable(name)
    }
    return TemplateToken(kind: kind, position: start)
  }

  // What Unicode says takes a search in its tables, so ASCII is decided here.

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z": true
    default: !scalar.isASCII && scalar.properties.isAlphabetic
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t"..."\r": true
    default: !scalar.isASCII && scalar.properties.isWhitespace
    }
  }

  /// Where a byte follows itself next.
  private func next(_ byte: UInt8) -> Int? {
    var index = offset
    while index + 1 < bytes.count {
      if bytes[index] == byte && bytes[index + 1] == byte { return index }
      index += 1
    }
    return nil
  }

  private mutating func take(to end: Int) -> String {
    let taken = bytes[offset..<end]
    for byte in taken {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if !UTF8.isContinuation(byte) {
        column += 1
      }
    }
    offset = end
    return String(decoding: taken, as: UTF8.self)
  }

  /// Removes the rest of lines with only a tag (mustache specification, "Standalone lines").
  private static func removingStandaloneLines(_ tokens: [TemplateToken]) -> [TemplateToken] {
    var result = tokens
    for index in tokens.indices where tokens[index].mayStandAlone {
      let before = literal(tokens, index - 1)
      let after = literal(tokens, index + 1)
      guard let indentation = before.map(lastLine) ?? (index == 0 ? "" : nil),
        let remainder = after.map(firstLine) ?? (index == tokens.count - 1 ? "" : nil),
        indentation.allSatisfy({ $0 == " " || $0 == "\t" }),
        remainder.allSatisfy({ $0 == " " || $0 == "\t" || $0.isNewline }),
        index <= 1 || before?.unicodeScalars.contains(where: isNewline) == true,
        index + 2 >= tokens.count || after?.unicodeScalars.contains(where: isNewline) == true
      else { continue }
      if case .literal(let text)? = index > 0 ? result[index - 1].kind : nil {
        result[index - 1].kind = .literal(String(text.dropLast(indentation.count)))
      }
      if case .literal(let text)? = index + 1 < result.count ? result[index + 1].kind : nil {
        result[index + 1].kind = .literal(String(text.dropFirst(remainder.count)))
      }
    }
    return result
  }

  private static func literal(_ tokens: [TemplateToken], _ index: Int) -> String? {
    guard tokens.indices.contains(index), case .literal(let text) = tokens[index].kind else {
      return nil
    }
    return text
  }

  private static func lastLine(_ text: String) -> Substring {
    let scalars = text.unicodeScalars
    return scalars.lastIndex(where: isNewline).map { text[scalars.index(after: $0)...] }
      ?? text[...]
  }

  private static func firstLine(_ text: String) -> Substring {
    let scalars = text.unicodeScalars
    guard let end = scalars.firstIndex(where: isNewline) else { return text[...] }
    let next = scalars.index(after: end)
    let isPair = scalars[end] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
    return isPair ? text[...next] : text[...end]
  }

  private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}

/// A template that cannot be compiled, and why.
struct TemplateFailure: Error {
  let position: Position
  let problem: Problem
}

extension Problem {
  fileprivate static var unclosedTag: Problem {
    Problem(
      Sentence("{{ is never closed", "{{ 缺少对应的 }}"),
      hint: Sentence("close it with }}", "请用 }} 关闭"))
  }

  fileprivate static func badTag(_ tag: String) -> Problem {
    Problem(
      Sentence("{{\(tag)}} is not a template tag", "{{\(tag)}} 不是模板标记"),
      hint: Sentence(
        "template tags are {{name}}, {{#name}}, {{^name}}, {{/name}}, {{>file}} and {{! words }}",
        "可用的标记：{{name}}、{{#name}}、{{^name}}、{{/name}}、{{>file}} 和 {{! 注释 }}"))
  }

  fileprivate static func rawOutput(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be put in unescaped", "\(quoted(name)) 不能不经转义输出"),
      hint: Sentence("write {{\(name)}}", "请写 {{\(name)}}"))
  }
}
