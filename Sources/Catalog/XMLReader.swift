internal import Support

/// Reads XML 1.0 (Fifth Edition) with namespaces as strictly as browsers read pictures.
///
/// What is not well-formed is refused with its line. Document types, and so entities of one's own, are
/// refused.
struct XMLReader {
  /// What stands next.
  enum Event {
    /// An element starts; one without content ends right away.
    case start(Name, [Attribute])
    /// The innermost element ends.
    case end
    /// Characters between tags, references put in.
    case text(String)
    /// A processing instruction, by its target.
    case instruction(String)
  }

  /// A name within a namespace; none is the empty one.
  struct Name: Hashable {
    var space: String
    var local: String
  }

  /// An attribute with its value, references put in.
  struct Attribute {
    var name: Name
    var value: String
  }

  /// Where a text is no XML, and why.
  struct Fault: Error, Hashable {
    enum Kind: Hashable {
      /// It ends within an element, or before there is one.
      case ended
      /// No tag, comment or instruction is written like this.
      case markup
      /// A character that XML does not have, or not here.
      case character(Unicode.Scalar)
      /// A reference to something that is not known.
      case reference
      /// A document type, by its name.
      case documentType(String)
      /// An end tag that does not end the innermost element.
      case endTag(String)
      /// An attribute that an element has already.
      case attributeTwice(String)
      /// A prefix that no namespace was declared for.
      case prefix(String)
      /// Something beside the one outermost element.
      case outside
      /// An encoding other than UTF-8.
      case encoding(String)
    }

    var line: Int
    var kind: Kind
  }

  /// The most elements within each other, as in libxml2.
  private static let maximumDepth = 256

  private var scanner: XMLScanner
  private var open: [(tag: String, spaces: [String: String])] = []
  private var hasRoot = false
  private var endsAtOnce = false

  init(_ text: String) {
    scanner = XMLScanner(text)
  }

  /// The next event; nil at the end of the document.
  mutating func next() throws(Fault) -> Event? {
    if endsAtOnce {
      endsAtOnce = false
      open.removeLast()
      return .end
    }
    while !scanner.isAtEnd {
      if scanner.skip("<!--") {
        try skipComment()
      } else if scanner.skip("<?") {
        return .instruction(try readInstruction())
      } else if scanner.skip("</") {
        try readEndTag()
        return .end
      } else if !open.isEmpty, scanner.skip("<![CDATA[") {
        return .text(try scanner.read(upTo: "]]>"))
      } else if scanner.skip("<!DOCTYPE") {
        scanner.skipSpace()
        let name = try scanner.readName()
        throw scanner.fault(.documentType(name))
      } else if scanner.skip("<") {
        return try readStartTag()
      } else {
        let text = try scanner.readText()
        if !open.isEmpty { return .text(text) }
        guard text.unicodeScalars.allSatisfy(XMLScanner.isSpace) else {
          throw scanner.fault(.outside)
        }
      }
    }
    guard hasRoot, open.isEmpty else { throw scanner.fault(.ended) }
    return nil
  }

  private mutating func skipComment() throws(Fault) {
    _ = try scanner.read(upTo: "--")
    guard scanner.skip(">") else { throw scanner.fault(.markup) }
  }

  private mutating func readInstruction() throws(Fault) -> String {
    let isFirst = scanner.offset == 2
    let target = try scanner.readName()
    if target.lowercased() == "xml" {
      guard isFirst, target == "xml" else { throw scanner.fault(.markup) }
      try readDeclaration()
    } else if !scanner.skip("?>") {
      guard scanner.skipSpace() else { throw scanner.fault(.markup) }
      _ = try scanner.read(upTo: "?>")
    }
    return target
  }

  /// `version`, `encoding` and `standalone`, in this order, the last two only where they are needed.
  private mutating func readDeclaration() throws(Fault) {
    var expected = ["version", "encoding", "standalone"][...]
    while true {
      let hasSpace = scanner.skipSpace()
      if scanner.skip("?>") { break }
      let (name, value) = try scanner.readAttribute()
      guard hasSpace, let place = expected.firstIndex(of: name),
        name == "version" || expected.first != "version"
      else { throw scanner.fault(.markup) }
      expected = expected[(place + 1)...]
      let isASCII = scanner.isASCII && value.lowercased().hasPrefix("iso-8859-")
      if name == "encoding", !["utf-8", "us-ascii"].contains(value.lowercased()), !isASCII {
        throw scanner.fault(.encoding(value))
      }
    }
    if expected.first == "version" { throw scanner.fault(.markup) }
  }

  // MARK: Tags

  private mutating func readEndTag() throws(Fault) {
    let tag = try scanner.readName()
    scanner.skipSpace()
    guard scanner.skip(">") else { throw scanner.fault(.markup) }
    guard open.last?.tag == tag else { throw scanner.fault(.endTag(tag)) }
    open.removeLast()
  }

  private mutating func readStartTag() throws(Fault) -> Event {
    let tag = try scanner.readName()
    if open.isEmpty, hasRoot { throw scanner.fault(.outside) }
    guard open.count < Self.maximumDepth else { throw scanner.fault(.markup) }
    var attributes: [(name: String, value: String)] = []
    var names: Set<String> = []
    while true {
      let hasSpace = scanner.skipSpace()
      endsAtOnce = scanner.skip("/>")
      if endsAtOnce || scanner.skip(">") { break }
      guard hasSpace else { throw scanner.fault(scanner.isAtEnd ? .ended : .markup) }
      let attribute = try scanner.readAttribute()
      guard names.insert(attribute.name).inserted else {
        throw scanner.fault(.attributeTwice(attribute.name))
      }
      attributes.append(attribute)
    }
    hasRoot = true
    let spaces = try spaces(declaredBy: attributes)
    open.append((tag, spaces))
    var named: [Attribute] = []
    for (name, value) in attributes where name != "xmlns" && !name.hasPrefix("xmlns:") {
      named.append(
        Attribute(name: try self.name(name, spaces, takesDefault: false), value: value))
    }
    return .start(try name(tag, spaces, takesDefault: true), named)
  }

  // MARK: Namespaces

  /// The namespaces by prefix within an element; that without one has the empty prefix.
  private func spaces(
    declaredBy attributes: [(name: String, value: String)]
  ) throws(Fault) -> [String: String] {
    var spaces =
      open.last?.spaces ?? ["xml": "http://www.w3.org/XML/1998/namespace"]
    for (name, value) in attributes {
      if name == "xmlns" {
        spaces[""] = value
      } else if name.hasPrefix("xmlns:") {
        let prefix = String(name.dropFirst(6))
        guard !prefix.isEmpty, !prefix.contains(":"), !value.isEmpty else {
          throw scanner.fault(.prefix(prefix))
        }
        spaces[prefix] = value
      }
    }
    return spaces
  }

  private func name(
    _ text: String, _ spaces: [String: String], takesDefault: Bool
  ) throws(Fault) -> Name {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 {
      return Name(space: takesDefault ? spaces[""] ?? "" : "", local: text)
    }
    guard parts.count == 2, !parts.contains(""), let space = spaces[parts[0]] else {
      throw scanner.fault(.prefix(parts[0]))
    }
    return Name(space: space, local: parts[1])
  }
}
