import Foundation
import TestSupport
import Testing

@Suite struct PDFTests {
  private static let jobs = [
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
      changed.error.hasSuffix(
        """
        2 outdated PDFs removed: the print jobs have changed
          hint: run `paypress pdf` again, and throw old prints away

        """), "\(changed.error)")
    #expect(try site.output().keys.filter { $0.hasSuffix(".pdf") } == [])
    try #require(try site.run(["pdf"]).status == 0)
    #expect(try site.run(["verify", "--pdf"]).status == 0)
  }
}
