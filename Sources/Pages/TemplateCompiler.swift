internal import Catalog
internal import Support

/// Checks a template against the names it may use and the places values may go, and compiles it.
///
/// What is the same on every page of a site is put in now; rendering fills in the rest.
struct TemplateCompiler {
  /// What a document is made of, which decides where values may go.
  enum Language {
    case html
    case css
  }

  private let library: TemplateLibrary
  private let skin: String
  private let language: Language
  private let constants: TemplateConstants
  private let sink: FindingSink
  private var schemas: [TemplateSchema]
  private var context = HTMLContext()
  /// Optional names that are known to be there, because their section is open.
  private var present: [String] = []
  /// The files that include each other just now.
  private var openFiles: [String] = []
  /// How many sections and included files are open just now.
  private var depth = 0
  /// Pieces compiled so far, included files counted each time.
  private var pieceCount = 0
  /// Whether one of the two limits was passed.
  private var isGivenUp = false
  private var reported: Set<Finding> = []

  /// The deepest that sections and included files may stand in each other.
  private static let maximumDepth = 50
  /// The most pieces that a template may have with all that it includes.
  private static let maximumPieceCount = 20_000

  /// Compiles a file of a skin.
  ///
  /// - Returns: nil when something is wrong; then the sink has all of it.
  static func compile(
    _ name: String, skin: String, language: Language, schema: TemplateSchema,
    constants: TemplateConstants, library: TemplateLibrary, into sink: FindingSink
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
    return sink.errorCount == errorCount ? Template(nodes: nodes) : nil
  }

  private init(
    library: TemplateLibrary, skin: String, language: Language, constants: TemplateConstants,
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

  private mutating func report(_ position: Position, _ problem: Problem) {
    let finding = Finding(.error, at: position, problem)
    // A file may be included more than once, and by several templates and skins.
    if reported.insert(finding).inserted && !sink.has(finding) { sink.report(finding) }
  }

  // MARK: Tags

  private mutating func compile(
    _ tokens: inout ArraySlice<TemplateToken>, until end: (name: String, position: Position)?
  ) -> [Template.Node] {
    var nodes: [Template.Node] = []
    while let token = tokens.first {
      pieceCount += 1
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
    switch meaning {
    case .constant(let value):
      guard case .text(let text) = value else { return }
      var bytes: [UInt8] = []
      HTMLEscape.append(text, to: &bytes)
      append(String(decoding: bytes, as: UTF8.self), to: &nodes)
    case .slot(let slot):
      nodes.append(.value(slot))
    }
  }

  private mutating func compileSection(
    _ name: String, _ isInverted: Bool, _ position: Position,
    _ tokens: inout ArraySlice<TemplateToken>, into nodes: inout [Template.Node]
  ) {
    let found = lookUp(name, position)
    if let found, case .text = found.kind { report(position, .sectionAlwaysThere(name)) }
    if let found, case .url = found.kind { report(position, .sectionAlwaysThere(name)) }
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
    if !context.leadsTo(before) { report(position, .unbalancedSection(name)) }
    switch found?.meaning {
    case .constant(let value)?:
      if (value.isThere) != isInverted { nodes += children }
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

  // MARK: Names and places

  private enum Meaning {
    case constant(TemplateScope.Value)
    case slot(Template.SlotReference)
  }

  private mutating func lookUp(
    _ name: String, _ position: Position
  ) -> (kind: TemplateSchema.Kind, meaning: Meaning)? {
    for (depth, schema) in schemas.reversed().enumerated() {
      if let index = schema.slots.firstIndex(where: { $0.name == name }) {
        let slot = Template.SlotReference(depth: depth, index: index)
        return (schema.slots[index].kind, .slot(slot))
      }
    }
    if let constant = constants.values[name] { return (constant.kind, .constant(constant.value)) }
    let known = schemas.reversed().flatMap { $0.slots.map(\.name) } + constants.values.keys.sorted()
    report(position, .unknownVariable(name, known: known))
    return nil
  }

  /// Why a value must not be put at the place reached, or nil.
  private func problem(putting kind: TemplateSchema.Kind, _ name: String) -> Problem? {
    switch kind {
    case .flag, .list: return .notAValue(name)
    case .optionalText where !present.contains(name), .optionalURL where !present.contains(name):
      return .mayBeAbsent(name)
    case .colour: return language == .css ? nil : .colourOutsideStylesheet(name)
    default: break
    }
    guard language == .html else { return .valueInStylesheet(name) }
    switch context.place {
    case .text:
      return nil
    case .refused(let refusal):
      return .valueRefused(name, refusal)
    case .attribute(let attribute, let isStart):
      let isInstruction = attribute == "content" && context.isInstruction
      if attribute.hasPrefix("on") || isInstruction || Self.refusedAttributes.contains(attribute) {
        return .attributeRefused(name, attribute)
      }
      guard Self.urlAttributes.contains(attribute) else { return nil }
      guard Self.addressPlaces.contains("\(context.element) \(attribute)") else {
        return .attributeRefused(name, attribute)
      }
      switch kind {
      case .url where isStart, .optionalURL where isStart: return nil
      default: return .notAnAddress(name, attribute)
      }
    }
  }

  /// Attributes whose value is code, a document of its own, or changes other attributes.
  private static let refusedAttributes: Set<String> = [
    "style", "srcdoc", "srcset", "imagesrcset", "to", "from", "by", "values", "http-equiv",
  ]

  /// Where an address leads a visitor or shows a picture, and runs nothing.
  private static let addressPlaces: Set<String> = ["a href", "area href", "link href", "img src"]

  /// Attributes whose value is an address (HTML Living Standard, attribute index).
  private static let urlAttributes: Set<String> = [
    "href", "src", "action", "formaction", "cite", "data", "poster", "ping", "background",
    "manifest", "xlink:href", "codebase", "longdesc", "usemap", "itemid", "itemtype",
  ]
}

/// The values that are the same on every page that a template makes.
struct TemplateConstants {
  var values: [String: (kind: TemplateSchema.Kind, value: TemplateScope.Value)] = [:]

  mutating func set(
    _ name: String, _ kind: TemplateSchema.Kind, _ value: TemplateScope.Value
  ) {
    values[name] = (kind, value)
  }
}

extension TemplateScope.Value {
  fileprivate var isThere: Bool {
    if case .none = self { false } else { true }
  }
}
