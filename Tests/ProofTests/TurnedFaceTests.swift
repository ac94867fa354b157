import Foundation
import TestSupport
import Testing

/// All kinds of jobs, including upside-down faces, whatever the form of their fonts in the PDF.
@Suite struct TurnedFaceTests {
  /// All kinds of jobs with words that are hard to read: digits and letters of two fonts on a line,
  /// amounts in notes, titles over several lines, ligatures, two scripts.
  private static func config(_ language: String) -> String {
    let isChinese = language == "zh-CN"
    return """
      site: { title: Test, language: \(language) }
      merchants:
        m:
          name: \(isChinese ? "湖畔茶馆" : "Lakeside Teahouse")
          appkey: 00112233445566778899aabbccddeeff
          tokens: { t: x }
      links:
        - { id: open, title: \(isChinese ? "到店付款" : "Pay at the counter") }
        - { id: table, title: \(isChinese ? "01 号桌" : "Table 01"), custom: t-1, stable: true }
        - id: long
          title: \(isChinese ? "正山小种红茶与桂花糕双人下午茶套餐（含 2 杯）" : "Fish fillet from the office for 2")
          price: 1288.50
          stable: true
          note: \(isChinese ? "满 ¥30.00 起" : "Was ¥1,300.00, now less")
        - { id: tea, title: Tea 茶, custom: t-2 }
        - { id: cake, title: 龙井 Longjing “糕”, custom: t-3 }
      print:
        - { tent: "*", paper: A5, name: tent }
        - { tent: [table], paper: A4, fold: prism, design: market, name: prism }
        - { tent: [long], paper: A5, design: seal, language: [zh-CN, en], name: bilingual }
        - { poster: [long, tea], paper: A6, design: night, name: poster }
        - { cards: "*", name: cards }
        - { labels: "*", stock: avery-l7163, design: seal, name: labels }
        - { roll: [table], paper: 62 x 40 mm, name: roll }
        - { tent: [long], paper: A5, design: bistro, name: bistro }
        - { tent: [table], paper: A5, design: bold, name: bold }
        - { plate: [table], design: bold, name: plate }
        - { menu: [long, tea, cake], paper: A5, design: bistro, name: menu }
      """
  }

  @Test(arguments: ["tests", "truetype", "gallery", "nimbus"], ["zh-CN", "en"])
  func everyKindIsReadWithoutDifference(fonts: String, language: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config(language), to: "paypress.yml")
    for command in [["build"], ["pdf"], ["verify", "--pdf"]] {
      let result = try Tool.payPress(
        command, in: folder.path, environment: ["FONTCONFIG_FILE": Tool.fonts(fonts)])
      try #require(result.status == 0, "\(command): \(result.text)\(result.error)")
    }
    // Chromium embeds CFF fonts as Type 3, and TrueType fonts unchanged (except synthesised bold).
    let list = try Tool.run("/usr/bin/pdffonts", ["\(folder.path)/output/print/bilingual.pdf"])
    #expect(list.text.contains("Type 3"), "\(list.text)")
    let names = ["tests": "DejaVuSans", "truetype": "WenQuanYiMicroHei"]
    #expect(list.text.contains("TrueType") == (names[fonts] != nil), "\(list.text)")
    if let name = names[fonts] { #expect(list.text.contains(name), "\(list.text)") }
  }

  /// The faults keep all letters and change only their places.
  @Test(arguments: ["tests", "truetype"]) func reportsFaultsOnTurnedFaces(fonts: String) throws {
    let folder = try TemporaryFolder()
    let environment = ["FONTCONFIG_FILE": Tool.fonts(fonts)]
    try folder.write(
      """
      site: { title: Test, language: zh-CN }
      merchants:
        m: { name: 湖畔茶馆, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - id: "t-{n}"
          each: { n: 1..6 }
          title: "0{n} 号桌"
          custom: "t-{n}"
          price: 12
          stable: true
      print: [{ tent: "*", paper: A5, name: tent }]
      """, to: "paypress.yml")
    let build = try Tool.payPress(["build"], in: folder.path)
    try #require(build.status == 0, "\(build.error)")
    let html = "output/print/tent.html"
    let turn = "scale(-1)\"><rect"
    var sheets = try folder.text(html).components(separatedBy: turn)
    try #require(sheets.count == 7)
    for (sheet, old, new) in [
      (1, ">付款页网址为 gatepay.io<", ">款付页网址为 gatepay.io<"),
      (2, ">02 号桌<", ">03 号桌<"), (3, ">03 号桌<", ">02 号桌<"),
      (4, "</tspan>12.00<", "</tspan>21.00<"), (5, ">湖畔茶馆<", "><"),
    ] {
      // The turned face comes first; the front face keeps its words.
      let place = try #require(sheets[sheet].range(of: old))
      sheets[sheet].replaceSubrange(place, with: new)
    }
    try folder.write(sheets.joined(separator: turn), to: html)
    let pdf = try Tool.payPress(["pdf"], in: folder.path, environment: environment)
    try #require(pdf.status == 0, "\(pdf.error)")
    let result = try Tool.payPress(["verify", "--pdf"], in: folder.path)
    let place = "output/print/tent.pdf: error: page"
    #expect(
      result.sheetText == """
        \(place) 1, code 1: the words beside the code of "t-1" are not those of the print job; too many: \
        "款付页网址为gatepay.io"; missing: "付款页网址为 gatepay.io"
        \(place) 2, code 1: the title is not beside the code of "t-2"; it should be "02 号桌"
        \(place) 3, code 1: the title is not beside the code of "t-3"; it should be "03 号桌"
        \(place) 4, code 1: the amount beside the code of "t-4" is ¥21.00; it should be ¥12.00
        \(place) 5, code 1: the words beside the code of "t-5" are not those of the print job; missing: \
        "湖畔茶馆"

        """)
    #expect(result.status == 1)
  }
}
