// Reads libyaml's events one by one, to refuse anchors before a tree is built: a document of a few
// hundred bytes with aliases as keys takes minutes (`docs/decisions.md`).
internal import CLibYAML
internal import Support

/// Reads one YAML document into nodes with positions; refuses anchors, aliases and tags, limits
/// nesting and size, and reports duplicate keys as findings.
final class YAMLReader {
  /// The largest config in bytes.
  static let maximumByteCount = 1 << 20
  /// The deepest nesting of lists and mappings.
  static let maximumDepth = 32

  private let file: String
  private let bytes: [UInt8]
  private let sink: FindingSink
  /// libyaml keeps the address of the parser, so it is allocated separately.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Reads a document; nil, with a finding, when it is not valid YAML.
  static func read(_ bytes: [UInt8], file: String, into sink: FindingSink) -> ConfigNode? {
    guard bytes.count <= maximumByteCount else {
      sink.report(Finding(.error, at: Position(file: file), .configTooLarge(maximumByteCount)))
      return nil
    }
    if let position = InvalidUTF8.firstPosition(in: bytes, file: file) {
      sink.report(Finding(.error, at: position, .notUTF8))
      return nil
    }
    // Some editors write a byte-order mark; libyaml counts it as a column.
    let mark = [0xEF, 0xBB, 0xBF] as [UInt8]
    let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    guard let reader = YAMLReader(text, file: file, sink: sink) else {
      sink.report(Finding(.error, at: Position(file: file), .yamlSyntax("out of memory")))
      return nil
    }
    return reader.readDocument()
  }

  private init?(_ bytes: [UInt8], file: String, sink: FindingSink) {
    self.bytes = bytes
    self.file = file
    self.sink = sink
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

  /// Stops the reading; the sink already has the finding.
  private struct Stopped: Error {}

  private func readDocument() -> ConfigNode? {
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      do {
        return try readStream()
      } catch {
        return nil
      }
    }
  }

  private func readStream() throws -> ConfigNode? {
    var root: ConfigNode?
    while true {
      let event = try nextEvent()
      switch event.kind {
      case .documentStart:
        guard root == nil else { throw stop(.severalDocuments, at: event.position) }
        root = try readNode(nextEvent(), keyPath: "", depth: 0)
      case .streamEnd:
        if root == nil { throw stop(.emptyConfig, at: Position(file: file)) }
        return root
      default:
        continue
      }
    }
  }

  private func readNode(
    _ event: Event, keyPath: String, depth: Int
  ) throws -> ConfigNode {
    guard depth <= Self.maximumDepth else {
      throw stop(.tooDeep(Self.maximumDepth), at: event.position)
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return ConfigNode(position: event.position, content: .scalar(text, isPlain: isPlain))
    case .sequenceStart:
      var items: [ConfigNode] = []
      while true {
        let next = try nextEvent()
        if case .end = next.kind { break }
        items.append(
          try readNode(next, keyPath: "\(keyPath)[\(items.count)]", depth: depth + 1))
      }
      return ConfigNode(position: event.position, content: .sequence(items))
    case .mappingStart:
      let entries = try readEntries(keyPath: keyPath, depth: depth + 1)
      return ConfigNode(position: event.position, content: .mapping(entries))
    case .documentStart, .end, .streamEnd, .other:
      throw stop(.yamlSyntax("unexpected event"), at: event.position)
    }
  }

  private func readEntries(keyPath: String, depth: Int) throws -> [ConfigNode.Entry] {
    var entries: [ConfigNode.Entry] = []
    var firstPositions: [String: Position] = [:]
    while true {
      let keyEvent = try nextEvent()
      if case .end = keyEvent.kind { return entries }
      guard case .scalar(let key, _) = keyEvent.kind else {
        throw stop(.keyNotText, at: keyEvent.position)
      }
      let path = ConfigCursor.join(keyPath, key)
      let value = try readNode(nextEvent(), keyPath: path, depth: depth)
      if let first = firstPositions[key] {
        let problem = Problem.duplicateKey(
          key, first: first, isInList: keyPath.last == "]")
        sink.report(Finding(.error, at: keyEvent.position, keyPath: path, problem))
      } else {
        firstPositions[key] = keyEvent.position
        entries.append(
          ConfigNode.Entry(key: key, keyPosition: keyEvent.position, value: value))
      }
    }
  }

  private func stop(_ problem: Problem, at position: Position) -> Stopped {
    sink.report(Finding(.error, at: position, problem))
    return Stopped()
  }
}

// MARK: - libyaml's events as values

extension YAMLReader {
  private struct Event {
    enum Kind {
      case documentStart
      case streamEnd
      case scalar(String, isPlain: Bool)
      case sequenceStart
      case mappingStart
      /// The end of the innermost open list or mapping.
      case end
      case other
    }

    let kind: Kind
    let position: Position
  }

  private func nextEvent() throws -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&event) }
    let position = self.position(of: event.start_mark)

    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      return Event(kind: .documentStart, position: position)
    case YAML_STREAM_END_EVENT:
      return Event(kind: .streamEnd, position: position)
    case YAML_ALIAS_EVENT:
      throw stop(.aliasRefused, at: position)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try refuse(anchor: scalar.anchor, tag: scalar.tag, at: position)
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let kind = Event.Kind.scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      return Event(kind: kind, position: position)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      try refuse(anchor: sequence.anchor, tag: sequence.tag, at: position)
      return Event(kind: .sequenceStart, position: position)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      try refuse(anchor: mapping.anchor, tag: mapping.tag, at: position)
      return Event(kind: .mappingStart, position: position)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .end, position: position)
    default:
      return Event(kind: .other, position: position)
    }
  }

  private func refuse(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, at position: Position
  ) throws {
    if anchor != nil { throw stop(.anchorRefused, at: position) }
    if tag != nil { throw stop(.tagRefused, at: position) }
  }

  private func syntaxError() -> Stopped {
    let text = parser.pointee.problem.map { String(cString: $0) } ?? "unreadable"
    // libyaml reports an invalid character by its byte offset, not by line and column.
    if parser.pointee.error == YAML_READER_ERROR {
      return stop(.yamlSyntax(text), at: position(ofByte: Int(parser.pointee.problem_offset)))
    }
    // An unclosed quote is detected at the end of the file; its start is more helpful.
    let context = parser.pointee.context.map { String(cString: $0) } ?? ""
    let isQuote = context == "while scanning a quoted scalar"
    let mark = isQuote ? parser.pointee.context_mark : parser.pointee.problem_mark
    return stop(.yamlSyntax(text), at: position(of: mark))
  }

  private func position(ofByte offset: Int) -> Position {
    let before = String(decoding: bytes.prefix(offset), as: UTF8.self).unicodeScalars
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return Position(file: file, line: lines.count, column: (lines.last?.count ?? 0) + 1)
  }

  /// A position from libyaml's mark, which counts lines and columns from 0, columns in characters.
  private func position(of mark: yaml_mark_t) -> Position {
    Position(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension Problem {
  static func configTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("the config is larger than \(limit) bytes", "配置文件超过 \(limit) 字节"),
      hint: Sentence(
        "move long lists to a CSV file and name it in rows", "请把长清单放进 CSV 文件，用 rows 引用"))
  }

  static var emptyConfig: Problem {
    Problem(
      Sentence("the config is empty", "配置文件是空的"),
      hint: Sentence(
        "run `paypress init` in an empty folder for a config to start from",
        "可在空文件夹里运行 `paypress init` 生成一份起步配置"))
  }

  static var severalDocuments: Problem {
    Problem(
      Sentence("a second YAML document starts here", "这里开始了第二个 YAML 文档"),
      hint: Sentence("keep one document: remove the line ---", "只保留一个文档：删掉 --- 这一行"))
  }

  static var anchorRefused: Problem {
    Problem(
      Sentence("anchors (&name) are not accepted", "不接受锚点（&名称）"),
      hint: Sentence(
        "write the value out, or put it in defaults; quote a text that starts with &",
        "请直接写出值，或放进 defaults；以 & 开头的文字请加引号"))
  }

  static var aliasRefused: Problem {
    Problem(
      Sentence("aliases (*name) are not accepted", "不接受别名（*名称）"),
      hint: Sentence(
        "write the value out, or put it in defaults; quote a text that starts with *",
        "请直接写出值，或放进 defaults；以 * 开头的文字请加引号"))
  }

  static var tagRefused: Problem {
    Problem(
      Sentence("tags (!name) are not accepted", "不接受标签（!名称）"),
      hint: Sentence("remove it; quote a text that starts with !", "请删掉它；以 ! 开头的文字请加引号"))
  }

  static var keyNotText: Problem {
    Problem(
      Sentence("a key must be a word", "键必须是一个词"),
      hint: Sentence(
        "quote a text that starts with { or [: id: \"{sku}\"", "以 { 或 [ 开头的文字请加引号：id: \"{sku}\""))
  }

  static func duplicateKey(_ key: String, first: Position, isInList: Bool) -> Problem {
    let another = Sentence(
      isInList ? "; if another entry starts here, put `- ` before it" : "",
      isInList ? "；若这里是另一项的开头，请在前面加 `- `" : "")
    return Problem(
      Sentence("\(quoted(key)) is given twice", "\(quoted(key)) 重复出现"),
      hint: Sentence(
        "keep one of the two; the first is in line \(first.line)\(another.english)",
        "只保留一个；第一个在第 \(first.line) 行\(another.chinese)"))
  }
}
