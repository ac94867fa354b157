import Testing

@testable import Proof

/// Parses and writes a PDF like Chromium's.
@Suite struct PDFFileTests {
  /// Two pages of 101 × 51 points, the first with this content.
  private static func pdf(content: String = "", font: String = "/Subtype /Type0") -> [UInt8] {
    let objects = [
      "<</Type /Catalog\n/Pages 2 0 R>>",
      "<</Type /Pages\n/Count 2\n/Kids [3 0 R 4 0 R]>>",
      "<</Type /Page\n/Parent 2 0 R\n/Resources <</Font <</F6 6 0 R>>>>\n"
        + "/MediaBox [0 0 101 51]\n/Contents 5 0 R>>",
      "<</Type /Page\n/Parent 2 0 R\n/MediaBox [0 0 101 51]\n/Contents 7 0 R>>",
      "<</Length \(content.utf8.count)>> stream\n\(content)\nendstream",
      "<</Type /Font\n\(font)>>",
      "<</Length 0>> stream\n\nendstream",
      "<</CreationDate (D:20260101000000+00'00')\n/Creator (A \\(B\\) C)\n/Producer (Skia)>>",
    ]
    return PDFText.file(of: objects, root: 1, information: 8)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func turnsAllPages() throws {
    let turned = try PDFFile(Self.pdf()).turned()
    let box = "/MediaBox [0 0 101 51]"
    #expect(
      Self.text(turned)
        .replacing("\(box)\n/Rotate 180", with: box).split(separator: "xref").first
        == Self.text(Self.pdf()).split(separator: "xref").first)
    // The table finds every object again.
    let again = try PDFFile(turned)
    #expect(
      again.pageSizes.map(\.width) == [101, 101] && again.pageSizes.map(\.height) == [51, 51])
    #expect(again.dictionary(of: 8)?.text.contains("/Producer (Skia)") == true)
  }

  @Test func cutsPagesToTheirSizeAndLeavesOutDatesAndTheBrowsersName() throws {
    let cut = PDFFile.Cut(
      frame: PageBox(left: 2, top: 2, right: 30, bottom: 14), bleed: 1)
    let trimmed = try PDFFile(Self.pdf()).trimmed(
      toWidth: 35.28, height: 17.64, cut: cut)
    let text = Self.text(trimmed)
    #expect(text.contains("/MediaBox [0.000 0.997 100.006 51.000]\n/TrimBox ["))
    #expect(text.contains("/BleedBox ["))
    #expect(text.contains("<<\n\n/Producer (Skia)>>"))
    #expect(text.contains("<</Type /Catalog\n/ViewerPreferences <</PrintScaling /None>>\n/Pages"))
    #expect(throws: PDFFile.UnexpectedForm.self) {
      try PDFFile(Self.pdf()).trimmed(toWidth: 36, height: 17)
    }
  }

  @Test(arguments: [
    ("BT /F6 12 Tf <00410000> Tj ET", "/Subtype /Type0", 1),
    ("BT /F6 12 Tf <00410042> Tj ET", "/Subtype /Type0", 0),
    ("BT /F6 12 Tf <4100> Tj <00> Tj ET", "/Subtype /Type3", 2),
    ("BT /F6 12 Tf [<0041> -3 <0000>] TJ ET", "/Subtype /Type0", 1),
    ("/Span <</ActualText <FEFF0000>>> BDC BT /F6 12 Tf <0041> Tj ET EMC", "/Subtype /Type0", 0),
  ])
  func countsCharactersWithoutAShape(content: String, font: String, count: Int) throws {
    let found = try PDFFile(Self.pdf(content: content, font: font)).missingGlyphs()
    #expect(found.map(\.page) == (count == 0 ? [] : [1]))
    #expect(found.map(\.count) == (count == 0 ? [] : [count]))
  }

  /// The table names the same place for two pages.
  @Test func refusesObjectsThatOverlap() {
    let entries = Self.text(Self.pdf()).split(separator: "\n").filter { $0.hasSuffix(" 00000 n ") }
    let other = Self.text(Self.pdf()).replacing(entries[3], with: entries[2])
    #expect(throws: PDFFile.UnexpectedForm.self) { try PDFFile(Array(other.utf8)) }
  }

  @Test func refusesOtherForms() {
    for bytes in [
      [], Array("%PDF-1.4\n".utf8), Array(Self.pdf().dropLast(12)), Array(Self.pdf().dropFirst()),
    ] {
      #expect(throws: PDFFile.UnexpectedForm.self) { try PDFFile(bytes) }
    }
  }
}
