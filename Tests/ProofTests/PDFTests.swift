import Foundation
import TestSupport
import Testing

@Suite struct PDFTests {
  static let jobs = [
    "{ poster: [item-1, item-10], paper: A6, name: poster }",
    "{ roll: [item-1, item-2, item-3], paper: 62 x 29 mm, name: roll }",
  ]

  @Test func areTheSameBytesOnEveryRun() throws {
    let site = try ProofFixture(print: Self.jobs)
    let result = try site.run(["pdf"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.text == "output/print/poster.pdf\noutput/print/roll.pdf\n")
    #expect(
      result.error == """
        2 PDFs with 5 pages: 2 written, 0 unchanged
          hint: print at 100 % ("actual size"), not "fit to page"
        after printing, `paypress paper mark JOB --place "…"` remembers where the paper is

        """)
    let first = try site.output()
    let again = try site.run(["pdf"], environment: ["TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"])
    #expect(again.error.hasPrefix("2 PDFs with 5 pages: 0 written, 2 unchanged\n"))
    #expect(try site.output() == first)
    // Another folder, with all but one of the jobs by name.
    let other = try ProofFixture(print: Self.jobs)
    try #require(try other.run(["pdf", "roll"]).status == 0)
    #expect(try other.output()["print/roll.pdf"] == first["print/roll.pdf"])
    #expect(!other.folder.has("output/print/poster.pdf"))
  }

  @Test func haveADateOnlyWhereOneIsGiven() throws {
    let site = try ProofFixture(print: [Self.jobs[1]])
    func info() throws -> String {
      try Tool.run("/usr/bin/pdfinfo", ["\(site.folder.path)/output/print/roll.pdf"]).text
    }
    try #require(try site.run(["pdf"]).status == 0)
    #expect(!(try info()).contains("Date:"))
    let dated = try site.run(["pdf"], environment: ["SOURCE_DATE_EPOCH": "1700000000"])
    #expect(dated.error.hasPrefix("1 PDF with 3 pages: 1 written"))
    #expect(try info().contains("CreationDate:    Tue Nov 14 22:13:20 2023 UTC"))
    // The rewritten file has no errors.
    let check = try Tool.run(
      "/usr/bin/pdftocairo",
      ["-pdf", "\(site.folder.path)/output/print/roll.pdf", "\(site.folder.path)/copy.pdf"])
    #expect(check.status == 0 && check.error.isEmpty, "\(check.error)")
  }

  /// A print shop cuts at the file's boxes.
  @Test func sayWhereTheyAreCut() throws {
    let site = try ProofFixture(print: [
      "{ poster: item-1, paper: A6, name: plain }",
      "{ poster: item-1, paper: A6, bleed: 3, name: bleed }",
      "{ poster: item-1, paper: A6, bleed: 3, cut_marks: true, name: marks }",
    ])
    try #require(try site.run(["pdf"]).status == 0)
    func boxes(_ name: String) throws -> [[Int]] {
      let info = try Tool.run(
        "/usr/bin/pdfinfo", ["-box", "\(site.folder.path)/output/print/\(name).pdf"]
      ).text
      return try ["MediaBox", "BleedBox", "TrimBox"].map { box in
        let line = try #require(info.split(separator: "\n").first { $0.hasPrefix("\(box):") })
        let corners = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        try #require(corners.count == 4)
        // Width, height, and the left and bottom margins of all boxes, in tenths of millimetres.
        let tenths = corners.map { Int(($0 / 72 * 254).rounded()) }
        return [tenths[2] - tenths[0], tenths[3] - tenths[1], tenths[0], tenths[1]]
      }
    }
    let plain = try boxes("plain")
    #expect(plain.allSatisfy { $0 == plain[0] } && plain[0][...1] == [1050, 1480])
    for (name, room) in [("bleed", 30), ("marks", 100)] {
      let found = try boxes(name)
      let bottom = found[0][3]
      #expect(found[0][..<3] == [1050 + 2 * room, 1480 + 2 * room, 0], "\(name)")
      #expect(found[1] == [1110, 1540, room - 30, bottom + room - 30], "\(name): \(found)")
      #expect(found[2] == [1050, 1480, room, bottom + room], "\(name): \(found)")
    }
  }

  /// A PDF of an old page would be a wrong code on a wall.
  @Test func doNotOutliveTheirPages() throws {
    let site = try ProofFixture(print: Self.jobs)
    try #require(try site.run(["pdf"]).status == 0)
    let first = try site.output()
    let same = try site.run(["build"])
    #expect(!same.error.contains("outdated") && same.status == 0)
    #expect(try site.output() == first)
    // One job changes, the other is removed.
    try site.write(print: [Self.jobs[0]], price: "60")
    let changed = try site.run(["build"])
    #expect(
      changed.error.contains(
        """

        2 outdated PDFs removed: the print jobs have changed
          hint: run `paypress pdf` again

        """), "\(changed.error)")
    #expect(try site.output().keys.filter { $0.hasSuffix(".pdf") } == [])
    try #require(try site.run(["pdf"]).status == 0)
    #expect(try site.run(["verify", "--pdf"]).status == 0)
  }

  // MARK: Sheets of earlier runs

  /// A site with one small label for each number, in that order.
  @discardableResult
  private static func site(
    of numbers: [Int], price: Int = 5, in site: ProofFixture? = nil
  ) throws -> ProofFixture {
    let site = try site ?? ProofFixture()
    let links = numbers.map { "  - { id: t\($0), title: Table \($0), price: \(price) }\n" }.joined()
    try site.folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
      \(links)
      print: [{ roll: "*", paper: 62 x 29 mm, name: roll }]
      """, to: "paypress.yml")
    let result = try site.run(["build"])
    try #require(result.status == 0, "\(result.error)")
    return site
  }

  private static func pdf(of site: ProofFixture) throws -> Data? {
    try site.output()["print/roll.pdf"]
  }

  /// The PDF that a run in an empty folder makes.
  private static func fresh(_ numbers: [Int], price: Int = 5) throws -> Data? {
    let site = try site(of: numbers, price: price)
    try #require(try site.run(["pdf"]).status == 0)
    return try pdf(of: site)
  }

  /// Whatever was printed before, the PDF has the bytes of one that is printed at once.
  @Test func printOnlySheetsThatAreNew() throws {
    let first = Array(1...40)
    let site = try Self.site(of: first)
    let whole = try site.run(["pdf"])
    #expect(whole.error.hasPrefix("1 PDF with 40 pages: 1 written, 0 unchanged\n"))
    // A sheet is printed with its group: at most seven neighbours.
    for (numbers, most) in [
      (first + [41, 42], 10), (first.filter { !(11...13).contains($0) }, 12),
      ([40] + first.dropLast(), 16), (first, 16),
    ] {
      try Self.site(of: numbers, in: site)
      let result = try site.run(["pdf"])
      let count = result.error.firstMatch(of: /; ([0-9]+) pages? printed, the others as before\n/)
      let printed = try #require(count.flatMap { Int($0.1) }, "\(result.error)")
      #expect(printed <= most, "\(numbers.count) labels: \(printed)")
      #expect(try Self.pdf(of: site) == Self.fresh(numbers))
    }
    #expect(try site.run(["verify", "--pdf"]).status == 0)
  }

  /// Sheets with another price, and damaged ones, are not those sheets.
  @Test func printSheetsAgainThatDifferInAnything() throws {
    let numbers = Array(1...12)
    let site = try Self.site(of: numbers)
    let browser = try site.browserThatCounts(in: "\(site.folder.path)/count")
    func count(_ arguments: [String] = []) throws -> Int {
      try site.folder.write("", to: "count")
      let result = try site.run(["pdf", "--browser", browser] + arguments)
      try #require(result.status == 0, "\(result.error)")
      return try site.folder.text("count").split(separator: "\n").count
    }
    let sheets = "\(site.folder.path)/output/.paypress/sheets"
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: sheets).sorted()
    }
    let all = try count()
    #expect(all >= 2 && all <= 12)
    #expect(try names().count == all)
    #expect(try count() == 0)
    #expect(try count(["--fresh"]) == all)
    let first = try Self.pdf(of: site)
    for damage in 0..<3 {
      let path = URL(fileURLWithPath: "\(sheets)/\(try names()[0])")
      var bytes = try Data(contentsOf: path)
      switch damage {
      case 0: bytes[bytes.count / 2] ^= 1
      case 1: bytes.removeLast()
      default: bytes = Data()
      }
      try bytes.write(to: path)
      #expect(try count() == 1)
      #expect(try Self.pdf(of: site) == first)
    }
    let old = try names()
    try Self.site(of: numbers, price: 6, in: site)
    #expect(try count() > 0)
    #expect(try Self.pdf(of: site) == Self.fresh(numbers, price: 6))
    // The sheets of the old price are gone, and without print jobs nothing is kept.
    #expect(try Set(names()).isDisjoint(with: old))
    try site.write(print: [])
    try #require(try site.run(["build"]).status == 0)
    #expect(try names() == [])
  }

  /// Printing one of two jobs again and again keeps the sheets of both as they are now, and no others.
  @Test func sheetsOfOldPagesAreNotKept() throws {
    let jobs = ["poster", "tent"].map { "{ \($0): [item-1, item-2], paper: A5, name: \($0) }" }
    let site = try ProofFixture(print: jobs)
    let browser = try site.browserThatCounts(in: "\(site.folder.path)/count")
    func print(_ job: String) throws -> Int {
      try site.folder.write("", to: "count")
      let result = try site.run(["pdf", job, "--browser", browser])
      try #require(result.status == 0, "\(result.error)")
      return try site.folder.text("count").split(separator: "\n").count
    }
    func keptCount() throws -> Int {
      let path = "\(site.folder.path)/output/.paypress/sheets"
      return try FileManager.default.contentsOfDirectory(atPath: path).count
    }
    for price in ["60", "70", "80"] {
      try site.write(print: jobs, price: price)
      try #require(try site.run(["build"]).status == 0)
      // No tent of this price was printed: those of the last one are of no use.
      let posterCount = try print("poster")
      #expect(try posterCount > 0 && keptCount() == posterCount)
      let tentCount = try print("tent")
      #expect(try tentCount > 0 && keptCount() == posterCount + tentCount)
      #expect(try print("poster") == 0)
    }
  }

  /// A browser that ends half-way leaves no PDF, and the next one goes on where it ended.
  @Test func goOnAfterARunThatWasInterrupted() throws {
    let numbers = Array(1...60)
    let site = try Self.site(of: numbers)
    let counter = "\(site.folder.path)/count"
    func keptCount() throws -> Int {
      let path = "\(site.folder.path)/output/.paypress/sheets"
      return try FileManager.default.contentsOfDirectory(atPath: path).count
    }
    // A tab keeps what it printed before it asks for more, and there are four tabs at most.
    let result = try site.run(["pdf", "--browser", site.browserThatCounts(in: counter, upTo: 6)])
    #expect(result.status == 74, "\(result.error)")
    #expect(!site.folder.has("output/print/roll.pdf"))
    let kept = try keptCount()
    #expect((3...6).contains(kept))

    try site.folder.write("", to: "count")
    let next = try site.run(["pdf", "--browser", site.browserThatCounts(in: counter)])
    #expect(next.error.contains("printed, the others as before"), "\(next.error)")
    let printed = try site.folder.text("count").split(separator: "\n").count
    #expect(try kept + printed == keptCount())
    #expect(try Self.pdf(of: site) == Self.fresh(numbers))
    #expect(try site.run(["verify", "--pdf"]).status == 0)
  }

  /// An empty box goes when the machine has a font for the character.
  @Test func printSheetsWithEmptyBoxesAgain() throws {
    let roll = "{ roll: [item-1, item-2], paper: 62 x 29 mm, name: roll }"
    let site = try ProofFixture(print: [roll])
    let csv = try site.folder.text("goods.csv").replacing("Good 2", with: "Good \u{10FFFD}")
    try site.folder.write(csv, to: "goods.csv")
    try #require(try site.run(["build"]).status == 0)
    let browser = try site.browserThatCounts(in: "\(site.folder.path)/count")
    for _ in 0..<2 {
      try site.folder.write("", to: "count")
      let result = try site.run(["pdf", "--browser", browser])
      #expect(result.status == 0 && result.error.contains("empty boxes"), "\(result.error)")
      #expect(try !site.folder.text("count").isEmpty)
    }
  }
}
