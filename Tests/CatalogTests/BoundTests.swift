import Testing

/// Inputs that cost much more than their size are refused before the work, or are cheap.
///
/// `scripts/hostile-inputs` measures them, and larger ones, on the program.
@Suite struct BoundTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    arguments: [
      // 10,000 times one cell of 65,000 bytes.
      (
        #"links: [{ id: "{n}", rows: a.csv, title: "\#(repeated("{x}", 10_000))" }]"#,
        ["a.csv": "n,x\n1,\(repeated("y", 65_000))\n"], [:],
        "paypress.yml:7:42: error: links[0].title: the text has more than 100 fields"
      ),
      (
        #"links: [{ id: "{n}", rows: a.csv, title: "\#(repeated("{x}", 100))" }]"#,
        ["a.csv": "n,x\n1,\(repeated("y", 65_000))\n"], [:],
        "a.csv row 2, column \"x\": error: links[0].title: the text has more than 10000 characters"
      ),
      (
        #"links: [{ id: "{i}", each: { i: 1..2, x: [\#(repeated("z", 600_000))] }, title: "\#(repeated("{x}", 90))" }]"#,
        [:], [:],
        "error: links[0].title (i=1, x=zzz"
      ),
      (
        #"links: [{ id: a, title: "\#(repeated("${A}", 1_000))" }]"#, [:],
        ["A": repeated("v", 100_000)],
        "paypress.yml:7:25: error: links[0].title: environment variables add more than 4 MB"
      ),
      (
        "links:\n" + repeated("- { id: \"${A}\" }\n", 100), [:],
        ["A": repeated("v", 100_000)],
        "paypress.yml:49:9: error: links[41].id: environment variables add more than 4 MB"
      ),
    ] as [(String, [String: String], [String: String], String)])
  func refusesTextsThatGrowBeyondMeasure(
    config: String, files: [String: String], environment: [String: String], message: String
  ) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + config, files: files, environment: environment)
    #expect(
      fixture.texts.contains { $0.contains(message) }, "\(fixture.texts.map { $0.prefix(300) })")
  }

  @Test func takesAHundredFields() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + #"links: [{ id: "{n}", each: { n: [a] }, title: "x\#(Self.repeated("{n}-", 100))" }]"#)
    #expect(try fixture.links().first?.title == "x" + Self.repeated("a-", 100))
  }

  @Test func comparesFewOfVeryManyNames() throws {
    let prices = (0..<2_000).map { "  price\($0): 1\n" }.joined()
    let links = (0..<100).map { "- { id: a\($0), price: prixe\($0) }\n" }.joined()
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "prices:\n\(prices)links:\n\(links)")
    #expect(fixture.sink.errorCount == 100)
  }
}
