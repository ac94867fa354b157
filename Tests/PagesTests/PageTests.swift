import Catalog
import Foundation
import GatePay
import Pages
import Support
import TestSupport
import Testing

@Suite struct PageTests {
  @Test(arguments: ["zh-CN", "en"], ["classic", "night"])
  func drawsTheGoldenPages(language: String, skin: String) throws {
    let isChinese = language == "zh-CN"
    let fixture = try PageFixture(
      """
      defaults: { skin: \(skin) }
      links:
        - { id: tea, title: \(isChinese ? "龙井一杯" : "Longjing"), price: 38.00, stable: true, note: "1\\n2" }
        - { id: "t-{n}", each: { n: 1..2 }, title: "\(isChinese ? "{n} 号桌" : "Table {n}")", custom: "t-{n}", stable: true }
      """,
      site:
        "{ title: \(isChinese ? "湖畔茶馆" : "Lakeside"), language: \(language), base_url: \"https://pay.example.com/x\" }",
      appkey: "0123456789abcdef0123456789abcdef")
    let pages = try fixture.pages()
    for (name, text) in [
      ("page", pages[0]), ("batch-page", pages[1]), ("index", try fixture.index()),
      ("owner", try fixture.owner()),
    ] {
      let golden = "\(skin)-\(language)-\(name).html"
      #expect(try Golden.difference(Data(text.utf8), from: golden) == nil)
    }
  }

  /// Words of elements are marked for the stylesheet; those of attributes and titles cannot be.
  @Test(arguments: ["classic", "night"])
  func noLineBreaksAWalletsNameAnAmountOrAURL(skin: String) throws {
    let fixture = try PageFixture(
      """
      defaults: { skin: \(skin) }
      links: [{ id: a, price: 5, title: "支付宝 <5 元>", note: "https://a.example/?a&b" }]
      """, merchant: "微信茶馆")
    let page = try fixture.pages()[0]
    let whole = { (text: String) in "<span class=\"whole\">\(text)</span>" }
    #expect(page.contains("<h1>\(whole("支付宝")) &lt;\(whole("5 元"))&gt;</h1>"))
    #expect(page.contains("<p class=\"merchant\">\(whole("微信"))茶馆</p>"))
    #expect(page.contains("<p class=\"note\">\(whole("https://a.example/?a&amp;b"))</p>"))
    #expect(page.contains("<title>支付宝 &lt;5 元&gt;"))
    #expect(!page.contains(/content="[^"]*class=/) && !page.contains(/alt="[^"]*class=/))
    // The address of a code is longer than a line.
    #expect(page.contains("<dd class=\"address\">https://"))
    let owner = try fixture.owner()
    for list in [try fixture.index(), owner] {
      #expect(list.contains("\(whole("支付宝")) &lt;\(whole("5 元"))&gt;<"))
    }
    #expect(owner.contains("<h2>\(whole("微信"))茶馆 "))
    let style = try #require(fixture.renderer?.stylesheet(ofSkin: skin)?.bytes)
    #expect(String(decoding: style, as: UTF8.self).contains(".whole { display: inline-block;"))
  }

  /// The number of links is of no use to customers, nor is the only shop's name above its list.
  @Test(arguments: ["classic", "night"])
  func theIndexNamesShopsOnlyIfThereAreSeveral(skin: String) throws {
    let others = [
      (links: "", headings: []),
      (
        links: ", { id: b, title: 面包, merchant: bakery, token: t }",
        headings: ["<h2>Lakeside</h2>", "<h2>面包房</h2>"]
      ),
    ]
    for (links, headings) in others {
      let fixture = try PageFixture(
        """
          bakery: { name: 面包房, appkey: 00112233445566778899aabbccddeefe, tokens: { t: y } }
        defaults: { skin: \(skin), merchant: m, token: t }
        links: [{ id: a, title: 龙井 }\(links)]
        """, site: "{ title: 湖畔, language: zh-CN }")
      let index = try fixture.index()
      #expect(index.matches(of: /<h2>.*<\/h2>/).map { String($0.output) } == headings)
      #expect(!index.contains("收款码"))
    }
  }

  @Test func saysWhatIsFixedAndWhatIsNot() throws {
    let fixture = try PageFixture(
      """
      links:
        - { id: a, price: 5, stable: true }
        - { id: b, price: 5 }
        - { id: c, custom: terry, stable: true }
        - { id: d, custom: terry }
        - { id: e }
      """)
    let words = try fixture.pages().map { page in
      page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { line in
        ["class=\"terms\"", "class=\"amount", "<dd><bdi>"].contains { line.contains($0) }
      }.map { $0.replacing(/<[^>]*>/, with: "") }
    }
    #expect(
      words == [
        ["¥5.00"], ["¥5.00", "Suggested: you can change it"],
        ["Any amount", "You enter it on the payment page", "terry"],
        ["Any amount", "You enter it on the payment page", "terry you can change it"],
        ["Any amount", "You enter it on the payment page"],
      ])
  }

  @Test func keepsSearchEnginesFromBatchPagesUnlessTheSiteSaysOtherwise() throws {
    let links = "links: [{ id: a }, { id: \"{n}\", each: { n: [x] }, custom: x }]"
    let site = { (extra: String) in
      "{ title: T, language: en, base_url: \"https://p.example\"\(extra) }"
    }
    let hidden = try PageFixture(links, site: site(""))
    #expect(try hidden.pages().map { $0.contains("noindex") } == [false, true])
    #expect(try hidden.index().contains("noindex"))
    #expect(
      try hidden.pages()[0].contains("<link rel=\"canonical\" href=\"https://p.example/pay/a/\">"))
    let shown = try PageFixture(links, site: site(", index_batch_pages: true"))
    #expect(try shown.pages().map { $0.contains("noindex") } == [false, false])
    #expect(try !shown.index().contains("noindex"))
  }

  @Test func saysOnEveryPageThatItIsASample() throws {
    let links = "links: [{ id: a }]"
    let sample = try PageFixture(links, appkey: "e3d704f3542b44a621ebed70dc0efe13")
    let banner = "Sample: nobody is paid by these codes."
    #expect(try sample.pages()[0].contains(banner) && sample.index().contains(banner))
    let real = try PageFixture(links)
    #expect(try !real.pages()[0].contains(banner) && !real.index().contains(banner))
  }

  @Test func loadsNothingFromElsewhereAndRunsNoScript() throws {
    for skin in ["classic", "night"] {
      let fixture = try PageFixture(
        "defaults: { skin: \(skin) }\nlinks: [{ id: a, price: 5, stable: true }]")
      for page in try fixture.pages() + [try fixture.index()] {
        #expect(
          page.contains(
            "content=\"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\""
          ))
        #expect(
          !page.contains("<script") && !page.contains("style=")
            && page.firstMatch(of: /\son\w+=/) == nil)
        let loaded = page.matches(of: /(?:src|<link rel="stylesheet" href)="([^"]*)"/).map(\.1)
        #expect(!loaded.isEmpty && loaded.allSatisfy { !$0.contains(":") && !$0.hasPrefix("/") })
      }
      let style = try #require(fixture.renderer?.stylesheet(ofSkin: skin))
      let css = String(decoding: style.bytes, as: UTF8.self)
      #expect(!css.contains("url(") && !css.contains("@import") && !css.contains("{{"))
    }
  }

  @Test func putsTheAccentAndATextThatIsReadableOnItIntoTheStylesheet() throws {
    for (accent, text) in [("#1a1a2e", "#ffffff"), ("#ffe08a", "#000000"), ("#777777", "#000000")] {
      let fixture = try PageFixture(
        "skins: { own: { templates: classic, accent: \"\(accent)\" } }\nlinks: [{ id: a, skin: own }]"
      )
      let style = try #require(fixture.renderer?.stylesheet(ofSkin: "own"))
      let css = String(decoding: style.bytes, as: UTF8.self)
      #expect(css.contains("--accent: \(accent);") && css.contains("--accent-text: \(text);"))
    }
  }

  /// Units that grow with words or windows, and millimetres on paper, are allowed.
  @Test func allSizesAndGapsAreThoseOfTheScale() {
    let own = /(font-size|margin|padding|gap)(-[a-z]+)*:[^;}]*[0-9](rem|pt|px)/
    for (path, text) in TemplateLibrary.builtIn where path.hasSuffix(".css") {
      #expect(!text.contains(own), "\(path): \(text.firstMatch(of: own)?.0 ?? "")")
      // Its figures are old-style.
      #expect(!text.contains("Georgia"))
    }
    #expect(TemplateLibrary.builtIn.contains { $0.text.contains("--text-1: 1rem;") })
  }

  /// Hostile texts change nothing but text: an independent parser sees the same elements and
  /// attributes, and only URLs of the allowed kinds.
  @Test func hostileTextStaysText() throws {
    let folder = try TemporaryFolder()
    let hostile = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
      "</title><b>",
      "javascript:alert(1)", "jAvA\u{200B}script:x", "<!--", "-->", "]]>", "&lt;script&gt;",
      "&#60;b&#62;",
      "{{title}}", "{{{x}}}", "</dd></dl>", "\u{202E}evil", "`$x`", "<svg/onload=x>", "a\\\" b",
      "%3Cb%3E",
      "🧧<b>", "<plaintext>", "\u{FEFF}<b>", String(repeating: "<", count: 400),
    ]
    let quoted = hostile.map { "'" + $0.replacing("'", with: "''") + "'" }
    var entries = ["- { id: benign, title: T, custom: C, note: N, price: 5 }"]
    for (index, text) in quoted.enumerated() {
      let field = text.replacing("{", with: "{{").replacing("}", with: "}}")
      // An invisible character in `custom` is an error.
      let isVisible = InvisibleCharacter.first(in: text, for: .compared) == nil
      let custom = isVisible ? field : "C"
      entries.append(
        "- { id: h\(index), title: \(field), custom: \(custom), note: \(field), price: 5 }")
    }
    for (number, merchant) in (["M"] + quoted).enumerated() {
      let fixture = try PageFixture(
        "links:\n  " + entries.joined(separator: "\n  "),
        site: "{ title: \(merchant), language: en }", merchant: merchant)
      for (index, page) in try fixture.pages().enumerated() {
        try folder.write(page, to: "page-\(number)-\(index).html")
      }
      try folder.write(try fixture.index(), to: "index-\(number).html")
    }
    let script = "\(Tool.packageFolder)/Tests/PagesTests/skeleton.py"
    let result = try Tool.run("/usr/bin/env", ["python3", script, folder.path])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    let count = (hostile.count + 1) * (hostile.count + 1) + hostile.count + 1
    #expect(result.text == "\(count) pages have the same skeleton\n")
  }

  @Test func tellsTheStateOfAnOrderAndHidesItsCodeWhenItIsOver() throws {
    let fixture = try PageFixture(
      "links: [{ id: o, order: anypay, type: wechat, price: 5, custom: c }]",
      site: "{ title: Test, language: zh-CN }")
    let renderer = try #require(fixture.renderer)
    func page(_ status: OrderStatus?) throws -> String {
      let order = PlacedOrder(
        outOrderID: try #require(OutOrderID("kq2a")),
        payURL: "https://gatepay.io/pay/api?id=1&type=wechat", status: status,
        checkedAt: 1_796_548_985)
      let link = try #require(try fixture.catalogue.placing(["o": order]).makeReader().next())
      return String(decoding: renderer.page(link).render(), as: UTF8.self)
    }
    let open = try page(.unpaid)
    #expect(open.contains("href=\"https://gatepay.io/pay/api?id=1&amp;type=wechat\""))
    #expect(open.contains("<bdi>kq2a</bdi>") && open.contains("待付款，查询于 2026-12-06 09:23 UTC"))
    #expect(try !page(nil).contains("查询于"))
    for (status, words) in [(OrderStatus.paid, "该订单已付款。"), (.expired, "该订单已过期")] {
      let over = try page(status)
      #expect(over.contains(words) && !over.contains("pay/api") && !over.contains("<img"))
    }
  }
}
