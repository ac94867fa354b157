import Catalog
import Foundation
import Support
import TestSupport
import Testing

@Suite struct ConfigErrorTests {
  /// The mark shows the finding's position; the base takes the first six lines.
  @Test(arguments: [
    ("lnks⟦: []", "lnks: there is no key \"lnks\" here"),
    ("links: ⟦[]", "links: this is empty"),
    ("links: ⟦x", "links: a list is expected here"),
    ("links:\n  - ⟦{ title: x }", "links[0]: \"id\" is missing"),
    ("links:\n  - { id: ⟦\"a b\" }", "links[0].id: \"a b\" cannot be an id"),
    ("links:\n  - { id: ⟦a., custom: x }", "links[0].id: \"a.\" cannot be an id"),
    ("links:\n  - { id: ⟦../x }", "links[0].id: \"../x\" cannot be an id"),
    (
      "links:\n  - { id: ⟦nul.png }",
      "links[0].id: \"nul.png\" cannot be a file's name on Windows"
    ),
    ("links:\n  - { id: a }\n  - { id: ⟦A, custom: x }", "links[1].id: the id \"A\" is taken"),
    (
      "links:\n  - { id: a, price: ⟦1,5 }",
      "links[0]: the comma in \"1,5\" can be part of an amount, or separate two values"
    ),
    (
      "links:\n  - { id: a, price: ⟦\"1,5\" }",
      "links[0].price: \"1,5\" has a comma before its decimals"
    ),
    (
      "links:\n  - { id: a, price: ⟦$5 }",
      "links[0].price: \"$5\" is in another currency: the gateway takes yuan"
    ),
    ("links:\n  - { id: a, price: ⟦0.00 }", "links[0].price: nobody can pay \"0.00\""),
    (
      "links:\n  - { id: a, price: ⟦10000000 }",
      "links[0].price: \"10000000\" is more than 9999999.99"
    ),
    (
      "max_price: 5\nlinks:\n  - { id: a, price: ⟦5.01 }",
      "links[0].price: \"5.01\" is more than 5.00"
    ),
    ("links:\n  - id: a\n    price:⟦", "links[0].price: the price is empty"),
    ("links:\n  - { id: a, price: ⟦teh }", "links[0].price: there is no price \"teh\""),
    (
      "links:\n  - { id: a, stable: ⟦true }",
      "links[0].stable: stable has nothing to lock: there is neither price nor custom"
    ),
    ("links:\n  - { id: a, stable: ⟦yes }", "links[0].stable: \"yes\" is neither true nor false"),
    ("links:\n  - { id: a, skin: ⟦dark }", "links[0].skin: there is no skin \"dark\""),
    (
      "links:\n  - { id: a, token: ⟦shop/till }",
      "links[0].token: merchant shop has no token of this name"
    ),
    ("links:\n  - { id: a, token: ⟦shp/counter }", "links[0].token: there is no merchant \"shp\""),
    ("links:\n  - { id: a, token: ⟦a/b/c }", "links[0].token: this does not name a token"),
    ("links:\n  - { id: a, merchant: ⟦shpo }", "links[0].merchant: there is no merchant \"shpo\""),
    ("links:\n  - { id: a, title: ⟦\"{n}\" }", "links[0].title: there is no field \"n\""),
    ("links:\n  - { id: a, title: ⟦\"}\" }", "links[0].title: \"}\" has a } without a { before it"),
    (
      "links:\n  - { id: a, title: ⟦\"x {n\" }",
      "links[0].title: the { in \"{n\" is not followed by a field name and }"
    ),
    ("links:\n  - { id: a, title: ⟦\"\" }", "links[0].title: the value is missing"),
    (
      "links:\n  - { id: a, title: ⟦\"x\\ny\" }",
      "links[0].title: \"x[U+000A]y\" has a line break in it (U+000A)"
    ),
    (
      "links:\n  - { id: a, custom: ⟦\"x\\0\" }",
      "links[0].custom: \"x[U+0000]\" has the control character U+0000 in it"
    ),
    (
      "links:\n  - { id: a, custom: ⟦\"${NOPE}\" }",
      "links[0].custom: the environment variable NOPE is not set, or is empty"
    ),
    (
      "links:\n  - { id: ⟦table, each: { n: 1..3 } }",
      "links[0].id: all links of this entry would have the same id"
    ),
    (
      "links:\n  - { id: \"{n}\", each: { n: ⟦3..1 } }",
      "links[0].each.n: the range \"3..1\" runs backwards"
    ),
    ("links:\n  - { id: \"{n}\", each: { n: ⟦1-3 } }", "links[0].each.n: \"1-3\" is not a range"),
    (
      "links:\n  - { id: \"{n}\", each: { n: [a, ⟦a] } }",
      "links[0].each.n[1]: \"a\" is given twice"
    ),
    (
      "links:\n  - { id: \"{n}\", each: { n: [⟦1..3] } }",
      "links[0].each.n[0]: \"1..3\" is not expanded in a list"
    ),
    (
      "links:\n  - { id: \"{n}\", each: { n: ⟦1..007 } }",
      "links[0].each.n: \"1..007\" is not a range"
    ),
    ("links:\n  - { id: a, title: ⟦~ }", "links[0].title: the value is missing"),
    ("links:\n  - { id: a, title: \"x⟦\u{1}\" }", "the control character U+0001 is not allowed"),
    (
      "links:\n  - { id: \"{n}\", each: ⟦{ n: 1..2000, m: 1..2000 } }",
      "links[0].each: this makes more than 1,000,000 links"
    ),
    (
      "links:\n  - { id: \"{n}\", each: { n: ⟦1..999999999 } }",
      "links[0].each.n: this makes more than 1,000,000 links"
    ),
    (
      "gateway: ⟦gatepay.io\nlinks: [{ id: a }]",
      "gateway: \"gatepay.io\": a gateway's address starts with https://"
    ),
    (
      "skins: { x: { accent: ⟦red } }\nlinks: [{ id: a }]",
      "skins.x.accent: \"red\" is not a colour"
    ),
    (
      "skins: { x: { gateway_skin: ⟦2 } }\nlinks: [{ id: a }]",
      "skins.x.gateway_skin: \"2\" is not accepted here"
    ),
    ("prices: { ⟦1st: 5 }\nlinks: [{ id: a }]", "prices.1st: \"1st\" cannot be a name"),
    (
      "prices: { any: ⟦5 }\nlinks: [{ id: a }]",
      "prices.any: \"any\" already means that the payer enters the amount"
    ),
    ("prices: { a: 1, ⟦a: 2 }\nlinks: [{ id: a }]", "prices.a: \"a\" is given twice"),
    (
      "⟦appsecret: x\nlinks: [{ id: a }]",
      "appsecret: a secret must never be in the config (appsecret)"
    ),
    ("links:\n  - ⟦&x { id: a }", "anchors (&name) are not accepted"),
    ("links: ⟦*x", "aliases (*name) are not accepted"),
    ("links: ⟦!!seq []", "YAML tags (!name) are not accepted"),
    ("links: [{ id: ⟦{n} }]", "links[0].id: a single value is expected here"),
    ("? ⟦[a]\n: b", "a key must be a word"),
    ("links: [{ id: a }]\n⟦---\nx: y", "a second YAML document starts here"),
  ])
  func pointsAtTheMistake(marked: String, message: String) throws {
    let text = MarkedText(CatalogueFixture.base + marked.replacing("lnks⟦", with: "⟦lnks"))
    let fixture = try CatalogueFixture(text.text)
    let start = "paypress.yml:\(text.line):\(text.column): error: \(message)"
    #expect(fixture.catalogue == nil)
    #expect(
      fixture.texts.contains { $0 == start || $0.hasPrefix(start + "\n  hint: ") },
      "\(fixture.texts)")
  }

  @Test(arguments: [
    ("site: { title: T, language: ⟦fr }", "site.language: \"fr\" is not accepted here"),
    ("site: ⟦{ language: en }", "site: \"title\" is missing"),
    (
      "site: { title: T, base_url: ⟦pay.example.com }",
      "site.base_url: \"pay.example.com\" is not the address of a folder"
    ),
    (
      "site: { title: T, base_url: ⟦https://pay.example.com/a/%2e%2E/ }",
      "site.base_url: \"https://pay.example.com/a/%2e%2E/\" is not the address of a folder"
    ),
    (
      "site: { title: T, base_url: ⟦https://pay.example.com/a%0Ab/ }",
      "site.base_url: \"https://pay.example.com/a%0Ab/\" is not the address of a folder"
    ),
    ("site: { title: T, qr: { level: ⟦X } }", "site.qr.level: \"X\" is not accepted here"),
    (
      "site: { title: T, qr: { module_px: ⟦99 } }", "site.qr.module_px: \"99\" is not accepted here"
    ),
    ("site: { title: T, skin: ⟦drak }", "site.skin: there is no skin \"drak\""),
  ])
  func pointsAtMistakesInTheSite(marked: String, message: String) throws {
    let rest = CatalogueFixture.base.split(separator: "\n").dropFirst().joined(separator: "\n")
    let text = MarkedText(marked + "\n" + rest + "\nlinks: [{ id: a }]")
    let texts = try CatalogueFixture(text.text).texts
    let start = "paypress.yml:\(text.line):\(text.column): error: \(message)"
    #expect(texts.count == 1 && texts[0].hasPrefix(start), "\(texts)")
  }

  @Test(arguments: [
    ("appkey: ⟦a b\n    tokens: { t: x }", "this is not an appkey"),
    (
      "appkey: ⟦\"a b\u{A0}c\"\n    tokens: { t: x }", "U+00A0 (no-break space) after 3 characters"
    ),
    (
      "appkey: 00112233445566778899aabbccddeeff\n    tokens: { t: ⟦\"secret\u{200B}x\" }",
      "U+200B (zero-width space) after 6 characters"
    ),
    ("appkey: ⟦00112233445566778899aabbccddeefF\n    tokens: { t: x }", "it has capital letters"),
    ("appkey: ⟦00112233\n    tokens: { t: x }", "it has 8 characters, not 32"),
    ("appkey: ⟦secretkey\n    tokens: { t: x }", "it has 9 characters and letters beyond f"),
    (
      "appkey: ⟦secret\n    tokens: { t: 00112233445566778899aabbccddeeff }",
      "appkey and token seem to be swapped"
    ),
    (
      "appkey: 00112233445566778899aabbccddeeff\n    tokens: { t: ⟦00112233445566778899aabbccddeeff }",
      "the token is the same as the appkey"
    ),
    (
      "appkey: 00112233445566778899aabbccddeeff\n    tokens: { t: ⟦\"secret token\" }",
      "this is not a token"
    ),
  ])
  func neverShowsAKeyOrToken(marked: String, message: String) throws {
    let text = MarkedText(
      "site: { title: T }\nmerchants:\n  m:\n    name: M\n    \(marked)\nlinks: [{ id: a }]")
    let texts = try CatalogueFixture(text.text).texts
    #expect(texts.count == 1)
    #expect(texts[0].hasPrefix("paypress.yml:\(text.line):\(text.column): error: "), "\(texts)")
    #expect(
      texts[0].contains(message) && !texts[0].contains("a b") && !texts[0].contains("secret")
        && !texts[0].contains("0011"))
  }

  @Test(arguments: [
    (" 00112233445566778899aabbccddeeff\u{A0}", "tok-en\u{200B}"),
    ("\u{FEFF}00112233445566778899aabbccddeeff", "\u{3000}tok-en\n"),
  ])
  func blanksAroundAKeyOrTokenAreLeftOut(appkey: String, token: String) throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: T }
      merchants:
        m: { name: M, appkey: "${KEY}", tokens: { t: "${TOKEN}" } }
      links: [{ id: a }]
      """, environment: ["KEY": appkey, "TOKEN": token])
    let url = try fixture.links().first?.url
    #expect(url?.hasSuffix("?appkey=00112233445566778899aabbccddeeff&token=tok-en") == true)
  }

  @Test func aGatewayMayHaveAppkeysOfAnotherForm() throws {
    let rest = "\nmerchants: { m: { name: M, appkey: Key7, tokens: { t: x } } }\nlinks: [{ id: a }]"
    let site = "site: { title: T }\n"
    let gateway = "gateway: { url: https://pay.example, appkey: letters-and-digits }"
    #expect(
      try CatalogueFixture(site + gateway + rest).links().first?.url
        == "https://pay.example/pay/any?appkey=Key7&token=x")
    for gateway in [
      "gateway: https://pay.example", "gateway: { url: https://pay.example }",
      "gateway: { url: https://pay.example, appkey: hexadecimal }",
    ] {
      let fixture = try CatalogueFixture(site + gateway + rest)
      #expect(fixture.sink.findings.map(\.problem.code) == ["bad-appkey"], "\(fixture.texts)")
    }
    let form = try CatalogueFixture(site + "gateway: { appkey: hex }" + rest)
    #expect(form.sink.findings.map(\.problem.code).contains("not-one-of"))
  }

  @Test func reportsEveryMistakeOfAPatternOnceAndOfDefaultsOnce() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        defaults: { price: nope, skin: dark, token: shop/x }
        links:
          - { id: a }
          - { id: "s-{s}", each: { s: [x1, 5, y2] }, price: "{s}", token: counter, custom: "{s}" }
          - { id: "u {t}", each: { t: [1, 2] }, token: counter, price: any, custom: "{t}" }
        """)
    #expect(
      fixture.texts.map { $0.split(separator: "\n")[0] } == [
        "paypress.yml:7:20: error: defaults.price: there is no price \"nope\"",
        "paypress.yml:7:32: error: defaults.skin: there is no skin \"dark\"",
        "paypress.yml:7:45: error: defaults.token: merchant shop has no token of this name",
        "paypress.yml:10:53: error: links[1].price (s=x1): there is no price \"x1\"",
        "paypress.yml:10:53: error: links[1].price (s=y2): there is no price \"y2\"",
        "paypress.yml:11:11: error: links[2].id (t=1): \"u 1\" cannot be an id",
        "paypress.yml:11:11: error: links[2].id (t=2): \"u 2\" cannot be an id",
      ])
  }

  @Test func findsDeadReferencesInDefaultsThatNoLinkUses() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: T }
      merchants:
        m: { appkey: 00112233445566778899aabbccddeeff, tokens: { t: x }, defaults: { token: u, skin: dark } }
      defaults: { merchant: nobody, price: nope }
      links: [{ id: a, token: m/t, price: any, skin: classic }]
      """)
    #expect(
      fixture.texts.map { $0.split(separator: ":")[4...5].joined(separator: ":") } == [
        " merchants.m.defaults.token: merchant m has no token of this name\n  hint",
        " merchants.m.defaults.skin: there is no skin \"dark\"\n  hint",
        " defaults.merchant: there is no merchant \"nobody\"\n  hint",
        " defaults.price: there is no price \"nope\"\n  hint",
      ])
  }

  @Test func suggestsTheNearestName() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "prices: { longjing: 5 }\nlinks: [{ id: a, pirce: 1 }, { id: b, price: lonjging }]")
    #expect(fixture.texts[0].contains("did you mean \"price\"?"))
    #expect(
      fixture.texts[1].contains(
        "did you mean \"longjing\"? accepted: an amount such as 12.50, longjing, or `any`"
      ))
  }

  @Test func reportsTenMistakesAtOnce() throws {
    let folder = "\(Tool.packageFolder)/Tests/CatalogTests/Fixtures/ten-mistakes"
    let sink = FindingSink()
    #expect(
      try LoadedConfig.load("\(folder)/paypress.yml", environment: [:], into: sink)?.checkLinks()
        .catalogue == nil)
    let places = sink.inFileOrder.map { "\($0.position.line):\($0.position.column)" }
    #expect(
      places == [
        "4:13", "9:13", "13:9", "14:3", "20:12", "22:5", "25:12", "27:9", "31:12", "33:13",
      ])
  }

  @Test func asksWhoIsPaidWhereSeveralCouldBe() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: T }
      merchants:
        a: { appkey: 00112233445566778899aabbccddeeff, tokens: { x: 1, y: 2 } }
        b: { appkey: 00112233445566778899aabbccddeeff, tokens: { z: 3 } }
      links:
        - { id: one }
        - { id: two, merchant: a }
        - { id: three, merchant: b, token: a/x }
        - { id: four, merchant: b }
      """)
    #expect(
      fixture.texts.map { $0.split(separator: "\n")[0] } == [
        "paypress.yml:6:5: error: links[0]: no merchant is given",
        "paypress.yml:7:26: error: links[1].merchant: no token of merchant \"a\" is given",
        "paypress.yml:8:38: error: links[2].token: the merchant is \"b\", but the token belongs to \"a\"",
      ])
  }

  @Test func saysHowManyBytesAreTooMany() throws {
    let custom = String(repeating: "x", count: 3000)
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: a, custom: \(custom), stable: true }]")
    #expect(
      fixture.texts.first?.contains(
        "the address of \"a\" has 3093 bytes, 762 more than any code of level M holds") == true,
      "\(fixture.texts)")
  }

  @Test func everyMessageIsThereInChinese() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "prices: { a: x }\nlinks: [{ id: a, skin: x, stable: 1 }, { id: \"{q}\", each: {} }]")
    for finding in fixture.sink.findings {
      let text = finding.text(in: .chinese)
      #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
    }
    #expect(fixture.sink.findings.count == 4)
  }
}

@Suite struct HostileConfigTests {
  /// An expanded bomb would exceed the limit or the memory.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a: &a [x]\n" + (1...30).map { "b\($0): &b\($0) [*a, *a]" }.joined(separator: "\n"),
      "a: &a [x]\n? *a\n: y", "a: &a { <<: *a }",
      String(repeating: "[", count: 100_000), String(repeating: "a: {", count: 33),
      String(repeating: "- ", count: 600), "\u{0}", "a: \"\\x", "%YAML 3.0\n---\nx", "\t- x",
    ])
  func isRefusedAtOnce(text: String) throws {
    let fixture = try CatalogueFixture(text)
    #expect(fixture.catalogue == nil && !fixture.texts.isEmpty)
  }

  @Test func refusesAConfigOfMoreThanAMebibyte() throws {
    let fixture = try CatalogueFixture(String(repeating: "#", count: 1 << 20) + "\na: b")
    #expect(fixture.texts.first?.contains("the config is larger than 1 MB") == true)
  }

  @Test func refusesTextThatIsNotUTF8AtItsPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("site:\n  title: 茶".utf8) + Data([0xC3, 0x28]), to: "paypress.yml")
    let sink = FindingSink()
    _ = try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
      .checkLinks().catalogue
    #expect(sink.findings.first?.position.line == 2 && sink.findings.first?.position.column == 11)
  }

  @Test func countsWhatItDoesNotKeep() throws {
    let rows = (0..<10_050).map { "\($0) x" }.joined(separator: "\n")
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: \"{n}\", rows: a.csv }]",
      files: ["a.csv": "n\n" + rows])
    #expect(fixture.sink.errorCount == 10_050 && fixture.sink.findings.count == FindingSink.limit)
  }
}
