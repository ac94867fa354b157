// Reads libyaml's events one by one, to refuse anchors before a tree is built: a document of a few
// hundred bytes with aliases as keys takes minutes (`docs/decisions.md`).
internal import CLibYAML
internal import Support

/// An error that ends the reading of a piece of the config.
struct YAMLFailure: Error {
  let problem: Problem
  let position: Position
}

/// Parses some lines of a config into nodes with positions; refuses anchors, aliases and tags,
/// limits nesting, and collects findings about keys and texts.
final class YAMLParser {
  /// The deepest nesting of lists and mappings.
  static let maximumDepth = 32

  /// The findings so far, in the order of the text.
  private(set) var findings: [Finding] = []

  private let source: YAMLSource
  private let list: (keyPath: String, firstIndex: Int)
  private let firstLine: Int
  private let firstOffset: Int
  private let bytes: [UInt8]
  /// libyaml keeps the address of the parser, so it is allocated separately.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The last scalar that was parsed.
  private var lastScalar: YAMLFault.Scalar?

  /// A parser of some lines, counted from 0, whose first one is not indented deeper than the others.
  ///
  /// - Parameter list: the key path of the list, and the index of its first item, if the lines are
  ///   items of a list.
  init?(
    _ source: YAMLSource, lines: Range<Int>, of list: (keyPath: String, firstIndex: Int) = ("", 0)
  ) {
    self.source = source
    self.list = list
    firstLine = lines.lowerBound
    firstOffset = source.range(ofLine: lines.lowerBound).lowerBound
    let end =
      lines.upperBound < source.lineCount
      ? source.range(ofLine: lines.upperBound).lowerBound : source.scalars.count
    bytes = Array(source.text(firstOffset..<end).utf8)
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    self.parser = parser
    guard yaml_parser_initialize(parser) == 1 else { return nil }
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
  }

  /// The root of the only document.
  func parse() throws(YAMLFailure) -> ConfigNode {
    let result = bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      return Result { () throws(YAMLFailure) in try readStream() }
    }
    return try result.get()
  }

  private func readStream() throws(YAMLFailure) -> ConfigNode {
    var root: ConfigNode?
    while true {
      let event = try nextEvent()
      switch event.kind {
      case .documentStart:
        guard root == nil else {
          throw YAMLFailure(problem: .severalDocuments, position: event.position)
        }
        root = try readNode(nextEvent(), Place(keyPath: list.keyPath))
      case .streamEnd:
        guard let root else {
          throw YAMLFailure(problem: .emptyConfig, position: Position(file: source.file))
        }
        return root
      default:
        continue
      }
    }
  }

  /// Where a node stands.
  private struct Place {
    var keyPath = ""
    var depth = 0
    var context = PlainText.Context.top

    func item(_ index: Int, isInFlow: Bool) -> Place {
      Place(
        keyPath: "\(keyPath)[\(index)]", depth: depth + 1,
        context: .item(isInFlow: isInFlow, isSecret: PlainText.isSecret(keyPath)))
    }

    func value(of key: String, isInFlow: Bool) -> Place {
      let path = ConfigCursor.join(keyPath, key)
      return Place(
        keyPath: path, depth: depth + 1,
        context: .value(
          key: key, isInFlow: isInFlow, isSecret: PlainText.isSecret(path)))
    }
  }

  private func readNode(_ event: Event, _ place: Place) throws(YAMLFailure) -> ConfigNode {
    guard place.depth <= Self.maximumDepth else {
      throw YAMLFailure(problem: .tooDeep(Self.maximumDepth), position: event.position)
    }
    switch event.kind {
    case .scalar(let scalar):
      return ConfigNode(position: event.position, content: check(scalar, place))
    case .sequenceStart(let isInFlow):
      var items: [ConfigNode] = []
      var commas = UnspacedCommas(source)
      while true {
        let next = try nextEvent()
        if case .end = next.kind { break }
        if isInFlow, case .scalar(let scalar) = next.kind { commas.add(scalar) }
        let index = items.count + (place.depth == 0 ? list.firstIndex : 0)
        items.append(try readNode(next, place.item(index, isInFlow: isInFlow)))
      }
      if let flaw = commas.flaw {
        report(.error, flaw, place.keyPath)
        return ConfigNode(position: event.position, content: .refused)
      }
      return ConfigNode(position: event.position, content: .sequence(ConfigList(items)))
    case .mappingStart(let isInFlow):
      let entries = try readEntries(place, isInFlow: isInFlow)
      return ConfigNode(position: event.position, content: .mapping(entries))
    case .documentStart, .end, .streamEnd, .other:
      throw YAMLFailure(problem: .notYAML, position: event.position)
    }
  }

  private func readEntries(
    _ place: Place, isInFlow: Bool
  ) throws(YAMLFailure) -> [ConfigNode.Entry] {
    var entries = UniqueEntries(isInList: place.keyPath.last == "]")
    while true {
      let before = isInFlow ? lastScalar : nil
      let keyEvent = try nextEvent()
      if case .end = keyEvent.kind { return entries.entries }
      guard case .scalar(let scalar) = keyEvent.kind else {
        throw YAMLFailure(problem: .keyNotText, position: keyEvent.position)
      }
      if scalar.isPlain, !isInFlow,
        let mark = ItemMark(
          source, at: scalar.range.lowerBound, needsKey: false,
          isSecret: PlainText.isSecret(place.keyPath))
      {
        throw YAMLFailure(
          problem: mark.flaw.problem, position: source.position(of: mark.flaw.offset))
      }
      let key = checkKey(scalar, place)
      let node = try readNode(nextEvent(), place.value(of: key ?? scalar.text, isInFlow: isInFlow))
      guard let key else { continue }
      if node.isMissing, let before, let flaw = UnspacedCommas.flaw(before, scalar, in: source) {
        report(.error, flaw, place.keyPath)
        continue
      }
      let name = node.isMissing && scalar.isPlain ? checkLoneKey(scalar, key, place) : key
      let value =
        name == key ? node : ConfigNode(position: node.position, content: .refused)
      let entry = ConfigNode.Entry(key: name, keyPosition: keyEvent.position, value: value)
      if let finding = entries.add(entry, keyPath: ConfigCursor.join(place.keyPath, name)) {
        findings.append(finding)
      }
    }
  }

  // MARK: Checks of texts

  /// The content of a scalar, refused after a finding.
  private func check(_ scalar: YAMLFault.Scalar, _ place: Place) -> ConfigNode.Content {
    let text = PlainText(source, scalar.range, place.context)
    guard let flaw = scalar.isPlain ? text.flaw() : scalar.isQuoted ? text.commentFlaw() : nil
    else { return .scalar(scalar.text, isPlain: scalar.isPlain) }
    report(.error, flaw, place.keyPath)
    return .refused
  }

  /// The name of a key without what does not belong to it; nil if it cannot be known.
  private func checkKey(_ scalar: YAMLFault.Scalar, _ place: Place) -> String? {
    guard scalar.isPlain else { return scalar.text }
    let check = PlainKey(source, scalar.range)
    if let finding = check.finding { report(finding.severity, finding.flaw, place.keyPath) }
    return check.name
  }

  /// The name of a key without value, such as `id:a` between braces.
  private func checkLoneKey(_ scalar: YAMLFault.Scalar, _ key: String, _ place: Place) -> String {
    let isSecret = PlainText.isSecret(place.keyPath)
    guard let fault = KeyFault(source, scalar.range, isSecret: isSecret) else { return key }
    report(.error, fault.flaw, place.keyPath)
    return fault.key
  }

  private func report(_ severity: Finding.Severity, _ flaw: YAMLFlaw, _ keyPath: String) {
    findings.append(
      Finding(
        severity, at: source.position(of: flaw.offset), keyPath: keyPath.isEmpty ? nil : keyPath,
        flaw.problem))
  }
}

// MARK: - libyaml's events as values

extension YAMLParser {
  private struct Event {
    enum Kind {
      case documentStart
      case streamEnd
      case scalar(YAMLFault.Scalar)
      case sequenceStart(isInFlow: Bool)
      case mappingStart(isInFlow: Bool)
      /// The end of the innermost open list or mapping.
      case end
      case other
    }

    let kind: Kind
    let position: Position
  }

  private func nextEvent() throws(YAMLFailure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let position = Position(
      file: source.file, line: firstLine + Int(event.start_mark.line) + 1,
      column: Int(event.start_mark.column) + 1)
    func refuse(
      anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?
    ) throws(YAMLFailure) {
      if anchor != nil { throw YAMLFailure(problem: .anchorRefused, position: position) }
      if tag != nil { throw YAMLFailure(problem: .tagRefused, position: position) }
    }

    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      return Event(kind: .documentStart, position: position)
    case YAML_STREAM_END_EVENT:
      return Event(kind: .streamEnd, position: position)
    case YAML_ALIAS_EVENT:
      throw YAMLFailure(problem: .aliasRefused, position: position)
    case YAML_SCALAR_EVENT:
      try refuse(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag)
      return Event(kind: .scalar(scalar(event)), position: position)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      try refuse(anchor: sequence.anchor, tag: sequence.tag)
      let isInFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
      return Event(kind: .sequenceStart(isInFlow: isInFlow), position: position)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      try refuse(anchor: mapping.anchor, tag: mapping.tag)
      let isInFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
      return Event(kind: .mappingStart(isInFlow: isInFlow), position: position)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .end, position: position)
    default:
      return Event(kind: .other, position: position)
    }
  }

  private func scalar(_ event: yaml_event_t) -> YAMLFault.Scalar {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    let start = offset(event.start_mark)
    var text = String(decoding: bytes, as: UTF8.self)
    let isBlock =
      data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE
    // The line end of a block text of one line is not a part of it.
    if isBlock, let end = text.firstIndex(of: "\n"), end == text.indices.last { text.removeLast() }
    let scalar = YAMLFault.Scalar(
      text: text,
      range: start..<max(start, offset(event.end_mark)),
      isPlain: data.style == YAML_PLAIN_SCALAR_STYLE,
      isQuoted: data.style == YAML_SINGLE_QUOTED_SCALAR_STYLE
        || data.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    lastScalar = scalar
    return scalar
  }

  /// The offset in the source of a mark, which counts characters.
  private func offset(_ mark: yaml_mark_t) -> Int { firstOffset + Int(mark.index) }

  private func failure() -> YAMLFailure {
    let report = parser.pointee
    // An invalid character has a byte offset instead of a mark.
    let isInvalidCharacter = report.error == YAML_READER_ERROR
    let before = bytes.prefix(Int(report.problem_offset))
    let flaw = YAMLFault(
      reason: report.problem.map { String(cString: $0) } ?? "",
      context: report.context.map { String(cString: $0) } ?? "",
      offset: isInvalidCharacter
        ? firstOffset + String(decoding: before, as: UTF8.self).unicodeScalars.count
        : offset(report.problem_mark),
      contextOffset: report.context == nil ? nil : offset(report.context_mark),
      lastScalar: lastScalar, firstLine: firstLine
    ).flaw(in: source)
    return YAMLFailure(problem: flaw.problem, position: source.position(of: flaw.offset))
  }
}

/// The entries of a mapping, each key once.
struct UniqueEntries {
  private(set) var entries: [ConfigNode.Entry] = []
  private var firstPositions: [String: Position] = [:]
  private let isInList: Bool

  /// No entries; `isInList` when the mapping is an item of a list.
  init(isInList: Bool) {
    self.isInList = isInList
  }

  /// Adds an entry, or returns a finding if its key is there already.
  mutating func add(_ entry: ConfigNode.Entry, keyPath: String) -> Finding? {
    if let first = firstPositions[entry.key] {
      let problem = Problem.duplicateKey(entry.key, first: first, isInList: isInList)
      return Finding(.error, at: entry.keyPosition, keyPath: keyPath, problem)
    }
    firstPositions[entry.key] = entry.keyPosition
    entries.append(entry)
    return nil
  }
}
