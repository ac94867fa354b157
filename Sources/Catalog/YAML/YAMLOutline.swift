internal import CLibYAML
internal import Support

/// A value of a YAML text with the place of its text, for programs that change some of it and leave the
/// rest as it is.
///
/// It is the tree that the config is read from, without any check of what it means.
package struct YAMLOutline: Sendable {
  /// How a text is written.
  package enum Style: Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    /// After `|` or `>`.
    case block
  }

  /// An entry of a mapping.
  package struct Entry: Sendable {
    /// The key.
    package let key: YAMLOutline
    /// The value.
    package let value: YAMLOutline
  }

  /// What a value is.
  package enum Content: Sendable {
    case text(String, Style)
    case list([YAMLOutline], isInFlow: Bool)
    case mapping([Entry], isInFlow: Bool)
  }

  /// What the value is.
  package let content: Content
  /// Where its text is, in Unicode scalars, without what follows it.
  package let range: Range<Int>

  /// The text; nil for anything else.
  package var text: String? {
    if case .text(let text, _) = content { text } else { nil }
  }

  /// The items of a list; nil for anything else.
  package var items: [YAMLOutline]? {
    if case .list(let items, _) = content { items } else { nil }
  }

  /// The entries of a mapping; nil for anything else.
  package var entries: [Entry]? {
    if case .mapping(let entries, _) = content { entries } else { nil }
  }

  /// The value of a key.
  package subscript(key: String) -> YAMLOutline? {
    entries?.first { $0.key.text == key }?.value
  }

  /// Reads the only document of a text; nil if it is not valid, or has anchors, aliases or tags.
  package static func read(_ scalars: [Unicode.Scalar]) -> YAMLOutline? {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return OutlineReader(scalars, Array(String(text).utf8))?.read()
  }
}

/// Builds an outline from libyaml's events.
private final class OutlineReader {
  private let scalars: [Unicode.Scalar]
  private let bytes: [UInt8]
  /// libyaml keeps the address of the parser, so it is allocated separately.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  init?(_ scalars: [Unicode.Scalar], _ bytes: [UInt8]) {
    self.scalars = scalars
    self.bytes = bytes
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { return nil }
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
  }

  /// Why reading stops: the text is not valid, or has what a config may not have.
  private struct Refused: Error {}

  /// An event, copied out of libyaml's memory.
  private enum Event {
    case text(String, YAMLOutline.Style, Range<Int>)
    case list(isInFlow: Bool, start: Int)
    case mapping(isInFlow: Bool, start: Int)
    case end(Int)
    case endOfStream
    case other
  }

  func read() -> YAMLOutline? {
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      var root: YAMLOutline?
      do throws(Refused) {
        while true {
          let event = try next()
          switch event {
          case .endOfStream: return root
          case .other: continue
          default:
            guard root == nil else { return nil }
            root = try node(event, depth: 0)
          }
        }
      } catch {
        return nil
      }
    }
  }

  private func node(_ event: Event, depth: Int) throws(Refused) -> YAMLOutline {
    guard depth <= YAMLParser.maximumDepth else { throw Refused() }
    switch event {
    case .text(let text, let style, let range):
      return YAMLOutline(content: .text(text, style), range: range)
    case .list(let isInFlow, let start):
      var items: [YAMLOutline] = []
      while true {
        let event = try next()
        if case .end(let end) = event {
          let last = items.last?.range.upperBound ?? start
          return YAMLOutline(
            content: .list(items, isInFlow: isInFlow), range: start..<(isInFlow ? end : last))
        }
        items.append(try node(event, depth: depth + 1))
      }
    case .mapping(let isInFlow, let start):
      var entries: [YAMLOutline.Entry] = []
      while true {
        let event = try next()
        if case .end(let end) = event {
          let last = entries.last?.value.range.upperBound ?? start
          return YAMLOutline(
            content: .mapping(entries, isInFlow: isInFlow), range: start..<(isInFlow ? end : last))
        }
        let key = try node(event, depth: depth + 1)
        entries.append(
          YAMLOutline.Entry(key: key, value: try node(next(), depth: depth + 1)))
      }
    case .end, .endOfStream, .other: throw Refused()
    }
  }

  private func next() throws(Refused) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw Refused() }
    defer { yaml_event_delete(&event) }
    let (start, end) = (Int(event.start_mark.index), Int(event.end_mark.index))
    switch event.type {
    case YAML_STREAM_END_EVENT: return .endOfStream
    case YAML_ALIAS_EVENT: throw Refused()
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      guard scalar.anchor == nil, scalar.tag == nil else { throw Refused() }
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return .text(text, style(scalar.style), start..<trimmed(start, end))
    case YAML_SEQUENCE_START_EVENT:
      let list = event.data.sequence_start
      guard list.anchor == nil, list.tag == nil else { throw Refused() }
      return .list(isInFlow: list.style == YAML_FLOW_SEQUENCE_STYLE, start: start)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      guard mapping.anchor == nil, mapping.tag == nil else { throw Refused() }
      return .mapping(isInFlow: mapping.style == YAML_FLOW_MAPPING_STYLE, start: start)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end(end)
    default: return .other
    }
  }

  private func style(_ style: yaml_scalar_style_t) -> YAMLOutline.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  /// The end of a text without the white space that follows it, as after the last line of a block.
  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = min(end, scalars.count)
    while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
    return max(start, end)
  }
}
