internal import Support

/// Text with fields: `table-{n}`.
///
/// `{name}` is a field of the link, `${NAME}` an environment variable, substituted when the config
/// is read; `{{`, `}}` and `$${` are escapes for `{`, `}` and `${`. `{name|slug}` is a field in the
/// form of an id.
struct TextPattern: Sendable {
  enum Segment: Hashable, Sendable {
    case literal(String)
    case field(String)
    /// A field in the form of `Slug`.
    case slug(String)
  }

  /// Which fields a text may have.
  enum Fields {
    /// None: braces are ordinary characters.
    case none
    case values
    case valuesAndSlugs
  }

  let segments: [Segment]
  let position: Position
  /// The key path, such as `links[2].price`.
  let keyPath: String

  /// The names of the fields, in order.
  var fieldNames: [String] {
    segments.compactMap { segment in
      switch segment {
      case .field(let name), .slug(let name): name
      case .literal: nil
      }
    }
  }

  /// Whether a field is a slug.
  var hasSlug: Bool {
    segments.contains { if case .slug = $0 { true } else { false } }
  }

  /// The pattern as its author writes it with every field as a slug.
  var sluggedText: String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .literal(let literal):
        text += literal.replacing("{", with: "{{").replacing("}", with: "}}")
      case .field(let name), .slug(let name): text += "{\(name)|slug}"
      }
    }
  }

  /// The text of a pattern without fields.
  var fixedText: String {
    segments.reduce(into: "") { text, segment in
      if case .literal(let literal) = segment { text += literal }
    }
  }

  /// The most fields of one text.
  static let maximumFieldCount = 100

  /// Parses a pattern with the values of `${…}`.
  static func segments(
    of text: String, _ fields: Fields, _ variables: ConfigVariables
  ) throws(PatternProblem) -> [Segment] {
    // Most texts are plain; this is ten times faster.
    if !text.utf8.contains(where: { "${}".utf8.contains($0) }) {
      return text.isEmpty ? [] : [.literal(text)]
    }
    let allowsFields = fields != .none
    var segments: [Segment] = []
    var fieldCount = 0
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
        literal.append(contentsOf: try variables.value(of: name).unicodeScalars)
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
        segments.append(try field(name, fields))
        fieldCount += 1
        if fieldCount > maximumFieldCount {
          throw PatternProblem(.tooManyFields(maximumFieldCount))
        }
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

  /// A field by what is between its braces: `name`, or `name|slug`.
  private static func field(
    _ text: String, _ fields: Fields
  ) throws(PatternProblem) -> Segment {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count > 1, let form = parts.last, form.drop(while: { $0 == " " }) == "slug" else {
      return .field(text)
    }
    let name = InvisibleCharacter.trimmed(String(text.dropLast(form.count + 1)))
    guard fields == .valuesAndSlugs else { throw PatternProblem(.slugOutsideID(name)) }
    return .slug(name)
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
  static func tooManyFields(_ limit: Int) -> Problem {
    Problem(
      Sentence("the text has more than \(limit) fields", "文字里的字段超过 \(limit) 个"),
      hint: Sentence(
        "put the values together in one column of the spreadsheet, and use that column",
        "请在表格里把这些值合并成一列，再使用那一列"))
  }

  static func secretVariable(_ name: String) -> Problem {
    let name = shortened(name)
    return Problem(
      Sentence(
        "a secret must never be in a link (${\(name)})", "链接里绝不能有密钥（${\(name)}）"),
      hint: Sentence(
        "delete ${\(name)}: everybody can read links; "
          + "if this is no secret, give the variable a name without SECRET",
        "请删掉 ${\(name)}：链接人人可见；若它不是密钥，请换一个不含 SECRET 的变量名"))
  }

  static func badVariableName(_ name: String) -> Problem {
    let name = shortened(name)
    return Problem(
      Sentence(
        "\(quoted(name)) between ${ and } is not the name of a variable",
        "${ 和 } 之间的 \(quoted(name)) 不是变量名"),
      hint: Sentence(
        "write ${NAME} with letters, digits and _: only this form is known; for a plain ${ write $${",
        "请写 ${NAME}，名称由字母、数字和 _ 组成：只认这一种写法；如果只是要写 ${，请写 $${"),
      code: "bad-variable-name")
  }

  static func environmentMissing(_ name: String) -> Problem {
    Problem(
      Sentence(
        "the environment variable \(name) is not set, or is empty", "环境变量 \(name) 没有设置，或是空的"),
      hint: Sentence(
        "set it before the command: `\(name)=… paypress build`; for a plain ${ write $${",
        "请在命令前设置：`\(name)=… paypress build`；如果只是要写 ${，请写 $${"))
  }

  static func environmentEncoding(_ name: String) -> Problem {
    Problem(
      Sentence(
        "the value of the environment variable \(name) is not UTF-8 text",
        "环境变量 \(name) 的值不是 UTF-8 文本"),
      hint: Sentence(
        "set it again in a terminal that uses UTF-8: `locale charmap` says which it uses",
        "请在使用 UTF-8 的终端里重新设置：`locale charmap` 会显示所用的编码"))
  }

  static func slugOutsideID(_ name: String) -> Problem {
    let name = shortened(name)
    return Problem(
      Sentence("`|slug` is for ids only", "`|slug` 只能用在 id 里"),
      hint: Sentence(
        "write {\(name)} for the value as it is", "要写原来的值，请写 {\(name)}"))
  }

  static func loneBrace(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has a } without a { before it", "\(quoted(text)) 里有 } 却没有对应的 {"),
      hint: Sentence(
        "write {name} for a field, }} for a plain }", "字段写成 {名称}；如果只是要写 }，请写 }}"))
  }

  static func unclosedBrace(_ text: String) -> Problem {
    Problem(
      Sentence(
        "the { in \(quoted(text)) is not followed by a field name and }",
        "\(quoted(text)) 里的 { 后面没有字段名和 }"),
      hint: Sentence(
        "write {name} for a field, {{ for a plain {", "字段写成 {名称}；如果只是要写 {，请写 {{"))
  }

  static var unclosedVariable: Problem {
    Problem(
      Sentence("${ is not followed by a variable name and }", "${ 后面没有变量名和 }"),
      hint: Sentence(
        "write ${NAME} for an environment variable, $${ for a plain ${",
        "环境变量写成 ${NAME}；如果只是要写 ${，请写 $${"))
  }
}
