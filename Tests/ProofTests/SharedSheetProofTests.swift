import Foundation
import TestSupport
import Testing

/// Menus, boards and plates as PDFs, read back by software that did not draw them.
@Suite struct SharedSheetProofTests {
  private static let goods = "item-1, item-2, item-3, item-10"

  private static let jobs = [
    "{ menu: \"*\", name: menu }",
    "{ menu: \"*\", paper: A4 landscape, design: night, language: zh-CN, name: menu-wide }",
    "{ board: [\(goods)], name: board, design: market }",
    "{ board: [item-1, item-10], paper: A4 landscape, language: [zh-CN, en], name: board-wide }",
    "{ plate: [item-1, item-10], design: seal, name: plate }",
  ]

  @Test func passAllChecks() throws {
    let site = try ProofFixture(print: Self.jobs)
    try #require(try site.run(["pdf"]).status == 0)
    let result = try site.run(["verify", "--pdf"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  /// A scanner's frame twice as wide as the code in its middle reads that code and no other.
  @Test func aScannersFrameHoldsOneCode() throws {
    let site = try ProofFixture(print: Array(Self.jobs.prefix(4)))
    try #require(try site.run(["pdf"]).status == 0)
    let listed = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try site.folder.text("output/print/jobs.json").utf8)) as? [[String: Any]])
    let links = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try site.folder.text("output/links.json").utf8)) as? [[String: Any]])
    let urls = Dictionary(
      uniqueKeysWithValues: links.compactMap { link in
        (link["id"] as? String).flatMap { id in (link["url"] as? String).map { (id, $0) } }
      })
    let dots = 200.0
    for job in listed {
      let name = try #require(job["name"] as? String)
      let pages = try #require(job["pages"] as? [[[String: Any]]])
      #expect(pages.contains { $0.count > 1 })
      for (index, codes) in pages.enumerated() {
        for code in codes {
          let x = try #require(code["x_mm"] as? Double)
          let y = try #require(code["y_mm"] as? Double)
          let side = try #require(code["side_mm"] as? Double)
          func pixels(_ millimetres: Double) -> String {
            "\(max(0, Int((millimetres * dots / 25.4).rounded())))"
          }
          let render = try Tool.run(
            "/usr/bin/pdftoppm",
            [
              "-gray", "-r", "\(Int(dots))", "-f", "\(index + 1)", "-singlefile",
              "-x", pixels(x - side / 2), "-y", pixels(y - side / 2), "-W", pixels(2 * side),
              "-H", pixels(2 * side), "output/print/\(name).pdf", "frame",
            ], in: site.folder.path)
          #expect(render.status == 0, "\(render.error)")
          let read = try Tool.run(
            "/usr/bin/zbarimg", ["-q", "--raw", "frame.pgm"], in: site.folder.path)
          let id = try #require(code["link"] as? String)
          #expect(read.text == (urls[id] ?? "") + "\n", "\(name): \(id)")
        }
      }
    }
  }

  @Test func areRememberedAndCompared() throws {
    let site = try ProofFixture(print: Self.jobs)
    for job in ["menu", "board", "plate"] {
      let result = try site.run(["paper", "mark", job, "--date", "2026-11-02"])
      #expect(result.status == 0, "\(result.error)")
    }
    let list = try site.run(["paper", "list"])
    #expect(list.text.contains("menu row") && list.text.contains("code on a board"), "\(list.text)")
    #expect(!list.text.contains("outdated") && !list.text.contains("wrong"), "\(list.text)")
    // Other prices: all that was printed with one is wrong.
    try site.write(print: Self.jobs, price: "70")
    let stale = try site.run(["paper", "stale"])
    #expect(stale.text.contains("menu row") && stale.text.contains("table plate"), "\(stale.text)")
    let changes = try site.run(["diff"])
    #expect(changes.text.contains("menu row"), "\(changes.text)\(changes.error)")
  }

  private static func commands(in text: String) -> [[String]] {
    text.matches(of: /`paypress (paper gone [^`]*)`/).map {
      $0.1.split(separator: " ").map(String.init)
    }
  }

  /// A sheet that several links share is printed again as a whole, as often as prices change, and is
  /// on record as a print of its own job.
  @Test func aReprintedBoardIsAPrintOfItsJob() throws {
    let board = "{ board: [item-1, item-10], name: board }"
    let site = try ProofFixture(print: [board])
    try #require(try site.run(["paper", "mark", "board", "--date", "2026-11-02"]).status == 0)
    for (price, day) in [("70", "2026-11-03"), ("80", "2026-11-04")] {
      try site.write(print: [board], price: price)
      let again = try site.run(["paper", "reprint", "--mark", "--date", day])
      #expect(again.status == 0 && again.text.hasPrefix("output/print/reprint.pdf\n"))
      let reprint =
        try site.folder.text("output/print/jobs.json")
        .components(separatedBy: "\"name\": \"reprint\"").last ?? ""
      #expect(reprint.matches(of: /"link": "(item-[0-9]+)"/).map(\.1) == ["item-1", "item-10"])
      // Both codes of the old sheet are gone with it.
      let gone = Self.commands(in: again.error)
      #expect(gone.count == 1 && gone[0].last?.hasSuffix("-1…2") == true, "\(again.error)")
      for arguments in gone { #expect(try site.run(arguments).status == 0) }
      #expect(try site.run(["paper", "stale"]).text.isEmpty)
    }
    let prints = try site.folder.text("paypress.paper").matches(of: /"print": .*"job": "(.*?)"/)
    #expect(prints.map(\.1) == ["board", "board", "board"])
  }

  @Test func onlySheetsWithAWrongPieceArePrintedAgain() throws {
    let menu = "{ menu: \"*\", paper: A6, name: menu }"
    let site = try ProofFixture(print: [menu])
    let pages = try Self.links(of: "menu", in: site)
    #expect(pages.count > 2 && pages.allSatisfy { $0.count > 1 })
    for place in ["bar", "door"] {
      let mark = ["paper", "mark", "menu", "--place", place, "--date", "2026-11-02"]
      try #require(try site.run(mark).status == 0)
    }
    try site.write(print: [menu], first: "70")
    let count = try #require(pages.first).count
    let check = try site.run(["check"]).error
    #expect(check.contains("print the sheet anew with `paypress paper reprint`"), "\(check)")
    let gone = Self.commands(in: check)
    #expect(gone.count == 2 && gone.allSatisfy { $0.last?.hasSuffix("-1…\(count)") == true })
    let changes = try site.run(["diff"]).text
    #expect(changes.contains("2 menu rows to reprint on 2 sheets"), "\(changes)")
    let again = try site.run(["paper", "reprint"])
    #expect(again.status == 0, "\(again.error)")
    #expect(try Self.links(of: "reprint", in: site) == [pages[0], pages[0]])
    for arguments in gone { #expect(try site.run(arguments).status == 0) }
    #expect(try site.run(["paper", "stale"]).text.isEmpty)
    #expect(try site.run(["paper", "list"]).text.contains("menu row"))
  }

  /// A row whose link is gone goes with the others of its sheet, which are printed again without it.
  @Test func aSheetIsPrintedAgainWithoutALinkThatIsGone() throws {
    let menu = "{ menu: \"*\", paper: A6, name: menu }"
    let site = try ProofFixture(print: [menu])
    let pages = try Self.links(of: "menu", in: site)
    try #require(try site.run(["paper", "mark", "menu", "--date", "2026-11-02"]).status == 0)
    let goods = try site.folder.text("goods.csv").split(separator: "\n")
    try site.folder.write(
      goods.filter { !$0.hasPrefix("item-1,") }.joined(separator: "\n"), to: "goods.csv")
    let check = try site.run(["check"]).error
    #expect(check.contains("the link is gone"), "\(check)")
    #expect(check.contains("print the sheet anew"), "\(check)")
    let again = try site.run(["paper", "reprint"])
    #expect(again.status == 0 && !again.error.contains("cannot be printed again"))
    let printed = try Set(Self.links(of: "reprint", in: site).joined())
    #expect(printed.isSuperset(of: pages[0].dropFirst()) && !printed.contains("item-1"))
  }

  @Test func whatHasNoPlacesTakesNoStart() throws {
    let board = "{ board: [item-1, item-10], name: board }"
    let site = try ProofFixture(print: [board])
    try #require(try site.run(["paper", "mark", "board"]).status == 0)
    try site.write(print: [board], price: "70")
    let before = try site.folder.text("paypress.paper")
    let result = try site.run(["paper", "reprint", "--start", "9", "--mark"])
    #expect(
      result.status == 1 && result.error.contains("--start counts the places of label sheets"),
      "\(result.error)")
    #expect(try site.folder.text("paypress.paper") == before)
  }

  /// The ids of the links on each page of a job.
  private static func links(of job: String, in site: ProofFixture) throws -> [[String]] {
    let listed = try JSONSerialization.jsonObject(
      with: Data(try site.folder.text("output/print/jobs.json").utf8))
    let jobs = try #require(listed as? [[String: Any]])
    let found = try #require(jobs.first { $0["name"] as? String == job })
    let pages = try #require(found["pages"] as? [[[String: Any]]])
    return pages.map { $0.compactMap { $0["link"] as? String } }
  }
}
