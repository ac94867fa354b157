internal import Catalog
internal import Support

/// A template that was checked and compiled: rendering it cannot fail.
struct Template: Sendable {
  indirect enum Node: Sendable {
    case bytes([UInt8])
    case value(SlotReference)
    /// Rendered when the slot is there, true, or for each item of a list.
    case section(SlotReference, [Node])
    /// Rendered when it is not.
    case inverted(SlotReference, [Node])
  }

  /// A slot of the scope that lies `depth` scopes outside the innermost one.
  struct SlotReference: Sendable {
    var depth: Int
    var index: Int
  }

  let nodes: [Node]

  /// Writes the document for the values of the outermost scope.
  func render(_ scope: TemplateScope, into output: inout [UInt8]) {
    var scopes = [scope]
    Self.render(nodes, &scopes, into: &output)
  }

  /// The digest of the document's fixed parts and of what goes between them.
  var digest: ContentDigest {
    var digester = FieldsDigester()
    Self.add(nodes, to: &digester)
    return digester.take()
  }

  /// Whether the value of a slot of the outermost scope is put somewhere.
  func uses(_ slot: Int?) -> Bool {
    func isUsed(_ nodes: [Node], _ depth: Int) -> Bool {
      nodes.contains { node in
        switch node {
        case .bytes: false
        case .value(let reference): reference.index == slot && reference.depth == depth
        // A list's items have a scope of their own; a slot is told by where it leads.
        case .section(_, let children):
          isUsed(children, depth) || isUsed(children, depth + 1)
        case .inverted(_, let children): isUsed(children, depth)
        }
      }
    }
    return isUsed(nodes, 0)
  }

  private static func add(_ nodes: [Node], to digester: inout FieldsDigester) {
    digester.add(nodes.count)
    for node in nodes {
      switch node {
      case .bytes(let bytes):
        digester.add(ContentDigest(bytes))
      case .value(let slot):
        digester.add("value")
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
      case .value(let slot):
        if case .text(let text) = value(slot, scopes) { HTMLEscape.append(text, to: &output) }
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

  private static func value(
    _ slot: SlotReference, _ scopes: [TemplateScope]
  ) -> TemplateScope.Value {
    scopes[scopes.count - 1 - slot.depth].values[slot.index]
  }
}

/// The one place where text becomes HTML.
enum HTMLEscape {
  /// Writes text so that it is nothing but text in an element or a quoted attribute.
  static func append(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&#39;".utf8
      default: output.append(byte)
      }
    }
  }
}
