import Catalog
import Print
import TestSupport
import Testing

@Suite struct StockTests {
  @Test func builtInStocksAreSymmetricalOnTheirSheets() {
    for stock in Stock.builtIn {
      let far = stock.farMargins
      #expect(abs(far.right - stock.left) <= 0.1, "\(stock.name)")
      #expect(abs(far.bottom - stock.top) <= 0.1, "\(stock.name)")
      #expect(stock.columnPitch >= stock.width && stock.rowPitch >= stock.height)
      #expect(!stock.source.isEmpty)
    }
    #expect(Set(Stock.builtIn.map(\.name)).count == Stock.builtIn.count)
    #expect(Stock.builtIn.count == 17)
  }

  /// If tables differ, the row names its source.
  @Test func namesTheSourceOfEachStock() {
    let sources = Dictionary(uniqueKeysWithValues: Stock.builtIn.map { ($0.name, $0.source) })
    for name in ["avery-l7160", "avery-l7163", "avery-5160"] {
      #expect(sources[name]?.hasPrefix("label tables") == true, "\(name)")
      #expect(sources[name]?.contains("gLabels is 0.3 to 1.4 mm off") == (name != "avery-5160"))
    }
    #expect(sources["avery-5160"]?.contains("gLabels has 5/32 in") == true)
    #expect(sources["avery-5305"] == "gLabels alone, commit 2da9b2d")
    let agreed = Stock.builtIn.filter { $0.source.hasSuffix("label tables that agree") }
    #expect(
      agreed.map(\.name) == [
        "avery-l7159", "avery-l7161", "avery-l7162", "avery-l7165", "avery-l7651", "avery-5163",
        "avery-8293", "avery-5371", "avery-8371", "avery-c32011",
      ])
  }

  private static let own =
    "{ paper: A4, columns: 2, rows: 3, size: 90x80, first: \"10,18.5\", pitch: \"100,90\""

  @Test func takesStocksOfTheConfig() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: mine }", rest: "stocks: { mine: \(Self.own) } }")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    #expect(try fixture.ids().map(\.count) == [6])
    #expect(fixture.catalogue?.outline.stocks["mine"]?.use == .labels)
  }

  @Test(arguments: [
    ("columns: 2", "columns: 3", "the pieces reach beyond the sheet"),
    ("pitch: \"100,90\"", "pitch: \"80,90\"", "the pieces lie over each other"),
    ("size: 90x80", "size: 90", "\"90\" is not a size"),
    ("first: \"10,18.5\"", "first: 10", "\"10\" is not two lengths"),
    ("paper: A4", "paper: A77", "\"A77\" is not a page size"),
    ("size: 90x80", "size: 90x80, round: true", "a round piece is as wide as it is high"),
  ])
  func refusesStocksThatCannotBeRight(what: String, instead: String, message: String) throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: mine }",
      rest: "stocks: { mine: \(Self.own.replacing(what, with: instead)) } }")
    #expect(fixture.texts.contains { $0.contains("error: stocks.mine") && $0.contains(message) })
  }

  /// Makers' sheets are symmetrical, so such numbers were probably rounded.
  @Test(arguments: [
    (
      "{ paper: A4, columns: 3, rows: 7, size: 63.5x38.1, first: \"7,15\", pitch: \"66,38.1\" }",
      """
      opposite margins differ, so a measure may be wrong: left 7.00 mm, right 7.50 mm; \
      top 15.00 mm, bottom 15.30 mm
        hint: avery-l7160 has first "7.21,15.15" and pitch "66.04,38.1": write `stock: avery-l7160` if \
      it is that one, or measure again
      """
    ),
    (
      "{ paper: A4, columns: 2, rows: 3, size: 90x80, first: \"10.2,18.5\", pitch: \"100,90\" }",
      """
      opposite margins differ, so a measure may be wrong: left 10.20 mm, right 9.80 mm
        hint: compare first, size, pitch, columns, rows and paper with what the box says
      """
    ),
    (
      "{ paper: A4, columns: 2, rows: 3, size: 90x80, first: \"10,18.4\", pitch: \"100,90\" }",
      """
      opposite margins differ, so a measure may be wrong: top 18.40 mm, bottom 18.60 mm
        hint: compare first, size, pitch, columns, rows and paper with what the box says
      """
    ),
  ])
  func warnsOfStocksThatAreNotSymmetrical(stock: String, message: String) throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: mine }", rest: "stocks: { mine: \(stock) }")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    let text = message.replacing("\n", with: " [unequal-margins]\n")
    #expect(
      fixture.texts.contains { $0.hasSuffix(": warning: stocks.mine: \(text)") },
      "\(fixture.texts)")
  }

  /// A table number, a menu item and an open amount print on every shipped stock as they come.
  @Test(arguments: Stock.builtIn.map(\.name))
  func usualLinksPrintOnEveryStock(name: String) throws {
    let stock = try #require(Stock.builtIn.first { $0.name == name })
    let kind = stock.use == .tents ? "tent" : stock.use.rawValue
    let fixture = try PrintFixture(
      "- { \(kind): \"*\", stock: \(name) }",
      links: """
        - { id: counter, title: Counter }
        - { id: tea, title: Tea, price: 12, stable: true }
        - { id: table-01, title: Table 1, custom: table-01, stable: true }
        """, token: "qflknfokn")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    #expect(try fixture.ids().flatMap { $0 }.contains("table-01"))
  }

  @Test func judgesTheColourOfAStock() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: mine }",
      rest: "stocks: { mine: \(Self.own), colour: \"#c8a165\" } }")
    #expect(fixture.checks.contains("warning panel"), "\(fixture.texts)")
  }

  @Test(arguments: [
    ("labels: \"*\"", "print[0] (labels *): no label stock is given"),
    (
      "labels: \"*\", stock: avery-l716",
      "print[0].stock (labels *): there is no stock \"avery-l716\""
    ),
    ("labels: \"*\", stock: avery-5371", "print[0].stock (labels *): \"avery-5371\" is for cards"),
    (
      "labels: \"*\", stock: avery-l7165, start: 9",
      "print[0].start (labels *): a sheet has only 8 places"
    ),
    (
      "labels: \"*\", stock: avery-l7165, paper: Letter",
      "print[0].paper (labels *): `paper` contradicts stock"
    ),
    ("cards: \"*\", paper: 60x90, card: CN", "print[0].paper (cards *): no card has room"),
  ])
  func refusesJobsThatDoNotFitTheirStock(job: String, message: String) throws {
    let fixture = try PrintFixture("- { \(job) }")
    #expect(fixture.texts.contains { $0.contains("error: \(message)") }, "\(fixture.texts)")
  }

  /// The piece's own edge, the gap from the table, and its position on the sheet.
  @Test func codesKeepToTheirLabels() throws {
    for stock in Stock.builtIn {
      let kind = stock.use == .tents ? "tent" : stock.use.rawValue
      let fixture = try PrintFixture(
        "- { \(kind): counter, stock: \(stock.name), copies: \(stock.count), allow: [distance] }",
        links: "- { id: counter, title: T }")
      let sheets = try #require(fixture.sheets().first)
      #expect(sheets.count == 1)
      let codes = sheets[0].codes
      #expect(codes.count == stock.count * (stock.use == .tents ? 2 : 1))
      for (index, placed) in codes.enumerated() {
        let piece = stock.piece(stock.use == .tents ? index / 2 : index)
        let frame = placed.frame
        #expect(frame.x >= piece.x + 1.6 && frame.right <= piece.right - 1.6, "\(stock.name)")
        #expect(frame.y >= piece.y + 1.6 && frame.bottom <= piece.bottom - 1.6, "\(stock.name)")
        #expect(frame.x >= 5 && frame.right <= stock.paper.width - 5, "\(stock.name)")
        #expect(frame.y >= 5 && frame.bottom <= stock.paper.height - 5, "\(stock.name)")
      }
    }
  }
}
