import Catalog
import GatePay
import Support
import TestSupport
import Testing

private let shops = """
  site: { title: Test, language: en }
  merchants:
    a: { name: A, appkey: 00112233445566778899aabbccddeeff, tokens: { x: a-x, y: a-y } }
    b: { name: B, appkey: ffeeddccbbaa99887766554433221100, tokens: { z: b-z } }
  prices: { tea: 1.10 }
  products:
    8: { title: Tea, price: tea, merchant: a }
    7: { title: Pot, price: 88, merchant: a }
    9: { title: Gift, price: 5, merchant: b }

  """

@Suite struct OrderLinkTests {
  @Test func readsEveryKindOfOrderWithItsTerms() throws {
    let fixture = try CatalogueFixture(
      shops + """
        defaults: { token: a/x, price: 3, stable: true, skin: night }
        links:
          - { id: any, order: anypay, type: wechat, custom: t-1, notify_url: "https://s.cn/n?a=1" }
          - { id: cloud, order: cloudpay, type: alipay, price: tea, merchant: b }
          - { id: set, order: grouppay, type: wechat, products: { 8: 2, 7: 1 } }
          - { id: gift, order: stablepay, type: alipay, product: 9, return_url: "http://127.0.0.1:80/" }
          - { id: plain }
        """)
    let links = try fixture.links()
    #expect(links.map(\.expires) == [true, true, true, true, false])
    #expect(links.map(\.merchant) == [0, 1, 0, 1, 0])
    #expect(links.map(\.tokenName) == ["", "", "", "", "x"])
    #expect(
      links.map { $0.address.price?.description } == ["3.00", "1.10", "90.20", "5.00", "3.00"])
    #expect(links.map(\.address.custom) == ["t-1", "cloud", "set", "gift", nil])
    #expect(links.map(\.address.stable) == [true, true, true, true, true])
    #expect(links[0].skin.name == "night" && links[0].url.isEmpty)

    let key = try #require(Appkey("00112233445566778899aabbccddeeff"))
    let number = try #require(OutOrderID("k1"))
    let requests = try #require(fixture.catalogue).orders().map {
      $0.terms.request(appkey: key, outOrderID: number)
    }
    #expect(requests.map(\.kind) == [.anypay, .cloudpay, .grouppay, .stablepay])
    #expect(requests.map(\.ownFieldValue) == ["3.00", "1.10", "8:2,7:1", "9"])
    #expect(requests.map(\.type) == [.wechat, .alipay, .wechat, .alipay])
    #expect(requests[0].notifyURL == "https://s.cn/n?a=1" && requests[0].returnURL == nil)
    #expect(requests[3].returnURL == "http://127.0.0.1:80/")
  }

  @Test func makesOrdersOfRowsAndKnowsWhereEachStands() throws {
    let fixture = try CatalogueFixture(
      shops + """
        links:
          - { id: "o-{sku}", rows: a.csv, order: stablepay, type: "{by}", product: "{sku}" }
        """, files: ["a.csv": "sku,by\n8,wechat\n9,alipay\n"])
    let orders = try #require(fixture.catalogue, "\(fixture.texts)").orders()
    #expect(orders.map(\.id) == ["o-8", "o-9"] && orders.map(\.merchant) == [0, 1])
    #expect(orders.map(\.position.line) == [2, 3])
    #expect(orders.map(\.terms.price.description) == ["1.10", "5.00"])
  }

  @Test func carriesTheAddressOfTheOrderThatWasPlaced() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: o, order: anypay, type: wechat, price: 5 }, { id: p }]"
    )
    let url = "https://gatepay.io/pay/api?id=1&type=wechat"
    let order = PlacedOrder(outOrderID: try #require(OutOrderID("k1k")), payURL: url)
    let reader = try #require(fixture.catalogue).placing(["o": order]).makeReader()
    let link = try #require(try reader.next())
    #expect(link.url == url && link.address.placedOrder == order && link.symbolSize.version == 4)
    #expect(try reader.next()?.address.order == nil)
  }

  /// The mark shows the finding's position; the base takes the first nine lines.
  @Test(
    arguments: [
      ("{ id: o, order: ⟦anpay, type: wechat }", "links[0].order: \"anpay\" is not accepted here"),
      ("⟦{ id: o, order: anypay, price: 5 }", "links[0]: \"type\" is missing"),
      (
        "{ id: o, order: anypay, type: ⟦cash, price: 5, merchant: a }",
        "links[0].type: \"cash\" is not accepted here"
      ),
      (
        "{ id: ⟦o, order: anypay, type: wechat, merchant: a }",
        "links[0]: an order of the kind anypay needs a price"
      ),
      (
        "{ id: o, order: anypay, type: wechat, price: ⟦any, merchant: a }",
        "links[0]: an order of the kind anypay needs a price"
      ),
      (
        "⟦{ id: o, order: anypay, type: wechat, price: 5 }",
        "links[0]: no merchant is given"
      ),
      (
        "{ id: o, order: anypay, type: wechat, price: 5, merchant: a, ⟦stable: true }",
        "links[0].stable: there is no key \"stable\" here"
      ),
      (
        "{ id: o, order: anypay, type: wechat, price: 5, merchant: a, ⟦token: a/x }",
        "links[0].token: there is no key \"token\" here"
      ),
      (
        "{ id: o, order: cloudpay, type: wechat, price: 5, merchant: a, ⟦notify_url: \"https://x.cn\" }",
        "links[0].notify_url: there is no key \"notify_url\" here"
      ),
      (
        "{ id: o, order: anypay, type: wechat, price: 5, merchant: a, notify_url: ⟦ftp://x.cn/ }",
        "links[0].notify_url: \"ftp://x.cn/\" is not an address that can be called"
      ),
      ("⟦{ id: o, order: grouppay, type: wechat }", "links[0]: \"products\" is missing"),
      (
        "{ id: o, order: grouppay, type: wechat, products: { 8: ⟦0 } }",
        "links[0].products.8: \"0\" is not accepted here"
      ),
      (
        "{ id: o, order: grouppay, type: wechat, products: { 6: ⟦1 } }",
        "links[0].products.6: there is no product \"6\""
      ),
      (
        "{ id: o, order: grouppay, type: wechat, products: { 8: 1, 9: ⟦1 } }",
        "links[0].products.9: one order cannot hold products of two merchants, \"a\" and \"b\""
      ),
      (
        "{ id: o, order: grouppay, type: wechat, products: { 7: ⟦9999, 8: 9999 }, merchant: a }",
        nil
      ),
      ("⟦{ id: o, order: stablepay, type: wechat }", "links[0]: \"product\" is missing"),
      (
        "{ id: o, order: stablepay, type: wechat, product: ⟦88 }",
        "links[0].product: there is no product \"88\""
      ),
      (
        "{ id: ⟦o, order: stablepay, type: wechat, product: 9, merchant: a }",
        "links[0]: the link is for merchant \"a\", but the product is sold by \"b\""
      ),
      (
        "{ id: o, merchant: a, token: x, ⟦type: wechat }",
        "links[0].type: there is no key \"type\" here"
      ),
    ] as [(String, String?)])
  func refusesOrdersThatTheGatewayWouldRefuse(marked: String, message: String?) throws {
    let text = MarkedText(shops + "links:\n  - " + marked)
    let fixture = try CatalogueFixture(text.text)
    guard let message else {
      #expect(fixture.texts.isEmpty)
      return
    }
    #expect(fixture.catalogue == nil)
    let place = "paypress.yml:\(text.line):\(text.column): error: \(message)"
    #expect(
      fixture.texts.count == 1 && fixture.texts[0].hasPrefix(place), "\(place)\n\(fixture.texts)")
  }

  @Test func refusesASumAboveTheLimit() throws {
    let fixture = try CatalogueFixture(
      shops + """
        max_price: 100
        links:
          - { id: o, order: grouppay, type: wechat, products: { 7: 2 } }
        """)
    #expect(fixture.texts.count == 1)
    #expect(fixture.texts.first?.contains("the products cost more than 100.00 together") == true)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_868_800, "2000-03-01T00:00:00Z"), (1_796_548_985, "2026-12-06T09:23:05Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func writesAndReadsMoments(seconds: Int64, text: String) {
    #expect(UTCTime.stamp(seconds) == text)
    #expect(UTCTime.seconds(ofStamp: text) == seconds)
    #expect(UTCTime.seconds(ofStamp: text.replacing("Z", with: "")) == nil)
  }
}
