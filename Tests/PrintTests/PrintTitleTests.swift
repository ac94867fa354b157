import Catalog
import Foundation
import Print
import Support
import Testing

/// Titles that have no room on paper.
@Suite struct PrintTitleTests {
  private static let long = String(repeating: "一个特别长的标题", count: 12)

  private static let sheet = """
    sku,name,short
    cup,Cup,
    sofa,\(long),Sofa
    rug,\(long),

    """

  private func fixture(_ job: String, _ link: String) throws -> PrintFixture {
    try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160\(job) }",
      links: "- { id: \"{sku}\", rows: products.csv, title: \"{name}\", custom: \"{sku}\"\(link) }",
      files: ["products.csv": Array(Self.sheet.utf8)])
  }

  @Test func oneFindingListsTheLabels() throws {
    let fixture = try fixture("", "")
    #expect(
      fixture.texts == [
        """
        paypress.yml:13:5: error: print[0] (labels *): the title of link "sofa" (products.csv row 3) \
        has no room beside the code; the same goes for "rug" (products.csv row 4) [title-does-not-fit]
          hint: write a shorter `print_title`, which is used on paper only, or use larger labels; \
        `allow: [title]` in this job leaves such links out and prints the others
        """
      ])
    #expect(fixture.sink.findings[0].problem.code == "title-does-not-fit")
  }

  @Test func manyLabelsAreCounted() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7651 }",
      links: "- { id: \"t-{n}\", each: { n: 1..300 }, title: \"{n} \(Self.long)\" }")
    #expect(fixture.sink.errorCount == 1)
    #expect(
      fixture.texts.contains {
        $0.contains("the title of link \"t-1\"")
          && $0.contains("\"t-11\" and 289 more [title-does-not-fit]\n")
      }, "\(fixture.texts)")
  }

  @Test func aShorterTitleIsUsedOnPaperOnly() throws {
    let fixture = try fixture("", ", print_title: \"{short}\"")
    // An empty cell leaves the title.
    #expect(fixture.sink.errorCount == 1)
    #expect(fixture.texts[0].contains("link \"rug\" (products.csv row 4)"), "\(fixture.texts)")
    #expect(!fixture.texts[0].contains("sofa"))
  }

  @Test func allowedTitlesAreLeftOutAndListed() throws {
    let fixture = try fixture(", allow: [title]", ", print_title: \"{short}\"")
    #expect(fixture.sink.errorCount == 0)
    #expect(
      fixture.texts == [
        """
        paypress.yml:13:5: warning: print[0] (labels *): 1 link is not printed, because the title has \
        no room beside the code: "rug" (products.csv row 4) [links-left-out]
          hint: write a shorter `print_title`, which is used on paper only, or use larger labels
        """
      ])
    let codes = try #require(fixture.sheets().first).flatMap(\.codes).map(\.code)
    #expect(codes.map(\.link) == ["cup", "sofa"])
    #expect(codes.map(\.title) == ["Cup", "Sofa"])
    #expect(codes.map(\.fullTitle) == [nil, Self.long])
  }

  @Test(arguments: ["", ", sort: title"])
  func theListOfJobsNamesWhatIsLeftOut(sort: String) throws {
    let fixture = try fixture(", allow: [title]\(sort)", ", print_title: \"{short}\"")
    let catalogue = try #require(fixture.catalogue)
    var typesetter = try #require(JobTypesetter.all(of: catalogue.outline).first)
    var record = JobRecord(typesetter, html: "a.html", pdf: "a.pdf")
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      for sheet in try typesetter.add(link) { record.add(sheet) }
    }
    for sheet in try typesetter.finish() { record.add(sheet) }
    record.leftOut = typesetter.leftOut
    let json = try JSONSerialization.jsonObject(with: Data(record.json)) as? [String: Any]
    #expect(json?["left_out"] as? [String] == ["rug"])
    let codes = (json?["pages"] as? [[[String: Any]]])?.flatMap { $0 }
    #expect(codes?.map { $0["full_title"] as? String } == [nil, Self.long])
  }

  @Test func aJobThatWouldPrintNothingIsRefused() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160, allow: [title] }",
      links: "- { id: rug, title: \(Self.long) }")
    #expect(fixture.sink.errorCount == 1, "\(fixture.texts)")
  }

  @Test(arguments: [
    ("\"\"", "print_title: the value is missing"),
    ("\"a\\tb\"", "print_title: \"a[U+0009]b\" has a tab in it"),
    ("\"{nope}\"", "print_title: "), ("\"a\\u202Eb\"", "warning: links[0].print_title: "),
  ])
  func aShorterTitleIsCheckedLikeATitle(title: String, message: String) throws {
    let fixture = try PrintFixture(
      "- { labels: tea, stock: avery-l7160 }",
      links: "- { id: tea, title: Tea, print_title: \(title) }")
    #expect(fixture.texts.contains { $0.contains(message) }, "\(fixture.texts)")
  }

  @Test(arguments: [
    ("", "print[0] (labels *): "), (", name: shelf", "print[shelf]: "),
    (", copies: 2", "print[0] (labels *): "),
  ])
  func findingsNameTheJobAndTheRow(job: String, start: String) throws {
    let fixture = try fixture(job + ", allow: [title]", "")
    #expect(
      fixture.texts.contains {
        $0.contains(start)
          && $0.contains("\"sofa\" (products.csv row 3), \"rug\" (products.csv row 4)")
      }, "\(fixture.texts)")
  }
}
