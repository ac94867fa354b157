internal import Support

/// One PDF of several in the form that Chromium prints, with all their pages in order.
///
/// The same parts in the same order give the same bytes, whenever each of them was printed. What
/// several have in common, such as glyphs and pictures, is written once.
struct PDFAssembly {
  private var output = Array("%PDF-1.4\n%".utf8) + [0xD3, 0xEB, 0xE9, 0xE1, 0x0A]
  /// The offset of each object, from number 1 on.
  private var offsets = [0, 0, 0]
  private var shared: [ContentDigest: Int] = [:]
  private var pages: [Int] = []
  private var information: [UInt8] = []
  private var catalog: [UInt8] = []
  private var structure: Structure?

  /// The objects that make the document readable aloud (ISO 32000-1, 14.7).
  private struct Structure {
    let root: Int
    /// The one element that all others are in, and its language as the file has it.
    let document: Int
    var language: [UInt8] = []
    /// What is in it.
    var elements: [Int] = []
    /// The structure of each page's content.
    var parents: [Int] = []
  }

  // The numbers of the objects that all pages belong to.
  private static let informationNumber = 1
  private static let catalogNumber = 2
  private static let pagesNumber = 3

  /// The objects of a part while they are copied.
  private struct Part {
    let file: PDFFile
    /// The new numbers of objects.
    var numbers: [Int: Int] = [:]
    /// Numbered objects that are not written yet.
    var unwritten: [Int] = []
    /// The objects around the current one.
    var open: Set<Int> = []
    /// New tags of subset fonts.
    var tags: [String: String] = [:]
    /// How many pages are before it.
    let firstPage: Int
  }

  // MARK: Parts

  /// Adds the pages of a PDF.
  ///
  /// - Throws: `UnexpectedForm`.
  mutating func append(_ file: PDFFile) throws(PDFFile.UnexpectedForm) {
    let trailer = try file.trailer()
    var part = Part(file: file, firstPage: pages.count)
    part.tags = try Self.tags(of: file)
    guard let root = trailer.reference(of: "Root"), let info = trailer.reference(of: "Info"),
      case let rootObject = try file.object(root), let tree = rootObject.reference(of: "Pages")
    else { throw PDFFile.UnexpectedForm() }
    let found = try leaves(of: tree, &part)
    let structureRoot = rootObject.reference(of: "StructTreeRoot")
    if let structureRoot { part.numbers[structureRoot] = structure?.root ?? startStructure() }
    if pages.isEmpty {
      information = try body(of: file.object(info), &part)
      catalog = try body(of: rootObject, &part)
    }
    for page in found { pages.append(try number(of: page, &part)) }
    if let structureRoot { try appendStructure(structureRoot, pageCount: found.count, &part) }
    try writeRest(of: &part)
  }

  /// The pages of a tree; all its branches become the one of the new document.
  private func leaves(
    of tree: Int, depth: Int = 0, _ part: inout Part
  ) throws(PDFFile.UnexpectedForm) -> [Int] {
    let object = try part.file.object(tree)
    guard depth < 10, part.numbers[tree] == nil else { throw PDFFile.UnexpectedForm() }
    if object.name(of: "Type") == "Page" { return [tree] }
    guard object.name(of: "Type") == "Pages" else { throw PDFFile.UnexpectedForm() }
    part.numbers[tree] = Self.pagesNumber
    var found: [Int] = []
    for kid in object.references where kid.key == "Kids" {
      found += try leaves(of: kid.object, depth: depth + 1, &part)
    }
    return found
  }

  /// Reserves the numbers of the structure; returns that of its root.
  private mutating func startStructure() -> Int {
    let root = reserve()
    structure = Structure(root: root, document: reserve())
    return root
  }

  private mutating func appendStructure(
    _ root: Int, pageCount: Int, _ part: inout Part
  ) throws(PDFFile.UnexpectedForm) {
    let object = try part.file.object(root)
    // An entry for each page, in order: `/Nums [0 41 0 R 1 58 0 R]`.
    guard let document = object.reference(of: "K"), let tree = object.reference(of: "ParentTree"),
      case let parents = try part.file.object(tree).references.filter({ $0.key == "Nums" }),
      parents.count == pageCount, part.numbers[document] == nil
    else { throw PDFFile.UnexpectedForm() }
    let outermost = try part.file.object(document)
    part.numbers[document] = structure?.document
    if let language = outermost.range(of: "Lang"), structure?.elements.isEmpty == true {
      structure?.language = Array("\n/Lang ".utf8) + part.file.bytes[language]
    }
    for element in outermost.references where element.key == "K" {
      let number = try number(of: element.object, &part)
      structure?.elements.append(number)
    }
    for entry in parents {
      let number = try number(of: entry.object, &part)
      structure?.parents.append(number)
    }
  }

  /// Objects of one page alone; they refer to each other in circles.
  private static let ownTypes: Set = ["Page", "StructElem", "Annot", "OBJR"]

  /// The new number of an object.
  private mutating func number(
    of object: Int, _ part: inout Part
  ) throws(PDFFile.UnexpectedForm) -> Int {
    if let number = part.numbers[object] { return number }
    let read = try part.file.object(object)
    if let type = read.name(of: "Type"), Self.ownTypes.contains(type) {
      let number = reserve()
      part.numbers[object] = number
      part.unwritten.append(object)
      return number
    }
    guard part.open.count < 50, part.open.insert(object).inserted else {
      throw PDFFile.UnexpectedForm()
    }
    let body = try body(of: read, &part)
    part.open.remove(object)
    let digest = ContentDigest(body)
    let number = shared[digest] ?? write(body, as: reserve())
    shared[digest] = number
    part.numbers[object] = number
    return number
  }

  private mutating func writeRest(of part: inout Part) throws(PDFFile.UnexpectedForm) {
    var next = 0
    while next < part.unwritten.count {
      let object = part.unwritten[next]
      let body = try body(of: part.file.object(object), &part)
      if let number = part.numbers[object] { write(body, as: number) }
      next += 1
    }
  }

  /// An object's value and stream with the new numbers of what it refers to.
  private mutating func body(
    of object: PDFObject, _ part: inout Part
  ) throws(PDFFile.UnexpectedForm) -> [UInt8] {
    var edits: [(range: Range<Int>, text: String)] = []
    for reference in object.references {
      edits.append((reference.range, "\(try number(of: reference.object, &part)) 0 R"))
    }
    if let place = object.number(of: "StructParents") {
      edits.append((place.range, "\(part.firstPage + place.value)"))
    }
    for token in object.tokens {
      guard case .name(let name) = token.kind, let tag = part.tags[String(name.prefix(7))] else {
        continue
      }
      edits.append((token.range, "/\(tag)\(name.dropFirst(7))"))
    }
    let bytes = part.file.bytes
    var result: [UInt8] = []
    var end = object.value.lowerBound
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[end..<edit.range.lowerBound]
      result += edit.text.utf8
      end = edit.range.upperBound
    }
    result += bytes[end..<object.value.upperBound]
    if let stream = object.stream {
      result += " stream\n".utf8
      result += bytes[stream]
      result += "\nendstream".utf8
    }
    return result
  }

  // MARK: Fonts

  /// Tags that differ where the subsets do: Chromium counts from AAAAAA in every file, and some
  /// printers take two fonts of one name for the same (ISO 32000-1, 9.6.4).
  private static func tags(of file: PDFFile) throws(PDFFile.UnexpectedForm) -> [String: String] {
    var tags: [String: String] = [:]
    for number in 1..<file.objectCount {
      let object = try file.object(number)
      guard let name = object.name(of: "FontName"), name.dropFirst(6).first == "+",
        let font = object.references.first(where: { $0.key.hasPrefix("FontFile") }),
        let content = try file.object(font.object).stream
      else { continue }
      let digest = ContentDigest(Array(file.bytes[content]))
      var rest = digest.high
      let letters = (0..<6).map { _ in
        defer { rest /= 26 }
        return Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)))
      }
      tags[String(name.prefix(7))] = String(letters) + "+"
    }
    return tags
  }

  // MARK: Output

  private mutating func reserve() -> Int {
    offsets.append(0)
    return offsets.count
  }

  @discardableResult
  private mutating func write(_ body: [UInt8], as number: Int) -> Int {
    offsets[number - 1] = output.count
    output += "\(number) 0 obj\n".utf8
    output += body
    output += "\nendobj\n".utf8
    return number
  }

  /// The document of all pages; `date` is in seconds since 1970, if any.
  consuming func finish(date: Int?) -> [UInt8] {
    var information = information
    if let date {
      let text = PDFFile.dateText(date)
      information.insert(
        contentsOf: Array("\n/CreationDate \(text)\n/ModDate \(text)".utf8),
        at: max(0, information.count - ">>".utf8.count))
    }
    write(information, as: Self.informationNumber)
    write(catalog, as: Self.catalogNumber)
    write(
      Array("<</Type /Pages\n/Count \(pages.count)\n/Kids [\(Self.list(pages))]>>".utf8),
      as: Self.pagesNumber)
    if let structure {
      let numbers = structure.parents.enumerated().map { "\($0) \($1) 0 R" }
      let parents = write(
        Array("<</Type /ParentTree\n/Nums [\(numbers.joined(separator: " "))]>>".utf8),
        as: reserve())
      let root =
        "<</Type /StructTreeRoot\n/K \(structure.document) 0 R\n"
        + "/ParentTreeNextKey \(pages.count)\n/ParentTree \(parents) 0 R>>"
      write(Array(root.utf8), as: structure.root)
      let end = "\n/P \(structure.root) 0 R\n/K [\(Self.list(structure.elements))]>>"
      write(
        Array("<</Type /StructElem\n/S /Document".utf8) + structure.language + Array(end.utf8),
        as: structure.document)
    }
    let trailer = "/Root \(Self.catalogNumber) 0 R\n/Info \(Self.informationNumber) 0 R"
    output += PDFOffsets.end(offsets, at: output.count, trailer: trailer).utf8
    return output
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.map { "\($0) 0 R" }.joined(separator: " ")
  }
}
