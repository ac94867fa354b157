internal import Support

/// Text with fields: `table-{n}`.
///
/// `{name}` is a field of the link, `${NAME}` an environment variable, substituted when the config
/// is read; `{{`, `}}` and `$${` are escapes for `{`, `}` and `${`.
struct TextPattern: Sendable {
  enum Segment: Hashable, Sendable {
    case literal(String)
    case field(String)
  }

  let segments: [Segment]
  let position: Position
  /// The key path, such as `links[2].price`.
  let keyPath: String

  /// The names of the fields, in order.
  var fieldNames: [String] {
    segments.compactMap { segment in
      if case .field(let name) = segment { name } else { nil }
    }
  }

  /// The text of a pattern without fields.
  var fixedText: String {
    segments.reduce(into: "") { text, segment in
      if case .literal(let literal) = segment { text += literal }
    }
  }

  /// Parses a pattern with the values of `${…}`; without fields, braces are ordinary characters.
  static func segments(
    of text: String, allowsFields: Bool, environment: [String: String]
  ) throws(PatternProblem) -> [Segment] {
    var segments: [Segment] = []
    var literal = String.UnicodeScalarView()
    // Scalars, not characters: a combining mark after a brace must not hide the brace.
    var rest = text.unicodeScalars[...]
    func starts(_ prefix: String) -> Bool { rest.starts(with: prefix.unicodeScalars) }
    while let scalar = rest.first {
      if starts("$${") {
        literal.append(contentsOf: "${".unicodeScalars)
        rest = rest.dropFirst(3)
      } else if starts("${") {
        guard let name = takeName(from: &rest, opening: 2) else {
          throw PatternProblem(.unclosedVariable)
        }
        let found = environment[name]
        InputTrace.current?.note(.variable(name), found.map { ContentDigest(Array($0.utf8)) })
        guard let value = found, !value.isEmpty else {
          throw PatternProblem(.environmentMissing(name))
        }
        literal.append(contentsOf: value.unicodeScalars)
      } else if allowsFields, starts("{{") || starts("}}") {
        literal.append(scalar)
        rest = rest.dropFirst(2)
      } else if allowsFields, scalar == "{" {
        let whole = rest
        guard let name = takeName(from: &rest, opening: 1) else {
          throw PatternProblem(.unclosedBrace(String(whole)))
        }
        if !literal.isEmpty { segments.append(.literal(String(literal))) }
        literal = String.UnicodeScalarView()
        segments.append(.field(name))
      } else if allowsFields, scalar == "}" {
        throw PatternProblem(.loneBrace(text))
      } else {
        literal.append(scalar)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { segments.append(.literal(String(literal))) }
    return segments
  }

  /// Takes `{name}` or `${name}` off the front, or nothing if it is malformed.
  private static func takeName(
    from rest: inout Substring.UnicodeScalarView, opening: Int
  ) -> String? {
    let afterBrace = rest.dropFirst(opening)
    guard let end = afterBrace.firstIndex(of: "}") else { return nil }
    let name = afterBrace[..<end]
    guard !name.isEmpty, !name.contains("{") else { return nil }
    rest = afterBrace[afterBrace.index(after: end)...]
    return String(name)
  }
}

/// A problem thrown to the caller, which knows the position.
struct PatternProblem: Error {
  let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }
}

extension Problem {
  static func environmentMissing(_ name: String) -> Problem {
    Problem(
      Sentence(
        "the environment variable \(name) is not set, or is empty", "环境变量 \(name) 没有设置，或是空的"),
      hint: Sentence(
        "set it before the command: `\(name)=… paypress build`; for a plain ${ write $${",
        "请在命令前设置：`\(name)=… paypress build`；如果只是要写 ${，请写 $${"))
  }

  static func loneBrace(_ text: String) -> Problem {
    Problem(
      Sentence("a } without its { in \(quoted(text))", "\(quoted(text)) 里有 } 却没有对应的 {"),
      hint: Sentence("write }} for a plain }", "如果只是要写 }，请写 }}"))
  }

  static func unclosedBrace(_ text: String) -> Problem {
    Problem(
      Sentence("no field name and } follow in \(quoted(text))", "\(quoted(text)) 后面没有字段名和 }"),
      hint: Sentence(
        "write {name} for a field, {{ for a plain {", "字段写成 {名称}；如果只是要写 {，请写 {{"))
  }

  static var unclosedVariable: Problem {
    Problem(
      Sentence("no variable name and } follow ${", "${ 后面没有变量名和 }"),
      hint: Sentence(
        "write ${NAME} for an environment variable, $${ for a plain ${",
        "环境变量写成 ${NAME}；如果只是要写 ${，请写 $${"))
  }
}
