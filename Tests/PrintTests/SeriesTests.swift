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
    // The number leads: its figures are as high as there is room between code and edge.
    #expect(size("10") >= 4.2 && size("号桌") >= 2.3 && size("湖畔茶馆") >= 2.5)
  }

  private static let faces = [
    "poster: tea", "poster: tea, paper: A5 landscape", "poster: tea, paper: A4 landscape",
    "poster: tea, paper: A6", "poster: tea, paper: 80x110", "tent: tea, paper: A5", "cards: tea",
    "tent: tea, stock: avery-5305", "plate: tea",
  ]

  /// In two languages too, and where the column is narrow.
  @Test(arguments: PrintJob.Design.allCases, ["zh-CN", "en", "zh-CN, en"])
  func theWalletsChipsAreEquallyWideUnlessReadFromAfarAndNotWiderThanTheCode(
    design: PrintJob.Design, languages: String
  ) throws {
    let fixture = try PrintFixture(
      Self.faces.map {
        "- { \($0), design: \(design.rawValue), language: [\(languages)], allow: [distance] }"
      }.joined(separator: "\n"),
      links: "- { id: tea, title: A cup of tea, price: 12888, stable: true }")
    for (face, sheets) in zip(Self.faces, try fixture.sheets()) {
      let all = Drawn.all(of: sheets[0].elements)
      let chips = PrintJob.Wallet.allCases.compactMap { wallet in
        all.first { $0.fill == wallet.colour }?.frame
      }
      try #require(chips.count == 2, "\(face)")
      #expect(abs(chips[0].height - chips[1].height) < 0.01, "\(face): \(chips)")
      // Two long names as wide as the longer one would be too small for 2 m.
      if languages != "en" || !face.hasPrefix("poster") {
        #expect(abs(chips[0].width - chips[1].width) < 0.01, "\(face): \(chips)")
      }
      let row = max(chips[0].right, chips[1].right) - min(chips[0].x, chips[1].x)
      // Below a code with its border; on a low face they lie beside it.
      let code = try #require(all.first { $0.name == "code" }?.frame)
      let isBelow = abs((chips[0].x + chips[1].right) / 2 - code.middleX) < 0.01
      #expect(!isBelow || row <= code.width + 0.01, "\(face): \(row) \(code.width)")
      guard face.hasPrefix("poster"), !face.contains("A6"), !face.contains("80x"),
        !languages.contains(",")
      else { continue }
      // A size of 10 mm on A4 is read from 2 m.
      let size = try #require(
        all.first { $0.text != nil && chips[0].overlaps($0.frame) }?.text?.runs.first?.size)
      let share = sheets[0].width / (sheets[0].width > sheets[0].height ? 297 : 210)
      #expect(size >= 10 * share, "\(face): \(size)")
    }
  }
}
