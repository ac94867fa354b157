import Foundation
import TestSupport
import Testing

/// Forwarding codes as phones find them, and the record of what was printed.
@Suite struct ForwardingTests {
  /// Chromium follows a printed code from nginx and from `python3 -m http.server`.
  @Test func aPrintedCodeLeadsToThePaymentAndLaterToTheExplanation() throws {
    let folder = try TemporaryFolder()
    let script = "\(Tool.packageFolder)/Tests/ProofTests/follow.py"
    let result = try Tool.run("/usr/bin/python3", [script, Tool.payPress, folder.path])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.split(separator: "\n").count == 8)
  }

  /// Everything that is wrong in one job, on a sheet of labels that was used before.
  @Test func whatIsWrongIsPrintedAgainOnAPartUsedSheet() throws {
    let folder = try TemporaryFolder()
    func write(price: Int) throws {
      try folder.write(
        """
        site: { title: Shop, language: en }
        merchants: { m: { appkey: e3d704f3542b44a621ebed70dc0efe13, tokens: { c: qflknfokn } } }
        links:
          - { id: tea, price: \(price), stable: true, print_copies: 2 }
          - { id: cake, price: 5, stable: true }
        print:
          - { labels: "*", name: shelf, stock: avery-l7160, copies: 2 }
          - { poster: "*", name: posters, paper: A6 }
        """, to: "paypress.yml")
    }
    func run(_ arguments: String...) throws -> String {
      let result = try Tool.payPress(arguments, in: folder.path)
      #expect(result.status == 0, "\(result.error)")
      return result.text
    }
    try write(price: 28)
    _ = try run("build")
    _ = try run("pdf", "--mark", "--place", "bar", "--date", "2026-11-02")
    try write(price: 30)
    let stale = try run("paper", "stale").split(separator: "\n")
    #expect(stale.count == 2 && stale.allSatisfy { $0.hasPrefix("wrong") && $0.contains("tea") })
    // Without a stock, each job prints its own pieces again.
    let each = try Tool.payPress(["paper", "reprint"], in: folder.path)
    #expect(each.text == "output/print/reprint-shelf.pdf\noutput/print/reprint-posters.pdf\n")
    #expect(
      each.error.contains("after printing, `paypress paper mark JOB --place \"…\"` remembers"),
      "\(each.error)")
    // They are no jobs of the shop: nothing of it has changed when they are gone.
    #expect(
      try run("diff").hasPrefix(
        "nothing has changed since output, but 6 printed pieces are not right\nwrong: "))
    // They can be marked after printing, as pieces of the jobs that printed them first.
    let mark = try Tool.payPress(
      [
        "paper", "mark", "reprint-shelf", "reprint-posters", "--place", "shop", "--date",
        "2026-11-03",
      ], in: folder.path)
    #expect(mark.error.contains("4 labels of shelf marked as printed"), "\(mark.error)")
    #expect(mark.error.contains("2 posters of posters marked as printed"), "\(mark.error)")
    let ids = try #require(stale[0].split(separator: " ").dropFirst().first)
    let old = ids.prefix { $0 != "-" }
    #expect(mark.error.contains("when they are down: `paypress paper gone"), "\(mark.error)")
    #expect(mark.error.contains("paper gone \(old)-"), "\(mark.error)")
    #expect(try run("paper", "list").contains(", shop, 2026-11-03"))
    for id in mark.text.split(separator: "\n") { _ = try run("paper", "gone", String(id)) }
    let start = try Tool.payPress(["paper", "reprint", "--start", "9"], in: folder.path)
    #expect(start.status == 1 && start.error.contains("--start counts the places of one job"))
    let before = Set(try folder.text("paypress.paper").split(separator: "\n"))
    let path = try run(
      "paper", "reprint", "--stock", "avery-l7160", "--start", "9", "--mark", "--date",
      "2026-11-03")
    #expect(path.hasPrefix("output/print/reprint.pdf\n"))
    let places = try folder.text("paypress.paper").split(separator: "\n").filter {
      !before.contains($0) && $0.contains("price=30.00") && $0.contains("\"paper\"")
    }.compactMap { $0.firstMatch(of: /"position": ([0-9]+)/)?.1 }
    // Four labels and two posters: as many as hang somewhere.
    #expect(places.compactMap { Int($0) }.sorted() == Array(9...14))
    let again = try Tool.payPress(["pdf", "posters", "--only-changed"], in: folder.path)
    #expect(again.error.contains("1 PDF with 3 pages: 1 written"))
    let third = try Tool.payPress(["pdf", "posters", "--only-changed"], in: folder.path)
    #expect(third.error.contains("1 PDF with 3 pages: 0 written, 1 unchanged"))
  }

  /// What was printed again is compared, asked for by its stamp and printed again like the first print.
  @Test func aReprintIsAPrintOfItsJob() throws {
    let folder = try TemporaryFolder()
    func write(price: Int, name: String = "Shop") throws {
      try folder.write(
        """
        site: { title: \(name), language: en, base_url: https://pay.example.com/ }
        merchants:
          m: { name: \(name), appkey: e3d704f3542b44a621ebed70dc0efe13, tokens: { c: qflknfokn } }
        links: [{ id: tea, price: \(price), stable: true }]
        print: [{ poster: "*", name: posters, paper: A6, stamp: true }]
        """, to: "paypress.yml")
    }
    func run(_ arguments: String...) throws -> String {
      let result = try Tool.payPress(arguments, in: folder.path)
      #expect(result.status == 0, "\(arguments): \(result.error)")
      return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    try write(price: 28)
    _ = try run("build")
    var latest = try run("paper", "mark", "posters", "--date", "2026-11-02")
    for price in [30, 32] {
      try write(price: price)
      let again = try run("paper", "reprint", "--mark", "--date", "2026-11-\(price - 20)")
      #expect(again.hasPrefix("output/print/reprint.pdf\n"))
      _ = try run("paper", "gone", latest)
      latest = String(try #require(again.split(separator: "\n").last))
      #expect(try run("paper", "stale").isEmpty)
    }
    let fact = try folder.text("paypress.paper").split(separator: "\n").first {
      $0.contains("\"paper\": \"\(latest)-1\"")
    }
    let stamp = try #require(fact?.firstMatch(of: /"stamp": "([2-9A-Z]{4})"/)).1
    let words = try Tool.run(
      "/usr/bin/pdftotext", ["\(folder.path)/output/print/reprint.pdf", "-"]
    ).text
    #expect(words.split(whereSeparator: \.isWhitespace).contains(stamp), "\(words)")
    #expect(try run("paper", "stamp", String(stamp)).contains("\(latest)-1"))
    // Type of 1.6 mm: the capitals and digits of DejaVu Sans are 0.729 of it high.
    let height = try Self.inkHeight(
      of: String(stamp), in: "\(folder.path)/output/print/reprint.pdf")
    #expect(abs(height - 1.6 * 0.729) < 0.05, "\(height) mm")
    // All words count, not only the title.
    try write(price: 32, name: "House")
    #expect(try run("paper", "stale").hasPrefix("outdated  \(latest)-1"))
  }

  /// How high a word is printed, in millimetres, by a picture of 1,200 dots an inch.
  private static func inkHeight(of word: String, in pdf: String) throws -> Double {
    let boxes = try Tool.run("/usr/bin/pdftotext", ["-bbox", pdf, "-"]).text
    let box = try #require(boxes.split(separator: "\n").first { $0.contains(">\(word)</word>") })
    let sides = box.matches(of: /"([0-9.]+)"/).compactMap { Double($0.1) }.map { $0 * 1200 / 72 }
    try #require(sides.count == 4)
    let crop = [
      ("-x", sides[0]), ("-y", sides[1]), ("-W", sides[2] - sides[0]), ("-H", sides[3] - sides[1]),
    ].flatMap { [$0.0, "\(Int($0.1))"] }
    let picture = try Tool.run("/usr/bin/pdftoppm", ["-r", "1200", "-gray"] + crop + [pdf])
    // `P5`, width, height and the largest value, then a byte a pixel.
    let head = picture.output.prefix(20).split(maxSplits: 4) { $0 == 10 || $0 == 32 }
    let width = try #require(head.count == 5 ? Int(String(decoding: head[1], as: UTF8.self)) : nil)
    let pixels = picture.output.dropFirst(head[0..<4].reduce(4) { $0 + $1.count })
    let dark = pixels.enumerated().filter { $0.element < 128 }.map { $0.offset / width }
    let (first, last) = (try #require(dark.first), try #require(dark.last))
    return Double(last - first + 1) * 25.4 / 1200
  }

  /// The long run: `scripts/prove-slugs PROGRAM`, 200 scripts.
  @Test func noSlugIsReassignedInRandomBranches() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-slugs", [Tool.payPress, "--count", "6"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  /// The long run: `scripts/prove-paper PROGRAM`, 500 histories.
  @Test func staleSaysWhatThePrintedPDFsSay() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-paper", [Tool.payPress, "--count", "2"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }
}
