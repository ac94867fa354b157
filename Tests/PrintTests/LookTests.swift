import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// The looks in numbers: reserved space and legible sizes.
@Suite struct LookTests {
  private static let links = """
    - { id: tea, title: A cup of tea, price: 12888, stable: true, note: Show the paid page to get it }
    """

  private static func jobs(_ design: PrintJob.Design, _ rest: String = "") -> String {
    let papers = [
      "A3", "A4", "A5", "A6", "Letter", "A4 landscape", "A6 landscape", "80x110", "110x80",
    ]
    let formats =
      papers.map { "poster: tea, paper: \($0)" }
      + ["paper: A4", "paper: A5", "fold: prism", "stock: avery-5305"].map { "tent: tea, \($0)" }
      + [
        "cards: tea, copies: 10", "cards: tea, copies: 10, card: EU, cut_marks: true, bleed: 3mm",
        "cards: tea, copies: 10, stock: avery-5371", "poster: tea, paper: A5, bleed: 1mm",
        "poster: tea, paper: A5, bleed: 3mm", "poster: tea, paper: A5, cut_marks: true, bleed: 3mm",
      ]
    return formats.map {
      "- { \($0), design: \(design.rawValue), allow: [distance, module-small], valid_until: 2026-12-31\(rest) }"
    }.joined(separator: "\n")
  }

  private static func languages(_ names: String) -> String { ", language: [\(names)]" }

  // MARK: What is drawn

  private struct Drawn {
    var name: String
    var frame: Rectangle
    var fill: Colour?
    var text: SheetText?
  }

  private static func drawn(
    _ elements: [SheetElement], _ placements: [Placement] = []
  ) -> [Drawn] {
    func place(_ name: String, _ frame: Rectangle, fill: Colour? = nil, text: SheetText? = nil)
      -> Drawn
    {
      let placed = placements.reversed().reduce(frame) { $1.place($0) }
      return Drawn(name: name, frame: placed, fill: fill, text: text)
    }
    return elements.flatMap { element -> [Drawn] in
      switch element {
      case .rectangle(let frame, let fill, let stroke, _):
        guard let stroke else { return [place("field", frame, fill: fill)] }
        let outer = frame.inset(by: -stroke.width / 2)
        let inner = frame.inset(by: stroke.width / 2)
        return [
          place(
            "frame",
            Rectangle(x: outer.x, y: inner.bottom, width: outer.width, height: stroke.width)),
          place(
            "frame", Rectangle(x: outer.x, y: outer.y, width: stroke.width, height: outer.height)),
        ]
      case .ellipse(let frame, let fill, _): return [place("ellipse", frame, fill: fill)]
      case .line(let x, let y, let toX, let toY, let stroke):
        let line = Rectangle(
          x: min(x, toX), y: min(y, toY), width: abs(x - toX), height: abs(y - toY))
        return [place("line", line.inset(by: -stroke.width / 2))]
      case .text(let text): return [place(text.text, text.bounds, text: text)]
      case .code(let code): return [place("code", code.plate)]
      case .picture(let picture, let frame): return [place(picture.rawValue, frame)]
      case .placed(let inner, let placement): return drawn(inner, placements + [placement])
      }
    }
  }

  // MARK: The ruler

  @Test(arguments: PrintJob.Design.allCases)
  func theRulerLiesClear(design: PrintJob.Design) throws {
    let fixture = try PrintFixture(Self.jobs(design), links: Self.links)
    let outline = try #require(fixture.catalogue).outline
    var rulerCount = 0
    for (typesetter, sheets) in zip(try JobTypesetter.all(of: outline), try fixture.sheets()) {
      guard let place = typesetter.layout.ruler else { continue }
      rulerCount += 1
      let ruler = Ruler.elements(x: place.x, y: place.y, colour: .black)
      let own = Self.drawn(ruler)
      let edges = own.map(\.frame)
      let left = try #require(edges.map(\.x).min())
      let top = try #require(own.filter { $0.text == nil }.map(\.frame.y).min())
      let right = try #require(edges.map(\.right).max())
      let around = Rectangle(
        x: left - 1, y: top - 0.9, width: right - left + 2, height: place.y - top + 1.1)
      let page = Rectangle(x: 0, y: 0, width: typesetter.page.width, height: typesetter.page.height)
      #expect(page.holds(around.inset(by: 0.6)), "\(typesetter.job.name)")
      let others = Self.drawn(sheets[0].elements.dropLast(ruler.count))
      for other in others where other.name != "field" {
        #expect(!around.overlaps(other.frame), "\(typesetter.job.name): \(other)")
      }
      // Colour lies under all of it or none.
      for other in others where other.name == "field" {
        let isClear = !around.inset(by: 0.5).overlaps(other.frame)
        #expect(
          isClear || other.frame.holds(around.inset(by: 0.6)), "\(typesetter.job.name): \(other)")
      }
    }
    #expect(rulerCount == 18)
  }

  // MARK: Words

  @Test(arguments: ["zh-CN", "en", "en, zh-CN", "zh-CN, en"])
  func theBarBehindWhatToDoIsWiderThanTheWords(languages: String) throws {
    let fixture = try PrintFixture(
      Self.jobs(.classic, Self.languages(languages)), links: Self.links)
    let accent = FaceStyle(.classic, accent: nil).accent
    let first: Language = languages.hasPrefix("en") ? .english : .chinese
    for sheets in try fixture.sheets() {
      let all = Self.drawn(sheets[0].elements)
      let bars = all.filter { $0.fill == accent && $0.frame.height > 2 }
      #expect(bars.count == sheets[0].codes.count)
      let calls = all.filter { $0.text?.colour == .white && $0.text?.language == first }
      #expect(calls.count >= bars.count)
      for call in calls {
        let bar = try #require(bars.first { $0.frame.overlaps(call.frame) })
        let size = call.text?.runs.first?.size ?? 0
        #expect(call.frame.x - bar.frame.x >= 0.7 * size, "\(call)")
        #expect(bar.frame.right - call.frame.right >= 0.7 * size, "\(call)")
        #expect(bar.frame.holds(call.frame), "\(call)")
      }
    }
  }

  @Test(arguments: PrintJob.Design.allCases)
  func smallPrintGrowsWithThePaperAndItsDistance(design: PrintJob.Design) throws {
    let long = "西湖龙井明前特级茶二零二六年春季限量礼盒装（含茶具）"
    let fixture = try PrintFixture(
      Self.jobs(design, Self.languages("zh-CN, en")),
      links: "- { id: tea, title: \(long), price: 12888, stable: true, note: \"\(long)，售完为止\" }")
    let outline = try #require(fixture.catalogue).outline
    for (typesetter, sheets) in zip(try JobTypesetter.all(of: outline), try fixture.sheets()) {
      let texts = Self.drawn(sheets[0].elements).compactMap(\.text)
      // Note, host, day and the second language.
      let small = texts.filter {
        $0.text.contains("售完为止") || $0.text.contains("gatepay.io") || $0.text.contains("2026")
          || $0.text.contains("WeChat")
      }
      #expect(small.count >= 3, "\(typesetter.job.name)")
      // 1/200 of the distance, unless the paper is smaller than usual for it.
      let isUsual = ["A3", "A4", "A5", "A6"].contains(typesetter.job.paper?.name)
      let least =
        typesetter.job.kind == .poster && isUsual ? typesetter.layout.usualDistance / 200 : 1.6
      for text in small {
        #expect(
          try #require(text.runs.first).size >= least - 0.001, "\(typesetter.job.name): \(text)")
      }
    }
  }

  @Test(arguments: ["zh-CN", "en", "en, zh-CN", "zh-CN, en"])
  func codesWithWordsBelowKeepToTheirCards(languages: String) throws {
    for design in PrintJob.Design.allCases {
      let fixture = try PrintFixture(
        ["EU", "US", "JP", "ID-1"].map {
          "- { cards: tea, card: \($0), design: \(design.rawValue)\(Self.languages(languages)) }"
        }.joined(separator: "\n"), links: Self.links)
      #expect(!fixture.checks.contains("warning fits-stock"), "\(fixture.texts)")
      for sheets in try fixture.sheets() {
        let card = try #require(sheets[0].codes.first?.piece).inset(by: 3)
        for text in Self.drawn(sheets[0].elements) where text.text != nil && text.name != "50 mm" {
          #expect(card.holds(text.frame), "\(text)")
        }
      }
    }
  }

  @Test func aHighLabelSetsALongTitleOnLines() throws {
    let fixture = try PrintFixture(
      "- { roll: long, paper: 40x60, allow: [module-small] }",
      links: "- { id: long, title: 西湖龙井明前特级茶二零二六年春季限量礼盒装, price: 12888, stable: true }")
    let sheet = try #require(fixture.sheets().first?.first)
    let words = Self.drawn(sheet.elements).compactMap(\.text)
    let title = words.filter { "西湖龙井明前特级茶二零二六年春季限量礼盒装".contains($0.text) }
    #expect(title.count >= 2 && title.map(\.text).joined().count == 21)
    #expect(words.contains { $0.text == "¥12888.00" && ($0.runs.last?.size ?? 0) > 4 })
    #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
  }

  @Test func labelsFollowADesignInLettersAndColour() throws {
    let jobs = ["seal", "market", "night", "classic"].map {
      "- { labels: tea, stock: avery-l7160, design: \($0) }"
    }
    let fixture = try PrintFixture(
      (jobs + ["- { roll: tea, paper: 62x29 }"]).joined(separator: "\n"), links: Self.links)
    let amounts = try fixture.sheets().map { sheets in
      let elements = sheets[0].elements
      // Labels have no background.
      #expect(!Self.drawn(elements).contains { $0.fill != nil })
      return try #require(Self.drawn(elements).first { $0.name == "¥12888.00" }?.text)
    }
    let red = FaceStyle(.seal, accent: nil).accent
    let orange = FaceStyle(.market, accent: nil).accent
    // The gold of the dark design is unreadable on white.
    #expect(
      amounts.map(\.colour) == [red, orange, FaceStyle.ink, FaceStyle.ink, FaceStyle.ink])
    #expect(amounts.map(\.face.isSerif) == [true, false, true, false, false])
  }
}
