import Foundation
import GatePay
import Support
import TestSupport
import Testing

/// The configs' accounts, written down again: the appkey of each merchant and the token by name.
private let accounts = [
  "lakeside/counter": ("0123456789abcdef0123456789abcdef", "sampletoken"),
  "laowang/street": ("0123456789abcdef0123456789abcdef", "sampletoken"),
  "brand/online": ("0123456789abcdef0123456789abcdef", "sampletoken"),
  "bakery/counter": ("0123456789abcdef0123456789abcdef", "bakerycounter"),
  "bakery/orders": ("0123456789abcdef0123456789abcdef", "bakeryorders"),
  "records/shop": ("e3d704f3542b44a621ebed70dc0efe13", "sampletoken"),
  "harbour/counter": ("0123456789abcdef0123456789abcdef", "sampletoken"),
]

/// One link of each config: price, custom, stable and skin.
private let expectations: [String: [String: (String?, String?, Bool, Int)]] = [
  "teahouse": [
    "counter": (nil, nil, false, 0), "longjing": ("38.00", nil, true, 0),
    "table-07": (nil, "table-07", true, 1), "table-40": (nil, "table-40", true, 1),
  ],
  "vendor": ["pay": (nil, nil, false, 0)],
  "campaign": [
    "tray-sand-wechat-post": ("89.00", "tray-sand/wechat-post", true, 0),
    "candle-rust-livestream": ("58.00", "candle-rust/livestream", true, 0),
  ],
  "two-merchants": [
    "bread": ("26.00", nil, true, 0), "bakery-order": (nil, "web-order", false, 0),
    "single": ("45.00", nil, true, 1), "crate-c": ("20.00", "crate c", true, 1),
  ],
  "forwarding": [
    "latte": ("28.00", nil, true, 0), "tips": (nil, nil, false, 0),
    "deposit": ("10.00", nil, true, 0),
  ],
]

private let examples = ["teahouse", "vendor", "campaign", "two-merchants", "forwarding"]

/// The short addresses of the example that forwards; the other codes hold the payment address.
private let shortAddresses = ["espresso": "79fyh", "latte": "latte", "tips": "t9mh4"]

@Suite struct ExampleTests {
  private func built(_ example: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let result = try Tool.payPress(
      ["build", "-c", "\(Tool.packageFolder)/examples/\(example)/paypress.yml", "-o", "output"],
      in: folder.path)
    try #require(result.status == 0, "\(result.error)")
    return folder
  }

  private func records(_ folder: TemporaryFolder) throws -> [[String: Any]] {
    let data = Data(try folder.text("output/links.json").utf8)
    return try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
  }

  @Test(arguments: zip(examples, [44, 1, 500, 7, 4]))
  func everyCodeIsReadBackAsItsLink(example: String, count: Int) throws {
    let folder = try built(example)
    let records = try records(folder)
    #expect(records.count == count)
    let pictures = try records.map { "\(folder.path)/output/\(try #require($0["qr"] as? String))" }
    let texts = records.map { record in
      let slug = example == "forwarding" ? shortAddresses[record["id"] as? String ?? ""] : nil
      let short = slug.map { "https://pay.harbour.example/p/\($0)/" }
      #expect(record["short_url"] as? String == short)
      return short ?? record["url"] as? String ?? ""
    }
    #expect(try Tool.readCodes(pictures) == texts)
    for record in records {
      let url = try #require(URLComponents(string: record["url"] as? String ?? ""))
      let query = Dictionary(
        uniqueKeysWithValues: url.queryItems?.map { ($0.name, $0.value) } ?? [])
      #expect(query["price"] ?? nil == record["price"] as? String)
      #expect(query["custom"] ?? nil == record["custom"] as? String)
      #expect((query["stable"] == "1") == (record["stable"] as? Bool))
      #expect(Int((query["skin"] ?? nil) ?? "0") == record["skin"] as? Int)
      #expect(folder.has("output/\(record["page"] as? String ?? "")"))
      let account = try #require(
        accounts["\(record["merchant"] as? String ?? "")/\(record["token"] as? String ?? "")"])
      #expect(query["appkey"] == account.0 && query["token"] == account.1)
    }
    for (id, expected) in try #require(expectations[example]) {
      let record = try #require(records.first { $0["id"] as? String == id })
      #expect(record["price"] as? String == expected.0 && record["custom"] as? String == expected.1)
      #expect(record["stable"] as? Bool == expected.2 && record["skin"] as? Int == expected.3)
    }
  }

  @Test(arguments: examples)
  func twoBuildsAreTheSame(example: String) throws {
    // The record holds file metadata, which differs between folders.
    func files() throws -> [String: Data] {
      try built(example).files().filter { !$0.key.hasPrefix("output/.paypress/record") }
    }
    let first = try files()
    #expect(try first["output/.paypress/build"] != nil && first == files())
  }

  @Test(arguments: examples)
  func saysNothingButThatItIsASample(example: String) throws {
    let result = try Tool.payPress(
      ["check", "-c", "examples/\(example)/paypress.yml"], in: Tool.packageFolder)
    let warnings = result.error.components(separatedBy: "\n").filter { $0.contains(": warning: ") }
    #expect(
      !warnings.isEmpty && warnings.allSatisfy { $0.contains("sample appkey") }, "\(warnings)")
    let readme = try String(contentsOfFile: "\(Tool.packageFolder)/README.md", encoding: .utf8)
    #expect(readme.contains("`examples/\(example)`"))
  }

  /// An independent decoder reads the config's values, whatever they are, back from the picture.
  @Test func awkwardValuesComeBackFromTheCode() throws {
    let values = [
      "a b", "a&b=c", "1+1", "100%", "%41", "#7", "\"quoted\" 'text'", "用户@例子.cn", "🍵👩‍👩‍👧",
      "שלום עולם", "مرحبا",
      "back\\slash", "a/b?c;d", "<tag>", "~-._", String(repeating: "x", count: 500),
      String(repeating: "茶", count: 166) + "ab",
    ]
    let folder = try TemporaryFolder()
    let entries = values.enumerated().map { index, value in
      let quoted = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return
        "  - { id: v\(index), custom: \"\(quoted)\", price: 0.1\(index % 10), stable: true, skin: night }"
    }
    try folder.write(
      """
      site: { title: "<&\\">", language: en, qr: { module_px: 4 } }
      merchants:
        m: { name: "M&N", appkey: 00112233445566778899aabbccddeeff, tokens: { t: "a+b/ü" } }
      links:
      \(entries.joined(separator: "\n"))
      """, to: "paypress.yml")
    let result = try Tool.payPress(["build"], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
    let pictures = values.indices.map { "\(folder.path)/output/qr/v\($0).png" }
    for (index, text) in try Tool.readCodes(pictures).enumerated() {
      let url = try #require(URLComponents(string: text))
      let query = url.queryItems?.map { [$0.name, $0.value ?? ""] }
      #expect(
        query == [
          ["appkey", "00112233445566778899aabbccddeeff"], ["token", "a+b/ü"],
          ["price", index % 10 == 0 ? "0.10" : "0.1\(index % 10)"], ["custom", values[index]],
          ["stable", "1"], ["skin", "1"],
        ])
      #expect(QuickCollectInspection(text).link?.custom == values[index])
    }
  }

  private static let picture =
    "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="

  /// A checker that never finds anything would accept everything.
  @Test func theCheckersFindWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <!DOCTYPE html><html><head><title>T</title></head><body><h1>T</h1><center>x</center>
      <img src="nothing.png"><p style="color:#aaa;background:#fff">pale</p></body></html>
      """, to: "site/index.html")
    let head = """
      <!DOCTYPE html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><title>T</title>
      <style>body { font: 16px PingFang, sans-serif }</style></head><body><main><h1>T</h1>
      """
    let button = "<p class='pay'><a class='button' href='a.html'>pay</a></p>"
    func code(_ side: Int) -> String {
      let size = "width:\(side)px;height:\(side)px"
      return "<div class='code'><p class='plate'>"
        + "<img alt='' style='\(size)' src='\(Self.picture)'></p></div>"
    }
    for (name, body) in [
      ("late", code(300) + button), ("small", button + code(299)), ("right", button + code(300)),
      ("alone", code(300)),
      ("cut", "<p style='width:3em;overflow:hidden;white-space:nowrap'>cut at its end</p>"),
      ("overlap", "<p style='height:1px'>one above</p><p style='margin-top:-16px'>another</p>"),
      ("ring", "<a href='a.html' style='outline:none'>ring</a>"),
      ("pale", "<a href='a.html' style='outline:3px solid #eee;outline-offset:3px'>pale ring</a>"),
      ("wallet", "<p style='width:4.5em'>请用支付宝付款</p>"),
      ("sum", "<p style='width:7em;word-break:break-all'>茶茶茶茶茶38.00元</p>"),
      ("number", "<p class='amount' style='width:2em;word-break:break-all'>¥1288.00</p>"),
      ("wide", "<p style='width:900px'>wide</p>"),
    ] {
      try folder.write("\(head)\(body)</main></body></html>", to: "site/\(name).html")
    }
    // Pages that differ in an address only: the second is looked at in a frame, and not once more.
    for (name, image) in [
      ("frame-1", "<img alt='' src='\(Self.picture)'>"),
      ("frame-2", "<img alt='' src='nothing.png'>"),
    ] {
      try folder.write("\(head)\(image)<br></main></body></html>", to: "site/\(name).html")
    }
    let tools = "\(Tool.packageFolder)/.build-tools/venv/bin/python"
    let result = try Tool.run(tools, ["\(Tool.packageFolder)/scripts/check-pages", folder.path])
    #expect(result.status == 1)
    for expected in [
      "element is obsolete", "an image is missing", "the stylesheet is missing", "color-contrast",
      "image-alt", "html-has-lang",
    ] {
      #expect(result.text.contains(expected), "\(expected): \(result.text)")
    }
    let lines = result.text.split(separator: "\n")
    for (page, expected) in [
      ("cut", "cut off: cut at its end"), ("overlap", "overlap: one above / another"),
      ("ring", "focus ring"), ("pale", "focus ring 1.1"), ("wallet", "broken: 支付宝"),
      ("sum", "broken: 38.00元"), ("number", "a sum breaks in the middle of the number"),
      ("wide", "wider than the screen"),
      ("late", "390 px, 100 %, screen, light): the pay button is below"),
      ("late", "320 px, 200 %, screen, dark): the pay button is below"),
      ("small", "1280 px, 100 %, screen, light): the code is only 299 px wide"),
      ("alone", "a code without a pay button"),
    ] {
      #expect(
        lines.contains { $0.contains("/\(page).html (") && $0.contains(expected) },
        "\(page), \(expected): \(result.text)")
    }
    for (page, fault) in [
      ("right", "pay button"), ("right", "the code is"),
      ("late", "1280 px, 100 %, screen, light): the pay"),
    ] {
      #expect(
        !lines.contains { $0.contains("/\(page).html (") && $0.contains(fault) }, "\(result.text)")
    }
    // Each fault is that of its own page.
    #expect(!lines.contains { $0.contains("/frame-1.html (") }, "\(result.text)")
    #expect(
      lines.filter { $0.contains("/frame-2.html (") }.map { $0.split(separator: " (")[1] } == [
        "390 px, light): an image is missing"
      ], "\(result.text)")
  }

  /// All texts as long as allowed, in both looks and both languages, with the pages of what is gone.
  private func buildHardSite(_ language: String, in folder: TemporaryFolder) throws {
    let title =
      language == "en"
      ? "A long title that goes over several lines because somebody wanted to say it all"
      : "一个需要换行才能够显示完整的特别长的标题因为有人想一次把话说完"
    // Repeated with one letter more each time, so that any place of a line is at the end of one.
    let whole = (1...4).map {
      String(repeating: language == "en" ? "i" : "茶", count: $0)
        + "用微信支付或支付宝付38.00 元或¥ 1,288.50，见https://a.example/x，"
    }.joined()
    let links = ["classic", "night"].flatMap { skin in
      [
        "{ id: \(skin)-1, skin: \(skin), price: 1288.00, stable: true }",
        "{ id: \(skin)-2, skin: \(skin), price: 9999999.99, custom: x, title: \(title), note: \"\(title)\\n\(title)\" }",
        "{ id: \(skin)-3, skin: \(skin), custom: \(String(repeating: "x0", count: 60)), stable: true }",
        "{ id: \(skin)-4, skin: \(skin), price: 88888888.88, title: x, custom: y, stable: true }",
        "{ id: \(skin)-5, skin: \(skin), price: 5, stable: true, title: \"\(whole)\", note: \"\(whole)\\n\(whole)\" }",
      ]
    }
    try folder.write(
      """
      site: { title: \(title), language: [\(language), \(language == "en" ? "zh-CN" : "en")], skin: \(language == "en" ? "night" : "classic") }
      removed: [gone]
      max_price: 99999999.99
      merchants:
        m: { name: \(title), appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - \(links.joined(separator: "\n  - "))
      """, to: "hard-\(language).yml")
    let result = try Tool.payPress(
      ["build", "-c", "hard-\(language).yml", "-o", "hard-\(language)"], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
  }

  /// A short address whose link is gone, and one whose link is there: 4 pages.
  private func buildSiteWithoutALink(in folder: TemporaryFolder) throws {
    for links in [["tea", "cake"], ["tea"]] {
      let lines = links.map { "  - { id: \($0), price: 12, stable: true, forward: true }" }
      try folder.write(
        """
        site: { title: Shop, language: en, base_url: https://pay.example.com/ }
        merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
        links:
        \(lines.joined(separator: "\n"))
        """, to: "gone/paypress.yml")
      let result = try Tool.payPress(
        ["build", "-c", "gone/paypress.yml", "-o", "gone/output"], in: folder.path)
      try #require(result.status == 0, "\(result.error)")
    }
  }

  /// The W3C's checker and axe, in a real browser, on every page of every example.
  @Test func pagesPassTheCheckers() throws {
    let folder = try TemporaryFolder()
    for example in examples {
      let result = try Tool.payPress(
        ["build", "-c", "\(Tool.packageFolder)/examples/\(example)/paypress.yml", "-o", example],
        in: folder.path)
      try #require(result.status == 0)
    }
    for language in ["en", "zh-CN"] { try buildHardSite(language, in: folder) }
    try buildSiteWithoutALink(in: folder)
    let tools = "\(Tool.packageFolder)/.build-tools/venv/bin/python"
    try #require(
      FileManager.default.fileExists(atPath: tools), "run `make test`, which installs the checkers")
    let result = try Tool.run(tools, ["\(Tool.packageFolder)/scripts/check-pages", folder.path])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.hasPrefix("638 pages of "), "\(result.text)")
  }
}
