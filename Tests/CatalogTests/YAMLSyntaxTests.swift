import Catalog
import Support
import TestSupport
import Testing

/// The only finding, its place (the mark) and what its hint says to type.
@Suite struct YAMLSyntaxTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let code: String
    let fix: String
    var testDescription: String { "\(code): \(input)" }

    init(_ input: String, _ code: String, _ fix: String = "") {
      self.input = input
      self.code = code
      self.fix = fix
    }
  }

  private static func check(_ item: Case, after base: String = CatalogueFixture.base) throws {
    let text = MarkedText(base + item.input)
    let fixture = try CatalogueFixture(text.text)
    let findings = fixture.sink.findings
    #expect(findings.count == 1, "\(fixture.texts)")
    let finding = try #require(findings.first)
    #expect(finding.problem.code == item.code, "\(fixture.texts)")
    #expect(finding.position.line == text.line, "\(fixture.texts)")
    #expect(finding.position.column == text.column, "\(fixture.texts)")
    let hint = finding.problem.hint?.english ?? ""
    #expect(item.fix.isEmpty ? !hint.isEmpty : hint.contains(item.fix), "\(fixture.texts)")
    #expect(fixture.catalogue == nil || finding.severity != .error)
  }

  @Test(arguments: [
    Case(
      "links: [{ id: \"x-{p}\", each: { p: [⟦1,288.00, 2,388.00] }, price: \"{p}\" }]",
      "unspaced-comma", "write 1288.00;"),
    Case("links: [{ id: \"x-{p}\", each: { p: [⟦1,288] }, price: \"{p}\" }]", "unspaced-comma"),
    Case(
      "links: [{ id: \"x-{p}\", each: { p: [⟦12,50, 7,90] }, price: \"{p}\" }]", "unspaced-comma"),
  ])
  func namesAmountsThatACommaSplits(item: Case) throws { try Self.check(item) }

  /// Each broken item takes time to explain.
  @Test func stopsReadingAListAfterAThousandBrokenItems() throws {
    let good = "- { id: first }\n"
    let bad = String(repeating: "- { id: a, title: 'b' c }\n", count: 1_000)
    let base = CatalogueFixture.base + "links:\n" + good + bad
    let whole = try CatalogueFixture(base)
    #expect(whole.sink.errorCount == 1_000)
    #expect(!whole.texts.contains { $0.contains("was not read") })
    let cut = try CatalogueFixture(base + "- { id: {} }\n- { id: a, title: 'b' c }\n")
    #expect(cut.sink.errorCount == 1_001)
    #expect(
      cut.texts.last?.hasPrefix(
        "paypress.yml:1009:1: error: 1,000 YAML errors were found before this line; the rest was not "
          + "read\n") == true, "\(cut.texts.suffix(1))")
  }

  @Test(arguments: ["1,2,3", "10,20,30", "100,200,300", "1, 288", "12, 50, 90"])
  func readsListsOfNumbers(list: String) throws {
    let links = "links: [{ id: \"x-{p}\", each: { p: [\(list)] }, price: any, custom: \"{p}\" }]"
    let fixture = try CatalogueFixture(CatalogueFixture.base + links)
    #expect(fixture.catalogue != nil, "\(fixture.texts)")
  }

  @Test(arguments: [
    Case("links: [{ id: a, title: Room ⟦#7 }]", "comment-cuts-text", "`title: \"Room #7\"`"),
    Case("links:\n- id: a\n  title: Room ⟦#7", "comment-cuts-text", "`title: \"Room #7\"`"),
    Case("links:\n- id: a\n  title: Room ⟦#7 # late", "comment-cuts-text", "`title: \"Room #7\"`"),
    Case("links:\n- id: a\n  custom: Room \t⟦#7", "comment-cuts-text", "custom: "),
    Case("links:\n- id: a\n  title: Tom's ⟦#\"1\"", "comment-cuts-text", "'Tom''s #\"1\"'"),
    Case(
      "links:\n- id: a\n  custom: x\n  stable: true ⟦#fixed", "comment-cuts-text",
      "a space after #: `stable: true # fixed`"),
    Case(
      "links:\n- { id: a, custom: x, stable: true ⟦#fixed, no }", "comment-cuts-text",
      "leave it out: `stable: true`"),
    Case(
      "links: [\n  { id: a }, {\n  id: b ⟦#late\n  }]", "comment-cuts-text", "`id: b # late`"),
    Case(
      "links:\n- id: \"{n}\"\n  each:\n    n:\n    - Room ⟦#7\n    - x", "comment-cuts-text",
      "`- \"Room #7\"`"),
    Case("links: [{ id: \"{n}\", each: { n: [a, b ⟦#1] } }]", "comment-cuts-text", "`\"b #1\"`"),
    Case(
      "prices:\n  tea: 5 ⟦#five\nlinks: [{ id: a, price: tea }]", "comment-cuts-text",
      "`tea: 5 # five`"),
    Case(
      "prices:\n  title: 5 ⟦#five\nlinks: [{ id: a, price: title }]", "comment-cuts-text",
      "`title: 5 # five`"),
    Case("links:\n- id: ⟦#7", "comment-cuts-text", "`id: … # 7`"),
    Case(
      "links:\n- id: a\n  title: { en: Room ⟦#7 }", "comment-cuts-text", "`en: \"Room #7\"`"),
    Case(
      "skins:\n  s:\n    accent: ⟦#7c3aed\nlinks: [{ id: a, skin: s }]", "comment-cuts-text",
      "`accent: \"#7c3aed\"`"),
    Case("skins: { s: { accent: ⟦#7c3aed } }\nlinks: [{ id: a }]", "comment-cuts-text"),
    Case("links:\n- id: a\n  tags:\n  - ⟦#new", "comment-cuts-text", "`- \"#new\"`"),
    Case(
      "links:\n- id: a\n  title: one\n    two ⟦#3", "comment-cuts-text",
      "put the whole text in quotes"),
    Case("links:\n- id: a\n  title: one ⟦#3\n    two", "comment-cuts-text"),
    Case(
      "links:\n- id: a\n  title: Room\n      ⟦#7 upstairs", "comment-cuts-text",
      "put the whole text in quotes"),
    Case("links:\n- Room ⟦#7: x", "comment-cuts-text"),
    Case("links:\n- id: a\n  title: \"Room\" ⟦#7", "comment-cuts-text", "`title: \"Room #7\"`"),
    Case("links:\n- id: a\n  custom: 'Room' ⟦#7", "comment-cuts-text", "`custom: \"Room #7\"`"),
    Case("links: [{ id: a, title: \"Room\" ⟦#7 }]\n  }]", "comment-cuts-text"),
    Case("links: [{ id: a, title: Room ⟦# 7 }]", "comment-cuts-text", "after the whole value"),
    Case(
      "links: [{ id: a }]\nprint:\n- poster: a\n  note: Sale ⟦#1", "comment-cuts-text",
      "`note: \"Sale #1\"`"),
  ])
  func aHashThatCutsATextIsAnError(item: Case) throws { try Self.check(item) }

  @Test(arguments: [
    "links:\n- id: a\n  title: Room\n  #custom: b", "links:\n- title: Room\n  #7\n  id: a",
    "links:\n- id: a\n  title: Room\n      # seven", "links:\n- id: a\n  title: Room # seven",
    "links:\n- id: a\n  title: Room #\n  custom: b#c",
    "links: #all\n- id: a #\n", "links:\n#- id: b\n- id: a\n  #title: x\n",
    "links:\n- id: a\n  note: |\n    Room #7\n    # eight\n",
    "links: [ #first\n { id: a } #second\n]",
    "links:\n- id: a\n  title: 'Room #7'\n  note: >-\n    x #y", "links:\n- id: a\n  custom: a#b",
  ])
  func aCommentStaysAComment(input: String) throws {
    let fixture = try CatalogueFixture(CatalogueFixture.base + input)
    #expect(fixture.texts.isEmpty && fixture.catalogue?.linkCount == 1, "\(fixture.texts)")
  }

  @Test(arguments: [
    Case("links:\n- id: a\n  title: ⟦“02 号桌”", "typographic-quotes", "`title: \"02 号桌\"`"),
    Case("links:\n- id: a\n  title: ⟦”02 号桌”", "typographic-quotes"),
    Case("links:\n- id: a\n  title: ⟦＂tea＂", "typographic-quotes", "`title: \"tea\"`"),
    Case("links:\n- id: a\n  title: ⟦‘tea’", "typographic-quotes"),
    Case("links:\n- id: a\n  title: ⟦„tea“", "typographic-quotes"),
    Case("links:\n- id: a\n  title: ⟦“tea", "typographic-quotes"),
    Case("links:\n- id: a\n  title: ⟦“a: b”", "typographic-quotes", "`title: \"a: b\"`"),
    Case("links: [{ id: \"{n}\", each: { n: [⟦“a”, b] } }]", "typographic-quotes", "`\"a\"`"),
    Case("links:\n- id: a\n  ⟦“title”: x", "typographic-quotes", "`title: …`"),
    Case("links:\n- id: a\n  title: \"tea⟦”", "typographic-quotes", "the same quote at both ends"),
    Case("links: [{ id: a, title: \"tea⟦” }]", "typographic-quotes"),
    Case("links: [{ id: a, title: ⟦“a, b” }]", "typographic-quotes", "`title: \"a, b\"`"),
    Case("links: [{ id: a, title: ⟦“a, b”, custom: x }]", "typographic-quotes", "\"a, b\"`"),
    Case("links: [{ id: a, title: ⟦‘a, b’ } ]", "typographic-quotes", "`title: \"a, b\"`"),
    Case("links: [{ id: a, title: ⟦”a, b, c“}]", "typographic-quotes", "\"a, b, c\"`"),
    Case("links: [{ id: a, title: ⟦“a, b: c” }]", "typographic-quotes", "\"a, b: c\"`"),
    Case("links: [{ id: a, title: ⟦“a: b, c” }]", "typographic-quotes", "\"a: b, c\"`"),
    Case("links: [{ id: a, title: ⟦“a [b], c” }]", "typographic-quotes", "\"a [b], c\"`"),
    Case("links: [{ id: a, tags: [⟦“a, b”, c] }]", "typographic-quotes", "`\"a, b\"`"),
    Case("links: [{ id: a, tags: [⟦“x, z “y”] }]", "typographic-quotes"),
    Case("links: [{ id: a, title: ⟦“A, note: say “B” }]", "typographic-quotes"),
    Case("links: [{ id: a, tags: [x, ⟦“a, 12,50, b”] }]", "typographic-quotes", "12,50, b\"`"),
  ])
  func quotesOfWordProcessorsAreNoQuotes(item: Case) throws { try Self.check(item) }

  @Test(arguments: ["’t Huis, note: the boys’", "“A” and “B”", "“A” x", "＇90s"])
  func apostrophesBetweenBracketsAreText(title: String) throws {
    let links = "links: [{ id: a, title: \(title) }]"
    let fixture = try CatalogueFixture(CatalogueFixture.base + links)
    #expect(fixture.catalogue != nil && fixture.texts.isEmpty, "\(fixture.texts)")
  }

  @Test(arguments: ["“老地方”茶馆", "“A” 和 “B”", "’t Huis", "《茶经》", "「茶」", "«Thé»", "Tom’s"])
  func quotesWithinATextAreText(title: String) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links:\n- id: a\n  title: \(title)")
    #expect(try fixture.links().first?.title == title)
  }

  @Test(arguments: [
    Case("links:\n- id: a\n  title⟦： R", "full-width-colon", "`title: R`"),
    Case("links:\n- id: a\n  title⟦：R\n  custom: x", "full-width-colon", "`title: R`"),
    Case("links:\n- id⟦： a", "full-width-colon", "`id: a`"),
    Case("links:\n- id: a\n  title: x\n    price⟦：5", "full-width-colon", "`price: 5`"),
    Case("prices:\n  tea⟦：5\nlinks: [{ id: a }]", "full-width-colon", "`tea: 5`"),
    Case("prices:\n  a: 1\n  tea⟦：5\nlinks: [{ id: a }]", "full-width-colon", "`tea: 5`"),
    Case("prices: { tea⟦：5 }\nlinks: [{ id: a }]", "full-width-colon", "`tea: 5`"),
    Case("links⟦：\n- id: a", "full-width-colon"),
    Case("links:\n- id: a\n  title:⟦x", "no-space-after-colon", "`title: x`"),
    Case("links: [{ id:⟦a }]", "no-space-after-colon", "`id: a`"),
    Case("links:\n- id: a\n  ⟦title Tea\n  custom: x", "missing-colon", "`key: value`"),
    Case("links:\n- id: a\n  title: a⟦: b", "colon-in-text", "`title: \"a: b\"`"),
    Case("links:\n- title: a⟦: b", "colon-in-text", "`title: \"a: b\"`"),
    Case("links: [{ id: a, title: a b⟦: c }]", "colon-in-text", "`title: \"a b: c\"`"),
    Case("links: [{ id: a ⟦title: b }]", "missing-comma"),
    Case("links: [{ id: a⟦，title: b }]", "full-width-comma"),
    Case("links: [{ id: \"{n}\", each: { n: [a⟦，b] } }]", "full-width-comma", "`[a, b]`"),
    Case("links: [{ id: a, tags: [新⟦、热] }]", "full-width-comma"),
    Case("links: [{ id: a }]\nprint: [{ poster: a, copies: ⟦２ }]", "wide-digits", "write 2"),
  ])
  func fullWidthAndForgottenPunctuationIsNamed(item: Case) throws { try Self.check(item) }

  @Test(arguments: [
    Case("prices:\n  tea:⟦\u{A0}12\nlinks: [{ id: a }]", "invisible-character", "`tea: 12`"),
    Case(
      "prices:\n  a: 1\n  tea:⟦\u{A0}12\nlinks: [{ id: a }]", "invisible-character", "`tea: 12`"),
    Case("links:\n- id: a\n⟦\u{A0} price: 12", "invisible-character"),
    Case("links:\n- id: a\n  ⟦\u{3000}title: x", "invisible-character", "ordinary space"),
    Case("links:\n- id: a\n  tit⟦\u{AD}le: x", "invisible-character", "delete it"),
    Case("links:\n- id: a\n  title⟦\u{200B}: x", "invisible-character", "delete it"),
    Case(
      "prices:\n  ⟦te\u{200B}a: 1\nlinks: [{ id: a }]".replacing("⟦te", with: "te⟦"),
      "invisible-character"),
    Case("links:\n- id: a\n  title: x⟦\u{2028}y", "invisible-character", "delete it"),
    Case("links:\n- id: a\n⟦\ttitle: x", "tab-indentation", "indent with spaces"),
    Case("links:\n- id: a\n  note: |\n  ⟦\tx", "tab-begins-text", "`|2`"),
    Case("links:\n- id: a\n  title: x⟦\u{1}", "control-character", "delete it"),
  ])
  func blanksThatNobodySeesAreNamed(item: Case) throws { try Self.check(item) }

  @Test(arguments: [
    Case("links:\n- id: a\n   ⟦title: x", "wrong-indentation", "delete 1 space before \"title\""),
    Case("links:\n- id: \"a\"\n   ⟦title: x", "wrong-indentation", "delete 1 space"),
    Case("links:\n- id: a\n ⟦title: x", "wrong-indentation", "add 1 space before \"title\""),
    Case("links:\n  - id: a\n  ⟦title: x", "wrong-indentation", "add 2 spaces"),
    Case("links:\n  - id: a\n ⟦- id: b", "wrong-indentation", "add 1 space before \"-\""),
    Case("links:\n- id: a\nprices:\n  tea: 5\n ⟦cake: 6", "wrong-indentation", "add 1 space"),
    Case(
      "links:\n- id: a\n  note: |\n   x\n    y\n ⟦title: x", "wrong-indentation", "add 1 space"
    ),
    Case("links:\n- id: a\n  title: x\n    ⟦- y", "text-goes-on", "column of the lines"),
    Case("prices:\n  tea: 5\n  ⟦- x\nlinks: [{ id: a }]", "item-among-keys"),
    Case("links: ⟦- id: a", "list-beside-key", "next line"),
  ])
  func wrongIndentationNamesBothLines(item: Case) throws { try Self.check(item) }

  @Test func anIndentedFirstLineIsItselfAtFault() throws {
    try Self.check(
      Case(" ⟦site: { title: T }\nmerchants: {}", "wrong-indentation", "delete 1 space"), after: "")
  }

  @Test(arguments: [
    Case("links: [{ id: a, title: ⟦\"x }]", "unclosed-quote", "close it"),
    Case("links:\n- id: a\n  title: ⟦\"x\n  custom: \"y\"", "unclosed-quote"),
    Case("links:\n- id: a\n  title: ⟦'x\n---\n", "unclosed-quote"),
    Case("links: [{ id: a, title: \"x⟦\\y\" }]", "unknown-escape"),
    Case("links: [{ id: a, title: {n} ⟦x }]", "text-after-value", "\"{n} x\""),
    Case(
      "links:\n- id: a\n  title: {n}⟦ x".replacing("⟦ ", with: " ⟦"), "text-after-value",
      "\"{n} x\""),
    Case("links:\n- id: a\n  title: \"x\" ⟦y", "text-after-value", "'\"x\" y'"),
    Case("links:\n- id: a\n  title: 'Tom'⟦s'", "text-after-value", "quotes: \"Tom's\""),
    Case("links:\n- id: a\n  title: \"Tom\"⟦s Tea\"", "text-after-value", "'Tom\"s Tea'"),
    Case("links: [⟦{ id: a]", "unclosed-bracket"),
    Case("skins: { s: ⟦[ }\nlinks: [{ id: a }]", "unclosed-bracket", "close it with ]"),
    Case("skins: [ ⟦{ ]\nlinks: [{ id: a }]", "unclosed-bracket", "close it with }"),
    Case("links: ⟦[{ id: a }\nprint:\n- poster: a", "unclosed-bracket", "]"),
    Case("links: [\n  { id: a }\n  ⟦{ id: b }\n]", "missing-comma"),
    Case("links: [{ id: a }, ⟦, { id: b }]", "missing-item"),
    Case("links:\n- id: a\n  title: ⟦@x", "reserved-character", "quotes"),
    Case("links:\n- id: a\n  title: ⟦`x`", "reserved-character", "quotes"),
    Case("links:\n- id: a\n  note: | ⟦x", "text-beside-block-mark", "next line"),
    Case("links: [{ id: a }]\n⟦%YAML 3.0\n", "yaml-directive"),
    Case("skins: { s: ⟦{\nlinks: [{ id: a }]", "unclosed-bracket"),
    Case("prices:\n  ⟦tea 5\n  cake: 6\nlinks: [{ id: a }]", "missing-colon"),
    Case("links:\n- ⟦? [a]\n  : b".replacing("⟦? [", with: "? ⟦["), "key-not-text"),
    Case("links:\n- id: ⟦&a x", "anchor-refused"), Case("links:\n- id: ⟦*a", "alias-refused"),
    Case("links:\n- id: ⟦!x y", "tag-refused"), Case("links:\n- ⟦: a", "empty-key"),
  ])
  func everyOtherErrorHasItsOwnName(item: Case) throws { try Self.check(item) }

  // MARK: Several errors

  @Test func reportsAnErrorInEveryPartAndNoConsequences() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: “T”, language: en }
      merchants:
        shop:
          name: Shop
          appkey: 00112233445566778899aabbccddeeff
          tokens: { counter: abc }
      prices:
        tea： 5
        cake: 6
      defaults:
        token: counter
         skin: night
      links:
        - { id: a, price: tea, stable: true }
        - id: b
          title: {n} x
        - { id: c d, price: cake }
        - id: e
          stable: yes
          price: 7
      print:
        - poster: [a, b]
          paper: A4
           copies: 2
      """)
    #expect(
      fixture.sink.inFileOrder.map { "\($0.position.line) \($0.problem.code)" } == [
        "1 typographic-quotes", "8 full-width-colon", "12 wrong-indentation",
        "16 text-after-value", "17 bad-id", "19 not-boolean", "24 wrong-indentation",
      ], "\(fixture.texts)")
  }

  @Test(arguments: [
    "merchants:\n  shop:\n   name: S\n    appkey: x\nprices: { a: 1 }\nlinks:\n- { id: a, token: shop/t, price: a }",
    "merchants: { m: { appkey: 00112233445566778899aabbccddeeff, tokens: { x: a, y: b } } }\n"
      + "defaults:\n  token: m/x\n   skin: night\nlinks:\n- { id: a, stable: true }\n- { id: b, price: 5 }",
    "merchants: { m: { appkey: 00112233445566778899aabbccddeeff, tokens: { x: a } } }\n"
      + "skins:\n  s: [\nproducts:\n  8: [\nlinks:\n- { id: a, skin: s, price: 1 }\n"
      + "- { id: b, order: stablepay, type: wechat, product: 8 }",
  ])
  func whatABrokenPartDeclaresIsNotMissed(input: String) throws {
    let fixture = try CatalogueFixture("site: { title: T }\n" + input)
    let codes = Set(fixture.sink.findings.map(\.problem.code))
    #expect(codes.isSubset(of: ["wrong-indentation", "unclosed-bracket"]), "\(fixture.texts)")
    #expect(!codes.isEmpty && fixture.sink.findings.allSatisfy { $0.severity == .error })
  }

  @Test func whatAMisspeltKeyDeclaresIsNotMissed() throws {
    let fixture = try CatalogueFixture(
      """
      site: { titel: T }
      merchants:
        m: { appkye: x, tokens: { t: a } }
      prises: { tea: 5 }
      defaults: { tokn: m/t }
      links: [{ id: a, price: tea, stabel: true }]
      """)
    #expect(
      fixture.sink.inFileOrder.map { "\($0.position.line) \($0.problem.code)" }
        == [1, 3, 4, 5, 6].map { "\($0) unknown-key" }, "\(fixture.texts)")
  }

  @Test(arguments: [
    "appkey: e3d7 #x\n    tokens: { t: abc }", "appkey：e3d7\n    tokens: { t: abc }",
    "appkey e3d7\n    tokens: { t: abc }", "appkey: “e3d7”\n    tokens: { t: abc }",
    "appkey: e3d7: x\n    tokens: { t: abc }", "appkey: \"e3d7\" x\n    tokens: { t: abc }",
    "tokens:\n      t： e3d7", "tokens:\n      t: x\n      u e3d7", "tokens: { t: e3d7 #x }",
    "tokens: { t：e3d7 }", "tokens: {t: a: e3d7 }", "tokens: { t: \"e3d7\u{A0}x\" }",
    "appkey:\u{A0}e3d7", "appkey:e3d7", "tokens:\n      - e3d7 #x",
  ])
  func keysAndTokensAreNeverShown(lines: String) throws {
    let fixture = try CatalogueFixture(
      "site: { title: T }\nmerchants:\n  m:\n    \(lines)\nlinks: [{ id: a }]")
    #expect(!fixture.texts.isEmpty)
    for language in Language.allCases {
      #expect(!fixture.sink.findings.contains { $0.text(in: language).contains("e3d7") })
    }
  }
}
