/// Text with places for fields: `table-{n}`.
///
/// `{name}` stands for a field of the link, `${NAME}` for an environment variable, which is put in
/// when the config is read; `{{`, `}}` and `$${` stand for `{`, `}` and `${`.
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

  /// Reads a pattern.
  ///
  /// - Parameters:
  ///   - allowsFields: whether `{…}` means a field; if not, braces are ordinary characters.
  ///   - environment: the values of `${…}`.
  /// - Throws: the problem that makes it unreadable.
  static func segments(
    of text: String, allowsFields: Bool, environment: [String: String]
  ) throws(PatternProblem) -> [Segment] {
    var segments: [Segment] = []
    var literal = ""
    var rest = text[...]
    while let character = rest.first {
      if rest.hasPrefix("$${") {
        literal += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        let name = try takeName(from: &rest, opening: 2, Problem.unclosedVariable)
        guard let value = environment[name], !value.isEmpty else {
          throw PatternProblem(.environmentMissing(name))
        }
        literal += value
      } else if allowsFields, rest.hasPrefix("{{") || rest.hasPrefix("}}") {
        literal.append(character)
        rest = rest.dropFirst(2)
      } else if allowsFields, character == "{" {
        let name = try takeName(from: &rest, opening: 1, Problem.unclosedBrace)
        if !literal.isEmpty { segments.append(.literal(literal)) }
        literal = ""
        segments.append(.field(name))
      } else if allowsFields, character == "}" {
        throw PatternProblem(.loneBrace(text))
      } else {
        literal.append(character)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { segments.append(.literal(literal)) }
    return segments
  }

  /// Takes `{name}` or `${name}` off the front.
  private static func takeName(
    from rest: inout Substring, opening: Int, _ unclosed: (String) -> Problem
  ) throws(PatternProblem) -> String {
    let whole = String(rest)
    let afterBrace = rest.dropFirst(opening)
    guard let end = afterBrace.firstIndex(of: "}") else {
      throw PatternProblem(unclosed(whole))
    }
    let name = afterBrace[..<end]
    guard !name.isEmpty, !name.contains("{") else { throw PatternProblem(unclosed(whole)) }
    rest = afterBrace[afterBrace.index(after: end)...]
    return String(name)
  }
}

/// A problem on its way to the place that knows the position.
struct PatternProblem: Error {
  let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }
}
