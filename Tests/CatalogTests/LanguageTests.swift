import Catalog
import Support
import TestSupport
import Testing

/// Texts for each language, and what may be wrong with them.
@Suite struct LanguageTests {
  private static let base = CatalogueFixture.base.replacing(
    "title: Test, language: en", with: "title: { zh-CN: 茶馆, en: Tea }, language: [zh-CN, en]")

  @Test func titlesAreThoseOfTheLanguageOrOfTheMainOne() throws {
    let fixture = try CatalogueFixture(
      Self.base
        + """
        links:
          - { id: a, title: { zh-CN: 龙井, en: Longjing }, print_title: { zh-CN: 井, en: LJ } }
          - { id: b, title: 桂花糕, custom: b }
          - { id: "{n}", rows: r.csv, title: { zh-CN: "{n} 号", en: "{name}" }, custom: "{n}" }
        """, files: ["r.csv": "n,name\n1,One\n2,\n"])
    let links = try fixture.links()
    #expect(links.map { $0.title(in: .chinese) } == ["龙井", "桂花糕", "1 号", "2 号"])
    #expect(links.map { $0.title(in: .english) } == ["Longjing", "桂花糕", "One", "2 号"])
    #expect(links[0].printedTitle(in: [.english]) == "LJ")
    #expect(links[0].printedTitle(in: [.chinese]) == "井")
    #expect(links[0].printedTitle(in: [.chinese, .english]) == "井 LJ")
    #expect(links[1].printedTitle(in: [.chinese, .english]) == "桂花糕")
    #expect(links[2].printedTitle(in: [.english, .chinese]) == "One 1 号")
    let site = try #require(fixture.catalogue).outline.site
    #expect(site.languages == [.chinese, .english] && site.language == .chinese)
    #expect(site.title(in: .english) == "Tea" && site.title == "茶馆")
  }

  @Test(arguments: [
    (
      "links: [{ id: a, title: ⟦{ en: Tea } }]",
      "links[0].title: the text in the site's main language, zh-CN, is missing"
    ),
    (
      "links: [{ id: a, title: { zh-CN: 茶, ⟦fr: Thé } }]",
      "links[0].title.fr: there is no key \"fr\" here"
    ),
    ("links: [{ id: a }]\nremoved: [⟦\"a b\"]", "removed[0]: \"a b\" cannot be an id"),
    ("links: [{ id: a }]\nremoved: [b, ⟦B]", "removed[1]: \"B\" is given twice"),
    (
      "links: [{ id: ⟦a }]\nremoved: [A]",
      "links[0].id: \"a\" is a link, and is also listed in `removed`"
    ),
  ])
  func reportsAtTheRightPlace(marked: String, message: String) throws {
    let text = MarkedText(Self.base + marked)
    let fixture = try CatalogueFixture(text.text)
    #expect(fixture.catalogue == nil)
    #expect(
      fixture.texts.contains { $0.contains("\(text.line):\(text.column): error: \(message)") },
      "\(fixture.texts)")
  }
}
