internal import CLibYAML

/// libyaml's events one by one, copied out of its memory.
///
/// Events are read without a tree of libyaml's, so that anchors are refused before they cost anything: a
/// document of a few hundred bytes with aliases as keys takes minutes (`docs/decisions.md`).
final class YAMLEvents {
  /// An event with its characters.
  struct Event {
    enum Kind {
      case documentStart
      case streamEnd
      case scalar(YAMLScalar)
      case listStart(isInFlow: Bool)
      case mappingStart(isInFlow: Bool)
      /// The end of the innermost open list or mapping.
      case end
      /// What a config may not have.
      case anchor, alias, tag
      case other
    }

    let kind: Kind
    let range: Range<Int>
  }

  /// An error as libyaml reports it.
  struct Failure: Error {
    let reason: String
    let context: String
    let offset: Int
    let contextOffset: Int?
  }

  private let firstOffset: Int
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// libyaml keeps the address of the parser, so it is allocated separately.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The events of some characters, whose indices are the offsets; nil without memory.
  init?(_ scalars: ArraySlice<Unicode.Scalar>) {
    let text = Array(String(String.UnicodeScalarView(scalars)).utf8)
    firstOffset = scalars.startIndex
    bytes = .allocate(capacity: text.count)
    _ = bytes.initialize(from: text)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
    bytes.deallocate()
  }

  func next() throws(Failure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let start = offset(event.start_mark)
    let range = start..<max(start, offset(event.end_mark))
    return Event(kind: kind(of: event, range), range: range)
  }

  private func kind(of event: yaml_event_t, _ range: Range<Int>) -> Event.Kind {
    func refused(
      anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?
    ) -> Event.Kind? {
      anchor != nil ? .anchor : tag != nil ? .tag : nil
    }

    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      return refused(anchor: scalar.anchor, tag: scalar.tag)
        ?? .scalar(YAMLScalar(event, range))
    case YAML_SEQUENCE_START_EVENT:
      let list = event.data.sequence_start
      return refused(anchor: list.anchor, tag: list.tag)
        ?? .listStart(isInFlow: list.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return refused(anchor: mapping.anchor, tag: mapping.tag)
        ?? .mappingStart(isInFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
    default: return .other
    }
  }

  /// The offset of a mark, which counts characters.
  private func offset(_ mark: yaml_mark_t) -> Int { firstOffset + Int(mark.index) }

  private func failure() -> Failure {
    let report = parser.pointee
    // An invalid character has a byte offset instead of a mark.
    let isInvalidCharacter = report.error == YAML_READER_ERROR
    let before = bytes.prefix(Int(report.problem_offset))
    return Failure(
      reason: report.problem.map { String(cString: $0) } ?? "",
      context: report.context.map { String(cString: $0) } ?? "",
      offset: isInvalidCharacter
        ? firstOffset + String(decoding: before, as: UTF8.self).unicodeScalars.count
        : offset(report.problem_mark),
      contextOffset: report.context == nil ? nil : offset(report.context_mark))
  }
}

/// A text of a config with its characters in the source.
struct YAMLScalar {
  let text: String
  let range: Range<Int>
  let style: YAMLOutline.Style

  /// Whether it has neither quotes nor `|` or `>`.
  var isPlain: Bool { style == .plain }
  /// Whether it is in quotes.
  var isQuoted: Bool { style == .singleQuoted || style == .doubleQuoted }

  fileprivate init(_ event: yaml_event_t, _ range: Range<Int>) {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    var text = String(decoding: bytes, as: UTF8.self)
    style =
      switch data.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .plain
      }
    // The line end of a block text of one line is not a part of it.
    if style == .block, let end = text.firstIndex(of: "\n"), end == text.indices.last {
      text.removeLast()
    }
    self.text = text
    self.range = range
  }
}
