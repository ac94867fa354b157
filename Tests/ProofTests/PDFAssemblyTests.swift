import Testing

@testable import Proof

/// Makes one PDF of sheets like those that Chromium prints.
@Suite struct PDFAssemblyTests {
  /// A page with a text, a font in a subset with a tag, and its structure.
  private static func sheet(
    _ content: String, font: String = "glyphs", loop: String = ""
  ) -> [UInt8] {
    let objects = [
      "<</Title (a \\) stream 9 0 R)\n/Producer (Skia)>>",
      "<</Type /Catalog\n/Pages 3 0 R\n/StructTreeRoot 5 0 R\n/Lang (en)>>",
      "<</Type /Pages\n/Count 1\n/Kids [4 0 R]>>",
      "<</Type /Page\n/Resources <</Font <</F9 9 0 R>>>>\n/MediaBox [0 0 101 51]\n"
        + "/Contents 8 0 R\n/StructParents 0\n/Parent 3 0 R>>",
      "<</Type /StructTreeRoot\n/K 6 0 R\n/ParentTreeNextKey 1\n/ParentTree 7 0 R>>",
      "<</Type /StructElem\n/S /Document\n/Lang (en)\n/P 5 0 R\n/K [13 0 R]>>",
      "<</Type /ParentTree\n/Nums [0 12 0 R]>>",
      "<</Length \(content.utf8.count)>> stream\n\(content)\nendstream",
      "<</Type /Font\n/Subtype /Type0\n/BaseFont /CAAAAA+Bitstream\n/Descriptor 10 0 R\(loop)>>",
      "<</Type /FontDescriptor\n/FontFamily (Bitstream)\n/FontName /CAAAAA+Bitstream\n"
        + "/FontFile2 11 0 R>>",
      "<</Length \(font.utf8.count)>> stream\n\(font)\nendstream",
      "[13 0 R]", "<</Type /StructElem\n/S /NonStruct\n/P 6 0 R\n/Pg 4 0 R\n/K 0>>",
    ]
    return PDFText.file(of: objects, root: 2, information: 1)
  }

  private static func assembled(_ sheets: [[UInt8]], date: Int? = nil) throws -> [UInt8] {
    var assembly = PDFAssembly()
    for sheet in sheets { try assembly.append(PDFFile(sheet)) }
    return assembly.finish(date: date)
  }

  private static func count(_ part: String, in bytes: [UInt8]) -> Int {
    String(decoding: bytes, as: UTF8.self).split(separator: part, omittingEmptySubsequences: false)
      .count - 1
  }

  @Test func hasAllPagesInOrderAndWritesWhatTheyShareOnce() throws {
    let bytes = try Self.assembled([
      Self.sheet("BT /F9 1 Tf <0041> Tj ET"), Self.sheet("BT /F9 1 Tf <0000> Tj ET"),
      Self.sheet("BT /F9 1 Tf <0041> Tj ET"),
    ])
    let pdf = try PDFFile(bytes)
    #expect(pdf.pageSizes.count == 3)
    // The second page has a character without a glyph, found by its own name of the font.
    #expect(try pdf.missingGlyphs().map(\.page) == [2])
    #expect(Self.count("/Type /Font\n", in: bytes) == 1 && Self.count("glyphs", in: bytes) == 1)
    #expect(Self.count("<0041>", in: bytes) == 1)
    #expect(Self.count("(a \\) stream 9 0 R)", in: bytes) == 1)
    // Each page has its structure.
    for index in 0..<3 { #expect(Self.count("/StructParents \(index)\n", in: bytes) == 1) }
    #expect(Self.count("/S /NonStruct", in: bytes) == 3)
    #expect(Self.count("/S /Document\n/Lang (en)\n", in: bytes) == 1)
    #expect(Self.count("/ParentTreeNextKey 3\n", in: bytes) == 1)
  }

  /// Chromium gives every sheet's first font the tag AAAAAA, whatever glyphs the subset has.
  @Test func givesSubsetsOfFontsTagsOfTheirOwn() throws {
    let bytes = try Self.assembled([
      Self.sheet("a"), Self.sheet("b", font: "others"), Self.sheet("c"),
    ])
    let text = String(decoding: bytes, as: UTF8.self)
    let fonts = text.matches(of: /\/BaseFont \/([A-Z]{6})\+Bitstream/).map(\.1)
    let names = text.matches(of: /\/FontName \/([A-Z]{6})\+Bitstream/).map(\.1)
    #expect(Set(fonts).count == 2 && fonts.count == 2 && fonts == names)
    #expect(text.contains("/FontFamily (Bitstream)"))
  }

  @Test func datesTheDocumentOnlyOnRequest() throws {
    #expect(Self.count("Date", in: try Self.assembled([Self.sheet("a")])) == 0)
    let dated = try Self.assembled([Self.sheet("a")], date: 1_700_000_000)
    #expect(Self.count("/CreationDate (D:20231114221320Z)", in: dated) == 1)
    #expect(Self.count("/ModDate (D:20231114221320Z)", in: dated) == 1)
  }

  @Test func takesPartsOfSeveralPages() throws {
    let pair = try Self.assembled([Self.sheet("a"), Self.sheet("b")])
    let bytes = try Self.assembled([pair, Self.sheet("c"), pair])
    #expect(try PDFFile(bytes).pageSizes.count == 5)
    for index in 0..<5 { #expect(Self.count("/StructParents \(index)\n", in: bytes) == 1) }
    #expect(Self.count("/Count 5\n", in: bytes) == 1)
    #expect(Self.count("/S /Document", in: bytes) == 1)
    #expect(Self.count("glyphs", in: bytes) == 1)
  }

  @Test func refusesCirclesAndMissingObjects() throws {
    for loop in ["\n/Other 9 0 R", "\n/Other 99 0 R"] {
      #expect(throws: PDFFile.UnexpectedForm.self) {
        try Self.assembled([Self.sheet("a", loop: loop)])
      }
    }
  }
}
