import Foundation
import Pages
import Support
import TestSupport
import Testing

/// What pages say to search engines, chat programs and browsers, in both languages; and the pages
/// of what is gone.
@Suite struct HeadTests {
  private static let links = """
    links:
      - { id: tea, title: { zh-CN: 龙井, en: Longjing }, price: 38.00, stable: true }
    """

  private static func bilingual(_ extra: String = "") throws -> PageFixture {
    try PageFixture(
      links,
      site:
        "{ title: { zh-CN: 湖畔茶馆, en: Lakeside }, language: [zh-CN, en], base_url: \"https://p.example/x\"\(extra) }"
    )
  }

  private static func page(_ fixture: PageFixture, _ language: Language) throws -> String {
    let link = try #require(try fixture.catalogue.makeReader().next())
    return String(
      decoding: try #require(fixture.renderer).page(link, in: language).render(), as: UTF8.self)
  }

  @Test func describesItselfAndShowsItsCodeWhereItIsShared() throws {
    let page = try Self.page(Self.bilingual(), .english)
    for line in [
      "<title>Longjing · ¥38.00 · Lakeside</title>",
      "<meta name=\"description\" content=\"Pay ¥38.00 to Lakeside for “Longjing”, with WeChat or Alipay.\">",
      "<meta property=\"og:title\" content=\"Longjing · ¥38.00 · Lakeside\">",
      "<meta property=\"og:url\" content=\"https://p.example/x/pay/tea/en/\">",
      "<meta property=\"og:image\" content=\"https://p.example/x/qr/tea.png\">",
      "<link rel=\"alternate\" hreflang=\"zh-CN\" href=\"https://p.example/x/pay/tea/\">",
    ] { #expect(page.contains(line), "\(line)\n\(page)") }
    let plain = try PageFixture("links: [{ id: a }]").pages()[0]
    #expect(!plain.contains("og:image") && !plain.contains("og:url"))
    #expect(!plain.contains("class=\"language\""))
  }

  @Test func eachLanguageLeadsToTheOtherAndBothToTheSameCode() throws {
    let fixture = try Self.bilingual()
    let (chinese, english) = (try Self.page(fixture, .chinese), try Self.page(fixture, .english))
    #expect(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains("<h1>龙井</h1>"))
    #expect(english.contains("<html lang=\"en\">") && english.contains("<h1>Longjing</h1>"))
    #expect(chinese.contains("<a href=\"en/index.html\" lang=\"en\""))
    #expect(english.contains("<a href=\"../index.html\" lang=\"zh-CN\""))
    #expect(chinese.contains("src=\"../../qr/tea.png\""))
    #expect(english.contains("src=\"../../../qr/tea.png\""))
    #expect(english.contains("href=\"../../../en/index.html\""))
    func button(_ page: String) -> Substring? {
      page.firstMatch(of: /class="button" href="([^"]*)"/)?.1
    }
    #expect(button(chinese) != nil && button(chinese) == button(english))
  }

  @Test func withoutAnIndexNoPageLeadsToIt() throws {
    let page = try Self.page(Self.bilingual(", index: false"), .chinese)
    #expect(!page.contains("全部项目"))
    #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(!(try Self.page(Self.bilingual(), .chinese).contains("noindex")))
    let own = try PageFixture(
      "links: [{ id: a }]",
      site: "{ title: T, language: en, index: false }",
      templates: [
        "classic/page.html":
          "<!DOCTYPE html><html lang=\"{{lang}}\"><title>{{title}}</title><a href=\"{{home_url}}\">x</a></html>"
      ])
    #expect(own.renderer == nil)
    #expect(
      own.errors.contains { $0.contains("links to the index with home_url") }, "\(own.errors)")
  }

  /// It is shown at any address, where a relative address of a stylesheet would lead nowhere.
  @Test func thePageForWhatIsMissingNamesItsFilesFromTheRootOfTheHost() throws {
    for (base, root) in [
      (", base_url: \"https://p.example/x\"", "/x/"), (", base_url: \"https://p.example\"", "/"),
      ("", ""),
    ] {
      let fixture = try PageFixture(
        "links: [{ id: a }]", site: "{ title: T, language: en, skin: night\(base) }")
      let renderer = try #require(fixture.renderer)
      let page = String(decoding: renderer.notFoundPage(), as: UTF8.self)
      let style = try #require(renderer.stylesheet(ofSkin: "night")).path
      #expect(page.contains("<link rel=\"stylesheet\" href=\"\(root)\(style)\">"), "\(page)")
      for icon in renderer.icons.files { #expect(page.contains("href=\"\(root)\(icon.path)\"")) }
      #expect(page.contains("nothing was paid") && page.contains("没有付款"))
      #expect(page.contains("<a href=\"\(root)\">") == !root.isEmpty)
    }
  }

  @Test(arguments: [
    ("My Teahouse", "请向 My Teahouse 索取"), ("湖畔茶馆", "请向湖畔茶馆索取"), ("99 号店", "请向 99 号店索取"),
    ("茶 & Cake！", "请向茶 &amp; Cake！索取"),
  ])
  func aNameInLatinLettersStandsApartFromChineseWords(name: String, words: String) throws {
    let fixture = try PageFixture(
      "links: [{ id: a, title: T }]", site: "{ title: \(name), language: zh-CN }")
    let renderer = try #require(fixture.renderer)
    let page = String(decoding: renderer.notFoundPage(), as: UTF8.self)
    #expect(page.contains(words), "\(page)")
    // The merchant of the fixture.
    #expect(try fixture.pages()[0].contains("用微信或支付宝向 Lakeside 付款"))
  }

  @Test(arguments: [
    ("en", "Pay at the counter", "Pay at the counter"), ("en", "Longjing", "Pay Longjing"),
    ("en", "Payroll", "Pay Payroll"), ("zh-CN", "付款码", "付款码"), ("zh-CN", "龙井", "付款 龙井"),
  ])
  func thePayButtonIsHeardOnce(language: String, title: String, label: String) throws {
    let fixture = try PageFixture(
      "links: [{ id: a, title: \(title) }]", site: "{ title: T, language: \(language) }")
    #expect(try fixture.index().contains("aria-label=\"\(label)\">"))
  }

  /// Everything that a browser loads for a page, but the code.
  @Test(arguments: ["classic", "night"], ["zh-CN", "en"])
  func aPageWeighsLessThan20KilobytesWithoutItsCode(skin: String, language: String) throws {
    let fixture = try PageFixture(
      "defaults: { skin: \(skin) }\nlinks: [{ id: a, price: 12345.67, title: \(String(repeating: "茶", count: 60)), note: \(String(repeating: "水", count: 200)), custom: table-07 }]",
      site: "{ title: T, language: \(language), skin: \(skin), base_url: \"https://p.example/x\" }")
    let renderer = try #require(fixture.renderer)
    let style = try #require(renderer.stylesheet(ofSkin: skin))
    let page = try fixture.pages()[0]
    #expect(page.utf8.count + style.bytes.count + renderer.icons.icon.bytes.count < 20_000)
    let notFound = renderer.notFoundPage().count
    #expect(notFound + style.bytes.count + renderer.icons.icon.bytes.count < 20_000)
  }
}
