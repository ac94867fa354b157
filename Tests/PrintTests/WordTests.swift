import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// Words are set if they fit, and none is left out silently.
@Suite struct WordTests {
  private static let sample = "0123456789abcdef0123456789abcdef"
  private static let stocks = """
    stocks:
      square: { paper: A4, columns: 3, rows: 5, size: 50x50, first: "15,18.5", pitch: "65,52.5" }
      round: { paper: A4, columns: 3, rows: 5, size: 50x50, first: "15,18.5", pitch: "65,52.5", round: true }
    """

  /// A piece without room is not one that the job does not print.
  @Test(arguments: ["", ", allow: [title]"])
  func theWordsOfAPieceWithoutRoomAreRefused(allowed: String) throws {
    let title = String(repeating: "Incomprehensibilities", count: 9)
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7160\(allowed) }",
      links: "- { id: a, title: A }\n- { id: b, title: \(title) }")
    let catalogue = try #require(fixture.catalogue, "\(fixture.texts)")
    let typesetter = try #require(try JobTypesetter.all(of: catalogue.outline).first)
    let reader = catalogue.makeReader()
    let short = try #require(try reader.next())
    let long = try #require(try reader.next())
    #expect(try typesetter.words(of: short)?.isEmpty == false)
    if allowed.isEmpty {
      #expect(throws: Finding.self) { try typesetter.words(of: long) }
    } else {
      #expect(try typesetter.words(of: long) == nil)
    }
  }

  @Test func theWordsOfABoardWithTooManyLinksAreRefused() throws {
    let fixture = try PrintFixture("- { board: \"*\" }")
    let catalogue = try #require(fixture.catalogue, "\(fixture.texts)")
    var typesetter = try #require(try JobTypesetter.all(of: catalogue.outline).first)
    #expect(try typesetter.sharedWords().isEmpty, "nothing was added")
    let reader = catalogue.makeReader()
    while let link = try reader.next() { _ = try typesetter.add(link) }
    let full = typesetter
    #expect(throws: Finding.self) { try full.sharedWords() }
  }

  private func words(_ fixture: PrintFixture) throws -> [DrawnPart] {
    let sheet = try #require(fixture.sheets().first?.first)
    #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
    return DrawnPart.all(of: sheet.elements).filter { $0.kind == .words }
  }

  // MARK: Labels

  private static let small = [
    "labels: long, stock: avery-l7120", "labels: long, stock: avery-8293",
    "labels: long, stock: square", "labels: long, stock: round", "labels: long, stock: avery-22805",
    "roll: long, paper: 29x62", "roll: long, paper: 40x90", "roll: long, paper: 50x50",
  ]

  @Test(arguments: small)
  func aLabelSetsALongTitleOnLines(job: String) throws {
    for (title, price) in [
      ("Osmanthus cake with red bean paste and tea", ", price: 38.50, stable: true"),
      ("西湖龙井明前特级茶二零二六年春季限量礼盒装", ", price: 12888, stable: true"),
      ("Osmanthus cake with red bean paste and tea", ""),
    ] {
      let fixture = try PrintFixture(
        "- { \(job), allow: [distance, module-small] }",
        links: "- { id: long, title: \(title)\(price) }", rest: Self.stocks)
      let set = try words(fixture)
      let lines = set.map(\.name).filter { title.contains($0) }
      // Without an amount beside it, a title may fit on one line.
      #expect(lines.count >= (price.isEmpty ? 1 : 2), "\(set.map(\.name))")
      let squeezed = title.replacing(" ", with: "")
      #expect(lines.joined().replacing(" ", with: "") == squeezed, "\(lines)")
      #expect(price.isEmpty || set.contains { $0.name.hasPrefix("¥") })
    }
  }

  @Test func wordsKeepToTheirLabels() throws {
    for job in Self.small {
      for rest in ["", ", valid_until: 2026-12-31, language: [en, zh-CN]"] {
        let fixture = try PrintFixture(
          "- { \(job)\(rest), allow: [distance, module-small] }",
          links: "- { id: long, title: Osmanthus cake, price: 38.50, stable: true }",
          rest: Self.stocks, appkey: rest.isEmpty ? Self.sample : "00112233445566778899aabbccddeeff"
        )
        let outline = try #require(fixture.catalogue).outline
        let typesetter = try #require(try JobTypesetter.all(of: outline).first)
        let frame = typesetter.layout.pieces[0].frame
        let isRound = typesetter.layout.stock?.isRound == true
        for part in try words(fixture) where part.name != "50 mm" {
          #expect(frame.inset(by: isRound ? 0 : 1.5).holds(part.frame), "\(job): \(part)")
          guard isRound else { continue }
          let isAbove = part.frame.middleY < frame.middleY
          // Capitals have no descenders.
          let y =
            isAbove
            ? part.frame.y + 0.15 * part.frame.height : part.frame.bottom - 0.2 * part.frame.height
          let reach = (y - frame.middleY, part.frame.width / 2)
          let distance = (reach.0 * reach.0 + reach.1 * reach.1).squareRoot()
          #expect(distance <= frame.width / 2 - 0.5, "\(job): \(part)")
        }
      }
    }
  }

  @Test(
    arguments: small + ["labels: long, stock: avery-l7160", "labels: long, stock: avery-l7651"])
  func noLabelLosesItsDayOrThatItIsASample(job: String) throws {
    for title in ["Tea", "Osmanthus cake with red bean paste"] {
      let fixture = try PrintFixture(
        "- { \(job), valid_until: 2026-12-31, allow: [distance, module-small, printer-dots] }",
        links: "- { id: long, title: \(title), price: 38.50, stable: true }", rest: Self.stocks,
        appkey: Self.sample)
      if fixture.sink.errorCount > 0 {
        #expect(
          fixture.texts.contains {
            $0.contains("there is no room for the last valid day and the word “Sample”")
              || $0.contains("the title of link \"long\"")
          }, "\(fixture.texts)")
        #expect(title != "Tea" || job.contains("l7651"), "\(fixture.texts)")
        continue
      }
      let set = try words(fixture).map(\.name).joined(separator: " ")
      #expect(set.contains("Sample, pays nobody"), "\(job): \(set)")
      #expect(
        set.contains("Until 31 Dec 2026") || set.contains("Valid until 31 December 2026"), "\(set)")
    }
  }

  @Test func saysWhichWordsALabelHasNoRoomFor() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7120 }\n- { labels: tea, stock: avery-l7165 }")
    #expect(
      fixture.texts.contains {
        $0.contains(
          "warning: print[0] (labels *): the shop's name and the instruction are left out beside the code of "
        )
          && $0.contains("(6 links; this one is the worst) [words]")
          && $0.contains("hint: shorten the words, or use larger paper or labels")
      }, "\(fixture.texts)")
    #expect(!fixture.texts.contains { $0.contains("print[1]") && $0.contains("[words]") })
  }

  @Test(arguments: [
    ("labels: tea, stock: avery-l7160, note: Hello", "note: note does nothing on labels"),
    ("labels: tea, stock: avery-l7160, logo: a.svg", "logo: logo does nothing on labels"),
    ("roll: tea, note: Hello", "note: note does nothing on roll"),
    ("roll: tea, ruler: true", "ruler: ruler does nothing on roll"),
    (
      "tent: tea, stock: avery-5305, fold: prism",
      "fold (tent tea): the tents of \"avery-5305\" are scored"
    ),
    (
      "cards: tea, stock: avery-c32011, card: US",
      "card (cards tea): the cards of \"avery-c32011\" have a size of their own: 85 × 54 mm"
    ),
  ])
  func refusesKeysThatDoNothing(job: String, message: String) throws {
    let fixture = try PrintFixture(
      "- { \(job) }",
      files: [
        "a.svg": Array("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>".utf8)
      ])
    #expect(
      fixture.texts.contains { $0.contains("error: print[0].\(message)") }, "\(fixture.texts)")
  }

  // MARK: Faces

  private static let lines = [
    "Show the paid page at the counter to get your tea, and please keep the receipt until you leave",
    "second", "third", "fourth", "the fifth line",
  ]

  @Test(arguments: PrintJob.Design.allCases)
  func noLineOfANoteIsLost(design: PrintJob.Design) throws {
    for format in [
      "poster: tea, paper: A4", "poster: tea, paper: A5", "poster: tea, paper: A4 landscape",
    ] {
      let fixture = try PrintFixture(
        "- { \(format), design: \(design.rawValue), allow: [distance] }",
        links:
          "- { id: tea, title: Tea, price: 12, stable: true, note: \"\(Self.lines.joined(separator: "\\n"))\" }"
      )
      let set = try words(fixture).map(\.name).joined(separator: " ")
      for line in Self.lines { #expect(set.contains(line), "\(format): \(set)") }
      #expect(!fixture.checks.contains("warning words"))
    }
  }

  @Test func aNoteThatTakesTheRoomOfTheCodeIsLeftOutWithAWarning() throws {
    let note = (1...30).map { "line \($0)" }.joined(separator: "\\n")
    let fixture = try PrintFixture(
      "- { poster: tea, paper: A6 }",
      links: "- { id: tea, title: Tea, price: 12, stable: true, note: \"\(note)\" }")
    #expect(
      fixture.texts.contains {
        $0.contains(
          "warning: print[0] (poster tea): the note is left out beside the code of \"tea\"")
          && $0.contains("[words]")
      }, "\(fixture.texts)")
    #expect(fixture.sink.errorCount == 0)
    #expect(try !words(fixture).contains { $0.name.hasPrefix("line") })
  }

  @Test(arguments: ["poster: tea, paper: A6", "cards: tea", "cards: tea, card: US, design: seal"])
  func aLongNameOfAShopIsSetOnMoreLines(job: String) throws {
    let name = "The Lakeside Teahouse, Bakery, Bookshop and Gallery of Fine and Applied Arts"
    let fixture = try PrintFixture("- { \(job), allow: [distance] }", name: name)
    let set = try words(fixture).map(\.name).joined(separator: " ")
    #expect(set.contains("The Lakeside") && set.contains("Applied Arts"), "\(set)")
    #expect(!fixture.checks.contains("warning words"))
  }

  @Test func aNameThatHasNoRoomIsReported() throws {
    let name = String(repeating: "Donaudampfschifffahrt", count: 8)
    let fixture = try PrintFixture("- { cards: tea, allow: [distance] }", name: name)
    #expect(
      fixture.texts.contains {
        $0.contains(
          "warning: print[0] (cards tea): the shop's name is left out beside the code of \"tea\"")
      }, "\(fixture.texts)")
  }

  @Test func noFaceLosesItsDayOrThatItIsASample() throws {
    for format in [
      "poster: tea, paper: A6", "tent: tea, fold: prism", "cards: tea", "poster: tea, paper: 60x90",
    ] {
      let fixture = try PrintFixture(
        "- { \(format), valid_until: 2026-12-31, language: [en, zh-CN], allow: [distance] }",
        appkey: Self.sample)
      let set = try words(fixture).map(\.name).joined(separator: " ")
      for part in [
        "Sample: scanning pays nobody", "示例", "Valid until 31 December 2026",
        "有效期至 2026 年 12 月 31 日",
      ] {
        #expect(set.contains(part), "\(format): \(set)")
      }
    }
  }
}
