internal import Support

/// The parts of a workbook's file: XML documents in a ZIP archive (ECMA-376-2).
struct WorkbookPackage {
  /// A link from one part to another.
  struct Relationship {
    var id: String
    /// The end of the type, such as `worksheet`; what is before it differs between the transitional
    /// and the strict form of the format.
    var type: String
    /// The path of the part in the archive.
    var part: String
  }

  /// An XML document that is not well-formed.
  struct PartFault: Error {
    var part: String
    var fault: XMLFault

    /// The error to throw: missing memory is no fault of the part.
    static func of(_ part: String, _ fault: XMLFault) -> any Error {
      fault.kind == .memory
        ? ReadingError(path: part, errorNumber: ENOMEM) : PartFault(part: part, fault: fault)
    }
  }

  /// The largest part other than a sheet or its texts, in bytes.
  static let maximumPartByteCount = 1 << 26
  /// The largest list of relationships in bytes.
  static let maximumRelationshipsByteCount = 1 << 22
  /// The deepest nesting of elements.
  static let maximumDepth = 100
  /// The longest tag in bytes; a cell's text is no tag.
  static let maximumTokenByteCount = 1 << 20

  private let archive: ZIPArchive

  /// Opens the archive.
  init(_ file: InputFile) throws {
    archive = try ZIPArchive(file)
  }

  /// Whether there is a part.
  func has(_ part: String) -> Bool { archive.has(part) }

  /// Opens a part; its absence is damage.
  func open(_ part: String, limit: Int = maximumPartByteCount) throws -> ZIPEntryReader {
    guard let reader = try archive.open(part, limit: limit) else {
      throw ZIPFault.damagedEntry(part)
    }
    return reader
  }

  /// Parses a whole part.
  func parse(
    _ part: String, limit: Int = maximumPartByteCount, onEvent: @escaping (XMLParser.Event) -> Void
  ) throws {
    let reader = try self.open(part, limit: limit)
    var chunk: [UInt8] = []
    do {
      let parser = try Self.parser(onEvent)
      repeat {
        try reader.readChunk(into: &chunk)
        if chunk.isEmpty { try parser.finish() } else { try parser.parse(chunk) }
      } while !chunk.isEmpty
    } catch let fault as XMLFault {
      throw PartFault.of(part, fault)
    }
  }

  /// A parser with the limits of a workbook.
  static func parser(
    _ onEvent: @escaping (XMLParser.Event) -> Void
  ) throws(XMLFault) -> XMLParser {
    try XMLParser(
      maximumDepth: maximumDepth, maximumTokenByteCount: maximumTokenByteCount, onEvent: onEvent)
  }

  /// The relationships of a part, or those of the whole package if it is empty.
  func relationships(of part: String) throws -> [Relationship] {
    let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = part[..<slash]
    let path = "\(folder)_rels/\(part[slash...]).rels"
    guard has(path) else { return [] }
    var relationships: [Relationship] = []
    try parse(path, limit: Self.maximumRelationshipsByteCount) { event in
      guard case .start(let name, let attributes) = event, name.local == "Relationship",
        let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"],
        attributes["TargetMode"] != "External"
      else { return }
      relationships.append(
        Relationship(
          id: id, type: type.split(separator: "/").last.map(String.init) ?? "",
          part: Self.path(of: target, from: String(folder))))
    }
    return relationships
  }

  /// The path of a target in the archive.
  private static func path(of target: String, from folder: String) -> String {
    let start = target.hasPrefix("/") ? "" : folder
    return RelativePath.folded((start + target).split(separator: "/"))
  }
}

extension [XMLParser.Attribute] {
  /// The value of an attribute without a namespace.
  subscript(name: String) -> String? {
    first { $0.name.local == name && $0.name.space.isEmpty }?.value
  }

  /// A truth value, which is false unless it says otherwise.
  func isTrue(_ name: String) -> Bool { self[name].map { $0 == "1" || $0 == "true" } ?? false }
}

extension XMLParser.Name {
  /// Whether the name is one of SpreadsheetML, in its transitional or strict form (ECMA-376-1,
  /// annex A; ISO/IEC 29500-1).
  var isSpreadsheet: Bool {
    space == "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      || space == "http://purl.oclc.org/ooxml/spreadsheetml/main"
  }
}
