import Catalog
import Support
import TestSupport
import Testing

/// Ids from what people have in their spreadsheets, and texts with characters that nobody sees.
@Suite struct IDTests {
  private static func fixture(_ id: String, _ cells: [String], rest: String = "") throws
    -> CatalogueFixture
  {
    try CatalogueFixture(
      CatalogueFixture.base
        + "links: [{ id: \"\(id)\", rows: a.csv, custom: \"{sku}\", stable: true\(rest) }]",
      files: ["a.csv": "sku,size\n" + cells.map { "\($0),M\n" }.joined()])
  }

  @Test func anArticleNumberBecomesAnIDAndStaysAsItIs() throws {
    let links = try Self.fixture("{sku|slug}", ["SC/12 red", "围巾-1", "ok"]).links()
    #expect(links.map(\.id) == ["sc-12-red", "u56f4u5dfe-1", "ok"])
    #expect(links.map(\.address.custom) == ["SC/12 red", "围巾-1", "ok"])
    let mixed = try Self.fixture("p-{sku | slug}-{size}", ["A b"]).links()
    #expect(mixed.map(\.id) == ["p-a-b-M"])
  }

  @Test func twoValuesWithOneSlugAreReportedWithBoth() throws {
    let fixture = try Self.fixture("{sku|slug}", ["SC/12", "x", "SC 12", "x"])
    #expect(
      fixture.texts.map { $0.replacing("links[0].id: ", with: "") }
        == [
          "a.csv row 4, column \"sku\": error: \"SC 12\" and \"SC/12\" both become the id \"sc-12\"\n  hint: the other is "
            + "at \(fixture.folder.path)/a.csv row 2, column \"sku\"; change one of the values, or put another field in "
            + "the id",
          "a.csv row 5, column \"sku\": error: the id \"x\" is taken\n  hint: give one of the two "
            + "another id; the other is at \(fixture.folder.path)/a.csv row 3, column \"sku\", and upper "
            + "and lower case count as the same",
        ].map { $0.replacing(fixture.folder.path + "/", with: "") })
  }

  /// All ids of 25,000 rows once more, from the last to the first.
  @Test func eachOfManyRepeatedIDsNamesItsFirstPlace() throws {
    let count = 25_000
    let ids = (0..<count).map { "a\($0)" }
    let rows = (ids + ids.reversed()).map { "\($0)\n" }.joined()
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: \"{id}\", rows: a.csv }]",
      files: ["a.csv": "id\n" + rows])
    let findings = fixture.sink.findings.filter { $0.problem.code == "duplicate-id" }
    #expect(fixture.sink.errorCount == count && findings.count == FindingSink.limit)
    for finding in findings {
      let row = finding.position.cell?.row ?? 0
      // Rows 2 to 25,001 come first, and row 25,002 repeats row 25,001.
      let first = 2 * count + 3 - row
      let hint = finding.problem.hint?.english ?? ""
      #expect(hint.contains(" row \(first), column \"id\""), "row \(row): \(hint)")
    }
    let last = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: \"{id}\", rows: a.csv }]",
      files: ["a.csv": "id\n" + (ids + ["A24999"]).map { "\($0)\n" }.joined()])
    #expect(last.sink.errorCount == 1 && last.texts.contains { $0.contains("a.csv row 25001, ") })
  }

  @Test func aSlugThatMeetsAPlainIDIsReportedWithBoth() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "links:\n- { id: sc-12 }\n- { id: \"{s|slug}\", each: { s: [SC/12] }, custom: x }")
    #expect(fixture.sink.findings.map(\.problem.code) == ["slug-collision"], "\(fixture.texts)")
    #expect(fixture.texts[0].contains("\"SC/12\" and \"sc-12\" both become the id \"sc-12\""))
  }

  @Test(arguments: [
    ("{sku}", "SC/12 red", "write `id: \"{sku|slug}\"`, which makes the id \"sc-12-red\""),
    ("t-{sku}", "围巾", "write `id: \"t-{sku|slug}\"`, which makes the id \"t-u56f4u5dfe\""),
    ("{sku}", String(repeating: "x", count: 101), "it becomes a file name: 1 to 100"),
    ("{sku|slug}", "—", "fill in the value, or put another text or field in the id"),
  ])
  func aBadIDFromAFieldOffersTheSlug(pattern: String, cell: String, hint: String) throws {
    let fixture = try Self.fixture(pattern, [cell])
    #expect(fixture.sink.findings.count == 1)
    #expect(
      fixture.sink.findings[0].problem.hint?.english.contains(hint) == true, "\(fixture.texts)")
    #expect(fixture.sink.findings[0].position.line == 2)
  }

  @Test(arguments: [
    (", title: \"{sku|slug}\"", "slug-outside-id"), (", price: \"{sku|slug}\"", "slug-outside-id"),
    (", title: \"{sku|upper}\"", "unknown-field-form"),
    (", title: \"{sku|Slug}\"", "unknown-field-form"),
    (", title: \"{sk|upper}\"", "unknown-field"),
  ])
  func aSlugIsForIDsOnly(setting: String, code: String) throws {
    let fixture = try Self.fixture("{sku|slug}", ["x"], rest: setting)
    #expect(fixture.sink.findings.map(\.problem.code) == [code], "\(fixture.texts)")
  }

  // MARK: Characters that nobody sees

  @Test(arguments: [
    ("id: \"ta\u{200B}ble\"", "after \"ta\": U+200B (zero-width space)", "error"),
    ("id: a, custom: \"table\u{A0}7\"", "after \"table\": U+00A0 (no-break space)", "error"),
    ("id: a, custom: \"table-7\u{200B}\"", "after \"table-7\": U+200B (zero-width space)", "error"),
    ("id: a, custom: \"张三\u{3000}李四\"", "after \"张三\": U+3000 (full-width space)", "error"),
    ("id: a, custom: \"${TABLE}\"", "after \"ta\": U+00AD (soft hyphen)", "error"),
    ("id: a, tags: \"ne\u{2060}w\"", "after \"ne\": U+2060 (zero-width joiner)", "error"),
    ("id: a, title: \"Te\u{200B}a\"", "after \"Te\": U+200B (zero-width space)", "warning"),
    ("id: a, note: \"a\\nb\u{202E}c\"", "after \"a[U+000A]b\": U+202E (direction mark)", "warning"),
    ("id: a, price: \"te\u{AD}a\"", "after \"te\": U+00AD (soft hyphen)", "error"),
    ("id: a, skin: \"nig\u{AD}ht\"", "after \"nig\": U+00AD (soft hyphen)", "error"),
    ("id: a, merchant: \"sh\u{AD}op\"", "after \"sh\": U+00AD (soft hyphen)", "error"),
  ])
  func characterAndPlaceAreNamed(settings: String, words: String, severity: String) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "prices: { tea: 5 }\nlinks: [{ \(settings) }]",
      environment: ["TABLE": "ta\u{AD}ble"])
    #expect(fixture.texts.count == 1, "\(fixture.texts)")
    #expect(fixture.texts[0].contains(": \(severity): "), "\(fixture.texts)")
    #expect(fixture.texts[0].contains(words), "\(fixture.texts)")
  }

  @Test func blanksAtTheEndsOfNamesAreLeftOut() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        prices: { tea: 5 }
        links:
          - id: "a\u{A0}"
            title: "\u{3000}Tea\u{200B}"
            price: "tea\u{A0}"
            skin: " night\u{FEFF}"
            token: "shop / counter\u{A0}"
            stable: "true\u{A0}"
        print:
          - { poster: "a\u{A0}", copies: "2\u{A0}", paper: "A4\u{200B}" }
        """)
    let link = try #require(try fixture.links().first)
    #expect(link.id == "a" && link.title == "Tea" && link.skin.name == "night")
    #expect(link.address.price?.description == "5.00" && link.address.stable)
  }
}
