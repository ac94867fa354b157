import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// How the words beside a code fill the height.
@Suite struct LandscapeTests {
  /// The most of a sheet's height that may be empty between two words, and above the host's name.
  private static let limits = [
    // An amount with a note and without.
    "tea": (words: 0.16, host: 0.20), "plain": (words: 0.20, host: 0.26),
    // Any amount.
    "hint": (words: 0.20, host: 0.25), "counter": (words: 0.26, host: 0.33),
  ]

  /// The empty bands of a sheet's column of words, from top to bottom, as parts of the height.
  private static func bands(_ sheet: Sheet) throws -> [Double] {
    let all = Drawn.all(of: sheet.elements)
    let code = try #require(all.first { $0.name == "code" }?.frame)
    let words = all.filter { $0.text != nil && $0.frame.right < code.x }.map(\.frame)
    var (bands, bottom) = ([Double](), 0.0)
    for frame in words.sorted(by: { $0.y < $1.y }) {
      if bottom > 0, frame.y > bottom { bands.append((frame.y - bottom) / sheet.height) }
      bottom = max(bottom, frame.bottom)
    }
    return bands
  }

  /// Shop and title were 39 mm apart on A4, a fifth of the height.
  @Test(arguments: PrintJob.Design.allCases, ["zh-CN", "en"])
  func noVoidSeparatesTheWordsBesideACode(design: PrintJob.Design, language: String) throws {
    let isChinese = language == "zh-CN"
    let title = isChinese ? "明前龙井一杯" : "A cup of Longjing"
    let note = isChinese ? "凭付款页面取茶" : "Show the paid page to get your tea"
    let papers = ["A4", "A5", "A6", "Letter", "Legal"]
    let jobs = papers.flatMap { paper in
      Self.limits.keys.sorted().map { link in
        let rest = "design: \(design.rawValue), language: \(language)"
        return (link, "- { poster: \(link), paper: \(paper) landscape, \(rest) }")
      }
    }
    let fixture = try PrintFixture(
      jobs.map(\.1).joined(separator: "\n"),
      links: """
        - { id: tea, title: \(title), price: 28, stable: true, note: \(note) }
        - { id: plain, title: \(title), price: 28, stable: true }
        - { id: counter, title: \(isChinese ? "到店付款" : "Pay at the counter") }
        - { id: hint, title: \(isChinese ? "到店付款" : "Pay at the counter"), note: \(note) }
        """, name: isChinese ? "湖畔茶馆" : "Lakeside Teahouse", token: "qflknfokn")
    for ((link, job), sheets) in zip(jobs, try fixture.sheets()) {
      let bands = try Self.bands(try #require(sheets.first))
      let limits = try #require(Self.limits[link])
      let between = try #require(bands.dropLast().max())
      let aboveHost = try #require(bands.last)
      #expect(between <= limits.words && aboveHost <= limits.host, "\(job): \(bands)")
    }
  }
}
