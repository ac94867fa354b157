import Catalog
import TestSupport
import Testing

@testable import Print

@Suite struct TextFitTests {
  private static let lettering = Lettering(
    measure: TextEstimate(), face: .plain, language: .chinese)

  @Test(arguments: [
    ("龙井一杯", 10.0, ["龙井一杯"], 2.0), ("龙井一杯", 6.0, ["龙井一杯"], 1.5),
    // On one line it would be below 72 % of the ideal size.
    ("西湖龙井明前特级茶", 12.0, ["西湖龙井明", "前特级茶"], 2.0),
  ])
  func shrinksThenWraps(text: String, width: Double, lines: [String], size: Double) throws {
    let fitted = try #require(
      TextFit.fit(
        text, in: Self.lettering, width: width, ideal: 2, minimum: 0.5, maximumLineCount: 3))
    #expect(fitted.lines == lines && abs(fitted.size - size) < 0.001)
  }

  @Test func noLineStartsWithClosingOrEndsWithOpeningPunctuation() {
    let text = "茶（明前），可续水。《茶经》说：“好”。"
    for count in 2...6 {
      for line in TextFit.balanced(text, in: Self.lettering, lineCount: count) {
        #expect(!"）），。》：”".contains(line.first ?? " "), "\(line)")
        #expect(!"（《“".contains(line.last ?? " "), "\(line)")
      }
    }
  }

  @Test(arguments: [
    ("a  b c", 1, ["a  b c"]), ("a  b c", 2, ["a ", "b c"]), ("a  b c", 3, ["a ", "b", "c"]),
    (" a b ", 2, ["a", "b"]), ("茶 茶", 2, ["茶", "茶"]), ("", 2, [""]),
  ])
  func losesOnlyTheSpaceWhereALineEnds(text: String, count: Int, lines: [String]) {
    #expect(TextFit.balanced(text, in: Self.lettering, lineCount: count) == lines)
  }

  @Test func wordsStayWhole() {
    #expect(
      TextFit.balanced("Picked before Qingming", in: Self.lettering, lineCount: 2)
        == ["Picked before", "Qingming"])
  }

  @Test func nothingIsWiderThanItIsReckoned() {
    // Helvetica's advances in thousandths of the size, from Adobe's font metrics.
    let helvetica: [Character: Double] = [
      "A": 667, "M": 833, "W": 944, "i": 222, "l": 222, "m": 833, "w": 722, "a": 556, "e": 556,
      "n": 556, "o": 556, "t": 278, "f": 278, "r": 333, "0": 556, "8": 556, ".": 278, " ": 278,
      "T": 611, "S": 667, "R": 722, "G": 778,
    ]
    var total = (reckoned: 0.0, real: 0.0)
    for (character, advance) in helvetica {
      let scalar = character.unicodeScalars.first ?? " "
      total.reckoned += TextEstimate.advance(of: scalar, .plain)
      total.real += advance / 1000
    }
    #expect(total.reckoned >= total.real && total.reckoned < 1.12 * total.real)
  }

  private static let longTitle = String(repeating: "一个特别长的标题", count: 12)

  @Test func titleThatCannotFitNamesTheLink() throws {
    for (job, place) in [
      ("labels: long, stock: avery-l7651", "print[0] (labels long)"),
      ("roll: long, paper: 40x20, name: small", "print[small]"),
      ("labels: long, stock: avery-l7120", "print[0] (labels long)"),
      ("labels: long, stock: avery-8293", "print[0] (labels long)"),
    ] {
      let fixture = try PrintFixture(
        "- { \(job), allow: [distance, module-small] }",
        links: "- { id: long, title: \(Self.longTitle) }")
      #expect(
        fixture.texts.contains {
          $0.contains("error: \(place): the title of link \"long\" has no room beside the code")
        }, "\(job): \(fixture.texts)")
    }
  }

  /// Long and short words in every design and format stay out of code borders and on the page.
  @Test(arguments: PrintJob.Design.allCases)
  func wordsKeepToTheirPlaces(design: PrintJob.Design) throws {
    let titles = [
      "茶", "西湖龙井明前特级茶二零二六年春季限量版", "Tea",
      "A long title that goes over several lines because somebody wanted it",
      "Donaudampfschifffahrtsgesellschaft",
    ]
    let papers = [
      "A3", "A4", "A5", "A6", "Letter", "A4 landscape", "A6 landscape", "200x200", "90x250",
      "300x120",
    ]
    let jobs = papers.map {
      "- { poster: \"*\", paper: \($0), design: \(design.rawValue), language: [zh-CN, en], "
        + "valid_until: 2026-12-31, allow: [distance] }"
    }
    let tents = ["paper: A4", "paper: A5", "fold: prism", "stock: avery-5305"].map {
      "- { tent: \"*\", design: \(design.rawValue), \($0), allow: [distance] }"
    }
    let links = titles.enumerated().map { index, title in
      let price = ["", ", price: 8, stable: true", ", price: 9999999.99, stable: true"][index % 3]
      return "- { id: l\(index), title: \(title)\(price), note: \(title) }"
    }
    let fixture = try PrintFixture(
      (jobs + tents).joined(separator: "\n"), links: links.joined(separator: "\n"),
      name: "湖畔茶馆 Lakeside Teahouse and Bakery")
    for sheet in try fixture.sheets().flatMap({ $0 }) {
      #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
      let page = Rectangle(x: 0, y: 0, width: sheet.width, height: sheet.height)
      for bounds in Self.textBounds(sheet.elements, []) {
        #expect(page.holds(bounds.frame), "\(bounds.text) \(bounds.frame)")
      }
    }
  }

  private static func textBounds(
    _ elements: [SheetElement], _ placements: [Placement]
  ) -> [(text: String, frame: Rectangle)] {
    elements.flatMap { element -> [(String, Rectangle)] in
      switch element {
      case .text(let text):
        [(text.text, placements.reversed().reduce(text.bounds) { $1.place($0) })]
      case .placed(let inner, let placement): textBounds(inner, placements + [placement])
      default: []
      }
    }
  }
}
