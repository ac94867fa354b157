import Testing

@testable import Catalog

/// The numbers that messages advise are those of the case, and are accepted.
@Suite struct AdviceTests {
  private static func hint(_ fixture: CatalogueFixture, _ code: String) throws -> String {
    let finding = fixture.sink.inFileOrder.first { $0.problem.code == code }
    return try #require(finding?.problem.hint?.english, "\(fixture.texts)")
  }

  @Test(arguments: [
    ("12.345", "too-many-decimals", ["12345", "12.34", "12.35"]),
    ("0.125", "too-many-decimals", ["0.12", "0.13"]), ("12.500", "too-many-decimals", ["12.50"]),
    ("12,88,000", "misplaced-groups", ["1288000"]), ("1 288.00", "misplaced-groups", ["1288.00"]),
    ("1.288,00", "decimal-comma", ["1288.00"]), ("12,5", "decimal-comma", ["12.5"]),
    ("2,388", "unclear-comma", ["2388", "2,388.00"]), ("12.-", "missing-cents", ["12"]),
    ("19.990000000000002", "binary-noise", ["19.99"]), ("0.001", "too-many-decimals", ["0.01"]),
    ("0.000", "too-many-decimals", ["0.01"]),
  ])
  func anAdvisedPriceIsAccepted(price: String, code: String, advised: [String]) throws {
    func links(_ price: String) -> String {
      CatalogueFixture.base + "links: [{ id: a, price: \"\(price)\", stable: true }]"
    }
    let hint = try Self.hint(CatalogueFixture(links(price)), code)
    for number in advised {
      #expect(hint.contains(number), "\(hint)")
      let again = try CatalogueFixture(links(number))
      #expect(again.sink.errorCount + again.sink.warningCount == 0, "\(again.texts)")
    }
    #expect(!hint.contains("0.00"), "\(hint)")
  }

  /// The line that a finding advises for another one, between the lines around it.
  @Test(arguments: [
    ("links:\n- id: a\n  price: 5\n  ", "stable: true #yes", ""),
    ("prices:\n  ", "tea: 12 #7", "\nlinks: [{ id: a, price: tea, stable: true }]"),
    ("prices: { ", "tea: 12 #7", " }\nlinks: [{ id: a, price: tea, stable: true }]"),
    ("links:\n- id: a\n  ", "skin: night #2", ""), ("links:\n- ", "id: a #1", ""),
    ("links: [{ id: a, price: 5, ", "stable: true #yes", " }]"),
    ("links:\n- id: a\n  ", "title: Room #7", ""),
    ("links:\n- id: a\n  ", "custom: \"Room\" #7", ""),
    ("links: [{ id: a, ", "note: Room #7", " }]"), ("links: [{ id: a, ", "title: “a, b”", " }]"),
    ("links: [{ id: a, ", "title: ‘a: [b], c’", ", custom: x }]"),
    ("links:\n- id: a\n  tags:\n  ", "- new #1", ""), ("links:\n- id: a\n  ", "title: “a: b”", ""),
    ("links: [{ id: a }]\nprint:\n- poster: a\n  ", "copies: 3 #three", ""),
    ("links: [{ id: a }]\nprint:\n- poster: a\n  ", "note: until #3", ""),
    ("links:\n- id: a\n  ", "title： Tea", ""), ("links:\n- id: a\n  ", "title:Tea", ""),
  ])
  func anAdvisedLineIsAccepted(before: String, line: String, after: String) throws {
    let wrong = try CatalogueFixture(CatalogueFixture.base + before + line + after)
    #expect(wrong.sink.errorCount == 1, "\(wrong.texts)")
    let hint = try #require(wrong.sink.inFileOrder.first?.problem.hint?.english)
    let advised = try #require(hint.firstMatch(of: /`(.*?)`/)).1
    let again = try CatalogueFixture(CatalogueFixture.base + before + advised + after)
    #expect(again.catalogue != nil, "\(advised): \(again.texts)")
  }

  /// Digits that may be decimals are not joined: the amount would be a hundred times as large.
  @Test(arguments: ["12 50", "12’50", "1,288,00", "12,5,0"])
  func aWrongAmountIsNotAdvised(price: String) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: a, price: \"\(price)\", stable: true }]")
    let hint = try Self.hint(fixture, "misplaced-groups")
    #expect(!hint.contains(price.filter { $0.isASCII && $0.isNumber }), "\(hint)")
  }

  /// A comma that splits a number into cells, and both ways to write the row.
  @Test(arguments: [
    ("sofa,1,020.00,", "sofa,1020.00,", "1.00,020.00"),
    ("sofa,1,020.00,", "sofa,\"1,020.00\",", "1.00,020.00"),
    ("sofa,1,020,", "sofa,1020,", "1.00,020"), ("sofa,¥1,020,", "sofa,1020,", "¥1.00,020"),
  ])
  func anAdvisedCellIsAccepted(row: String, one: String, two: String) throws {
    func table(_ row: String) throws -> CatalogueFixture {
      try CatalogueFixture(
        CatalogueFixture.base
          + "links: [{ rows: p.csv, id: \"{sku}\", price: \"{price}\", stable: true }]",
        files: ["p.csv": "sku,price,note\ntea,5,green\n\(row)\n"])
    }
    let hint = try Self.hint(table(row), "shifted-cells")
    #expect(hint.hasSuffix("write the first with two decimals: \(two)"), "\(hint)")
    let cell = one.dropFirst(5).dropLast()
    #expect(
      hint.contains("write \(cell)") || hint.contains("or \(cell) with the quotes"), "\(hint)")
    for good in [one, "sofa,\(two)"] {
      let again = try table(good)
      #expect(again.sink.errorCount == 0, "\(good): \(again.texts)")
    }
  }

  @Test func aSettingOfAMerchantBelongsBelowItsDefaults() throws {
    func config(_ line: String) throws -> CatalogueFixture {
      let base = CatalogueFixture.base.replacing("Test", with: "T, base_url: https://x.example")
        .replacing("name: Shop", with: "name: Shop\n    \(line)")
      return try CatalogueFixture(base + "links: [{ id: a }]")
    }
    let hint = try Self.hint(config("forward: true"), "unknown-key")
    #expect(hint == "write it below defaults, as `defaults: { forward: … }`")
    #expect(try config("defaults: { forward: true }").sink.errorCount == 0)
  }

  @Test func anAdvisedListIsAccepted() throws {
    func list(_ values: String) throws -> CatalogueFixture {
      try CatalogueFixture(
        CatalogueFixture.base
          + "links: [{ id: \"x-{p|slug}\", each: { p: [\(values)] }, price: \"{p}\", stable: true }]"
      )
    }
    let hint = try Self.hint(list("12,50, 7, 8"), "unspaced-comma")
    #expect(
      hint == "for one amount, write 12.50; for two values, put a space after the comma: 12, 50")
    for good in ["12.50, 7, 8", "12, 50, 7, 8"] {
      let again = try list(good)
      #expect(again.texts.isEmpty, "\(again.texts)")
    }
  }

  /// `did you mean "ti[U+200B]tle"` is nothing that anybody can type.
  @Test(arguments: [("ti\u{200B}tle", "{title}"), ("title", "{ti\u{AD}tle}")])
  func aNameWithAnInvisibleCharacterIsTypedAgain(column: String, field: String) throws {
    func table(_ column: String, _ field: String) throws -> CatalogueFixture {
      try CatalogueFixture(
        CatalogueFixture.base
          + "links: [{ rows: p.csv, id: \"{sku}\", title: \"\(field)\", price: 5, stable: true }]",
        files: ["p.csv": "sku,\(column)\na,Tea\n"])
    }
    let hint = try Self.hint(table(column, field), "unknown-field")
    #expect(hint.hasSuffix("type the name again in the header and between the braces"), "\(hint)")
    #expect(try table("title", "{title}").texts.isEmpty)
  }

  @Test func aColumnIsMeantWithoutTheSpacesInBraces() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ rows: p.csv, id: \"{ sku }\", price: 5, stable: true }]",
      files: ["p.csv": "sku\na\n"])
    #expect(
      try Self.hint(fixture, "unknown-field") == "delete the spaces inside the braces: {sku}")
  }
}
