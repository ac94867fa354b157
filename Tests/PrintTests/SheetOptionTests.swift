import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// Keys of jobs that say where and how often links are printed.
@Suite struct SheetOptionTests {
  // MARK: Order of the places

  @Test func fillsASheetColumnByColumn() throws {
    let fixture = try PrintFixture(
      """
      - { labels: "*", stock: avery-l7165, fill: columns, start: 3 }
      - { labels: "*", stock: avery-l7165, fill: rows, start: 3 }
      """)
    let places = try fixture.sheets().map { sheets in
      sheets.map { sheet in
        sheet.codes.map { code -> [Int] in
          [Int((code.piece.x - 4.65) / 101.6 + 0.5), Int((code.piece.y - 13.1) / 67.7 + 0.5)]
        }
      }
    }
    // Six links from the third place on a sheet of two columns and four rows.
    #expect(places[0] == [[[0, 2], [0, 3], [1, 0], [1, 1], [1, 2], [1, 3]]])
    #expect(places[1] == [[[0, 1], [1, 1], [0, 2], [1, 2], [0, 3], [1, 3]]])
    #expect(fixture.sink.errorCount == 0)
  }

  @Test(arguments: [
    (
      "labels: \"*\", stock: avery-l7165, order: title",
      "error: print[0].order: the key \"order\" has a new name", "write `sort:` instead"
    ),
    (
      "labels: \"*\", stock: avery-l7165, order: columns",
      "error: print[0].order: the key \"order\" has a new name", "write `fill:` instead"
    ),
    (
      "labels: \"*\", stock: avery-l7165, order: rwos",
      "error: print[0].order: the key \"order\" has a new name", "write `sort:` instead"
    ),
    (
      "labels: \"*\", stock: avery-l7165, fill: rwos", "error: print[0].fill: ",
      "accepted: columns, rows"
    ),
    ("poster: tea, order: price", "the key \"order\" has a new name", "write `sort:` instead"),
    // Posters fill no sheets: neither of the two keys would be right.
    ("poster: tea, order: columns", "there is no key \"order\" here", "poster"),
    ("poster: tea, fill: columns", "there is no key \"fill\" here", "poster"),
  ])
  func refusesAnotherOrder(job: String, message: String, hint: String) throws {
    let fixture = try PrintFixture("- { \(job) }")
    let found = fixture.texts.contains { $0.contains(message) && $0.contains(hint) }
    #expect(found, "\(fixture.texts)")
  }

  // MARK: Copies

  @Test func takesTheNumberOfCopiesFromARow() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160, copies: 2 }",
      links: """
        - { id: "{sku}", rows: products.csv, title: "{name}", print_copies: "{copies}" }
        - { id: counter, title: Counter, print_copies: 2 }
        """,
      files: [
        "products.csv": Array("sku,name,copies\na,Apple,3\nb,Beer,\nc,Cake,0\nd,Dates,1.0\n".utf8)
      ])
    #expect(
      try fixture.ids().flatMap { $0 }
        == Array(repeating: "a", count: 6) + ["b", "b", "d", "d"]
        + Array(repeating: "counter", count: 4), "\(fixture.texts)")
  }

  /// Its title is too long for a label; with no copies, nobody needs to shorten it.
  @Test func aLinkWithoutCopiesIsNotLaidOut() throws {
    let title = String(repeating: "Incomprehensibilities", count: 9)
    for (copies, isPrintable) in [(0, true), (1, false)] {
      let fixture = try PrintFixture(
        "- { labels: \"*\", stock: avery-l7160 }",
        links: """
          - { id: a, title: A }
          - { id: b, title: \(title), print_copies: \(copies) }
          """)
      #expect((fixture.sink.errorCount == 0) == isPrintable, "\(fixture.texts)")
      if isPrintable { #expect(try fixture.ids() == [["a"]]) }
    }
  }

  @Test(arguments: ["-1", "two", "1.5", "10001"])
  func refusesWhatIsNoNumberOfCopies(copies: String) throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160 }",
      links: "- { id: \"{sku}\", rows: products.csv, title: T, print_copies: \"{copies}\" }",
      files: ["products.csv": Array("sku,copies\na,\(copies)\n".utf8)])
    #expect(
      fixture.texts.contains {
        $0.hasPrefix("products.csv row 2, column \"copies\": error: links[0].print_copies: ")
          && $0.contains("\"\(copies)\" is not accepted here")
          && $0.contains("write a whole number from 0 to 10000")
      }, "\(fixture.texts)")
  }

  // MARK: Scale

  @Test func scalesWidthAndHeightOnTheirOwn() throws {
    let job = "labels: \"*\", stock: avery-l7160"
    func frames(_ job: String) throws -> [Rectangle] {
      try PrintFixture("- { \(job) }").sheets().flatMap { $0 }.flatMap(\.codes).map(\.frame)
    }
    let before = try frames(job)
    let after = try frames("\(job), scale: \"101%, 99.5%\"")
    #expect(before.count == 6)
    for (old, new) in zip(before, after) {
      #expect(abs(new.width - 1.01 * old.width) < 1e-9)
      #expect(abs(new.height - 0.995 * old.height) < 1e-9)
      #expect(abs(new.x - 105 - 1.01 * (old.x - 105)) < 1e-9)
      #expect(abs(new.y - 148.5 - 0.995 * (old.y - 148.5)) < 1e-9)
    }
  }

  @Test(arguments: ["80%", "101%,", "101%,99%,98%", "101%,120%", "wide"])
  func refusesOtherScales(scale: String) throws {
    let fixture = try PrintFixture("- { poster: tea, scale: \"\(scale)\" }")
    #expect(
      fixture.texts.contains {
        $0.contains("error: print[0].scale: \"\(scale)\" is not accepted here")
          && $0.contains("\"100.4%,99.8%\"")
      }, "\(fixture.texts)")
  }

  // MARK: Wallets

  private static let mark = Array(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 1\"><path d=\"M0 0h3v1H0z\"/></svg>"
      .utf8)

  @Test func printsTheOwnersMarksOfWallets() throws {
    let fixture = try PrintFixture(
      """
      - { poster: tea, wallets: { wechat: wechat.svg, alipay: alipay.svg } }
      - { poster: tea, paper: A5 landscape, wallets: { alipay: alipay.svg } }
      """, files: ["wechat.svg": Self.mark, "alipay.svg": Self.mark])
    let drawn = try fixture.sheets().map { sheets in
      DrawnPart.all(of: sheets[0].elements).filter { $0.kind == .picture || $0.kind == .words }
        .map(\.name).filter { ["wechat", "alipay", "WeChat Pay", "Alipay"].contains($0) }
    }
    #expect(drawn == [["wechat", "alipay"], ["WeChat Pay", "alipay"]])
    for sheet in try fixture.sheets().compactMap(\.first) {
      for part in DrawnPart.all(of: sheet.elements) where part.kind == .picture {
        #expect(abs(part.frame.width / part.frame.height - 3) < 1e-6)
        // As high as the chip that it replaces.
        #expect(part.frame.height > 5)
      }
    }
  }

  @Test(arguments: [
    ("poster: tea, wallets: { wechatpay: a.svg }", "there is no key \"wechatpay\" here"),
    ("poster: tea, wallets: { wechat: gone.svg }", "print[0].wallets.wechat: "),
    (
      "labels: tea, stock: avery-l7160, wallets: { wechat: a.svg }",
      "wallets does nothing on labels"
    ),
  ])
  func refusesOtherWallets(job: String, message: String) throws {
    let fixture = try PrintFixture("- { \(job) }", files: ["a.svg": Self.mark])
    #expect(
      fixture.texts.contains { $0.contains("error: ") && $0.contains(message) }, "\(fixture.texts)")
  }

  // MARK: Samples

  /// The band lies across the whole sheet, on every face.
  @Test(arguments: PrintJob.Design.allCases)
  func aSampleHasABandAcrossEachFace(design: PrintJob.Design) throws {
    for format in [
      "poster: tea", "poster: tea, paper: A5 landscape", "poster: tea, paper: A5, bleed: 3mm",
      "tent: tea, paper: A5", "cards: tea",
    ] {
      let fixture = try PrintFixture(
        "- { \(format), design: \(design.rawValue), allow: [distance] }",
        appkey: "0123456789abcdef0123456789abcdef")
      let sheet = try #require(fixture.sheets().first?.first)
      let parts = DrawnPart.all(of: sheet.elements)
      let notices = parts.filter { $0.name == "Sample: scanning pays nobody" }
      #expect(notices.count == sheet.codes.count)
      // The notice is among the words that are read back.
      for content in sheet.content(on: sheet.codes.map(\.piece)) {
        #expect(content.words.contains("Sample: scanning pays nobody"))
      }
      for (notice, code) in zip(notices, sheet.codes) {
        let band = try #require(
          parts.last { $0.kind == .field && $0.frame.holds(notice.frame) }, "\(format)")
        #expect(band.frame.x <= code.piece.x + 0.001)
        #expect(band.frame.right >= code.piece.right - 0.001)
        #expect(band.frame.intersection(code.piece).height < 0.25 * sheet.height)
      }
      #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
    }
  }

  /// A menu or board has one band, across all of its codes.
  @Test(arguments: PrintJob.Design.allCases)
  func aSharedSheetOfSamplesHasOneBand(design: PrintJob.Design) throws {
    for format in ["menu: \"*\"", "board: \"*\", paper: A4 landscape", "board: \"*\", bleed: 3mm"] {
      let fixture = try PrintFixture(
        "- { \(format), design: \(design.rawValue), allow: [distance] }",
        links: "- { id: tea, price: 28 }\n- { id: cake, price: 8 }",
        appkey: "0123456789abcdef0123456789abcdef")
      let sheet = try #require(fixture.sheets().first?.first, "\(fixture.texts)")
      let parts = DrawnPart.all(of: sheet.elements)
      let notices = parts.filter { $0.name == "Sample: scanning pays nobody" }
      let notice = try #require(notices.first)
      #expect(notices.count == 1)
      let band = try #require(
        parts.last { $0.kind == .field && $0.frame.holds(notice.frame) }, "\(format)")
      #expect(band.frame.x <= 0.001 && band.frame.right >= sheet.width - 0.001)
      #expect(sheet.codes.count == 2)
      #expect(sheet.codes.allSatisfy { !$0.frame.overlaps(band.frame) })
    }
  }

  /// A band across a sheet with real codes would send customers away from them.
  @Test(arguments: [
    "menu: \"*\"", "board: \"*\", paper: A4 landscape", "board: \"*\", design: market",
  ])
  func samplesBesideRealCodesSayItThemselves(format: String) throws {
    let fixture = try PrintFixture(
      "- { \(format), allow: [distance] }",
      links: "- { id: tea, title: tea, price: 28 }\n"
        + "- { id: cake, title: cake, price: 8, merchant: other, token: t }",
      appkey: "0123456789abcdef0123456789abcdef")
    let sheet = try #require(fixture.sheets().first?.first, "\(fixture.texts)")
    let contents = sheet.content(on: sheet.codes.map(\.piece))
    let samples = zip(sheet.codes, contents).filter {
      $1.words.joined(separator: " ").contains("Sample, pays nobody")
    }
    #expect(samples.map(\.0.code.title) == ["tea"])
    let all = DrawnPart.all(of: sheet.elements).map(\.name)
    #expect(!all.contains("Sample: scanning pays nobody"))
  }
}
