internal import Support

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
    var literal = String.UnicodeScalarView()
    // Scalars, not characters: a combining mark after a brace leaves the brace what it is.
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

  /// Takes `{name}` or `${name}` off the front, or nothing where it is broken.
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

/// A problem on its way to the place that knows the position.
struct PatternProblem: Error {
  let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }
}
