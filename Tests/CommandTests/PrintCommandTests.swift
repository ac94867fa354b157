import Foundation
import TestSupport
import Testing

/// A site with print jobs, built by the program.
private struct PrintedSite {
  let folder: TemporaryFolder
  let result: Tool.Result

  init(_ print: String, links: Int = 30) throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>
      """, to: "mark.svg")
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: open, title: At the counter }
        - { id: tea, title: "<Tea> & \\"cake\\"", price: 38, stable: true }
        - { id: "t-{n}", each: { n: 1..\(links) }, title: "Table {n}", custom: "t-{n}", stable: true }
      print:
        \(print.replacing("\n", with: "\n  "))
      """, to: "paypress.yml")
    result = try Tool.payPress(["build"], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
  }

  struct Job: Decodable {
    var name: String
    var kind: String
    var html: String
    var pdf: String
    var pageWidthMm: Double
    var pageHeightMm: Double
    var pages: [[Code]]
  }

  struct Code: Decodable {
    var link: String
    var xMm: Double
    var yMm: Double
    var sideMm: Double
    var title: String
    var amount: String?
    var rotated: Int?
  }

  func jobs() throws -> [Job] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Job].self, from: Data(folder.text("output/print/jobs.json").utf8))
  }

  func urls() throws -> [String: String] {
    let data = Data(try folder.text("output/links.json").utf8)
    let records = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: records.map { ($0["id"] as? String ?? "", $0["url"] as? String ?? "") })
  }

  /// Draws the sheets of a job as pictures, without a browser.
  func pictures(_ job: Job, pixelsPerMillimetre: Double) throws -> [String] {
    let html = try folder.text("output/\(job.html)")
    let definitions = html.firstMatch(of: /<defs>.*?<\/defs>/).map { String($0.0) } ?? ""
    let sheets = html.split(separator: "\n").filter { $0.hasPrefix("<div class=\"sheet\">") }
    #expect(sheets.count == job.pages.count)
    return try sheets.enumerated().map { index, sheet in
      let svg = sheet.dropFirst("<div class=\"sheet\">".count).dropLast("</div>".count)
      let start = try #require(svg.firstIndex(of: ">"))
      let text =
        svg[..<start].replacing("<svg", with: "<svg xmlns=\"http://www.w3.org/2000/svg\"") + ">"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" + definitions
        + svg[svg.index(after: start)...]
      let name = "\(job.name)-\(index)"
      try folder.write(text, to: "\(name).svg")
      let picture = "\(folder.path)/\(name).png"
      let width = Int((job.pageWidthMm * pixelsPerMillimetre).rounded())
      let drawn = try Tool.run(
        "/usr/bin/rsvg-convert",
        ["-w", "\(width)", "-o", picture, "\(folder.path)/\(name).svg"])
      try #require(drawn.status == 0, "\(drawn.error)")
      return picture
    }
  }

  static func read(_ picture: String) throws -> [String] {
    let result = try Tool.run(
      "/usr/bin/zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture])
    return result.text.split(separator: "\n").map(String.init)
  }
}

@Suite struct PrintCommandTests {
  @Test func everyCodeOfEveryKindIsReadBackAsItsLink() throws {
    let site = try PrintedSite(
      """
      - { labels: "*", stock: avery-l7160, start: 5 }
      - { labels: "t-*", stock: avery-8293 }
      - { labels: [tea, open], stock: avery-l7120, copies: 2 }
      - { poster: [open, tea], paper: A5, language: [en, zh-CN] }
      - { poster: tea, paper: A6 landscape, design: night }
      - { poster: tea, paper: A4, design: market, cut_marks: true, bleed: 3mm }
      - { poster: tea, paper: A4, design: seal, mark: mark.svg, logo: mark.svg }
      - { tent: [tea, t-1], paper: A5 }
      - { tent: tea, fold: prism }
      - { tent: [tea, open], stock: avery-5305 }
      - { cards: tea, copies: 10, card: EU }
      - { roll: t-2?, paper: 62x29 }
      """)
    let urls = try site.urls()
    let jobs = try site.jobs()
    #expect(jobs.count == 12)
    for job in jobs {
      #expect(job.pages.allSatisfy { !$0.isEmpty })
      #expect(job.pages.joined().allSatisfy { $0.xMm > 0 && $0.yMm > 0 })
      let expected = job.pages.map { page in page.compactMap { urls[$0.link] }.sorted() }
      // The reader overlooks a code among many at some sizes of the picture.
      var found: [[String]] = []
      for pixelsPerMillimetre in [8.0, 9, 10, 12] where found != expected {
        found = try site.pictures(job, pixelsPerMillimetre: pixelsPerMillimetre)
          .map { try PrintedSite.read($0).sorted() }
      }
      #expect(found == expected, "\(job.name)")
    }
    let labels = jobs[0]
    #expect(labels.pages.map(\.count) == [17, 15])
    // Fifth label of three columns: second in the second row.
    #expect(labels.pages[0][0].xMm > 73.25 && labels.pages[0][0].xMm < 73.25 + 10)
    #expect(labels.pages[0][0].yMm > 53.25 && labels.pages[0][0].yMm < 53.25 + 10)
    #expect(jobs.map(\.name)[3...6] == ["poster-1", "poster-2", "poster-3", "poster-4"])
    #expect(jobs[5].pageWidthMm == 230 && jobs[5].pageHeightMm == 317)
    #expect(jobs[7].pages[0].map(\.rotated) == [180, nil])
    #expect(jobs[3].pages[1][0].title == "<Tea> & \"cake\"")
    #expect(jobs[3].pages[1][0].amount == "¥38.00" && jobs[3].pages[0][0].amount == nil)
  }

  @Test func aMarkOf4PercentIsReadAtThreePixelsAModule() throws {
    let site = try PrintedSite("- { poster: tea, paper: A5, mark: mark.svg, level: Q }")
    let job = try #require(try site.jobs().first)
    let code = job.pages[0][0]
    let url = try #require(try site.urls()["tea"])
    // Version 7 holds the 81 bytes at level Q: 45 modules.
    let picture = try site.pictures(job, pixelsPerMillimetre: 3 * 45 / code.sideMm)[0]
    #expect(try PrintedSite.read(picture) == [url])
    // The same code without its middle, so that error correction had something to correct.
    #expect(try site.folder.text("output/print/poster-1.html").contains("#mark"))
  }

  @Test func theIndexLeadsToWhatIsPrinted() throws {
    let jobs = """
      - { labels: "t-*", stock: avery-l7160, name: tables }
      - { poster: tea, paper: A5 landscape }
      - { roll: [tea, open], paper: 62x29 }
      """
    let site = try PrintedSite(jobs)
    func entries(_ html: String) -> [String] {
      html.matches(
        of:
          /<a href="..\/..\/print\/(.+)\.html"><img src="sheets\/.+.svg" alt="" loading="lazy"><span class="name">(.+)<\/span> <span class="count">(.+)<\/span> <span class="id">(.+)<\/span>/
      )
      .map { "\($0.1): \($0.2), \($0.3), \($0.4)" }
    }
    let list = "output/.paypress/owner/index"
    #expect(
      try entries(site.folder.text("\(list).html")) == [
        "tables: Labels, 2 sheets, tables · A4",
        "poster-1: Poster, 1 sheet, poster-1 · A5 landscape",
        "roll-1: Label roll, 2 labels, roll-1 · 62 × 29 mm",
      ])
    for job in ["tables", "poster-1", "roll-1"] {
      let sheet = try site.folder.text("output/.paypress/owner/sheets/\(job).svg")
      #expect(sheet.hasPrefix("<svg xmlns=") && sheet.contains("<svg class=\"code\""))
    }
    // Customers do not see them; only the first of several pages shows them.
    #expect(try !site.folder.text("output/index.html").contains("print/"))
    let large = try PrintedSite(jobs, links: 1_100)
    #expect(try entries(large.folder.text("\(list).html"))[0].contains("53 sheets"))
    #expect(try !large.folder.text("\(list)-2.html").contains("print/"))
    let config = try site.folder.text("paypress.yml")
    let end = try #require(config.range(of: "print:")).lowerBound
    try site.folder.write(String(config[..<end]), to: "paypress.yml")
    try #require(try Tool.payPress(["build"], in: site.folder.path).status == 0)
    #expect(try !site.folder.text("\(list).html").contains("print/"))
    #expect(!site.folder.has("output/.paypress/owner/sheets"))
  }

  /// Right and down; around the middle of the sheet.
  @Test func nudgeAndScaleStandInThePage() throws {
    let site = try PrintedSite(
      """
      - { poster: tea, name: plain }
      - { poster: tea, name: moved, nudge: "1.5,-0.7" }
      - { poster: tea, name: larger, scale: 101% }
      """)
    for (name, transform) in [
      ("moved", "translate(1.5 -0.7)"), ("larger", "translate(-1.05 -1.485) scale(1.01)"),
    ] {
      let page = try site.folder.text("output/print/\(name).html")
      #expect(page.contains("viewBox=\"0 0 210 297\"><g transform=\"\(transform)\">"))
    }
    let codes = try site.jobs().map { $0.pages[0][0] }
    #expect(abs(codes[1].xMm - codes[0].xMm - 1.5) < 0.0011)
    #expect(abs(codes[1].yMm - codes[0].yMm + 0.7) < 0.0011)
    #expect(abs(codes[2].sideMm - 1.01 * codes[0].sideMm) < 0.0011)
  }

  @Test func twoBuildsAreTheSameAndAJobThatIsGoneLeavesNothing() throws {
    let site = try PrintedSite("- { poster: tea, name: board }\n- { tent: t-1 }")
    let first = try site.folder.files(below: "output/print")
    #expect(Set(first.keys) == ["board.html", "tent-1.html", "jobs.json"])
    let again = try Tool.payPress(["build", "-o", "other"], in: site.folder.path)
    #expect(again.status == 0)
    #expect(try site.folder.files(below: "other/print") == first)
    let config = try site.folder.text("paypress.yml")
    try site.folder.write(config.replacing("  - { tent: t-1 }\n", with: ""), to: "paypress.yml")
    try site.folder.write(
      config.replacing("- { tent: t-1 }", with: ""), to: "paypress.yml")
    #expect(try Tool.payPress(["build"], in: site.folder.path).status == 0)
    #expect(try Set(site.folder.files(below: "output/print").keys) == ["board.html", "jobs.json"])
  }

  @Test func mistakesInPrintJobsWriteNothing() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.payPress(["init", "shop", "--language", "en"], in: folder.path).status == 0)
    let config = try folder.text("paypress.yml")
    try folder.write(config + "  - { poster: teaa, paper: A77 }\n", to: "paypress.yml")
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(result.status == 1 && !folder.has("output"))
    #expect(result.error.contains("error: print[2].paper: \"A77\" is not a page size"))
  }

  @Test func listsStocksAndWritesCalibrationPages() throws {
    let folder = try TemporaryFolder()
    let table = try Tool.payPress(["stocks"], in: folder.path)
    #expect(table.status == 0 && table.text.split(separator: "\n").count == 18)
    #expect(table.text.contains("avery-l7160   labels  A4      3x7     63.5x38.1"))
    let json = try Tool.payPress(["stocks", "--json"], in: folder.path)
    let stocks = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
    #expect(stocks.count == 17 && stocks.allSatisfy { $0["source"] as? String != "" })
    for stock in stocks {
      let name = try #require(stock["name"] as? String)
      let result = try Tool.payPress(["calibrate", name, "-o", "\(name).html"], in: folder.path)
      #expect(result.status == 0 && result.text == "\(name).html\n")
      let page = try folder.text("\(name).html")
      #expect(page.contains("100 mm") && page.contains("nudge: ") && page.contains("写 nudge"))
    }
    let unknown = try Tool.payPress(["calibrate", "avery-l716"], in: folder.path)
    #expect(unknown.status == 64 && unknown.error.contains("did you mean \"avery-l7160\"?"))
  }
}
