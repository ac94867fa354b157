import TestSupport
import Testing

@testable import Print

/// Names, notes and headings that a config has in two languages.
@Suite struct LanguageTests {
  private func words(_ job: String) throws -> [String] {
    let fixture = try PrintFixture(
      "- { \(job) }", links: "- { id: tea, title: Tea, price: 12, stable: true, tags: pot }",
      name: "{ en: Lakeside, zh-CN: 湖畔茶馆 }")
    return try #require(fixture.sheets().first).flatMap { sheet in
      DrawnPart.all(of: sheet.elements).filter { $0.kind == .words }.map(\.name)
    }
  }

  @Test func aPosterShowsThemInItsLanguages() throws {
    let note = "note: { en: Thank you, zh-CN: 谢谢惠顾 }"
    let english = try words("poster: tea, \(note)")
    #expect(english.contains("Lakeside") && english.contains("Thank you"))
    #expect(!english.contains { $0.contains("湖") || $0.contains("谢") })
    let chinese = try words("poster: tea, language: zh-CN, \(note)")
    #expect(chinese.contains("湖畔茶馆") && chinese.contains("谢谢惠顾"))
    let both = try words("poster: tea, language: [zh-CN, en], \(note)").joined(separator: " ")
    for text in ["湖畔茶馆 Lakeside", "谢谢惠顾", "Thank you"] { #expect(both.contains(text)) }
  }

  @Test func aMenuHasItsHeadingsInItsLanguages() throws {
    let menu = "menu: \"*\", headings: { pot: { en: From the pot, zh-CN: 茶 } }"
    #expect(try words(menu).contains("From the pot"))
    #expect(try words("\(menu), language: zh-CN").contains("茶"))
    #expect(try words("\(menu), language: [zh-CN, en]").contains("茶 From the pot"))
  }

  /// As with titles: the main text where a language has none, and an error where the main one is missing.
  @Test func theMainLanguageIsNeeded() throws {
    let fixture = try PrintFixture("- { poster: tea, note: { zh-CN: 谢谢 } }")
    #expect(
      fixture.texts.contains {
        $0.contains("print[0].note: the text in the site's main language, en, is missing")
      }, "\(fixture.texts)")
  }
}
