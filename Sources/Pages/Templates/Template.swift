internal import Support

/// A compiled template: rendering it cannot fail.
struct Template: Sendable {
  indirect enum Node: Sendable {
    case bytes([UInt8])
    /// A value; words of an element keep whole what no line may break.
    case value(SlotReference, isWords: Bool)
    /// Rendered if the slot is present or true, or for each item of a list.
    case section(SlotReference, [Node])
    /// Rendered if it is absent, false or an empty list.
    case inverted(SlotReference, [Node])
  }

  /// A slot `depth` scopes outside the innermost one.
  struct SlotReference: Sendable {
    var depth: Int
    var index: Int
  }

  let nodes: [Node]
  /// The names of the values in it.
  let names: Set<String>

  /// Renders with the values of the outermost scope.
  func render(_ scope: TemplateScope, into output: inout [UInt8]) {
    var scopes = [scope]
    Self.render(nodes, &scopes, into: &output)
  }

  /// The digest of the compiled template, made anew with each call.
  func digest() -> ContentDigest {
    var digester = FieldsDigester()
    Self.add(nodes, to: &digester)
    return digester.take()
  }

  private static func add(_ nodes: [Node], to digester: inout FieldsDigester) {
    digester.add(nodes.count)
    for node in nodes {
      switch node {
      case .bytes(let bytes):
        digester.add(ContentDigest(bytes))
      case .value(let slot, let isWords):
        digester.add(isWords ? "words" : "value")
        digester.add(slot.depth)
        digester.add(slot.index)
      case .section(let slot, let children), .inverted(let slot, let children):
        if case .section = node { digester.add("section") } else { digester.add("inverted") }
        digester.add(slot.depth)
        digester.add(slot.index)
        add(children, to: &digester)
      }
    }
  }

  private static func render(
    _ nodes: [Node], _ scopes: inout [TemplateScope], into output: inout [UInt8]
  ) {
    for node in nodes {
      switch node {
      case .bytes(let bytes):
        output += bytes
      case .value(let slot, let isWords):
        guard case .text(let text) = value(slot, scopes) else { continue }
        if isWords {
          Escaping.appendWords(text, to: &output)
        } else {
          Escaping.append(text, to: &output)
        }
      case .section(let slot, let children):
        switch value(slot, scopes) {
        case .none:
          continue
        case .yes, .text:
          render(children, &scopes, into: &output)
        case .list(let items):
          for item in items {
            scopes.append(item)
            render(children, &scopes, into: &output)
            scopes.removeLast()
          }
        }
      case .inverted(let slot, let children):
        switch value(slot, scopes) {
        case .none: render(children, &scopes, into: &output)
        case .list(let items) where items.isEmpty: render(children, &scopes, into: &output)
        case .yes, .text, .list: continue
        }
      }
    }
  }

  /// Which slots of the outermost scope appear as text when these values are rendered.
  func printedSlots(_ scope: TemplateScope) -> Set<Int> {
    var printed: Set<Int> = []
    func visit(_ nodes: [Node]) {
      for node in nodes {
        switch node {
        case .value(let slot, _) where slot.depth == 0: printed.insert(slot.index)
        case .section(let slot, let children) where Self.value(slot, [scope]).isShown:
          visit(children)
        case .inverted(let slot, let children) where !Self.value(slot, [scope]).isShown:
          visit(children)
        default: continue
        }
      }
    }
    visit(nodes)
    return printed
  }

  private static func value(
    _ slot: SlotReference, _ scopes: [TemplateScope]
  ) -> TemplateScope.Value {
    scopes[scopes.count - 1 - slot.depth].values[slot.index]
  }
}
