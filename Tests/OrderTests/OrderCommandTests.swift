import Foundation
import TestSupport
import Testing

private let links = """
    - { id: o, order: anypay, type: wechat, price: 5 }
    - { id: c, order: cloudpay, type: alipay, price: 5.5, custom: a b+c&d }
    - { id: g, order: grouppay, type: alipay, products: { 8: 1, 7: 2 } }
    - { id: s, order: stablepay, type: alipay, product: 8 }
    - { id: plain }
  """

@Suite struct OrderCommandTests {
  /// Vectors of the protocol notes; their secret is `s3cret`.
  @Test(arguments: [
    (
      ["anypay", "--price", "0.82", "--type", "wechat", "--custom", "terry"], "5cc75a6a0b418",
      "3f5669b5e8f469f8951f7a498bba4d3c"
    ),
    (
      ["cloudpay", "--price", "10.23", "--type", "alipay", "--custom", "用户@例子.cn"], "A-1",
      "c1979fab885931cb7d90dd1a5fb41328"
    ),
    (
      ["grouppay", "--products", "8:1,7:1", "--type", "wechat", "--custom", "terry"], "2d5fdb06",
      "720b85e02d0a39e9238b171598866729"
    ),
    (
      ["stablepay", "--product", "8", "--type", "alipay", "--custom", "a b+c&d"], "6bfad15e",
      "50af6e240b3f1ad4e3c6ea8804d450cc"
    ),
  ])
  func aDryRunShowsTheExactFieldsAndSendsNothing(
    arguments: [String], number: String, sign: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        shop: { name: Shop, appkey: e3d704f3542b44a621ebed70dc0efe13, tokens: { counter: abc } }
      products: { 8: { title: Tea, price: 1.10 }, 7: { title: Pot, price: 88 } }
      links: [{ id: plain }]
      """, to: "paypress.yml")
    let result = try Tool.payPress(
      ["order", "create"] + arguments + ["--out-order-id", number, "--dry-run"],
      in: folder.path, environment: ["GATEPAY_APPSECRET": "s3cret"])
    let host = arguments[0] == "cloudpay" ? "cloud.gatepay.io" : "gatepay.io"
    #expect(result.status == 0 && result.error == "nothing was sent\n", "\(result.error)")
    #expect(result.text.hasPrefix("POST https://\(host)/api/\(arguments[0])/create\n"))
    #expect(result.text.contains("\nout_order_id=\(number)\n"))
    #expect(result.text.hasSuffix("\nsign=\(sign)\n"))
    #expect(!folder.has("paypress.lock"))
    let check = try Tool.payPress(
      ["order", "check", "5cc75a6a0b418", "--dry-run", "--json"], in: folder.path,
      environment: ["GATEPAY_APPSECRET": "s3cret"])
    #expect(check.text.contains("\"sign\": \"f383305deddbce5551c3adfb75df43d7\""))
  }

  @Test func createsChecksAndRefusesToCreateTwice() throws {
    let shop = try ShopFixture(links: links)
    let arguments = ["order", "create", "anypay", "--price", "1.88", "--type", "wechat"]
    let created = try shop.run(arguments + ["--out-order-id", "mine-a", "--json"])
    #expect(created.status == 0, "\(created.error)")
    #expect(created.text.contains("\"pay_url\": \"\(shop.gateway)/pay/api?id="))
    let check = try shop.run(["order", "check", "mine-a"])
    #expect(check.text.contains("status        unpaid\n"), "\(check.text)")
    let again = try shop.run(arguments + ["--out-order-id", "mine-a"])
    #expect(again.status == 1 && again.error.contains("already has an order mine-a"))
    let unknown = try shop.run(["order", "check", "nobody"])
    #expect(unknown.status == 1)
    #expect(
      unknown.error.contains("the gateway refuses (201): there is no such order, \"订单不存在\""))
    #expect(try shop.created() == ["mine-a"])
  }

  @Test func createsEachOrderOnceAndBuildsFromTheFileAfterwards() throws {
    let shop = try ShopFixture(links: links)
    let missing = try shop.run(["check", "--all"])
    #expect(try shop.run(["build"]).status == 1 && !shop.folder.has("output"))
    for id in ["o", "c", "g", "s"] {
      #expect(missing.error.contains("no order has been created for \"\(id)\" yet"))
    }
    #expect(try shop.run(["build", "--online"]).status == 0)
    #expect(try shop.created().count == 4)
    let file = try shop.folder.text("paypress.lock")
    for _ in 0..<2 { #expect(try shop.run(["build", "--online"]).status == 0) }
    #expect(try shop.created().count == 4)
    #expect(try shop.values("link") == ["c", "g", "o", "s"])
    #expect(try shop.values("custom").contains("a b+c&d"))
    // The file is enough without network and secret.
    let offline = try Tool.payPress(["build", "-o", "other"], in: shop.folder.path)
    #expect(offline.status == 0, "\(offline.error)")
    #expect(try shop.values("pay_url").allSatisfy { file.contains($0) })
    let pictures = ["c", "g", "o", "s"].map { "\(shop.folder.path)/other/qr/\($0).png" }
    #expect(try Tool.readCodes(pictures) == shop.values("pay_url"))
    #expect(try shop.leaks().isEmpty)
  }

  @Test func sendsNothingWhereTheGatewayCannotBeReached() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      gateway: http://127.0.0.1:1
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links: [{ id: o, order: anypay, type: wechat, price: 5 }]
      """, to: "paypress.yml")
    let result = try Tool.payPress(
      ["build", "--online"], in: folder.path, environment: ShopFixture.environment)
    #expect(result.status == 74 && !folder.has("output"))
    #expect(
      result.error.contains("the gateway cannot be reached: Connection refused; nothing was sent"))
    #expect(try !folder.text("paypress.lock").contains("out_order_id"))
    let report = try Tool.payPress(
      ["build", "--online", "--format", "json"], in: folder.path,
      environment: ShopFixture.environment)
    #expect(
      report.status == 74 && report.text.contains(#""code": "orders-failed""#), "\(report.text)")
    #expect(report.error.contains("the gateway cannot be reached") && !folder.has("output"))
  }

  @Test func refusesAPriceThatIsNotTheGateways() throws {
    let shop = try ShopFixture(links: "  - { id: s, order: stablepay, type: wechat, product: 8 }")
    let config = try shop.folder.text("paypress.yml")
    try shop.folder.write(config.replacing("price: 1.10", with: "price: 1.20"), to: "paypress.yml")
    let wrong = try shop.run(["build", "--online"])
    #expect(wrong.status == 1 && wrong.error.contains("the gateway asks 1.10"))
    let offline = try shop.run(["build"])
    #expect(offline.status == 1 && offline.error.contains("the config says 1.20"))
    try shop.folder.write(config, to: "paypress.yml")
    #expect(try shop.run(["build", "--online"]).status == 0)
    #expect(try shop.created().count == 1)
  }

  /// The page keeps its URL: `order/check` may not know an order created at another host.
  @Test func neverCreatesAnOrderWithAnAddressAgain() throws {
    let shop = try ShopFixture(
      links: "  - { id: c, order: cloudpay, type: alipay, price: 5.5, title: Cloud }")
    try shop.folder.write("cloudpay", to: "unknown")
    #expect(try shop.run(["build", "--online"]).status == 0)
    let number = try #require(try shop.created().first)
    let address = try shop.values("pay_url")
    for _ in 0..<3 {
      let again = try shop.run(["build", "--online"])
      #expect(again.status == 0)
      let warning = "warning: links[0]: the gateway does not know order \(number)"
      #expect(again.error.contains(warning), "\(again.error)")
    }
    #expect(try shop.created() == [number] && shop.values("pay_url") == address)
    #expect(try Tool.readCodes(["\(shop.folder.path)/output/qr/c.png"]) == address)
  }

  @Test func doesNotHandOutAnOrderOfAnotherPrice() throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    let config = try shop.folder.text("paypress.yml")
    try shop.folder.write(config.replacing("price: 1.10", with: "price: 1.20"), to: "paypress.yml")
    let result = try shop.run([
      "order", "create", "stablepay", "--product", "8", "--type", "wechat", "--json",
    ])
    let number = try #require(try shop.created().first)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.error.contains("the gateway asks 1.10 for order \(number), not 1.20"))
    // The created order is kept.
    #expect(try shop.values("pay_url").count == 1 && shop.values("gateway_price") == ["1.10"])
  }

  /// The file has the answer of a check, even a price that the order did not set.
  @Test func recordsWhatACheckTells() throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    let create = ["order", "create", "stablepay", "--product", "8", "--type", "wechat"]
    #expect(try shop.run(create + ["--out-order-id", "mine-a"]).status == 0)
    let told = ["gateway_price", "order_id", "status", "checked"]
    try shop.changeOrders { order in for name in told { order[name] = nil } }
    try shop.folder.write("paid", to: "status")
    #expect(try shop.values("gateway_price").isEmpty && shop.values("status").isEmpty)
    #expect(try shop.run(["order", "check", "mine-a"]).status == 0)
    #expect(try shop.values("gateway_price") == ["1.10"] && shop.values("status") == ["paid"])
    #expect(try shop.values("pay_url").count == 1)
    // An order missing from the file is not added.
    shop.remove(["paypress.lock"])
    #expect(try shop.run(["order", "check", "mine-a"]).status == 0)
    #expect(!shop.folder.has("paypress.lock"))
  }

  @Test(arguments: [("108", "--notify-url"), ("109", "--return-url")])
  func saysWhereAnAddressIsSet(code: String, option: String) throws {
    let shop = try ShopFixture(links: links)
    try shop.folder.write("refuse \(code)\n", to: "faults")
    let result = try shop.run(["order", "create", "anypay", "--price", "1", "--type", "wechat"])
    #expect(result.status == 1 && result.error.contains("the gateway refuses (\(code))"))
    #expect(result.error.contains("\n  hint: give both addresses") && result.error.contains(option))
  }

  @Test(arguments: [("mine-7", true), ("7mine", true), ("mine-a", false)])
  func notesANumberWhoseNotificationsAreAmbiguous(number: String, isNoted: Bool) throws {
    let shop = try ShopFixture(links: links)
    let result = try shop.run([
      "order", "create", "anypay", "--price", "1", "--type", "wechat", "--out-order-id", number,
    ])
    #expect(result.status == 0)
    #expect(try shop.created() == [number])
    #expect(result.error.contains("paypress: note: order number \(number) does not") == isNoted)
  }

  @Test func refusesASumThatNoIntegerHolds() throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    let ids = 1...11
    let config = """
      site: { title: Test, language: en }
      max_price: 999999999999.99
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      products:
      \(ids.map { "  \($0): { title: P, price: 999999999999.99 }" }.joined(separator: "\n"))
      links:
      """
    try shop.folder.write(config + "\n  - { id: plain }", to: "paypress.yml")
    let products = ids.map { "\($0):9999" }
    let created = try shop.run([
      "order", "create", "grouppay", "--products", products.joined(separator: ","), "--type",
      "wechat",
    ])
    #expect(created.status == 64 && created.error.contains("is not a list of products"))
    let set = products.map { $0.replacing(":", with: ": ") }.joined(separator: ", ")
    try shop.folder.write(
      config + "\n  - { id: g, order: grouppay, type: wechat, products: { \(set) } }",
      to: "paypress.yml")
    let check = try shop.run(["check"])
    #expect(check.status == 1 && check.error.contains("the products cost more than"))
  }

  @Test(arguments: [
    ["order"], ["order", "create"], ["order", "check"], ["notify"], ["notify", "listen"],
    ["notify", "verify"], ["payments"], ["payments", "list"], ["payments", "inbox"],
    ["payments", "judge"], ["payments", "deliver"], ["payments", "deliveries"],
    ["payments", "redeliver"], ["payments", "backup"], ["payments", "takings"],
    ["payments", "reconcile"], ["sandbox", "trigger"],
  ])
  func helpIsAsRecordedAndEndsWithAnExample(command: [String]) throws {
    let result = try Tool.payPress(command + ["--help"], in: "/")
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(result.text.contains("\nEXAMPLE:\n  paypress "))
    let name = "help-\(command.joined(separator: "-")).txt"
    #expect(try Golden.difference(result.output, from: name) == nil)
  }

  /// One gateway for all wrong command lines, none of which reaches it.
  nonisolated(unsafe) private static let usageShop = Result { try ShopFixture(links: links) }

  @Test(arguments: [
    ["order", "create", "anypay", "--type", "wechat"],
    ["order", "create", "anypay", "--type", "cash", "--price", "1"],
    ["order", "create", "anypay", "--type", "wechat", "--price", "0"],
    ["order", "create", "anypay", "--type", "wechat", "--price", "1", "--product", "8"],
    [
      "order", "create", "cloudpay", "--type", "wechat", "--price", "1", "--notify-url", "http://x",
    ],
    ["order", "create", "stablepay", "--type", "wechat", "--product", "9"],
    ["order", "create", "grouppay", "--type", "wechat", "--products", "8:0"],
    ["order", "create", "anypay", "--type", "wechat", "--price", "1", "--out-order-id", "a.b"],
    ["order", "create", "anypay", "--type", "wechat", "--price", "1"], ["order", "check", "a b"],
    ["build", "--renew"], ["notify", "listen", "--port", "70000"], ["notify", "listen"],
    ["payments", "--csv", "--json"], ["payments", "--sum", "link", "--json"],
  ])
  func wrongUsageEndsWith64(arguments: [String]) throws {
    let shop = try Self.usageShop.get()
    let result = try Tool.payPress(arguments, in: shop.folder.path)
    #expect(result.status == 64 && result.output.isEmpty && !result.error.isEmpty)
    #expect(try shop.created().isEmpty && !shop.folder.has("paypress.lock"))
  }
}
