internal import CLibExpat

/// Parses XML 1.0 with namespaces through libexpat, chunk by chunk: memory does not grow with the
/// length of a document.
///
///     let parser = try XMLParser(maximumDepth: 100) { event in … }
///     for chunk in chunks { try parser.parse(chunk) }
///     try parser.finish()
///
/// The input is UTF-8. Document types are refused, so no document can declare entities.
package final class XMLParser {
  /// A part of a document.
  package enum Event {
    /// An element starts.
    case start(Name, [Attribute])
    /// The innermost element ends.
    case end(Name)
    /// Text between tags, with references resolved, possibly in several pieces.
    case text(String)
    /// A processing instruction with this target.
    case instruction(String)
  }

  /// A name and its namespace, which is empty where there is none.
  package struct Name: Hashable, Sendable {
    package let space: String
    package let local: String

    package init(space: String, local: String) {
      self.space = space
      self.local = local
    }
  }

  /// An attribute, with references in its value resolved.
  package struct Attribute {
    package let name: Name
    package let value: String
  }

  /// Separates a namespace from a name: a character that XML does not allow.
  private static let separator: XML_Char = 1
  private static let pieceByteCount = 1 << 16
  /// The longest name of a namespace, which libexpat repeats before each name in it.
  private static let maximumNamespaceByteCount = 1_000

  private let handle: OpaquePointer
  private let maximumDepth: Int
  private let maximumTokenByteCount: Int
  private let onEvent: (Event) -> Void
  private var depth = 0
  /// The bytes since the last event.
  private var silentByteCount = 0
  /// The first names of the document as libexpat passes them: most elements have one of a few.
  private var knownNames: [(characters: [XML_Char], name: Name)] = []
  /// How many open elements declare each prefix.
  private var declaredPrefixes: [String: Int] = [:]
  /// The declared encoding, if it agrees with UTF-8 only in ASCII.
  private var encodingOfASCII: String?
  /// Whether a byte outside ASCII was met; some versions of expat tell the declaration only later.
  private var hasOtherBytes = false
  private var fault: XMLFault?

  /// Creates a parser for one document, with a maximum nesting of elements and, in pieces of 64 kB,
  /// a maximum length of tags and comments.
  ///
  /// - Throws: `XMLFault` when there is no memory for it.
  package init(
    maximumDepth: Int, maximumTokenByteCount: Int = .max, onEvent: @escaping (Event) -> Void
  ) throws(XMLFault) {
    guard let handle = XML_ParserCreateNS("UTF-8", Self.separator) else {
      throw XMLFault(line: 1, kind: .memory)
    }
    self.handle = handle
    self.maximumDepth = maximumDepth
    self.maximumTokenByteCount = maximumTokenByteCount
    self.onEvent = onEvent
    setHandlers()
  }

  deinit { XML_ParserFree(handle) }

  /// Parses the next bytes of the document.
  package func parse(_ bytes: [UInt8]) throws(XMLFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.pieceByteCount)
      hasOtherBytes = hasOtherBytes || !piece.allSatisfy { $0 < 0x80 }
      try parse(piece, isLast: false)
      rest = rest.dropFirst(piece.count)
    }
  }

  /// Ends the document.
  package func finish() throws(XMLFault) {
    try parse([], isLast: true)
  }

  private func parse(_ piece: ArraySlice<UInt8>, isLast: Bool) throws(XMLFault) {
    let status = piece.withUnsafeBytes {
      XML_Parse(
        handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), isLast ? 1 : 0
      )
    }
    if let fault { throw fault }
    if let encodingOfASCII, hasOtherBytes {
      throw XMLFault(line: line, kind: .encoding(encodingOfASCII))
    }
    if status != XML_STATUS_OK { throw XMLFault(line: line, kind: faultKind()) }
    silentByteCount += piece.count
    // The library would scan an unfinished tag again with every piece.
    if silentByteCount > maximumTokenByteCount { throw XMLFault(line: line, kind: .markup) }
  }

  /// The current line, from 1.
  private var line: Int { Int(XML_GetCurrentLineNumber(handle)) }

  // MARK: Events

  private func setHandlers() {
    func parser(_ data: UnsafeMutableRawPointer?) -> XMLParser? {
      data.map { Unmanaged<XMLParser>.fromOpaque($0).takeUnretainedValue() }
    }
    XML_SetUserData(handle, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(handle, { parser($0)?.start($1, $2) }, { parser($0)?.end($1) })
    XML_SetCharacterDataHandler(handle) { data, bytes, count in
      let text = UnsafeRawBufferPointer(start: bytes, count: Int(count))
      parser(data)?.emit(.text(String(decoding: text, as: UTF8.self)))
    }
    XML_SetProcessingInstructionHandler(handle) { data, target, _ in
      parser(data)?.emit(.instruction(XMLParser.text(target)))
    }
    XML_SetXmlDeclHandler(handle) { data, _, encoding, _ in
      if let encoding { parser(data)?.declare(encoding: XMLParser.text(encoding)) }
    }
    XML_SetStartDoctypeDeclHandler(handle) { data, name, _, _, _ in
      parser(data)?.stop(.documentType(XMLParser.text(name)))
    }
    XML_SetNamespaceDeclHandler(
      handle,
      { data, prefix, space in
        parser(data)?.declare(XMLParser.text(prefix), byteCount: space.map { strlen($0) } ?? 0)
      },
      { data, prefix in parser(data)?.declaredPrefixes[XMLParser.text(prefix), default: 0] -= 1 })
  }

  private func emit(_ event: Event) {
    silentByteCount = 0
    if fault == nil { onEvent(event) }
  }

  private func stop(_ kind: XMLFault.Kind) {
    fault = fault ?? XMLFault(line: line, kind: kind)
    XML_StopParser(handle, 0)
  }

  private func start(
    _ name: UnsafePointer<XML_Char>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    depth += 1
    guard depth <= maximumDepth else { return stop(.markup) }
    var list: [Attribute] = []
    if var next = attributes {
      while let name = next[0], let value = next[1] {
        list.append(Attribute(name: self.name(name), value: Self.text(value)))
        next += 2
      }
    }
    emit(.start(self.name(name), list))
  }

  private func declare(_ prefix: String, byteCount: Int) {
    declaredPrefixes[prefix, default: 0] += 1
    if byteCount > Self.maximumNamespaceByteCount { stop(.namespace) }
  }

  private func end(_ name: UnsafePointer<XML_Char>?) {
    depth -= 1
    emit(.end(self.name(name)))
  }

  private func declare(encoding: String) {
    let name = encoding.lowercased()
    if name.hasPrefix("iso-8859-") {
      encodingOfASCII = encoding
    } else if name != "utf-8", name != "us-ascii" {
      stop(.encoding(encoding))
    }
  }

  private static func text(_ characters: UnsafePointer<XML_Char>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }

  private func name(_ characters: UnsafePointer<XML_Char>?) -> Name {
    guard let characters else { return Name(space: "", local: "") }
    if let known = knownNames.first(where: { strcmp($0.characters, characters) == 0 }) {
      return known.name
    }
    let name = Self.newName(characters)
    if knownNames.count < 16 {
      let bytes = UnsafeBufferPointer(start: characters, count: strlen(characters) + 1)
      knownNames.append((Array(bytes), name))
    }
    return name
  }

  private static func newName(_ characters: UnsafePointer<XML_Char>) -> Name {
    guard let mark = strchr(characters, Int32(separator)) else {
      return Name(space: "", local: text(characters))
    }
    let space = UnsafeRawBufferPointer(
      start: characters, count: mark - UnsafeMutablePointer(mutating: characters))
    return Name(space: String(decoding: space, as: UTF8.self), local: String(cString: mark + 1))
  }

  // MARK: Faults

  private func faultKind() -> XMLFault.Kind {
    switch XML_GetErrorCode(handle) {
    case XML_ERROR_NO_MEMORY: .memory
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      .ended
    case XML_ERROR_BAD_CHAR_REF, XML_ERROR_UNDEFINED_ENTITY: .reference
    case XML_ERROR_TAG_MISMATCH: .endTag(source().name)
    case XML_ERROR_DUPLICATE_ATTRIBUTE: .attributeTwice(source().name)
    case XML_ERROR_UNBOUND_PREFIX:
      .prefix(source().prefix { declaredPrefixes[$0, default: 0] == 0 })
    case XML_ERROR_UNDECLARING_PREFIX, XML_ERROR_RESERVED_PREFIX_XML,
      XML_ERROR_RESERVED_PREFIX_XMLNS, XML_ERROR_RESERVED_NAMESPACE_URI:
      .namespace
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: .outside
    case XML_ERROR_SYNTAX: source().after.first == UInt8(ascii: "<") ? .markup : .outside
    case XML_ERROR_INVALID_TOKEN: source().invalidToken(isOutside: depth == 0)
    default: .markup
    }
  }

  private func source() -> XMLFault.Source {
    var offset: Int32 = 0
    var count: Int32 = 0
    guard let bytes = XML_GetInputContext(handle, &offset, &count) else {
      return XMLFault.Source(before: [], after: [])
    }
    let all = UnsafeRawBufferPointer(start: bytes, count: Int(count))
    return XMLFault.Source(
      before: Array(all.prefix(Int(offset)).suffix(64)), after: Array(all.dropFirst(Int(offset))))
  }
}
