import Catalog
import TestSupport
import Testing

/// `check` warns of what reaches a person, where everybody could read it.
@Suite struct PersonalDataTests {
  private static func warnings(_ custom: String, site: String = "") throws -> [String] {
    let base = CatalogueFixture.base.replacing("language: en", with: "language: en\(site)")
    let fixture = try CatalogueFixture(
      base + "links: [{ id: a, price: 5, stable: true, custom: \"\(custom)\" }]")
    try #require(fixture.catalogue != nil, "\(fixture.texts)")
    return fixture.texts
  }

  @Test(arguments: [
    "terry@example.com", "Terry <terry.w+shop@mail.example.co.uk>", "用户@例子.cn",
  ])
  func recognisesEmailAddresses(custom: String) throws {
    let texts = try Self.warnings(custom)
    #expect(texts.count == 1 && texts[0].contains("custom holds an e-mail address, "), "\(texts)")
    #expect(!texts[0].contains(custom))
  }

  @Test(arguments: [
    "13800138000", "+86 138 0013 8000", "86-138-0013-8000", "tel 19912345678", "010-62345678",
    "0571-88888888", "+44 20 7946 0958", "008613800138000",
  ])
  func recognisesPhoneNumbers(custom: String) throws {
    let texts = try Self.warnings(custom)
    #expect(texts.count == 1 && texts[0].contains("custom holds a phone number, "), "\(texts)")
  }

  @Test(arguments: ["terry@example.com 13800138000", "13800138000@example.com"])
  func namesBothAnAddressAndANumber(custom: String) throws {
    let texts = try Self.warnings(custom)
    let words = "custom holds an e-mail address and a phone number, which"
    #expect(texts.count == 1 && texts[0].contains(words), "\(texts)")
  }

  @Test(arguments: [
    "table-07", "6932170000017", "2026-11-26", "A13800138000", "12800138000", "order 4711", "a@b",
    "@channel", "10/2026", "138001380001", "1.3800138000", "SC/12", "+7 red",
  ])
  func leavesOtherTextsAlone(custom: String) throws {
    #expect(try Self.warnings(custom) == [])
  }

  @Test func saysWhichKeysKeepItPrivate() throws {
    let both = try Self.warnings("13800138000")[0]
    #expect(both.contains("in the site's lists and index"))
    #expect(
      both.contains(
        "write `lists: private` and `index: false` under `site`, so that links.json and links.csv stay with "
          + "you and there is no public index; or use a number"), "\(both)")
    let index = try Self.warnings("13800138000", site: ", lists: private")[0]
    #expect(index.contains("in the site's index\n") || index.contains("in the site's index ["))
    #expect(index.contains("write `index: false` under `site`"))
    let lists = try Self.warnings("13800138000", site: ", index: false")[0]
    #expect(lists.contains("write `lists: private` under `site`"))
    #expect(try Self.warnings("13800138000", site: ", lists: private, index: false") == [])
  }

  @Test func countsTheLinksOfAnEntryOnce() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "links: [{ id: \"{sku}\", rows: r.csv, price: 5, stable: true, custom: \"{who}\" }]",
      files: ["r.csv": "sku,who\na,x\nb,13800138000\nc,terry@example.com\n"])
    #expect(fixture.texts.count == 1)
    #expect(fixture.texts[0].contains("r.csv"), "\(fixture.texts)")
    let words = "an e-mail address and a phone number (2 links)"
    #expect(fixture.texts[0].contains(words), "\(fixture.texts)")
  }
}
