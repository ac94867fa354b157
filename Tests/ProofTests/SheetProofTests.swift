import Foundation
import TestSupport
import Testing

/// `verify --pdf` finds everything on paper that differs from the lists.
@Suite struct SheetProofTests {
  private static let labels = "{ labels: \"*\", stock: avery-l7163, name: labels }"

  /// A page of labels in parts: the text before the labels, and each label.
  private struct LabelPage {
    var head: String
    var labels: [String]

    static let start = "<svg class=\"code\""

    init(_ html: String) {
      let parts = html.components(separatedBy: Self.start)
      head = parts[0]
      labels = parts.dropFirst().map { Self.start + $0 }
    }

    var html: String { head + labels.joined() }

    /// Swaps a part of two labels, given by its start and end.
    mutating func swap(_ first: Int, _ second: Int, from start: String, to end: String) throws {
      let (left, right) = (labels[first - 1], labels[second - 1])
      let leftRange = try Self.range(in: left, start, end)
      let rightRange = try Self.range(in: right, start, end)
      labels[first - 1] = left.replacingCharacters(in: leftRange, with: right[rightRange])
      labels[second - 1] = right.replacingCharacters(in: rightRange, with: left[leftRange])
    }

    /// Replaces a text that occurs once in a label.
    mutating func replace(in number: Int, _ old: String, _ new: String) throws {
      try #require(labels[number - 1].components(separatedBy: old).count == 2, "\(number): \(old)")
      labels[number - 1] = labels[number - 1].replacingOccurrences(of: old, with: new)
    }

    private static func range(
      in text: String, _ start: String, _ end: String
    ) throws -> Range<String.Index> {
      let lower = try #require(text.range(of: start)).lowerBound
      return lower..<(try #require(text[lower...].range(of: end)).upperBound)
    }
  }

  @Test func acceptsWhatWasPrinted() throws {
    let site = try ProofFixture(print: [Self.labels, "{ tent: [item-1, item-10], paper: A5 }"])
    try #require(try site.run(["pdf"]).status == 0)
    let result = try site.run(["verify", "--pdf"])
    #expect(result.status == 0 && result.output.isEmpty, "\(result.text)\(result.error)")
    #expect(
      result.error == """
        10 links verified: lists, pages and pictures are as in paypress.yml; 14 codes with the \
        words beside them on 3 pages of 2 PDFs, all as they should be

        """)
  }

  @Test func reportsEveryLabelThatIsNotAsListed() throws {
    let site = try ProofFixture(print: [Self.labels])
    let html = "output/print/labels.html"
    var page = LabelPage(try site.folder.text(html))
    try #require(page.labels.count == 10)
    // Two titles swapped; an amount ten times too large; a code missing.
    try page.swap(1, 2, from: ">Good ", to: "</text>")
    try page.replace(in: 3, "3.50</text>", "33.50</text>")
    let code = try #require(page.labels[3].range(of: "</svg>"))
    page.labels[3] = String(page.labels[3][code.upperBound...])
    // Two codes swapped; one 0.3 mm too far to the right, one 2 mm.
    try page.swap(5, 6, from: "viewBox=", to: "</svg>")
    for (number, distance) in [(7, 0.3), (8, 2)] {
      let label = page.labels[number - 1]
      let x = try #require(label.firstMatch(of: /\ x="([0-9.]+)"/)?.1)
      let moved = try #require(Double(x)) + distance
      page.labels[number - 1] = label.replacing(
        " x=\"\(x)\"", with: " x=\"\(moved)\"", maxReplacements: 1)
    }
    // A title missing; an amount on an open one; a code outside all labels (words are placed from
    // the corner of their label).
    try page.replace(in: 9, ">Good 9<", "><")
    try page.replace(
      in: 10, ">Good 10</text>",
      ">Good 10</text><text x=\"42\" y=\"26\" font-size=\"5\">¥9.99</text>")
    let stray =
      page.labels[0].prefix { $0 != ">" }
      + page.labels[0][
        try #require(
          page.labels[0].firstIndex(of: ">"))..<(try #require(page.labels[0].range(of: "</svg>")))
          .upperBound]
    page.labels[9] = page.labels[9].replacingOccurrences(
      of: "</text><text x=\"42\"",
      with: "</text><g transform=\"translate(-48 41)\">\(stray)</g><text x=\"42\"")
    try site.folder.write(page.html, to: html)
    try #require(try site.run(["pdf"]).status == 0)

    let result = try site.run(["verify", "--pdf"])
    #expect(result.status == 1)
    let place = "output/print/labels.pdf: error: page 1"
    #expect(
      result.sheetText == """
        \(place), code 1: the title beside the code of "item-1" is "Good 2"; it should be "Good 1"
        \(place), code 2: the title beside the code of "item-2" is "Good 1"; it should be "Good 2"
        \(place), code 3: the amount beside the code of "item-3" is ¥33.50; it should be ¥3.50
        \(place), code 4: no code of "item-4" can be read where it should be
        \(place), code 5: the code leads to "item-6", not to "item-5"
        \(place), code 6: the code leads to "item-5", not to "item-6"
        \(place), code 7: the code of "item-7" is 0.3 mm off its place or size
        \(place), code 8: the code of "item-8" is off its place or size, or something touches it
        \(place), code 9: the title is not beside the code of "item-9"; it should be "Good 9"
        \(place), code 10: the amount beside the code of "item-10" is ¥9.99; there should be none
        \(place): there is one code too many; it leads to "item-1"

        """)
  }

  @Test func reportsPDFsThatAreNotTheirJobs() throws {
    let site = try ProofFixture(print: [
      "{ roll: item-1, paper: 62 x 29 mm, name: gone }",
      "{ roll: item-1, paper: 62 x 29 mm, name: junk }",
      "{ roll: item-1, paper: 62 x 29 mm, name: larger }",
      "{ roll: [item-1, item-2], paper: 62 x 29 mm, name: longer }",
      "{ roll: item-1, paper: 62 x 29.3 mm, name: other }",
      "{ roll: item-1, paper: 62 x 29 mm, name: old }",
      "{ roll: item-1, paper: 62 x 29 mm, name: lost }",
    ])
    try #require(try site.run(["pdf"]).status == 0)
    func pdf(_ name: String) -> String { "\(site.folder.path)/output/print/\(name).pdf" }
    let longer = try Data(contentsOf: URL(fileURLWithPath: pdf("longer")))
    let other = try Data(contentsOf: URL(fileURLWithPath: pdf("other")))
    try FileManager.default.removeItem(atPath: pdf("gone"))
    try site.folder.write("%PDF-1.4 junk", to: "output/print/junk.pdf")
    try site.folder.write(other, to: "output/print/larger.pdf")
    try site.folder.write(longer, to: "output/print/old.pdf")
    try site.folder.write(
      try Data(contentsOf: URL(fileURLWithPath: pdf("larger"))), to: "output/print/longer.pdf")
    let html = try site.folder.text("output/print/other.html")
    try site.folder.write(html + " ", to: "output/print/other.html")
    // One is not in the record; one belongs to a removed job.
    let record = "output/.paypress/printed"
    let lines = try site.folder.text(record).split(separator: "\n")
    try site.folder.write(
      lines.filter { !$0.hasSuffix("print/lost.pdf") }.joined(separator: "\n") + "\n", to: record)
    try site.folder.write(other, to: "output/print/stray.pdf")

    let result = try site.run(["verify", "--pdf"])
    #expect(result.status == 1)
    #expect(
      result.sheetText.split(separator: "\n").map {
        String($0.replacing(/(cannot be read: ).*/) { $0.1 })
      } == ["junk", "larger", "longer", "old"].map {
        line($0, "the PDF was changed after `paypress pdf` wrote it; run `paypress pdf` again")
      } + [
        line("gone", "the PDF is missing; run `paypress pdf`"),
        line("junk", "the PDF cannot be read: "),
        line("larger", "page 1: the page is 62.0 × 29.3 mm large, not 62.0 × 29.0 mm"),
        line("longer", "the PDF has 1 page, the print job 2"),
        line("longer", "page 1: the page is 62.0 × 29.3 mm large, not 62.0 × 29.0 mm"),
        line("other", "the PDF was printed from an older print/other.html; run `paypress pdf`"),
        line("old", "the PDF has 2 pages, the print job 1"),
        line("lost", "nothing says from which page the PDF was printed; run `paypress pdf`"),
        line("stray", "no print job has this PDF; remove it, and throw its prints away"),
        line("larger", "page 1, code 1: the code of \"item-1\" is 0.3 mm off its place or size"),
        line("longer", "page 1, code 1: the code of \"item-1\" is 0.3 mm off its place or size"),
      ], "\(result.text)")
  }

  private func line(_ name: String, _ words: String) -> String {
    "output/print/\(name).pdf: error: \(words)"
  }

  /// An oversized page picture would hide its content from the reader.
  @Test func readsPagesOfAnySize() throws {
    let site = try ProofFixture(print: [
      "{ poster: item-1, paper: 1500 x 100 mm, name: long, allow: [distance] }"
    ])
    let html = "output/print/long.html"
    let page = try site.folder.text(html)
    try #require(try site.run(["pdf"]).status == 0)
    let right = try site.run(["verify", "--pdf"])
    #expect(right.status == 0, "\(right.text)\(right.error)")
    let code = try #require(page.firstMatch(of: /<svg class="code".*?<\/svg>/)).0
    let other = code.replacing(/x="[^"]*"/, with: "x=\"1209\"", maxReplacements: 1)
    try site.folder.write(page.replacing(code, with: code + other), to: html)
    try #require(try site.run(["pdf"]).status == 0)
    let result = try site.run(["verify", "--pdf"])
    #expect(
      result.sheetText == """
        output/print/long.pdf: error: page 1: there is one code too many; it leads to "item-1"

        """)
  }

  /// Codes are read at full resolution and again as coarsely as a phone may see them.
  @Test func readsCodesOfAFewPixelsAModule() throws {
    let site = try ProofFixture(print: ["{ roll: item-1, paper: 62 x 29 mm, name: roll }"])
    try #require(try site.run(["pdf"]).status == 0)
    let list = try site.folder.text("output/print/jobs.json")
    // Half as many modules halve the resolution: 1.5 pixels per module.
    try site.folder.write(
      list.replacing(/"modules": [0-9]+/, with: "\"modules\": 21"), to: "output/print/jobs.json")
    let result = try site.run(["verify", "--pdf"])
    #expect(
      result.sheetText == """
        output/print/roll.pdf: error: page 1, code 1: the code of "item-1" can be read when it is drawn \
        finely, but not at 3 pixels a square, as phones may see it

        """)
  }

  /// Different parts of the program write a site's two lists.
  @Test func reportsListsThatDoNotAgree() throws {
    let site = try ProofFixture(print: [Self.labels])
    try #require(try site.run(["pdf"]).status == 0)
    let list = try site.folder.text("output/print/jobs.json")
      .replacingOccurrences(of: "\"title\": \"Good 1\"", with: "\"title\": \"Good 11\"")
      .replacingOccurrences(of: "\"amount\": \"¥2.50\"", with: "\"amount\": \"¥2.60\"")
      .replacingOccurrences(of: "\"link\": \"item-3\"", with: "\"link\": \"item-33\"")
    try site.folder.write(list, to: "output/print/jobs.json")
    let result = try site.run(["verify", "--pdf"])
    let place = "output/print/jobs.json: error: the print job \"labels\" has"
    #expect(
      result.text.hasPrefix(
        """
        \(place) another title or amount for "item-1" than links.json
        \(place) another title or amount for "item-2" than links.json
        \(place) a link "item-33" that links.json does not have

        """), "\(result.text)")
    #expect(result.status == 1)
  }

  // MARK: Titles on paper

  private static let longTitle = String(repeating: "a very long title ", count: 12) + "end"

  /// A link with a shorter title on paper, one that is left out, and one that fits; printed once.
  private static let printedTitles = Result {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: sofa, title: "\(Self.longTitle)", print_title: Sofa, price: 1 }
        - { id: rug, title: "\(Self.longTitle)", price: 2 }
        - { id: cup, title: Cup, price: 3 }
      print: [{ labels: "*", stock: avery-l7160, name: shelf, allow: [title] }]
      """, to: "paypress.yml")
    let result = try Tool.payPress(["print"], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
    return folder
  }

  /// A copy of that site.
  private func siteWithTitles() throws -> TemporaryFolder {
    let (folder, printed) = (try TemporaryFolder(), try Self.printedTitles.get())
    for name in ["paypress.yml", "output"] {
      try FileManager.default.copyItem(
        atPath: "\(printed.path)/\(name)", toPath: "\(folder.path)/\(name)")
    }
    return folder
  }

  @Test func shorterTitlesAreReadBackAndLinksLeftOutAreNamed() throws {
    let folder = try siteWithTitles()
    let links = try folder.text("output/links.json")
    #expect(links.components(separatedBy: Self.longTitle).count == 3 && !links.contains("Sofa"))
    let result = try Tool.payPress(["verify", "--pdf"], in: folder.path)
    #expect(result.status == 0 && result.output.isEmpty, "\(result.text)")
    #expect(
      result.error == """
        warning: 1 link of the print job "shelf" is not printed: "rug"
          hint: give them a shorter `print_title` in the config
        3 links verified: lists, pages and pictures are as in paypress.yml; 2 codes with the words \
        beside them on 1 page of 1 PDF, all as they should be

        """)
  }

  @Test(arguments: [
    ("\"full_title\": \"a", "\"full_title\": \"b", "another title or amount for \"sofa\""),
    ("\"left_out\": [\"rug\"]", "\"left_out\": [\"cup\"]", "\"cup\" on a page and among the links"),
    (
      "\"left_out\": [\"rug\"]", "\"left_out\": [\"mat\"]",
      "a link \"mat\" that links.json does not"
    ),
    ("\"title\": \"Sofa\"", "\"title\": \"Soda\"", "code of \"sofa\"; it should be \"Soda\""),
  ])
  func listsOfTitlesThatWereChangedAreReported(
    text: String, instead: String, message: String
  ) throws {
    let folder = try siteWithTitles()
    let list = try folder.text("output/print/jobs.json")
    try #require(list.contains(text), "\(list)")
    try folder.write(list.replacing(text, with: instead), to: "output/print/jobs.json")
    let result = try Tool.payPress(["verify", "--pdf"], in: folder.path)
    #expect(result.status == 1 && result.text.contains(message), "\(result.text)")
  }
}
