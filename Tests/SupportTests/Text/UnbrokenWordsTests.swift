import Support
import Testing

/// What no line may break, in any text of a shop.
@Suite struct UnbrokenWordsTests {
  @Test(arguments: [
    ("用支付宝付38.00 元。", ["用", "[支付宝]", "付", "[38.00 元]", "。"]),
    ("微信支付/微信", ["[微信支付]", "/", "[微信]"]), ("¥ 1,288.50", ["[¥ 1,288.50]"]),
    ("见https://例子.cn/茶?a=1，谢谢", ["见", "[https://例子.cn/茶?a=1]", "，谢谢"]),
    ("https://a.example/x\nthanks", ["[https://a.example/x]", "\nthanks"]),
    ("Pay 38 yuan or $5", ["Pay ", "[38 yuan]", " or ", "[$5]"]),
    ("Table 12", ["Table 12"]), ("2026 年", ["2026 年"]), ("", [""]),
  ])
  func areFound(text: String, parts: [String]) {
    let found = UnbrokenWords.parts(of: text)
    #expect(found.map { $0.isWhole ? "[\($0.text)]" : String($0.text) } == parts)
    #expect(found.map(\.text).joined() == text)
  }
}
