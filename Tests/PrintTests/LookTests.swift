import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// The looks in numbers: reserved space and legible sizes.
@Suite struct LookTests {
  private static let links = """
    - { id: tea, title: A cup of tea, price: 12888, stable: true, note: Show the paid page to get it }
    """

  private static func jobs(_ design: PrintJob.Design, _ rest: String = "") -> String {
    let papers = [
      "A3", "A4", "A5", "A6", "Letter", "A4 landscape", "A6 landscape", "80x110", "110x80",
    ]
    let formats =
      papers.map { "poster: tea, paper: \($0)" }
      + ["paper: A4", "paper: A5", "fold: prism", "stock: avery-5305"].map { "tent: tea, \($0)" }
      + [
        "cards: tea, copies: 10", "cards: tea, copies: 10, card: EU, cut_marks: true, bleed: 3mm",
        "cards: tea, copies: 10, stock: avery-5371", "poster: tea, paper: A5, bleed: 1mm",
        "poster: tea, paper: A5, bleed: 3mm", "poster: tea, paper: A5, cut_marks: true, bleed: 3mm",
      ]
    return formats.map {
      "- { \($0), design: \(design.rawValue), allow: [distance, module-small], valid_until: 2026-12-31\(rest) }"
    }.joined(separator: "\n")
  }

  private static func languages(_ names: String) -> String { ", language: [\(names)]" }

  // MARK: The ruler

  @Test(arguments: PrintJob.Design.allCases)
  func theRulerLiesClear(design: PrintJob.Design) throws {
    let fixture = try PrintFixture(Self.jobs(design, ", ruler: true"), links: Self.links)
    let outline = try #require(fixture.catalogue).outline
    var rulerCount = 0
    for (typesetter, sheets) in zip(try JobTypesetter.all(of: outline), try fixture.sheets()) {
      guard let place = typesetter.layout.ruler else { continue }
      rulerCount += 1
      let ruler = Ruler.elements(x: place.x, y: place.y, colour: .black)
      let own = Drawn.all(of: ruler)
      let edges = own.map(\.frame)
      let left = try #require(edges.map(\.x).min())
      let top = try #require(own.filter { $0.text == nil }.map(\.frame.y).min())
      let right = try #require(edges.map(\.right).max())
      let around = Rectangle(
        x: left - 1, y: top - 0.9, width: right - left + 2, height: place.y - top + 1.1)
      let page = Rectangle(x: 0, y: 0, width: typesetter.page.width, height: typesetter.page.height)
      #expect(page.holds(around.inset(by: 0.6)), "\(typesetter.job.name)")
      let others = Drawn.all(of: sheets[0].elements.dropLast(ruler.count))
      for other in others where other.name != "field" {
        #expect(!around.overlaps(other.frame), "\(typesetter.job.name): \(other)")
      }
      // Colour lies under all of it or none.
      for other in others where other.name == "field" {
        let isClear = !around.inset(by: 0.5).overlaps(other.frame)
        #expect(
          isClear || other.frame.holds(around.inset(by: 0.6)), "\(typesetter.job.name): \(other)")
      }
    }
    #expect(rulerCount == 18)
  }

  // MARK: Words

  @Test func facesHaveNoRulerUnlessAsked() throws {
    let fixture = try PrintFixture(
      """
      - { poster: tea }
      - { poster: tea, paper: A5, bleed: 3mm }
      - { tent: tea, paper: A5, allow: [distance] }
      - { tent: tea, fold: prism }
      - { labels: tea, stock: avery-l7160 }
      - { cards: tea, allow: [distance] }
      - { poster: tea, ruler: true }
      """, links: Self.links)
    let rulers = try fixture.sheets().map { sheets in
      Drawn.all(of: sheets[0].elements).contains { $0.name == "50 mm" }
    }
    #expect(rulers == [false, true, false, true, true, true, true])
  }

  @Test func whiteCardsOnPlainPaperHaveCutMarks() throws {
    let fixture = try PrintFixture(
      """
      - { cards: tea, allow: [distance] }
      - { cards: tea, cut_marks: false, allow: [distance] }
      - { cards: tea, design: night, allow: [distance] }
      - { cards: tea, design: market, allow: [distance] }
      - { cards: tea, stock: avery-c32011, allow: [distance] }
      """, links: Self.links)
    let outline = try #require(fixture.catalogue).outline
    let layouts = try JobTypesetter.all(of: outline).map(\.layout.cutMarks)
    #expect(layouts == [true, false, false, false, false])
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
  }

  // MARK: Sizes

  private static let posters = ["A3", "A4", "A5", "A6", "Letter", "Legal"]

  /// As on the stands of the wallets.
  @Test(arguments: PrintJob.Design.allCases)
  func theCodeOfAPosterIsHalfAsWideAsThePaperAndMore(design: PrintJob.Design) throws {
    let jobs = Self.posters.map { "- { poster: tea, paper: \($0), design: \(design.rawValue) }" }
    let fixture = try PrintFixture(
      jobs.joined(separator: "\n"),
      links: "- { id: tea, title: A cup of Longjing, price: 28, stable: true }",
      name: "Lakeside Teahouse")
    for sheet in try fixture.sheets().compactMap(\.first) {
      let share = try #require(sheet.codes.first).frame.width / sheet.width
      #expect((0.52...0.6).contains(share), "\(sheet.width): \(share)")
    }
  }

  @Test(arguments: ["zh-CN", "en", "en, zh-CN", "zh-CN, en"])
  func eachFaceNamesTheWalletsOnTheirColours(languages: String) throws {
    let names = languages.hasPrefix("en") ? ["WeChat Pay", "Alipay"] : ["微信支付", "支付宝"]
    for design in PrintJob.Design.allCases {
      let fixture = try PrintFixture(
        Self.jobs(design, Self.languages(languages)), links: Self.links)
      for sheets in try fixture.sheets() {
        let all = Drawn.all(of: sheets[0].elements)
        for (wallet, name) in zip(PrintJob.Wallet.allCases, names) {
          let chips = all.filter { $0.fill == wallet.colour }
          #expect(
            chips.count == sheets[0].codes.count,
            "\(design) \(sheets[0].width) × \(sheets[0].height)")
          for chip in chips {
            let words = all.filter { $0.text != nil && chip.frame.overlaps($0.frame) }
            #expect(words.first?.name == name)
            for word in words {
              #expect(chip.frame.inset(by: -0.01).holds(word.frame), "\(word)")
              #expect(Colour.white.contrast(with: wallet.colour) >= 3)
            }
          }
        }
      }
    }
  }

  private static let framed = [
    "poster: tea, paper: A4", "poster: tea, paper: A5", "poster: tea, paper: A6",
    "poster: tea, paper: Legal", "poster: tea, paper: 279.4x431.8", "poster: tea, paper: 150x300",
    "poster: tea, paper: A4 landscape", "poster: tea, paper: A5 landscape",
    "poster: tea, paper: A6 landscape", "poster: tea, paper: Legal landscape",
    "poster: tea, paper: 431.8x279.4", "poster: tea, paper: 300x150", "tent: tea, paper: A4",
    "tent: tea, paper: A5", "tent: tea, fold: prism", "tent: tea, stock: avery-5305",
  ]

  /// Also with the wallets' names on it, which make it wider than the code.
  @Test(
    arguments: PrintJob.Design.allCases,
    ["00112233445566778899aabbccddeeff", "0123456789abcdef0123456789abcdef"])
  func theCardLiesWithinItsFrame(design: PrintJob.Design, appkey: String) throws {
    for languages in ["zh-CN", "en", "zh-CN, en"] {
      let jobs = Self.framed.map {
        "- { \($0), design: \(design.rawValue), language: [\(languages)], allow: [distance, module-small] }"
      }
      let fixture = try PrintFixture(
        jobs.joined(separator: "\n"), links: Self.links, appkey: appkey)
      for (format, sheets) in zip(Self.framed, try fixture.sheets()) {
        let sheet = try #require(sheets.first)
        var fields: [Rectangle] = []
        var frames: [Rectangle] = []
        SheetElement.visit(sheet.elements) { element, place in
          guard case .rectangle(let frame, let fill, _, _) = element else { return }
          if fill == .white { fields.append(place.of(frame)) }
          if fill == nil { frames.append(place.of(frame)) }
        }
        for code in sheet.codes {
          // In `bold` the card beside words is the whole part of the face.
          let card = fields.last { $0.holds(code.frame) }
          let isWhole = design == .bold && (card?.bottom ?? 0) > code.piece.bottom - 0.001
          guard let card, !isWhole else {
            #expect(design == .classic || isWhole, "\(format)")
            continue
          }
          let around = frames.filter { $0.holds(code.frame) }
          #expect(around.isEmpty == ![.night, .seal].contains(design), "\(format)")
          for frame in around + [code.piece.inset(by: 3.8)] {
            #expect(frame.inset(by: 1.2).holds(card), "\(format) \(languages): \(card) \(frame)")
          }
        }
      }
    }
  }

  @Test(arguments: ["market", "bold"])
  func theCodeLiesInTheMiddleOfItsOwnArea(design: String) throws {
    for format in [
      "poster: tea, paper: A4 landscape", "poster: tea, paper: A6 landscape",
      "tent: tea, paper: A5",
      "tent: tea, stock: avery-5305", "cards: tea",
    ] {
      let fixture = try PrintFixture(
        "- { \(format), design: \(design), allow: [distance] }", links: Self.links)
      let outline = try #require(fixture.catalogue).outline
      let typesetter = try #require(try JobTypesetter.all(of: outline).first)
      let link = try #require(try fixture.catalogue?.makeReader().next())
      let piece = try typesetter.piece(typesetter.item(link))
      let place = typesetter.layout.pieces[0]
      let grounds = Drawn.all(of: piece.grounds(place))
      // The face that is upright lies lower. In `bold` the code's area is white, in `market` the words'
      // is coloured.
      let accent = typesetter.context.style.accent
      let left =
        design == "bold"
        ? grounds.last { $0.fill == .white }?.frame.x
        : grounds.last { $0.fill == accent }?.frame.right
      let code = try #require(Drawn.all(of: piece.face(place)).last { $0.name == "code" }).frame
      let before = code.x - (try #require(left))
      let after = place.frame.right - code.right
      #expect(before > 0 && abs(before - after) < 0.01, "\(format): \(before) \(after)")
    }
  }

  /// Corners that touched the quiet zone cost the default poster half a point of its scan score, 76.1
  /// instead of 76.6.
  @Test func cornersStayOffTheQuietZone() throws {
    let fixture = try PrintFixture(
      ["A4", "A6", "A4 landscape"].map { "- { poster: tea, paper: \($0) }" }
        .joined(separator: "\n"), links: Self.links)
    for sheet in try fixture.sheets().compactMap(\.first) {
      let placed = try #require(sheet.codes.first)
      let module = placed.frame.width / Double(placed.code.size.sideInModules)
      let quiet = Double(placed.code.quietZoneInModules)
      func around(_ modules: Double) -> Rectangle { placed.frame.inset(by: -modules * module) }
      let corners = Drawn.all(of: sheet.elements).filter { $0.name == "line" }
      #expect(corners.count == 8)
      for corner in corners {
        #expect(!corner.frame.overlaps(around(quiet + 0.3)), "\(corner)")
        #expect(corner.frame.overlaps(around(quiet + 0.6)), "\(corner)")
      }
    }
  }

  @Test(arguments: PrintJob.Design.allCases)
  func smallPrintGrowsWithThePaperAndItsDistance(design: PrintJob.Design) throws {
    let long = "西湖龙井明前特级茶二零二六年春季限量礼盒装（含茶具）"
    let fixture = try PrintFixture(
      Self.jobs(design, Self.languages("zh-CN, en")),
      links: "- { id: tea, title: \(long), price: 12888, stable: true, note: \"\(long)，售完为止\" }")
    let outline = try #require(fixture.catalogue).outline
    for (typesetter, sheets) in zip(try JobTypesetter.all(of: outline), try fixture.sheets()) {
      let texts = Drawn.all(of: sheets[0].elements).compactMap(\.text)
      // Note, host, day and the second language.
      let small = texts.filter {
        $0.text.contains("售完为止") || $0.text.contains("gatepay.io") || $0.text.contains("2026")
          || $0.text.contains("WeChat")
      }
      #expect(small.count >= 3, "\(typesetter.job.name)")
      // 1/200 of the distance, unless the paper is smaller than usual for it.
      let isUsual = ["A3", "A4", "A5", "A6"].contains(typesetter.job.paper?.name)
      let least =
        typesetter.job.kind == .poster && isUsual ? typesetter.layout.usualDistance / 200 : 1.6
      for text in small {
        #expect(
          try #require(text.runs.first).size >= least - 0.001, "\(typesetter.job.name): \(text)")
      }
    }
  }

  @Test(arguments: ["zh-CN", "en", "en, zh-CN", "zh-CN, en"])
  func codesWithWordsBelowKeepToTheirCards(languages: String) throws {
    for design in PrintJob.Design.allCases {
      let fixture = try PrintFixture(
        ["EU", "US", "JP", "ID-1"].map {
          "- { cards: tea, card: \($0), design: \(design.rawValue)\(Self.languages(languages)) }"
        }.joined(separator: "\n"), links: Self.links)
      #expect(!fixture.checks.contains("warning fits-stock"), "\(fixture.texts)")
      for sheets in try fixture.sheets() {
        let card = try #require(sheets[0].codes.first?.piece).inset(by: 3)
        for text in Drawn.all(of: sheets[0].elements) where text.text != nil && text.name != "50 mm"
        {
          #expect(card.holds(text.frame), "\(text)")
        }
      }
    }
  }

  @Test func aHighLabelSetsALongTitleOnLines() throws {
    let fixture = try PrintFixture(
      "- { roll: long, paper: 40x60, allow: [module-small] }",
      links: "- { id: long, title: 西湖龙井明前特级茶二零二六年春季限量礼盒装, price: 12888, stable: true }")
    let sheet = try #require(fixture.sheets().first?.first)
    let words = Drawn.all(of: sheet.elements).compactMap(\.text)
    let title = words.filter { "西湖龙井明前特级茶二零二六年春季限量礼盒装".contains($0.text) }
    #expect(title.count >= 2 && title.map(\.text).joined().count == 21)
    #expect(words.contains { $0.text == "¥12888.00" && ($0.runs.last?.size ?? 0) > 4 })
    #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
  }

  /// What restaurants stick on tables: a label of 40 × 30 mm from a thermal printer, and the smallest
  /// sheets.
  @Test func smallLabelsTakeATablesCodeAsTheyAre() throws {
    let fixture = try PrintFixture(
      """
      - { roll: "*", paper: 40x30 }
      - { labels: "*", stock: avery-5160 }
      - { labels: "*", stock: avery-l7651 }
      - { labels: "*", stock: avery-l7120, allow: [distance] }
      """,
      links:
        "- { id: \"table-{n}\", each: { n: [8, 35] }, title: \"{n} 号桌\", custom: \"t{n}\", stable: true }",
      token: "qflknfokn")
    #expect(fixture.sink.errorCount == 0)
    let shares = [0.15, 0.3, 0.2, 0.09]
    for (sheets, share) in zip(try fixture.sheets(), shares) {
      let piece = try #require(sheets[0].codes.first?.piece)
      for number in ["8", "35"] {
        let drawn = sheets.flatMap { Drawn.all(of: $0.elements) }.first { $0.name == number }
        let size = try #require(drawn?.text?.runs.first?.size)
        #expect(0.73 * size >= share * piece.height, "\(number): \(size)")
      }
    }
    // Labels of this size say what to do in either language.
    let roll = try #require(fixture.sheets().first?.first)
    let words = Drawn.all(of: roll.elements).map(\.name).joined(separator: " ")
    #expect(words.hasSuffix(" Scan to pay"), "\(words)")
    // On the roll the code is read comfortably, or nearly so.
    let code = try #require(fixture.sheets().first?.first?.codes.first)
    #expect(code.frame.width >= 21)
  }

  @Test func labelsFollowADesignInLettersAndColour() throws {
    let jobs = ["seal", "market", "night", "classic", "bistro", "bold"].map {
      "- { labels: tea, stock: avery-l7160, design: \($0) }"
    }
    let fixture = try PrintFixture(
      (jobs + ["- { roll: tea, paper: 62x29 }"]).joined(separator: "\n"), links: Self.links)
    let amounts = try fixture.sheets().map { sheets in
      let elements = sheets[0].elements
      // Labels have no background, but a frame in the accent.
      let frames = Drawn.all(of: elements).filter { $0.name == "frame" }
      #expect(frames.isEmpty == (sheets[0].width < 100))
      #expect(!Drawn.all(of: elements).contains { $0.fill != nil })
      return try #require(Drawn.all(of: elements).first { $0.name == "¥12888.00" }?.text)
    }
    let red = FaceStyle(.seal, accent: nil).accent
    let orange = FaceStyle(.market, accent: nil).accent
    let brick = FaceStyle(.bistro, accent: nil).accent
    // The gold of the dark design is unreadable on white.
    #expect(
      amounts.map(\.colour) == [
        red, orange, FaceStyle.ink, FaceStyle.ink, brick, FaceStyle.ink, .black,
      ])
    #expect(amounts.map(\.face.isSerif) == [true, false, true, false, true, false, false])
  }
}
