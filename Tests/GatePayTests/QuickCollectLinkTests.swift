import GatePay
import TestSupport
import Testing

private let appkey = "e3d704f3542b44a621ebed70dc0efe13"
private let start = "https://gatepay.io/pay/any?appkey=\(appkey)&token=qflknfokn"

private func link(
  price: String? = nil, custom: String? = nil, stable: Bool = false, skin: GatewaySkin = .standard
) throws -> QuickCollectLink {
  QuickCollectLink(
    appkey: try #require(Appkey(appkey)), token: try #require(Token("qflknfokn")),
    price: try price.map { try Amount($0) }, custom: custom, stable: stable, skin: skin)
}

@Suite struct QuickCollectLinkTests {
  /// The three examples of the interface document, section "生成您的快捷付款页".
  @Test func writesTheDocumentsThreeExamples() throws {
    #expect(try link().url == start)
    #expect(try link(price: "1.88", stable: true).url == start + "&price=1.88&stable=1")
    #expect(
      try link(custom: "terry", stable: true, skin: .one).url
        == start + "&custom=terry&stable=1&skin=1")
  }

  @Test(arguments: [
    ("a b", "a%20b"), ("a+b", "a%2Bb"), ("a&b=c", "a%26b%3Dc"), ("100%", "100%25"),
    ("#1", "%231"), ("\"'", "%22%27"), ("-._~", "-._~"),
    ("用户@例子.cn", "%E7%94%A8%E6%88%B7%40%E4%BE%8B%E5%AD%90.cn"),
    ("🍵", "%F0%9F%8D%B5"), ("שלום", "%D7%A9%D7%9C%D7%95%D7%9D"), ("a/b?c", "a%2Fb%3Fc"),
  ])
  func encodesAllButUnreservedCharacters(custom: String, encoded: String) throws {
    #expect(try link(custom: custom).url == start + "&custom=" + encoded)
  }

  @Test func comesBackWholeFromItsOwnAddress() throws {
    var random = Xorshift(seed: 0x9e37_79b9_7f4a_7c15)
    for _ in 0..<3_000 {
      let scalars =
        (0..<random.below(40) + 1).map { _ in random.scalar() }
        .filter { $0.properties.generalCategory != .control } + ["x"]
      let custom = String(String.UnicodeScalarView(scalars))
      let original = try link(
        price: random.below(2) == 0 ? nil : "\(random.below(9_999_999)).\(random.below(90) + 10)",
        custom: random.below(3) == 0 ? nil : custom, stable: false,
        skin: random.below(2) == 0 ? .one : .standard)
      let inspection = QuickCollectInspection(original.url)
      #expect(original.url.utf8.allSatisfy { $0 < 128 })
      #expect(inspection.link == original && inspection.problems == [.sampleAppkey])
    }
  }

  @Test func carriesFiveHundredBytesOfCustomText() throws {
    let custom = String(repeating: "茶", count: 166) + "ab"
    let original = try link(price: "1.00", custom: custom, stable: true)
    #expect(custom.utf8.count == 500)
    #expect(QuickCollectInspection(original.url).link == original)
  }

  @Test func showsNeitherKeyNorTokenInDescriptions() throws {
    let link = try link(price: "1.88", stable: true)
    for text in ["\(link.appkey)", "\(link.token)", String(reflecting: link), "\(link)"] {
      #expect(!text.contains(appkey) && !text.contains("qflknfokn"))
    }
  }

  @Test(arguments: ["", "a b", "a/b", "ключ", String(repeating: "a", count: 65)])
  func refusesAppkeysOfOtherCharacters(text: String) {
    #expect(Appkey(text) == nil)
  }

  @Test(arguments: ["", "a b", "a\n", String(repeating: "a", count: 129)])
  func refusesTokensWithSpaces(text: String) {
    #expect(Token(text) == nil)
  }
}
