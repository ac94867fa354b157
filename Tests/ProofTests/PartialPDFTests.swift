import Foundation
import TestSupport
import Testing

/// PDFs of the pieces of some links, `pdf --only`.
@Suite struct PartialPDFTests {
  /// The codes on a page of a PDF.
  private static func codes(in site: ProofFixture, _ pdf: String, page: Int = 1) throws -> [String]
  {
    let picture = "\(site.folder.path)/page"
    let drawn = try Tool.run(
      "/usr/bin/pdftoppm",
      [
        "-r", "200", "-f", "\(page)", "-l", "\(page)", "-singlefile", "-png",
        "\(site.folder.path)/output/print/\(pdf)", picture,
      ])
    try #require(drawn.status == 0, "\(drawn.error)")
    let read = try Tool.run("/usr/bin/zbarimg", ["--quiet", "--raw", "\(picture).png"])
    return read.text.split(separator: "\n").map(String.init).sorted()
  }

  private static func url(of link: String, in site: ProofFixture) throws -> String {
    let rows = try JSONSerialization.jsonObject(
      with: Data(site.folder.text("output/links.json").utf8))
    let row = (rows as? [[String: Any]])?.first { $0["id"] as? String == link }
    return try #require(row?["url"] as? String)
  }

  @Test func haveOnlyTheSheetsOfSomeLinks() throws {
    let site = try ProofFixture(print: PDFTests.jobs)
    let poster = try site.run(["pdf", "--only", "item-10"])
    #expect(
      poster.status == 0 && poster.text == "output/print/poster+only.pdf\n", "\(poster.error)")
    #expect(poster.error.hasPrefix("1 PDF with 1 page: 1 written, 0 unchanged\n"))
    #expect(
      poster.error.hasSuffix(
        "after printing, `paypress paper mark poster --only item-10 --place \"…\"` remembers where the paper is\n"
      ))
    #expect(
      !site.folder.has("output/print/roll.pdf") && !site.folder.has("output/print/poster.pdf"))
    #expect(try Self.codes(in: site, "poster+only.pdf") == [Self.url(of: "item-10", in: site)])
    let both = try site.run(["pdf", "--only", "item-1"])
    #expect(both.text == "output/print/poster+only.pdf\noutput/print/roll+only.pdf\n")
    #expect(both.error.hasPrefix("2 PDFs with 2 pages: 2 written, 0 unchanged\n"))
    #expect(try Self.codes(in: site, "poster+only.pdf") == [Self.url(of: "item-1", in: site)])
    let unchanged = try site.run(["pdf", "--only", "item-1", "--only-changed"])
    #expect(unchanged.error.hasPrefix("2 PDFs with 2 pages: 0 written, 2 unchanged\n"))
    let other = try site.run(["pdf", "--only", "item-2", "--only-changed"])
    #expect(other.error.hasPrefix("1 PDF with 1 page: 1 written, 0 unchanged\n"))
    // All that the job has is the job.
    let whole = try site.run(["pdf", "roll", "--only", "item-1,item-2,item-3"])
    #expect(whole.text == "output/print/roll.pdf\n", "\(whole.error)")
    #expect(whole.error.contains("`paypress paper mark roll --place"))
    let unknown = try site.run(["pdf", "--only", "item-1,item-7"])
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("error: no print job prints the link \"item-7\""))
    #expect(try site.run(["pdf", "--only", ", "]).status == 64)
    #expect(try site.run(["pdf", "--only", "item-1", "--zip"]).status == 64)
    // They are verified like others, and do not outlive their pages.
    try #require(try site.run(["pdf"]).status == 0)
    let verified = try site.run(["verify", "--pdf"])
    #expect(verified.status == 0, "\(verified.text)\(verified.error)")
    #expect(verified.error.contains("on 7 pages of 4 PDFs"), "\(verified.error)")
    try site.write(print: PDFTests.jobs, first: "75")
    let build = try site.run(["build"])
    #expect(build.error.contains("4 outdated PDFs removed"), "\(build.error)")
    #expect(!site.folder.has("output/print/poster+only.pdf"))
  }

  /// Of a sheet with many labels, only those of the links are printed, in their places.
  @Test func haveOnlyTheLabelsOfSomeLinks() throws {
    let site = try ProofFixture(
      print: [
        #"{ labels: "*", stock: avery-l7160, start: 3, name: shelf }"#,
        #"{ menu: "*", name: menu }"#,
      ])
    let result = try site.run(
      ["pdf", "--only", "item-2，item-5", "--mark", "--place", "bar", "--date", "2026-11-02"])
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.text.hasPrefix("output/print/shelf+only.pdf\noutput/print/menu.pdf\n"),
      "\(result.text)")
    let urls = try ["item-2", "item-5"].map { try Self.url(of: $0, in: site) }
    #expect(try Self.codes(in: site, "shelf+only.pdf") == urls.sorted())
    let list = try site.run(["paper", "list"]).text
    #expect(list.contains("1 label of \"item-2\", bar") && list.contains("1 label of \"item-5\""))
    // A menu has no gaps: it is one sheet with all rows.
    #expect(list.matches(of: /\b1 label of "/).count == 2)
    #expect(list.matches(of: /\b1 menu row of "/).count == 10)
    let facts = try site.folder.text("paypress.paper").split(separator: "\n")
    let places = facts.filter {
      $0.contains("-1\", \"link\": \"item-2\"") || $0.contains("-2\", \"link\": \"item-5\"")
    }
    #expect(places.contains { $0.contains("\"sheet\": 1, \"position\": 4") }, "\(facts)")
    #expect(places.contains { $0.contains("\"sheet\": 1, \"position\": 7") }, "\(facts)")
    let mark = try site.run(["paper", "mark", "shelf", "--only", "item-3", "--place", "door"])
    #expect(
      mark.status == 0 && mark.error.hasPrefix("1 label of shelf marked as printed"),
      "\(mark.error)")
  }

  /// Who misspelt one of several links must not believe that its pieces are printed, or on record.
  @Test func misspeltLinksArePrintedAndRecordedByNobody() throws {
    let site = try ProofFixture(
      print: PDFTests.jobs + [#"{ labels: "*", stock: avery-l7160, name: shelf }"#])
    let known = "did you mean \"item-3\"?"
    for (arguments, words) in [
      (["roll", "--only", "item-3,item-33"], "the link \"item-33\" is not printed by roll"),
      // It is on a job that is not named.
      (["roll", "--only", "item-3,item-10"], "the link \"item-10\" is not printed by roll"),
      (["poster", "roll", "--only", "item-10,item-4"], "is not printed by poster, roll"),
    ] {
      for command in [["paper", "mark"], ["pdf"]] {
        let result = try site.run(command + arguments)
        #expect(result.status == 64, "\(command + arguments)")
        #expect(result.error.contains("error: ") && result.error.contains(words), "\(result.error)")
        #expect(!words.contains("item-33") || result.error.contains(known), "\(result.error)")
      }
    }
    // Of several jobs, each was printed for these links.
    let none = try site.run(["paper", "mark", "poster", "roll", "--only", "item-10"])
    #expect(none.status == 1)
    #expect(
      none.error.contains("the print job \"roll\" prints nothing of item-10"), "\(none.error)")
    #expect(!site.folder.has("paypress.paper") && !site.folder.has("output/print/roll.pdf"))
    let both = try site.run(["paper", "mark", "roll", "shelf", "--only", "item-1,item-2"])
    #expect(both.status == 0, "\(both.error)")
    #expect(try site.run(["paper", "list"]).text.split(separator: "\n").count == 4)
  }

  // MARK: Places

  /// A piece of a job on one of its sheets.
  private struct Piece: Decodable {
    let link: String
    let pieceMm: [Double]
    let groundMm: [Double]?
  }

  /// The pieces of the only job, by sheet.
  private static func sheets(of site: ProofFixture) throws -> [[Piece]] {
    struct Job: Decodable {
      let pages: [[Piece]]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let list = try Data(site.folder.text("output/print/jobs.json").utf8)
    return try #require(decoder.decode([Job].self, from: list).first).pages
  }

  /// Sheets are printed together, and each has its own places: on none of them is what another one has in
  /// a place.
  @Test func haveTheLabelsOfEachSheetInItsOwnPlaces() throws {
    let site = try ProofFixture(
      print: ["{ labels: [item-1, item-2, item-3], copies: 40, stock: avery-l7651, name: shelf }"])
    let sheets = try Self.sheets(of: site)
    try #require(sheets.map(\.count) == [65, 55])
    try #require(try site.run(["pdf", "--only", "item-2"]).status == 0)
    let url = try Self.url(of: "item-2", in: site)
    var counts: [Int] = []
    for (number, sheet) in sheets.enumerated() {
      let picture = try PagePicture("shelf+only.pdf", page: number + 1, in: site, perInch: 300)
      var crops: [String] = []
      for (index, piece) in sheet.enumerated() {
        if piece.link == "item-2" {
          let path = "\(site.folder.path)/\(number)-\(index).pgm"
          try picture.crop(piece.pieceMm).write(to: URL(fileURLWithPath: path))
          crops.append(path)
        } else {
          #expect(picture.darkest(in: piece.pieceMm) == 255, "sheet \(number + 1), \(index)")
        }
      }
      let read = try Tool.run("/usr/bin/zbarimg", ["--quiet", "--raw"] + crops)
      let codes = read.text.split(separator: "\n").map(String.init)
      #expect(codes == [String](repeating: url, count: crops.count))
      counts.append(codes.count)
    }
    #expect(counts == [25, 15])
    let verified = try site.run(["verify", "--pdf"])
    #expect(verified.text.split(separator: "\n").allSatisfy { $0.contains("shelf.pdf") })
  }

  /// Colour reaches beyond the cut of a plate, so that no white edge shows where a cut is not exact.
  @Test(arguments: [
    ("", 2.0), (", bleed: 0", 0), (", bleed: 5", 5), (", scale: '101%,99%', nudge: '1,-1'", 2),
  ])
  func havePlatesWithTheirColourAndNothingOfOthers(keys: String, bleed: Double) throws {
    let site = try ProofFixture(
      print: ["{ plate: [item-1, item-2, item-3, item-4], design: bold, name: plates\(keys) }"])
    let pieces = try #require(try Self.sheets(of: site).first)
    try #require(pieces.count == 4)
    try #require(try site.run(["pdf"]).status == 0)
    try #require(try site.run(["pdf", "--only", "item-2,item-3"]).status == 0)
    let whole = try PagePicture("plates.pdf", in: site, perInch: 150)
    let part = try PagePicture("plates+only.pdf", in: site, perInch: 150)
    let factors = keys.contains("scale") ? (1.01, 0.99) : (1, 1)
    func ground(_ piece: Piece, beyond more: Double) -> [Double] {
      let (across, down) = (bleed * factors.0 + more, bleed * factors.1 + more)
      let box = piece.pieceMm
      return [box[0] - across, box[1] - down, box[2] + 2 * across, box[3] + 2 * down]
    }
    for piece in pieces {
      let expected = ground(piece, beyond: 0)
      let listed = piece.groundMm ?? piece.pieceMm
      #expect(zip(listed, expected).allSatisfy { abs($0 - $1) < 0.002 }, "\(listed), \(expected)")
      #expect((piece.groundMm == nil) == (bleed == 0))
      // The pixels at the edge are partly paper.
      let inner = ground(piece, beyond: -0.2)
      if ["item-2", "item-3"].contains(piece.link) {
        // Poppler places clipped letters up to a quarter of a pixel elsewhere.
        let (pixels, expected) = (part.bytes(in: inner), whole.bytes(in: inner))
        let count = zip(pixels, expected).count { $0 != $1 }
        #expect(count * 200 < pixels.count, "\(piece.link): \(count) of \(pixels.count)")
        // All four sides of it have colour.
        #expect(part.lightestEdge(of: inner) < 230, "\(piece.link)")
      } else {
        #expect(part.darkest(in: inner) == 255, "\(piece.link)")
      }
    }
  }
}
