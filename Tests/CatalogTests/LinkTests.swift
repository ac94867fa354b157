import GatePay
import Support
import TestSupport
import Testing

@testable import Catalog

private let pay = "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=abc"

@Suite struct LinkTests {
  /// A short address leads to the shop's own gateway; with another one, nobody may pay there.
  @Test(arguments: [nil, "http://127.0.0.1:9999", "https://gatepay.io"])
  func codesOfATrialLeadToItsGateway(gateway: String?) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base.replacing(
        "site: {", with: "site: { base_url: https://pay.example.com/,")
        + "links: [{ id: a, price: 5, stable: true, forward: true }]", to: "paypress.yml")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], gateway: try gateway.map { try Gateway($0) },
      into: sink)
    let reader = try #require(loaded?.checkLinks().catalogue, "\(sink.findings)").makeReader()
    let link = try #require(try reader.next())
    let isTrial = gateway == "http://127.0.0.1:9999"
    #expect(
      link.codeText.hasPrefix(isTrial ? "http://127.0.0.1:9999/" : "https://pay.example.com/p/"))
  }

  /// Printed codes cannot be corrected, so a base URL that cannot be the shop's is said beforehand.
  @Test(arguments: [
    ("pay.shop.cn", nil), ("11.0.0.1", nil), ("172.32.0.1", nil), ("[2606:4700::1]", nil),
    ("myexample.com", nil), ("pay.localhost.cn", nil), ("127.example.cn", nil),
    ("localhost:8000", "local-site"), ("shop.localhost", "local-site"), ("nas", "local-site"),
    ("shop.local", "local-site"), ("127.0.0.1", "local-site"), ("10.1.2.3:8080", "local-site"),
    ("172.31.0.1", "local-site"), ("192.168.1.1", "local-site"), ("169.254.0.1", "local-site"),
    ("100.64.0.1", "local-site"), ("[::1]:8080", "local-site"), ("[fd00::1]", "local-site"),
    ("[fe80::1]", "local-site"), ("example.com", "placeholder-site"),
    ("pay.example.org", "placeholder-site"), ("pay.shop.example", "placeholder-site"),
    ("shop.test", "placeholder-site"), ("203.0.113.7", "placeholder-site"),
    ("[2001:db8::1]", "placeholder-site"), ("gatepay.io", "gateway-as-site"),
    ("cloud.gatepay.io", "gateway-as-site"), ("gatepay.io/shop", "gateway-as-site"),
    ("pay.bank.cn:8443", "gateway-as-site"), ("pay.bank.cn:8443/shop", nil), ("pay.bank.cn", nil),
  ])
  func aSiteThatCannotBeTheShopsIsSaid(host: String, code: String?) throws {
    func codes(_ appkey: String, _ link: String) throws -> Set<String> {
      let base = CatalogueFixture.base
        .replacing("site: {", with: "site: { base_url: \"https://\(host)/\",")
        .replacing("00112233445566778899aabbccddeeff", with: appkey)
      let fixture = try CatalogueFixture(
        base + "gateway: https://pay.bank.cn:8443\n"
          + "links: [{ id: a, price: 5, stable: true\(link) }]")
      #expect(fixture.catalogue != nil, "\(fixture.texts)")
      return Set(fixture.sink.findings.map(\.problem.code))
    }
    let kinds: Set = ["local-site", "placeholder-site", "gateway-as-site"]
    let own = try codes("00112233445566778899aabbccddeeff", ", forward: true")
    #expect(own.intersection(kinds) == Set([code].compactMap(\.self)))
    // The domain of its own gateway is the shop's.
    let canLapse = code == nil || code == "placeholder-site" || host == "pay.bank.cn:8443"
    #expect(own.contains("lapsed-domain") == canLapse)
    // Codes with payment addresses do not depend on the site.
    #expect(try codes("00112233445566778899aabbccddeeff", "").isDisjoint(with: kinds))
    // An example is one anyway.
    let sample = try codes("0123456789abcdef0123456789abcdef", ", forward: true")
    #expect(sample.contains("placeholder-site") == false)
  }

  @Test func takesPricesAsTheyAreWritten() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        prices: { tea: 1.10, big: "9999999.99" }
        links:
          - { id: a, price: tea, stable: true }
          - { id: b, price: 2.50, stable: true }
          - { id: c, price: big, stable: true }
          - { id: d, price: 010, stable: true }
          - { id: e, price: any }
        """)
    let prices = try fixture.links().map { $0.address.price?.description ?? "any" }
    #expect(prices == ["1.10", "2.50", "9999999.99", "10.00", "any"])
  }

  @Test func takesYAMLWordsAsText() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        links:
          - { id: 007, title: no, custom: 1e3, stable: true }
          - { id: 1.10, title: 0x1F, custom: "null", stable: true }
        """)
    let links = try fixture.links()
    #expect(links.map(\.id) == ["007", "1.10"])
    #expect(links.map(\.title) == ["no", "0x1F"])
    #expect(links.map(\.address.custom) == ["1e3", "null"])
  }

  @Test func makesTheProductOfEachInTheOrderOfItsKeys() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        links:
          - id: f{floor}-{seat}
            each: { floor: [1, B], seat: 08..10 }
            title: Floor {floor}, {{seat}} {seat}
            custom: f{floor}-{seat}
            stable: true
        """)
    let links = try fixture.links()
    #expect(links.map(\.id) == ["f1-08", "f1-09", "f1-10", "fB-08", "fB-09", "fB-10"])
    #expect(links[4].title == "Floor B, {seat} 09")
    #expect(links[4].url == pay + "&custom=fB-09&stable=1")
    #expect(links.allSatisfy { $0.isBatch })
  }

  @Test func makesALinkForEveryRowAndChannel() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        links:
          - id: "{sku}-{channel}"
            rows: data/products.csv
            each: { channel: [web, shop] }
            title: "{名称}"
            price: "{price}"
            note: "{note}"
            stable: true
        """,
      files: ["data/products.csv": "sku,名称,price,note\r\na,\"茶, 一杯\",1.5,\"x\r\ny\"\r\nb,酒,2,"])
    let links = try fixture.links()
    #expect(links.map(\.id) == ["a-web", "a-shop", "b-web", "b-shop"])
    #expect(links.map(\.title) == ["茶, 一杯", "茶, 一杯", "酒", "酒"])
    #expect(links[0].note == "x\ny" && links[2].note == nil)
    #expect(links[2].address.price?.description == "2.00")
  }

  @Test func putsEnvironmentVariablesInAsPlainText() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: "$${HOME} {x}", language: en }
      merchants:
        shop: { name: Shop, appkey: "${KEY}", tokens: { counter: "${TOKEN}" } }
      links:
        - { id: a, title: "${TITLE}" }
      """,
      environment: [
        "KEY": "00112233445566778899aabbccddeeff", "TOKEN": "t-1", "TITLE": "{n} ${KEY}",
      ])
    let link = try #require(try fixture.links().first)
    #expect(link.title == "{n} ${KEY}")
    #expect(link.url.hasSuffix("&token=t-1"))
    #expect(fixture.catalogue?.outline.site.title == "${HOME} {x}")
  }

  @Test func fillsWhatALinkDoesNotSayFromDefaultsThenFromItsMerchant() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: Test, language: en }
      merchants:
        a:
          name: A
          appkey: 00112233445566778899aabbccddeeff
          tokens: { x: a-x, y: a-y }
          defaults: { token: y, price: 3, custom: of-a, note: from a }
        b: { name: B, appkey: ffeeddccbbaa99887766554433221100, tokens: { z: b-z } }
      defaults: { token: a/x, custom: common, stable: true, skin: night }
      links:
        - { id: one }
        - { id: two, merchant: a }
        - { id: three, merchant: b, custom: ~, price: 5 }
        - { id: four, token: b/z, skin: classic, stable: false, note: ~ }
        - { id: five, merchant: a, token: x, price: any }
      """)
    let links = try fixture.links()
    #expect(links.map(\.tokenName) == ["x", "y", "z", "z", "x"])
    #expect(links.map(\.merchant) == [0, 0, 1, 1, 0])
    #expect(links.map { $0.address.price?.description } == ["3.00", "3.00", "5.00", nil, nil])
    #expect(links.map(\.address.custom) == ["common", "common", nil, "common", "common"])
    #expect(links.map(\.address.stable) == [true, true, true, false, true])
    #expect(links.map(\.skin.name) == ["night", "night", "night", "classic", "night"])
    #expect(links.map(\.note) == ["from a", "from a", nil, nil, "from a"])
    #expect(links.map(\.title) == ["A", "A", "B", "B", "A"])
    #expect(links[3].url.hasSuffix("token=b-z&custom=common"))
  }

  @Test func sendsTheGatewaySkinOfItsLook() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        skins:
          own: { templates: night, accent: "#1a1a2e" }
          plain: { templates: night, gateway_skin: 0 }
        links:
          - { id: a, skin: own }
          - { id: b, skin: plain, custom: b }
          - { id: c, skin: classic, custom: c }
        """)
    let links = try fixture.links()
    #expect(links.map(\.address.skin.rawValue) == [1, 0, 0])
    #expect(links[0].skin.accent?.description == "#1a1a2e")
  }

  @Test(arguments: [(6, 0), (5, 1)])
  func refusesASiteOfMoreLinksThanTheLimit(limit: Int, errorCount: Int) throws {
    let sink = FindingSink()
    let text =
      CatalogueFixture.base
      + "links: [{ id: \"a{n}\", each: { n: 1..4 } }, { id: \"b{n}\", each: { n: 1..2 } }]"
    let node = try #require(YAMLReader.read(Array(text.utf8), file: "a.yml", into: sink))
    let config = try #require(
      ConfigDecoder.decode(node, file: "a.yml", environment: [:], into: sink))
    let links = LinkStream(config: config, sink: sink, maximumRowCount: limit)
    while links.nextStep() != nil {}
    #expect(sink.errorCount == errorCount)
  }

  @Test func noticesASpreadsheetThatChangesBetweenTwoReadings() throws {
    // Enough to be read twice.
    let rows = "n,p\n" + (1...20_000).map { "\($0),2\n" }.joined()
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        links: [{ id: "{n}", rows: a.csv, price: "{p}", custom: "{n}", stable: true }]
        """,
      files: ["a.csv": rows])
    let catalogue = try #require(fixture.catalogue)
    try fixture.folder.write(String(rows.dropLast(2)) + "3\n", to: "a.csv")
    let reader = catalogue.makeReader()
    #expect(throws: CatalogueChanged.self) {
      while try reader.next() != nil {}
    }
  }
}
