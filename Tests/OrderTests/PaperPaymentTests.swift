import Foundation
import TestSupport
import Testing

/// A payment at a price that is on paper and not in the config any more, from the printed code to the
/// inbox: the whole program, a gateway, and curl.
@Suite struct PaperPaymentTests {
  /// What customers owe by the old codes, each an order that the gateway knows and the shop does not.
  private static let orders = """
      - { id: a, order: anypay, type: wechat, price: 20 }
      - { id: b, order: anypay, type: wechat, price: 28 }
      - { id: c, order: anypay, type: wechat, price: 12 }
      - { id: d, order: anypay, type: wechat, price: 99 }
    """

  private static func config(_ shop: ShopFixture, _ language: String, _ links: String) -> String {
    """
    site: { title: Test, language: \(language), base_url: https://pay.example.com/ }
    gateway: \(shop.gateway)
    merchants:
      shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
    links:
    \(links)
    """
  }

  private static func links(tea: Int, cake: Int) -> String {
    """
      - { id: tea, title: Tea, price: \(tea), stable: true, forward: true }
      - { id: cake, title: Cake, price: \(cake), stable: true }
    print: [{ poster: "*", name: posters, paper: A5 }]
    """
  }

  @Test(arguments: [
    (
      "en",
      [
        "old price, short address \"j9cx9\", from ",
        "old price, poster at the front door, printed 2026-11-02",
        "old price, poster at the front door, printed 2026-11-02",
      ]
    ),
    (
      "zh-CN",
      [
        "旧价，短网址 \"j9cx9\"，自 ", "旧价，the front door的海报，2026-11-02 印",
        "旧价，the front door的海报，2026-11-02 印",
      ]
    ),
  ])
  func isRecordedWithThePaper(language: String, words: [String]) throws {
    let shop = try ShopFixture(links: Self.orders)
    func run(_ arguments: String...) throws {
      let result = try shop.run(arguments)
      try #require(result.status == 0, "\(arguments): \(result.error)")
    }
    try run("order", "place")
    let numbers = try shop.created()
    try #require(numbers.count == 4)
    shop.remove(["paypress.lock"])
    try shop.folder.write("paid", to: "status")
    // Published at 20, printed at 28 and 12, and now other prices.
    func write(tea: Int, cake: Int) throws {
      let links = Self.links(tea: tea, cake: cake)
      try shop.folder.write(Self.config(shop, language, links), to: "paypress.yml")
    }
    try write(tea: 20, cake: 12)
    try run("build")
    try write(tea: 28, cake: 12)
    try run("build")
    try run("paper", "mark", "posters", "--place", "the front door", "--date", "2026-11-02")
    try write(tea: 30, cake: 15)
    try run("build")
    let listener = try Listener(shop, passingOn: [])
    let prices = ["20.00", "28.00", "12.00", "99.00"]
    for (index, price) in prices.enumerated() {
      let body = try ReceiverProcessTests.body(
        outOrderID: numbers[index], orderID: "\(500 + index)", price: price, extend: "")
      #expect(listener.post(body) == "success")
    }
    func inbox() throws -> [[String: Any]] {
      let output = try shop.run(["payments", "inbox", "--json"]).output
      return try #require(try JSONSerialization.jsonObject(with: output) as? [[String: Any]])
    }
    func settled() -> [[String: Any]] {
      ((try? inbox()) ?? []).filter { $0["verdict"] as? String == "unexpected" }
    }
    listener.wait { settled().count == prices.count }
    listener.stop()
    let lines = try shop.run(["payments", "inbox"]).text.split(separator: "\n")
    for (price, expected) in zip(prices, words) {
      let line = try #require(lines.first { $0.contains(price) }, "\(lines)")
      #expect(line.contains(expected), "\(line)")
    }
    // A price that was never anywhere has no paper.
    #expect(lines.contains { $0.contains("99.00") && !$0.contains("2026-11-02") })
    let known = settled().filter { $0["link"] as? String != nil }
    #expect(Set(known.compactMap { $0["link"] as? String }) == ["tea", "cake"])
    // What is accepted needs no attention, and its paper is still named.
    let accepted = known.compactMap { $0["id"] }.map { "\($0)" }
    let result = try shop.run(["payments", "judge"] + accepted + ["--accept"])
    #expect(result.status == 0, "\(result.error)")
    #expect(try inbox().compactMap { $0["price"] as? String } == ["99.00"])
    let all = try shop.run(["payments", "inbox", "--all"]).text.split(separator: "\n")
    for (price, expected) in zip(prices, words) {
      let line = try #require(all.first { $0.contains(price) }, "\(all)")
      #expect(line.contains("  accepted  ") && line.contains(expected), "\(line)")
    }
  }
}
