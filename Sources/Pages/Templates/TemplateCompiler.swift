internal import Catalog
internal import Support

/// Compiles a template: checks its tags, its names, and the place of every value.
///
/// Constants become part of the compiled text; rendering adds the rest.
struct TemplateCompiler {
  /// The language of a document, which determines where values may go.
  enum Language {
    case html
    case css
  }

  /// Named values that are known before rendering.
  struct Constants {
    let schema: TemplateSchema
    let scope: TemplateScope

    init<Source>(_ values: TemplateValues<Source>, _ source: Source) {
      schema = values.schema
      scope = values.scope(source)
    }
  }

  private let library: TemplateLibrary
  private let skin: String
  let language: Language
  /// The values that are the same on every page.
  let constants: Constants
  private let sink: FindingSink
  /// The names in scope, innermost last.
  private(set) var schemas: [TemplateSchema]
  private(set) var context = HTMLContext()
  /// Optional names that are present because their section is open.
  private(set) var present: [String] = []
  /// The files being compiled, each included by the one before.
  private var openFiles: [String] = []
  /// How many sections and files are open.
  private var depth = 0
  /// Pieces so far, counting each repetition of an included file.
  private var pieceCount = 0
  /// The bytes of all files so far, counting each repetition.
  private var byteCount = 0
  private var isGivenUp = false
  private var reported: Set<Finding> = []
  private var usedNames: Set<String> = []

  /// Maximum nesting of sections and included files.
  private static let maximumDepth = 50
  /// The most pieces of a template and all files that it includes.
  private static let maximumPieceCount = 20_000
  /// The most bytes of a template and all files that it includes: no page needs a tenth of it.
  private static let maximumByteCount = 4 << 20

  /// Compiles a file of a skin; nil if it is wrong, with findings in the sink.
  static func compile(
    _ name: String, skin: String, language: Language, schema: TemplateSchema,
    constants: Constants, library: TemplateLibrary, into sink: FindingSink
  ) -> Template? {
    var compiler = TemplateCompiler(
      library: library, skin: skin, language: language, constants: constants, sink: sink,
      schemas: [schema])
    guard let file = library.file(name, skin: skin) else { return nil }
    let errorCount = sink.errorCount
    let nodes = compiler.compile(file)
    if language == .html && sink.errorCount == errorCount {
      let place = Position(file: file.path)
      if nodes.isEmpty { compiler.report(place, .templateEmpty) }
      if !compiler.context.isComplete { compiler.report(place, .templateEndsInside) }
    }
    return sink.errorCount == errorCount ? Template(nodes: nodes, names: compiler.usedNames) : nil
  }

  private init(
    library: TemplateLibrary, skin: String, language: Language, constants: Constants,
    sink: FindingSink, schemas: [TemplateSchema]
  ) {
    self.library = library
    self.skin = skin
    self.language = language
    self.constants = constants
    self.sink = sink
    self.schemas = schemas
  }

  private mutating func compile(_ file: TemplateLibrary.File) -> [Template.Node] {
    openFiles.append(file.path)
    depth += 1
    defer {
      openFiles.removeLast()
      depth -= 1
    }
    byteCount += file.text.utf8.count
    guard byteCount <= Self.maximumByteCount else {
      report(Position(file: file.path), .includesTooLarge(Self.maximumByteCount))
      isGivenUp = true
      return []
    }
    do throws(TemplateFailure) {
      var tokens = try TemplateTokenizer.tokens(of: file.text, file: file.path)[...]
      let nodes = compile(&tokens, until: nil)
      if let stray = tokens.first, case .end(let name) = stray.kind {
        report(stray.position, .strayEnd(name))
      }
      return nodes
    } catch {
      report(error.position, error.problem)
      return []
    }
  }

  mutating func report(_ position: Position, _ problem: Problem) {
    let finding = Finding(.error, at: position, problem)
    // A file may be included several times, by several templates and skins.
    if reported.insert(finding).inserted && !sink.has(finding) { sink.report(finding) }
  }

  // MARK: Tags

  private mutating func compile(
    _ tokens: inout ArraySlice<TemplateToken>, until end: (name: String, position: Position)?
  ) -> [Template.Node] {
    var nodes: [Template.Node] = []
    while let token = tokens.first {
      pieceCount += 1
      if isGivenUp {
        tokens = []
        return nodes
      }
      guard depth <= Self.maximumDepth, pieceCount <= Self.maximumPieceCount else {
        report(token.position, .templateTooComplex(Self.maximumDepth, Self.maximumPieceCount))
        isGivenUp = true
        tokens = []
        return nodes
      }
      switch token.kind {
      case .end(let name):
        guard let end else { return nodes }
        tokens.removeFirst()
        if name != end.name { report(token.position, .wrongEnd(name, expected: end.name)) }
        return nodes
      case .literal(let text):
        tokens.removeFirst()
        if language == .html { context.read(text) }
        append(text, to: &nodes)
      case .variable(let name):
        tokens.removeFirst()
        compileVariable(name, token.position, into: &nodes)
      case .section(let name), .inverted(let name):
        tokens.removeFirst()
        let isInverted = if case .inverted = token.kind { true } else { false }
        compileSection(name, isInverted, token.position, &tokens, into: &nodes)
      case .partial(let name):
        tokens.removeFirst()
        compilePartial(name, token.position, into: &nodes)
      case .comment:
        tokens.removeFirst()
      }
    }
    if let end, !isGivenUp { report(end.position, .unclosedSection(end.name)) }
    return nodes
  }

  private mutating func compileVariable(
    _ name: String, _ position: Position, into nodes: inout [Template.Node]
  ) {
    guard let (kind, meaning) = lookUp(name, position) else { return }
    if let problem = problem(putting: kind, name) { report(position, problem) }
    context.readValue()
    usedNames.insert(name)
    // A URL that is shown may break anywhere: it is longer than the line.
    let isWords = language == .html && context.isInElement && !kind.isURL
    switch meaning {
    case .constant(let value):
      guard case .text(let text) = value else { return }
      var bytes: [UInt8] = []
      if isWords {
        Escaping.appendWords(text, to: &bytes)
      } else {
        Escaping.append(text, to: &bytes)
      }
      append(String(decoding: bytes, as: UTF8.self), to: &nodes)
    case .slot(let slot):
      nodes.append(.value(slot, isWords: isWords))
    }
  }

  private mutating func compileSection(
    _ name: String, _ isInverted: Bool, _ position: Position,
    _ tokens: inout ArraySlice<TemplateToken>, into nodes: inout [Template.Node]
  ) {
    let found = lookUp(name, position)
    switch found?.kind {
    case .text, .url: report(position, .sectionAlwaysThere(name))
    default: break
    }
    let before = context
    if !isInverted {
      present.append(name)
      if case .list(let schema)? = found?.kind { schemas.append(schema) }
    }
    depth += 1
    let children = compile(&tokens, until: (name, position))
    depth -= 1
    if !isInverted {
      present.removeLast()
      if case .list? = found?.kind { schemas.removeLast() }
    }
    if !context.isSamePlace(as: before) { report(position, .unbalancedSection(name)) }
    switch found?.meaning {
    case .constant(let value)?:
      let isThere = if case .none = value { false } else { true }
      if isThere != isInverted { nodes += children }
    case .slot(let slot)?:
      nodes.append(isInverted ? .inverted(slot, children) : .section(slot, children))
    case nil:
      break
    }
  }

  private mutating func compilePartial(
    _ name: String, _ position: Position, into nodes: inout [Template.Node]
  ) {
    guard let file = library.file(name, skin: skin) else {
      report(position, .unknownPartial(name, known: library.fileNames(skin: skin)))
      return
    }
    guard !openFiles.contains(file.path) else {
      report(position, .partialIncludesItself(name))
      return
    }
    nodes += compile(file)
  }

  private func append(_ text: String, to nodes: inout [Template.Node]) {
    if case .bytes(let bytes)? = nodes.last {
      nodes[nodes.count - 1] = .bytes(bytes + text.utf8)
    } else if !text.isEmpty {
      nodes.append(.bytes(Array(text.utf8)))
    }
  }
}

extension Problem {
  fileprivate static func strayEnd(_ name: String) -> Problem {
    Problem(
      Sentence("{{/\(name)}} closes nothing", "{{/\(name)}} 没有对应的开始"),
      hint: Sentence("remove it, or open it with {{#\(name)}}", "请删掉它，或用 {{#\(name)}} 开始"))
  }

  fileprivate static func wrongEnd(_ name: String, expected: String) -> Problem {
    Problem(
      Sentence(
        "{{/\(name)}} closes the wrong section: {{/\(expected)}} must come first",
        "这里应是 {{/\(expected)}}，却写了 {{/\(name)}}"),
      hint: Sentence("close sections in the reverse order of opening", "请按开始的相反顺序关闭"))
  }

  fileprivate static func unclosedSection(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is never closed", "{{#\(name)}} 缺少 {{/\(name)}}"),
      hint: Sentence("add {{/\(name)}}", "请加上 {{/\(name)}}"))
  }

  fileprivate static func unbalancedSection(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) starts and ends at different places of the HTML",
        "\(quoted(name)) 的开头和结尾处在 HTML 的不同位置"),
      hint: Sentence(
        "a section must hold whole tags, attributes and quotes", "一个区段里的标签、属性和引号必须完整"))
  }

  fileprivate static func sectionAlwaysThere(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is always there", "\(quoted(name)) 总是存在"),
      hint: Sentence("write {{\(name)}} without a section", "请直接写 {{\(name)}}，不用区段"))
  }

  fileprivate static func unknownPartial(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no template \(quoted(name)) to include", "找不到要引用的模板 \(quoted(name))"),
      hint: suggestion(name, known))
  }

  fileprivate static func partialIncludesItself(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) includes itself", "\(quoted(name)) 引用了自己"),
      hint: Sentence("delete that include", "请删掉这处引用"))
  }

  static func templateTooComplex(_ depth: Int, _ pieces: Int) -> Problem {
    Problem(
      Sentence(
        "the template has more than \(depth) levels or \(grouped(pieces)) pieces with all that it includes",
        "模板连同引用的内容超过 \(depth) 层或 \(grouped(pieces)) 段"),
      hint: Sentence("include less", "请减少引用"))
  }

  static func includesTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "the template has more than \(limit >> 20) MB with all that it includes",
        "模板连同引用的内容超过 \(limit >> 20) MB"),
      hint: Sentence("include less, or shorten what is included", "请减少引用，或缩短被引用的文件"))
  }

  fileprivate static var templateEmpty: Problem {
    Problem(
      Sentence("the template is empty", "模板是空的"),
      hint: Sentence("delete the file to use the built-in one", "请删掉此文件，即可使用内置模板"))
  }

  fileprivate static var templateEndsInside: Problem {
    Problem(
      Sentence(
        "the template ends inside a tag, comment or script", "模板在标签、注释或脚本的中间结束"),
      hint: Sentence("close it", "请把它关闭"))
  }
}
