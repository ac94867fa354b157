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
    // A sheet that several links share is printed again as a whole.
    let again = try site.run(["paper", "reprint", "--job", "board"])
    #expect(again.status == 0, "\(again.error)")
    let jobs = try site.folder.text("output/print/jobs.json")
    #expect(jobs.contains("\"name\": \"reprint\""))
    #expect(jobs.components(separatedBy: "\"reprint\"").last?.contains("item-10") == true)
  }
}
