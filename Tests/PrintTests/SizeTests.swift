import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// How large the words of a face are, and which of them lead.
@Suite struct SizeTests {
  /// The words of a face.
  private struct Words {
    var shop: (top: Double, size: Double)
    var title: (top: Double, size: Double)
    var amount: (top: Double, size: Double)?
    var chip: Double
    var call: Double
    var host: Double?
    var width: Double
    var height: Double
    var code: Double
  }

  private static let languages = ["zh-CN", "en"]

  /// The words of the first sheet of each job, in a shop whose name is as long as usual.
  private static func words(
    _ formats: [String], _ design: PrintJob.Design, _ language: String, link: String = "tea"
  ) throws -> [Words] {
    let isChinese = language == "zh-CN"
    let name = isChinese ? "湖畔茶馆" : "Lakeside Teahouse"
    let title = isChinese ? "明前龙井一杯" : "A cup of Longjing"
    let fixture = try PrintFixture(
      formats.map {
        "- { \($0), design: \(design.rawValue), language: \(language), allow: [distance, module-small] }"
      }.joined(separator: "\n"),
      links: """
        - { id: tea, title: \(title), price: 28, stable: true }
        - { id: table-8, title: \(isChinese ? "8 号桌" : "Table 8"), custom: t8, stable: true }
        """, name: name, token: "qflknfokn")
    return try fixture.sheets().map { sheets in
      let sheet = try #require(sheets.first)
      let texts = Drawn.all(of: sheet.elements)
      /// The largest words that begin so, of the face that is upright: it lies lower.
      func found(_ starts: [String]) throws -> (top: Double, size: Double) {
        let all = texts.filter { text in starts.contains(where: text.name.hasPrefix) }
        let one = try #require(all.last, "\(starts) on \(sheet.width) × \(sheet.height)")
        return (one.frame.y, try #require(one.text?.runs.last?.size))
      }
      return Words(
        shop: try found(isChinese ? ["湖畔"] : ["Lakeside"]),
        title: try found(
          link == "tea" ? (isChinese ? ["明前"] : ["A cup"]) : (isChinese ? ["号桌"] : ["Table"])),
        amount: link == "tea" ? try found(["¥"]) : nil,
        chip: try found([isChinese ? "微信支付" : "WeChat Pay"]).size,
        call: try found([isChinese ? "扫码付款" : "Scan to pay"]).size,
        host: texts.first { $0.name.contains("gatepay.io") }?.text?.runs.first?.size,
        width: sheet.width, height: sheet.height,
        code: try #require(sheet.codes.first).frame.width)
    }
  }

  private static let papers = ["A3", "A4", "A5", "A6", "Letter", "Legal"]
  private static let tents = [
    "paper: A4", "paper: A5", "paper: A4, fold: prism", "stock: avery-5305",
  ]

  @Test(arguments: PrintJob.Design.allCases, languages)
  func theShopLeads(design: PrintJob.Design, language: String) throws {
    for orientation in ["portrait", "landscape"] {
      let formats = Self.papers.map { "poster: tea, paper: \($0) \(orientation)" }
      for words in try Self.words(formats, design, language) {
        let place = "\(words.width) × \(words.height)"
        let amount = try #require(words.amount)
        #expect(words.shop.top < words.title.top && words.title.top < amount.top, "\(place)")
        let lead = orientation == "portrait" ? 1.2 : 1.05
        #expect(words.shop.size >= lead * words.title.size, "\(place): \(words)")
        #expect(words.shop.size >= 1.2 * words.chip, "\(place): \(words)")
        #expect(amount.size >= 1.8 * words.shop.size, "\(place): \(words)")
        // On A4 it was 8 mm.
        let (short, long) = (
          min(words.width, words.height), max(words.width, words.height)
        )
        #expect(words.shop.size >= 12 * min(short / 210, long / 297), "\(place): \(words)")
        #expect(try #require(words.host) < 0.5 * words.shop.size, "\(place): \(words)")
      }
    }
  }

  /// On a tent a table's number leads, and after it the shop.
  @Test(arguments: PrintJob.Design.allCases, languages)
  func theShopLeadsOnTents(design: PrintJob.Design, language: String) throws {
    for link in ["tea", "table-8"] {
      let formats = Self.tents.map { "tent: \(link), \($0)" }
      for (format, words) in zip(formats, try Self.words(formats, design, language, link: link)) {
        #expect(words.shop.size >= 1.15 * words.chip, "\(format): \(words)")
        #expect(words.shop.size >= 1.05 * words.call, "\(format): \(words)")
        guard let amount = words.amount else { continue }
        #expect(words.shop.top < words.title.top && words.title.top < amount.top, "\(format)")
        #expect(words.shop.size >= words.title.size, "\(format): \(words)")
        #expect(amount.size >= 1.8 * words.shop.size, "\(format): \(words)")
      }
    }
  }

  /// Letters of a size of 10 mm, whose capitals are 7.3 mm high, can be read from 2 m: 1/200, as for
  /// all small print.
  @Test(arguments: PrintJob.Design.allCases, languages)
  func walletsCanBeReadFromTwoMetres(design: PrintJob.Design, language: String) throws {
    let formats = ["portrait", "landscape"].map { "poster: tea, paper: A4 \($0)" }
    for (format, words) in zip(formats, try Self.words(formats, design, language)) {
      #expect(words.chip >= 10, "\(format): \(words.chip)")
    }
  }

  /// On A3 everything is as much larger than on A4 as the paper is.
  @Test(arguments: PrintJob.Design.allCases, languages)
  func wordsGrowWithThePaper(design: PrintJob.Design, language: String) throws {
    for orientation in ["portrait", "landscape"] {
      let both = try Self.words(
        ["A4", "A3"].map { "poster: tea, paper: \($0) \(orientation)" }, design, language)
      let (small, large) = (both[0], both[1])
      let sizes = [
        ("shop", small.shop.size, large.shop.size), ("title", small.title.size, large.title.size),
        ("amount", small.amount?.size ?? 0, large.amount?.size ?? 0),
        ("chips", small.chip, large.chip), ("call", small.call, large.call),
        ("code", small.code, large.code),
      ]
      for (name, small, large) in sizes {
        #expect((1.35...1.55).contains(large / small), "\(orientation) \(name): \(small) \(large)")
      }
    }
  }

  /// The only instruction on a card was 2.4 mm high.
  @Test(arguments: PrintJob.Design.allCases, languages)
  func whatToDoIsLargeOnCards(design: PrintJob.Design, language: String) throws {
    for link in ["tea", "table-8"] {
      for words in try Self.words(["cards: \(link)"], design, language, link: link) {
        #expect(words.call >= 2.7, "\(link): \(words)")
      }
    }
  }

  /// A size of 15 mm is read from 3 m, by the same rule; of a number the figures themselves are so
  /// high.
  @Test(arguments: PrintJob.Design.allCases)
  func aTableNumberIsReadFromThreeMetres(design: PrintJob.Design) throws {
    for (format, least) in [
      ("tent: table-8, paper: A4", 40.0), ("tent: table-8, paper: A5", 27),
      ("tent: table-8, stock: avery-5305", 15), ("tent: table-35, paper: A5", 25),
      ("poster: table-8, paper: A4", 20), ("plate: table-8, size: 100x100", 15),
      ("plate: table-35, size: 100x100", 15), ("plate: table-8, size: 110x100", 15),
      ("plate: table-8", 15), ("plate: table-8, size: 148x105", 15),
    ] {
      let fixture = try PrintFixture(
        "- { \(format), design: \(design.rawValue), language: zh-CN, allow: [distance] }",
        links: "- { id: \"table-{n}\", each: { n: 1..35 }, title: \"{n} 号桌\", custom: \"t{n}\" }",
        name: "湖畔茶馆")
      let sheet = try #require(fixture.sheets().first?.first)
      let number = Drawn.all(of: sheet.elements).first { ["8", "35"].contains($0.name) }
      let size = try #require(number?.text?.runs.first?.size)
      #expect(0.73 * size >= least, "\(format): \(0.73 * size)")
    }
  }

  /// The shop's name keeps its size on a low face, whatever else is on it.
  @Test func aLowFaceDoesNotShrinkForWhatToDo() throws {
    for languages in ["en", "zh-CN", "en, zh-CN"] {
      let fixture = try PrintFixture(
        "- { tent: table-8, stock: avery-5305, language: [\(languages)] }",
        links: "- { id: table-8, title: Table 8, custom: t8 }", name: "Lakeside Teahouse")
      let sheet = try #require(fixture.sheets().first?.first)
      let shop = Drawn.all(of: sheet.elements).first { $0.name == "Lakeside Teahouse" }
      #expect(try #require(shop?.text?.runs.first?.size) >= 4, "\(languages)")
    }
  }
}
