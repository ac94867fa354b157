import Catalog
import Paper
import Print
import Support
import TestSupport
import Testing

@testable import Site

/// Printed pieces, compared with their links in the config.
@Suite struct PaperReviewTests {
  /// Each character is as wide as many: nothing fits.
  private struct WideMeasure: TextMeasure {
    func width(of text: String, _ face: Typeface, _ language: Language) -> Double {
      Double(text.count) * 1_000
    }
  }

  /// A job that cannot lay out its links says so: no piece is judged as if its link had no words.
  @Test(arguments: ["poster: \"*\", paper: A5", "menu: \"*\""])
  func aJobWithoutRoomIsAnError(job: String) throws {
    let fixture = try SiteFixture(links: 2)
    try fixture.write(links: 2, extra: "print: [{ \(job), name: wall }]")
    for arguments in [["build"], ["paper", "mark", "wall"]] {
      let result = try Tool.payPress(arguments, in: fixture.folder.path)
      try #require(result.status == 0, "\(result.error)")
    }
    let sink = FindingSink()
    let config = "\(fixture.folder.path)/paypress.yml"
    let loaded = try #require(try LoadedConfig.load(config, environment: [:], into: sink))
    let catalogue = try #require(loaded.checkLinks().catalogue)
    let papers = catalogue.paper.presentPapers
    #expect(papers.count == 3 && sink.errorCount == 0)
    #expect(try PaperReview(papers, in: catalogue, TextEstimate()).items.count == 3)
    #expect(throws: Finding.self) { try PaperReview(papers, in: catalogue, WideMeasure()) }
  }
}
