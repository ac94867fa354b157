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
  /// The vectors of the protocol notes; their secret is `s3cret`.
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
    #expect(again.status == 1 && again.error.contains("has an order mine-a already"))
    let unknown = try shop.run(["order", "check", "nobody"])
    #expect(unknown.status == 1)
    #expect(
      unknown.error.contains("the gateway refuses (201): there is no such order, \"订单不存在\""))
    #expect(try shop.created() == ["mine-a"])
  }

  @Test func createsEachOrderOnceAndBuildsFromTheFileAfterwards() throws {
    let shop = try ShopFixture(links: links)
    let missing = try shop.run(["build"])
    #expect(missing.status == 1 && !shop.folder.has("output"))
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
    // Without the network and the secret, the file is enough.
    let offline = try Tool.payPress(["build", "-o", "other"], in: shop.folder.path)
    #expect(offline.status == 0, "\(offline.error)")
    #expect(try shop.values("pay_url").allSatisfy { file.contains($0) })
    let pictures = ["c", "g", "o", "s"].map { "\(shop.folder.path)/other/qr/\($0).png" }
    #expect(try Tool.readCodes(pictures) == shop.values("pay_url"))
    #expect(try shop.leaks().isEmpty)
  }

  /// What happens to the first create call, and whether the order can be paid afterwards.
  @Test(
    arguments: [
      ("lose", 1, "exists at the gateway, but the reply with its address was lost"),
      ("cut", 1, "exists at the gateway, but the reply with its address was lost"),
      ("drop", 0, ""), ("html", 0, ""),
      ("refuse 207", 1, "the gateway refuses (207): the stock could not be created"),
      ("refuse 199", 0, ""),
    ] as [(String, Int32, String)])
  func neverCreatesTwiceAfterALostReply(fault: String, status: Int32, message: String) throws {
    let shop = try ShopFixture(links: "  - { id: o, order: anypay, type: wechat, price: 5 }")
    try shop.folder.write(fault + "\n", to: "faults")
    let first = try shop.run(["build", "--online"])
    #expect(
      first.status == status && (message.isEmpty || first.error.contains(message)), "\(first.error)"
    )
    let second = try shop.run(["build", "--online"])
    let isLost = fault == "lose" || fault == "cut"
    #expect(second.status == (isLost ? 1 : 0), "\(second.error)")
    let numbers = try shop.created()
    #expect(numbers.count == 1 && Set(numbers).count == 1, "\(numbers)")
    guard isLost else { return }
    // Nobody ever had its address: once it cannot be paid any more, another one takes its place.
    try shop.folder.write("expired", to: "status")
    #expect(try shop.run(["build", "--online"]).status == 0)
    #expect(try shop.created().count == 2 && Set(shop.created()).count == 2)
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
    #expect(try !folder.text("paypress.lock").contains("[[order]]"))
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

  /// Whenever it is killed: the next run has the order, or knows that its address is lost, and the
  /// gateway has created one.
  @Test func neverCreatesTwiceHoweverItIsKilled() throws {
    let shop = try ShopFixture(links: "  - { id: o, order: anypay, type: wechat, price: 5 }")
    try #require(!ShopFixture.killer.isEmpty)
    var killedCount = 0
    var lostCount = 0
    for call in 1...200 {
      shop.remove(["paypress.lock", "paypress.lock.new", "created", "output"])
      let killed = try shop.run(
        ["build", "--online", "-j", "1"], environment: ShopFixture.killing(at: call))
      if killed.status == 0 { break }
      killedCount += 1
      #expect(killed.status == 137)
      let next = try shop.run(["build", "--online"])
      let numbers = try shop.created()
      #expect(numbers.count == 1, "call \(call): \(numbers)")
      if next.status == 0 {
        #expect(try shop.values("out_order_id") == numbers && shop.values("pay_url").count == 1)
      } else {
        lostCount += 1
        #expect(next.error.contains("reply with its address was lost"), "call \(call)")
      }
    }
    // Between the request and the record of its reply lie only a few calls.
    #expect((10..<200).contains(killedCount) && lostCount <= 3, "\(killedCount) \(lostCount)")
  }

  @Test(arguments: [
    ["order"], ["order", "create"], ["order", "check"], ["notify"], ["notify", "listen"],
    ["notify", "verify"], ["payments"],
  ])
  func helpIsAsRecordedAndEndsWithAnExample(command: [String]) throws {
    let result = try Tool.payPress(command + ["--help"], in: "/")
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(result.text.contains("\nEXAMPLE:\n  paypress "))
    let name = "help-\(command.joined(separator: "-")).txt"
    #expect(try Golden.difference(result.output, from: name) == nil)
  }

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
    ["payments", "--csv", "--json"], ["payments", "--sum", "link"],
  ])
  func wrongUsageEndsWith64(arguments: [String]) throws {
    let shop = try ShopFixture(links: links)
    let result = try Tool.payPress(arguments, in: shop.folder.path)
    #expect(result.status == 64 && result.output.isEmpty && !result.error.isEmpty)
    #expect(try shop.created().isEmpty && !shop.folder.has("paypress.lock"))
  }
}
