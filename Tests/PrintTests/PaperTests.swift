import Catalog
import Support
import Testing

/// Pages and lengths as people write them, to 0.01 mm.
@Suite struct PaperTests {
  private func paper(_ text: String) throws -> (PrintFixture, PaperSize?) {
    let fixture = try PrintFixture("- { poster: tea, paper: '\(text)' }")
    return (fixture, fixture.catalogue?.outline.prints.first?.paper)
  }

  @Test(
    arguments: [
      ("A0", 841, 1189), ("A4", 210, 297), ("a5", 148, 210), ("A7", 74, 105), ("A10", 26, 37),
      ("A4 landscape", 297, 210), ("A5 横向", 210, 148), ("A6 portrait", 105, 148),
      ("Letter", 215.9, 279.4), ("US letter", nil, nil), ("Legal", 215.9, 355.6),
      ("legal landscape", 355.6, 215.9), ("Tabloid", 279.4, 431.8), ("Ledger", 431.8, 279.4),
      ("half letter", 139.7, 215.9), ("Half-Letter", 139.7, 215.9), ("Statement", 139.7, 215.9),
      ("Executive", 184.15, 266.7), ("Hagaki", 100, 148), ("B5", 176, 250), ("ISO-B5", 176, 250),
      ("ISO B5", 176, 250), ("JIS-B5", 182, 257), ("jis b4 landscape", 364, 257),
      ("16K", 184, 260), ("16开", 184, 260), ("16k landscape", 260, 184),
      ("8.5x14in", 215.9, 355.6), ("11 × 17 in", 279.4, 431.8),
      ("12", 12, 12), ("50mm", 50, 50), ("2in", 50.8, 50.8), ("100x150", 100, 150),
      ("100 x 150", 100, 150), ("100x150mm", 100, 150), ("100mm x 150mm", 100, 150),
      ("10×15 cm", 100, 150), ("100x150 landscape", 150, 100), ("150x100 landscape", 150, 100),
      ("2.25x1.25in", 57.15, 31.75), ("2.25in x 1.25in", 57.15, 31.75),
      ("2.25\" x 1.25\"", 57.15, 31.75), ("4 x 6 inches", 101.6, 152.4),
      ("4in x 150mm", 101.6, 150),
      ("100x150毫米", 100, 150),
      ("2.25in x 1.25", nil, nil), ("100x150x2", nil, nil), ("9x9", nil, nil), ("3000", nil, nil),
      ("B11", nil, nil), ("landscape", nil, nil), ("4x6ft", nil, nil), ("1/2x1in", nil, nil),
    ] as [(String, Double?, Double?)])
  func readsPages(text: String, width: Double?, height: Double?) throws {
    let (fixture, paper) = try paper(text)
    guard let width, let height else {
      #expect(paper == nil && fixture.sink.errorCount == 1, "\(fixture.texts)")
      let text = text.replacing("\"", with: "")
      #expect(
        fixture.texts[0].contains(
          "print[0].paper: \"\(text)\" is not a page size [bad-paper]\n  hint: "),
        "\(fixture.texts)")
      return
    }
    let found = try #require(paper, "\(fixture.texts)")
    #expect(abs(found.width - width) < 0.005 && abs(found.height - height) < 0.005, "\(found)")
  }

  @Test func namesThePaperThatWasMeant() throws {
    #expect(try paper("Leter").0.texts[0].contains("hint: did you mean Letter? write A4, A5,"))
  }

  @Test(arguments: [("B5", true), ("ISO-B5", false), ("JIS-B5", false), ("176x250", false)])
  func saysWhichOfTwoPapersANameIs(text: String, isOpen: Bool) throws {
    let note = """
      note: print[0].paper: B5 is taken as ISO B5, 176 × 250 mm [ambiguous-paper]
        hint: write ISO-B5 if that is meant, or JIS-B5 for 182 × 257 mm
      """
    #expect(try paper(text).0.texts.contains { $0.hasSuffix(note) } == isOpen)
  }

  @Test(arguments: [("16K", true), ("16开", true), ("184x260", false), ("195x270", false)])
  func saysHowLarge16KIs(text: String, isOpen: Bool) throws {
    let note = """
      note: print[0].paper: 16K is taken as 184 × 260 mm, the smallest of that name [ambiguous-paper]
        hint: measure the paper; if it is larger, write its size, such as 195x270 or 210x285
      """
    #expect(try paper(text).0.texts.contains { $0.hasSuffix(note) } == isOpen)
  }

  /// Avery 5160 as its maker gives it.
  @Test func stocksTakeInches() throws {
    let fixture = try PrintFixture(
      "- { labels: tea, stock: mine, nudge: \"0.02in,-0.5mm\" }",
      rest: """
        stocks:
          mine:
            { paper: 8.5x11in, columns: 3, rows: 10, size: 2.625x1in, first: "0.1875,0.5in",
              pitch: "2.75in, 25.4mm" }
        """)
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    let stock = try #require(fixture.catalogue?.outline.stocks["mine"])
    let lengths = [
      stock.paper.width, stock.width, stock.height, stock.left, stock.top, stock.columnPitch,
      stock.rowPitch,
    ]
    for (found, expected) in zip(lengths, [215.9, 66.675, 25.4, 4.7625, 12.7, 69.85, 25.4]) {
      #expect(abs(found - expected) < 0.001)
    }
    let nudge = try #require(fixture.catalogue?.outline.prints.first?.nudge)
    #expect(abs(nudge.x - 0.508) < 0.001 && abs(nudge.y + 0.5) < 0.001)
  }

  @Test func aStockTakesItsPaperByAnyName() throws {
    let fixture = try PrintFixture("- { labels: tea, stock: avery-l7160, paper: 210x297 }")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
  }
}
