internal import CGumbo

/// A page as a browser parses it (HTML Living Standard, 13.2), by Gumbo, which shares no code with
/// the templates.
struct HTMLDocument {
  /// An element, in document order.
  struct Element {
    /// Its name in lower case.
    let name: String
    /// Its attributes in order, their names in lower case.
    let attributes: [(name: String, value: String)]
    /// The index of its parent; nil for the outermost element.
    let parent: Int?
    /// The index after its last descendant.
    var end: Int

    /// The value of an attribute.
    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  /// A piece of text.
  struct Text {
    /// The index of the element around it.
    let parent: Int
    let text: String
    /// Whether it starts a line of its own.
    let startsLine: Bool
  }

  private(set) var elements: [Element] = []
  private(set) var texts: [Text] = []
  private var isLineOpen = false

  /// More tags than this are refused: Gumbo's stack grows with their nesting.
  private static let maximumTagCount = 50_000

  /// Parses a page; nil when it has NUL characters or too many tags.
  init?(_ bytes: [UInt8]) {
    var tagCount = 0
    for byte in bytes {
      if byte == 0 { return nil }
      if byte == UInt8(ascii: "<") { tagCount += 1 }
    }
    guard tagCount <= Self.maximumTagCount else { return nil }
    let isParsed = bytes.withUnsafeBytes { buffer in
      let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let output = gumbo_shim_parse(text, buffer.count) else { return false }
      defer { gumbo_shim_destroy(output) }
      copy(output.pointee.document)
      return true
    }
    guard isParsed else { return nil }
  }

  /// Elements that are part of a line of text.
  private static let inlineElements: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tspan", "u", "var", "wbr",
  ]

  private enum Step {
    case enter(UnsafeMutablePointer<GumboNode>, parent: Int?)
    case leave(Int)
  }

  private mutating func copy(_ document: UnsafeMutablePointer<GumboNode>) {
    var steps: [Step] = []
    func push(_ children: GumboVector, parent: Int?) {
      for index in (0..<Int(children.length)).reversed() {
        guard let child = children.data[index] else { continue }
        steps.append(.enter(child.assumingMemoryBound(to: GumboNode.self), parent: parent))
      }
    }
    push(document.pointee.v.document.children, parent: nil)
    while let step = steps.popLast() {
      switch step {
      case .leave(let index):
        elements[index].end = elements.count
        if !Self.inlineElements.contains(elements[index].name) { isLineOpen = false }
      case .enter(let node, let parent):
        switch node.pointee.type {
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
          let element = node.pointee.v.element
          let name = Self.name(of: element)
          if !Self.inlineElements.contains(name) { isLineOpen = false }
          elements.append(
            Element(
              name: name, attributes: Self.attributes(of: element), parent: parent,
              end: elements.count + 1))
          steps.append(.leave(elements.count - 1))
          push(element.children, parent: elements.count - 1)
        case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE:
          guard let parent else { continue }
          let text = String(cString: node.pointee.v.text.text)
          texts.append(Text(parent: parent, text: text, startsLine: !isLineOpen))
          isLineOpen = true
        default: continue
        }
      }
    }
  }

  private static func name(of element: GumboElement) -> String {
    guard element.tag == GUMBO_TAG_UNKNOWN else {
      return String(cString: gumbo_normalized_tagname(element.tag))
    }
    var piece = element.original_tag
    gumbo_tag_from_original_text(&piece)
    let bytes = UnsafeRawBufferPointer(start: piece.data, count: piece.length)
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  private static func attributes(of element: GumboElement) -> [(name: String, value: String)] {
    (0..<Int(element.attributes.length)).compactMap { index in
      guard let pointer = element.attributes.data[index] else { return nil }
      let attribute = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
      let isPrefixed = attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK
      let name = String(cString: attribute.name).lowercased()
      return ((isPrefixed ? "xlink:" : "") + name, String(cString: attribute.value))
    }
  }

  // MARK: Text

  /// Elements whose text is not shown in the page.
  private static let hiddenElements: Set<String> = [
    "head", "noscript", "script", "style", "template", "title",
  ]

  /// The visible lines in an element, or in the page, with single spaces.
  func lines(in element: Int? = nil) -> [String] {
    let range = element.map { $0..<elements[$0].end } ?? 0..<elements.count
    var hidden: [Int: Bool] = [:]
    func isHidden(_ index: Int) -> Bool {
      if let known = hidden[index] { return known }
      let element = elements[index]
      let result =
        Self.hiddenElements.contains(element.name) || element["hidden"] != nil
        || element.parent.map(isHidden) == true
      hidden[index] = result
      return result
    }
    var lines: [String] = []
    for text in texts where range.contains(text.parent) && !isHidden(text.parent) {
      if text.startsLine || lines.isEmpty { lines.append("") }
      lines[lines.count - 1] += text.text
    }
    return lines.map(Self.plain).filter { !$0.isEmpty }
  }

  /// The text of all elements of a name.
  func text(ofAll name: String) -> [String] {
    elements.indices.filter { elements[$0].name == name }.map { index in
      let range = index..<elements[index].end
      return Self.plain(
        texts.filter { range.contains($0.parent) }.map(\.text).joined())
    }
  }

  /// A text with single spaces, as browsers show it (HTML's ASCII white space).
  static func plain(_ text: String) -> String {
    var plain: [UInt8] = []
    var isAfterSpace = false
    for byte in text.utf8 {
      switch byte {
      case 0x20, 0x0A, 0x09, 0x0D, 0x0C: isAfterSpace = !plain.isEmpty
      default:
        if isAfterSpace { plain.append(0x20) }
        isAfterSpace = false
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

extension String {
  /// Whether a text occurs byte for byte: a mark beside it must not hide it.
  func holds(_ text: String) -> Bool {
    utf8.firstRange(of: text.utf8) != nil
  }
}
