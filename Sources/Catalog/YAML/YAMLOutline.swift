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
    package let key: YAMLOutline
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
    guard let events = YAMLEvents(scalars[...]) else { return nil }
    let reader = OutlineReader(scalars: scalars, events: events)
    do {
      return try reader.read()
    } catch {
      return nil
    }
  }
}

/// Builds an outline from events.
private struct OutlineReader {
  let scalars: [Unicode.Scalar]
  let events: YAMLEvents

  /// Why reading stops: the text is not valid, or has what a config may not have.
  private struct Refused: Error {}

  func read() throws -> YAMLOutline? {
    var root: YAMLOutline?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd: return root
      case .documentStart, .other: continue
      default:
        guard root == nil else { throw Refused() }
        root = try node(event, depth: 0)
      }
    }
  }

  private func node(_ event: YAMLEvents.Event, depth: Int) throws -> YAMLOutline {
    guard depth <= YAMLParser.maximumDepth else { throw Refused() }
    let start = event.range.lowerBound
    switch event.kind {
    case .scalar(let scalar):
      return YAMLOutline(
        content: .text(scalar.text, scalar.style), range: withoutBlanksBehind(scalar.range))
    case .listStart(let isInFlow):
      var items: [YAMLOutline] = []
      while true {
        let event = try events.next()
        if case .end = event.kind {
          let last = items.last?.range.upperBound ?? start
          let end = isInFlow ? event.range.upperBound : last
          return YAMLOutline(content: .list(items, isInFlow: isInFlow), range: start..<end)
        }
        items.append(try node(event, depth: depth + 1))
      }
    case .mappingStart(let isInFlow):
      var entries: [YAMLOutline.Entry] = []
      while true {
        let event = try events.next()
        if case .end = event.kind {
          let last = entries.last?.value.range.upperBound ?? start
          let end = isInFlow ? event.range.upperBound : last
          return YAMLOutline(content: .mapping(entries, isInFlow: isInFlow), range: start..<end)
        }
        let key = try node(event, depth: depth + 1)
        let value = try node(events.next(), depth: depth + 1)
        entries.append(YAMLOutline.Entry(key: key, value: value))
      }
    default: throw Refused()
    }
  }

  /// A range without the white space at its end, as after the last line of a block.
  private func withoutBlanksBehind(_ range: Range<Int>) -> Range<Int> {
    let last = scalars[..<min(range.upperBound, scalars.count)][range.lowerBound...]
      .lastIndex { !$0.properties.isWhitespace }
    return range.lowerBound..<(last.map { $0 + 1 } ?? range.lowerBound)
  }
}
