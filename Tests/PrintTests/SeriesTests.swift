import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// What belongs together looks alike: the numbers of a series, the chips of the wallets.
@Suite struct SeriesTests {
  /// A sheet of labels or cards is one series, whatever its numbers.
  @Test(arguments: [
    "labels: \"*\", stock: avery-l7160", "labels: \"*\", stock: avery-l7160, design: seal",
    "labels: \"*\", stock: avery-l7651", "cards: \"*\", design: classic",
    "cards: \"*\", design: night",
  ])
  func numbersOfASeriesHaveOneLayout(job: String) throws {
    let fixture = try PrintFixture(
      "- { \(job), language: zh-CN, allow: [distance, module-small] }",
      links:
        "- { id: \"table-{n}\", each: { n: [1, 8, 11, 20] }, title: \"{n} 号桌\", custom: \"t{n}\" }",
      name: "湖畔茶馆")
    let sheet = try #require(fixture.sheets().first?.first)
    let texts = Drawn.all(of: sheet.elements).compactMap(\.text)
    let numbers = texts.filter { ["1", "8", "11", "20"].contains($0.text) }
    let words = texts.filter { $0.text == "号桌" }
    #expect(numbers.count == 4 && words.count == 4)
    let sizes = numbers.compactMap(\.runs.first?.size)
    #expect(Set(sizes.map { ($0 * 100).rounded() }).count == 1, "\(sizes)")
    let drops = zip(numbers, words).map { (($1.baseline - $0.baseline) * 100).rounded() }
    #expect(Set(drops).count == 1, "\(drops)")
  }

  /// No word touches the frame of a label.
  @Test func wordsOnALabelEndBeforeItsFrame() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160, language: zh-CN }",
      links: "- { id: \"table-{n}\", each: { n: 1..21 }, title: \"{n} 号桌\", custom: \"t{n}\" }")
    let sheet = try #require(fixture.sheets().first?.first)
    let all = Drawn.all(of: sheet.elements)
    let texts = all.filter { $0.text != nil && $0.name != "50 mm" }
    #expect(texts.count >= 21 * 3)
    for code in sheet.codes {
      let inside = code.piece.inset(by: 2)
      for text in texts where text.frame.overlaps(code.piece) {
        #expect(inside.holds(text.frame), "\(text.name)")
      }
    }
  }

  @Test func aRoundLabelHasALargeNumberAndTheShop() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-8293, language: zh-CN, allow: [distance] }",
      links: "- { id: table-10, title: 10 号桌, custom: t10 }", name: "湖畔茶馆")
    let sheet = try #require(fixture.sheets().first?.first)
    let texts = Drawn.all(of: sheet.elements).compactMap(\.text)
    func size(_ text: String) -> Double {
      texts.first { $0.text == text }?.runs.first?.size ?? 0
    }
    #expect(size("10 号桌") >= 3 && size("湖畔茶馆") >= 2.5)
  }

  /// In two languages too, and where the column is narrow.
  @Test(arguments: ["zh-CN", "en", "zh-CN, en"])
  func theWalletsChipsAreEquallyWide(languages: String) throws {
    let fixture = try PrintFixture(
      ["poster: tea", "tent: tea, paper: A5", "cards: tea"].map {
        "- { \($0), language: [\(languages)], allow: [distance] }"
      }.joined(separator: "\n"),
      links: "- { id: tea, title: A cup of tea, price: 12888, stable: true }")
    for sheets in try fixture.sheets() {
      let all = Drawn.all(of: sheets[0].elements)
      let widths = PrintJob.Wallet.allCases.compactMap { wallet in
        all.first { $0.fill == wallet.colour }?.frame.width
      }
      #expect(widths.count == 2 && abs(widths[0] - widths[1]) < 0.01, "\(widths)")
    }
  }

  /// On a landscape poster chips are equally wide only if that leaves letters of 10 mm on A4, which
  /// are read from 2 m.
  @Test(arguments: PrintJob.Design.allCases, ["zh-CN", "en", "zh-CN, en"])
  func unequalChipsAreReadFromFurtherAway(design: PrintJob.Design, languages: String) throws {
    let fixture = try PrintFixture(
      ["A4", "A5"].map {
        "- { poster: tea, paper: \($0) landscape, design: \(design.rawValue), language: [\(languages)] }"
      }.joined(separator: "\n"),
      links: "- { id: tea, title: A cup of tea, price: 12888, stable: true }")
    for sheet in try fixture.sheets().compactMap(\.first) {
      let all = Drawn.all(of: sheet.elements)
      let chips = PrintJob.Wallet.allCases.compactMap { wallet in
        all.first { $0.fill == wallet.colour }?.frame
      }
      try #require(chips.count == 2)
      let widest = max(chips[0].width, chips[1].width)
      guard abs(chips[0].width - chips[1].width) > 0.01 else { continue }
      let size = try #require(
        all.first { $0.text != nil && chips[0].overlaps($0.frame) }?.text?.runs.first?.size)
      let row = max(chips[0].right, chips[1].right) - min(chips[0].x, chips[1].x)
      let needed = row + 2 * widest - chips[0].width - chips[1].width
      let equalSize = size * row / needed
      #expect(equalSize < 10.1 * sheet.width / 297, "\(sheet.width): \(size) \(equalSize)")
    }
  }
}
