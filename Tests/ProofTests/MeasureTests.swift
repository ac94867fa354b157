import Foundation
import TestSupport
import Testing

/// Printed sizes and places, measured in Poppler's pictures of the final PDFs at 400 dots per inch.
@Suite struct MeasureTests {
  /// Jobs of each kind and size, with the page size in millimetres.
  private static let pages: [(job: String, width: Double, height: Double)] =
    papers.flatMap { name, width, height in
      [
        ("poster: item-1, paper: \(name)", width, height),
        ("poster: item-1, paper: \(name) landscape", height, width),
      ]
    } + moved + [
      ("poster: item-1, paper: 123.4 x 187.6 mm", 123.4, 187.6),
      ("poster: item-1, paper: A5, bleed: 3, cut_marks: true", 148, 210),
      ("tent: item-1, paper: A4", 210, 297), ("tent: item-1, paper: A5", 148, 210),
      ("tent: item-1, paper: A4, fold: prism", 210, 297),
      ("tent: [item-1, item-2], stock: avery-5305", 215.9, 279.4),
      ("tent: item-1, paper: A3", 297, 420), ("tent: item-1, paper: A6", 105, 148),
      ("tent: item-1, paper: Letter", 215.9, 279.4),
      ("cards: item-1", 210, 297), ("cards: item-1, card: CN", 210, 297),
      ("cards: item-1, card: US", 210, 297), ("cards: item-1, card: JP", 210, 297),
      ("cards: item-1, card: ID-1", 210, 297),
      ("roll: item-1, paper: 62 x 29 mm", 62, 29), ("roll: item-1, paper: 50 x 50 mm", 50, 50),
    ]
    + stocks.map { stock in
      (
        "\(stock.isCards ? "cards" : "labels"): \"*\", copies: \((stock.columns * stock.rows + 9) / 10), stock: \(stock.name)\(stock.extra)",
        stock.isLetter ? 215.9 : 210, stock.isLetter ? 279.4 : 297
      )
    }

  /// The same labels unchanged, moved, and enlarged.
  private static let moved = [
    "", ", nudge: \"2.5,-1.5\"", ", scale: 102%", ", scale: \"101.5%,98.5%\"",
  ].map { change in
    (job: "labels: [item-1, item-2], stock: avery-l7160\(change)", width: 210.0, height: 297.0)
  }

  private static let papers = [
    ("A3", 297.0, 420.0), ("A4", 210, 297), ("A5", 148, 210), ("A6", 105, 148),
    ("Letter", 215.9, 279.4),
  ]

  /// A maker's stock, written down again here and not taken from the program.
  private struct Stock {
    var name: String
    var columns: Int
    var rows: Int
    var width: Double
    var height: Double
    var left: Double
    var top: Double
    var across: Double
    var down: Double
    var isLetter = false
    var isCards = false
    /// Other settings of a job: codes on the smallest labels are too small.
    var extra = ""
    /// Whether the outer labels are so near to the sheet's edge that their codes keep a distance.
    var hasTightRows = false
  }

  private static let stocks = [
    Stock(
      name: "avery-l7159", columns: 3, rows: 8, width: 63.5, height: 33.9, left: 7.21, top: 12.9,
      across: 66.04, down: 33.9),
    Stock(
      name: "avery-l7160", columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.21, top: 15.15,
      across: 66.04, down: 38.1),
    Stock(
      name: "avery-l7161", columns: 3, rows: 6, width: 63.5, height: 46.6, left: 7.21, top: 8.7,
      across: 66.04, down: 46.6),
    Stock(
      name: "avery-l7162", columns: 2, rows: 8, width: 99.1, height: 33.9, left: 4.65, top: 12.9,
      across: 101.6, down: 33.9),
    Stock(
      name: "avery-l7163", columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15,
      across: 101.6, down: 38.1),
    Stock(
      name: "avery-l7165", columns: 2, rows: 4, width: 99.1, height: 67.7, left: 4.65, top: 13.1,
      across: 101.6, down: 67.7),
    Stock(
      name: "avery-l7120", columns: 5, rows: 7, width: 35, height: 35, left: 7.5, top: 11,
      across: 40, down: 40),
    Stock(
      name: "avery-l7651", columns: 5, rows: 13, width: 38.1, height: 21.2, left: 4.75, top: 10.7,
      across: 40.6, down: 21.2, extra: ", allow: [distance, module-small, printer-dots]"
    ),
    Stock(
      name: "a4-70x37", columns: 3, rows: 8, width: 70, height: 37, left: 0, top: 0.5, across: 70,
      down: 37, hasTightRows: true),
    Stock(
      name: "avery-5160", columns: 3, rows: 10, width: 66.675, height: 25.4, left: 4.76, top: 12.7,
      across: 69.85, down: 25.4, isLetter: true),
    Stock(
      name: "avery-5163", columns: 2, rows: 5, width: 101.6, height: 50.8, left: 3.97, top: 12.7,
      across: 106.36, down: 50.8, isLetter: true),
    Stock(
      name: "avery-22805", columns: 4, rows: 6, width: 38.1, height: 38.1, left: 19.84, top: 12.7,
      across: 46.04, down: 43.18, isLetter: true),
    Stock(
      name: "avery-8293", columns: 4, rows: 5, width: 38.1, height: 38.1, left: 12.7, top: 19.05,
      across: 50.8, down: 50.8, isLetter: true),
    Stock(
      name: "avery-5371", columns: 2, rows: 5, width: 88.9, height: 50.8, left: 19.05, top: 12.7,
      across: 88.9, down: 50.8, isLetter: true, isCards: true),
    Stock(
      name: "avery-8371", columns: 2, rows: 5, width: 88.9, height: 50.8, left: 19.05, top: 12.7,
      across: 88.9, down: 50.8, isLetter: true, isCards: true),
    Stock(
      name: "avery-c32011", columns: 2, rows: 5, width: 85, height: 54, left: 15, top: 13.5,
      across: 95, down: 54, isCards: true),
  ]

  private struct Job: Decodable {
    struct Code: Decodable {
      var xMm: Double
      var yMm: Double
      var sideMm: Double
      var heightMm: Double?
      var height: Double { heightMm ?? sideMm }
    }

    var name: String
    var pdf: String
    var pageWidthMm: Double
    var pageHeightMm: Double
    var pages: [[Code]]
  }

  private static func read<Value: Decodable>(
    _ type: Value.Type, _ name: String, in folder: TemporaryFolder
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(folder.text("output/\(name)").utf8))
  }

  @Test func everyKindAndSizeIsRightToATenthOfAMillimetre() throws {
    let site = try ProofFixture(
      print: Self.pages.enumerated().map { number, page in "{ \(page.job), name: job-\(number) }" })
    let printed = try site.run(["pdf"])
    try #require(printed.status == 0, "\(printed.error)")
    let jobs = try Self.read([Job].self, "print/jobs.json", in: site.folder)
    try #require(jobs.count == Self.pages.count)
    for (job, page) in zip(jobs, Self.pages) { try Self.checkPageSize(job, page, site) }
    let measured = try Self.measure(site)
    for (job, page) in zip(jobs, Self.pages) {
      let boxes = try #require(measured[job.name])
      #expect(boxes.count == job.pages[0].count && !boxes.isEmpty, "\(page.job)")
      for (code, box) in zip(job.pages[0], boxes) {
        let expected = [
          code.xMm, code.yMm, code.xMm + code.sideMm, code.yMm + code.height,
        ]
        for (edge, wanted) in zip(box, expected) {
          #expect(abs(edge - wanted) <= 0.1, "\(page.job): \(box), not \(expected)")
        }
        #expect(abs((box[2] - box[0]) - code.sideMm) <= 0.1, "\(page.job)")
        #expect(abs((box[3] - box[1]) - code.height) <= 0.1, "\(page.job)")
      }
    }
    for (stock, job) in zip(Self.stocks, jobs.suffix(Self.stocks.count)) {
      Self.checkLabels(stock, try #require(measured[job.name]))
    }
    let movedNames = jobs[(2 * Self.papers.count)...].prefix(Self.moved.count).map(\.name)
    Self.checkMoved(try movedNames.map { try #require(measured[$0]) })
    // Codes and words are read on one page of each.
    let proof = try site.run(["verify", "--pdf", "--sample", "1"])
    #expect(proof.status == 0, "\(proof.text)\(proof.error)")
  }

  private static func checkPageSize(
    _ job: Job, _ page: (job: String, width: Double, height: Double), _ site: ProofFixture
  ) throws {
    let path = "\(site.folder.path)/output/\(job.pdf)"
    let info = try Tool.run("/usr/bin/pdfinfo", ["-l", "1000", path]).text
    let sizes = info.matches(of: /Page +[0-9]+ size: +([0-9.]+) x ([0-9.]+) pts/)
    #expect(sizes.count == job.pages.count, "\(page.job)")
    // 3 mm of bleed and 7 mm of marks surround the cut page.
    let around = page.job.contains("cut_marks") ? 2 * (3.0 + 7.0) : 0
    for size in sizes {
      let width = (Double(size.1) ?? 0) / 72 * 25.4
      let height = (Double(size.2) ?? 0) / 72 * 25.4
      #expect(abs(width - page.width - around) <= 0.01, "\(page.job): \(width)")
      #expect(abs(height - page.height - around) <= 0.01, "\(page.job): \(height)")
    }
  }

  /// Left, top, right and bottom of each code on a job's first page.
  private static func measure(_ site: ProofFixture) throws -> [String: [[Double]]] {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("measure.py").path
    let result = try Tool.run(
      "/usr/bin/python3", [script, "\(site.folder.path)/output", "400"])
    try #require(result.status == 0, "\(result.error)")
    var boxes: [String: [[Double]]] = [:]
    for line in result.text.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      boxes[String(fields[0]), default: []].append(fields[2...].compactMap { Double($0) })
    }
    return boxes
  }

  /// A nudge moves right and down; a scale enlarges from the middle of the page.
  private static func checkMoved(_ boxes: [[[Double]]]) {
    for (plain, nudged) in zip(boxes[0], boxes[1]) {
      for (edge, by) in zip(0..<4, [2.5, -1.5, 2.5, -1.5]) {
        #expect(abs(nudged[edge] - plain[edge] - by) <= 0.1, "\(plain), \(nudged)")
      }
    }
    for (enlarged, factors) in zip(boxes[2...3], [[1.02, 1.02], [1.015, 0.985]]) {
      for (plain, scaled) in zip(boxes[0], enlarged) {
        for (edge, middle) in zip(0..<4, [105, 148.5, 105, 148.5]) {
          let wanted = middle + (plain[edge] - middle) * factors[edge % 2]
          #expect(abs(scaled[edge] - wanted) <= 0.1, "\(plain), \(scaled)")
        }
      }
    }
  }

  /// Codes are at the same place inside each label.
  private static func checkLabels(_ stock: Stock, _ boxes: [[Double]]) {
    #expect(boxes.count == stock.columns * stock.rows, "\(stock.name)")
    for (number, box) in boxes.enumerated() {
      let (column, row) = (number % stock.columns, number / stock.columns)
      let left = stock.left + Double(column) * stock.across
      let top = stock.top + Double(row) * stock.down
      #expect(
        box[0] > left && box[1] > top && box[2] < left + stock.width
          && box[3] < top + stock.height, "\(stock.name) \(number): \(box)")
      // Codes of longer URLs are a little wider, with the same centre.
      let offset = (box[0] + box[2]) / 2 - left - (boxes[0][0] + boxes[0][2]) / 2 + stock.left
      #expect(abs(offset) <= 0.1, "\(stock.name) \(number): \(offset)")
      let drop = (box[1] + box[3]) / 2 - top - (boxes[0][1] + boxes[0][3]) / 2 + stock.top
      #expect(stock.hasTightRows || abs(drop) <= 0.1, "\(stock.name) \(number): \(drop)")
    }
  }

  /// 1,000 labels from the fifth on the first sheet on, read from pictures of whole pages by a
  /// program that does not know what to expect.
  @Test func aThousandLabelsAreAllThereAndNoneTwice() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: zh-CN }
      merchants:
        m: { name: 湖畔茶馆, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: "t-{n}", each: { n: 1..1000 }, title: "{n} 号桌", custom: "t-{n}", price: 12.50 }]
      print: [{ labels: "*", stock: avery-l7160, start: 5, name: labels }]
      """, to: "paypress.yml")
    for command in ["build", "pdf"] {
      let result = try Tool.payPress([command], in: folder.path)
      try #require(result.status == 0, "\(result.error)")
    }
    let output = "\(folder.path)/output"
    // 4 used places; 21 labels per sheet.
    let info = try Tool.run("/usr/bin/pdfinfo", ["\(output)/print/labels.pdf"]).text
    #expect(info.contains(/Pages: +48\n/))
    let script = """
      set -e
      cd '\(folder.path)'
      seq 1 48 | xargs -P 2 -n 8 sh -c 'for n; do
        pdftoppm -gray -aa no -aaVector no -r 180 -f $n -singlefile output/print/labels.pdf page-$n
        zbarimg --quiet --raw -Sdisable -Sqrcode.enable page-$n.pgm > codes-$n.txt 2>/dev/null
        rm page-$n.pgm
      done' sh
      cat codes-*.txt
      """
    let read = try Tool.run("/bin/sh", ["-c", script])
    try #require(read.status == 0, "\(read.error)")
    struct Link: Decodable { var url: String }
    let links = try Self.read([Link].self, "links.json", in: folder)
    #expect(links.count == 1000)
    #expect(read.text.split(separator: "\n").map(String.init).sorted() == links.map(\.url).sorted())
    let jobs = try Self.read([Job].self, "print/jobs.json", in: folder)
    for page in jobs[0].pages {
      for code in page {
        #expect(code.xMm > 5 && code.yMm > 5)
        #expect(code.xMm + code.sideMm < 205 && code.yMm + code.sideMm < 292)
      }
    }
    #expect(jobs[0].pages[0].count == 17 && jobs[0].pages[47].count == 17)
  }
}
