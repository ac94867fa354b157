import Foundation
import TestSupport
import Testing

private let link = "  - { id: o, order: anypay, type: wechat, price: 5 }"

/// Orders with an unknown result, over real connections.
@Suite struct UnansweredOrderTests {
  /// The fate of the first create call, how the first run ends, and whether the order exists.
  @Test(
    arguments: [
      ("lose", 1, "exists at the gateway, but the reply with its address was lost", true),
      ("cut", 1, "exists at the gateway, but the reply with its address was lost", true),
      ("drop", 74, "the connection was closed; order ", false),
      ("html", 74, "HTTP status 502, not JSON; order ", false),
      ("refuse 199", 1, "refuses (199): unknown error, \"拒绝\"; order ", false),
    ] as [(String, Int32, String, Bool)])
  func neverCreatesTwiceAfterALostReply(
    fault: String, status: Int32, message: String, exists: Bool
  ) throws {
    let shop = try ShopFixture(links: link)
    try shop.folder.write(fault + "\n", to: "faults")
    let first = try shop.place()
    #expect(first.status == status && first.error.contains(message), "\(first.error)")
    #expect(!first.error.contains("--timeout"))
    let number = try #require(try shop.values("out_order_id").first)
    #expect(first.error.contains("order \(number) "))
    if exists {
      #expect(try shop.place().status == 1 && shop.created() == [number])
      // Nobody ever had its URL: once it cannot be paid, another one replaces it.
      try shop.folder.write("expired", to: "status")
      #expect(try shop.place().status == 0)
      #expect(try shop.created().count == 2 && Set(shop.created()).count == 2)
    } else {
      let early = try shop.place()
      #expect(early.status == 74 && early.error.contains("may still be working on it"))
      #expect(try shop.created().isEmpty && shop.values("tried").count == 1)
      try shop.letTimePass()
      #expect(try shop.place().status == 0)
      #expect(try shop.created() == [number] && shop.values("tried").isEmpty)
    }
  }

  @Test func forgetsAnOrderThatWasRefused() throws {
    let shop = try ShopFixture(links: link)
    try shop.folder.write("refuse 207\n", to: "faults")
    let refused = try shop.place()
    #expect(refused.status == 1)
    #expect(refused.error.contains("the gateway refuses (207): the stock could not be created"))
    #expect(try shop.values("out_order_id").isEmpty)
    #expect(try shop.place().status == 0)
    #expect(try shop.created().count == 1)
  }

  /// The gateway creates the order after the timeout, and after saying that it has no such order.
  @Test func doesNotCreateAgainWhatAGatewayCommitsLate() throws {
    let shop = try ShopFixture(links: link)
    try shop.folder.write("late\n", to: "faults")
    let create = ["order", "create", "anypay", "--price", "1", "--type", "wechat"]
    let first = try shop.run(create + ["--timeout", "1"])
    #expect(first.status == 74 && first.output.isEmpty)
    let number = try #require(try shop.values("out_order_id").first)
    #expect(first.error.contains("it did not answer in time; order \(number) may exist anyway"))
    #expect(first.error.contains("--out-order-id \(number)"))
    let again = create + ["--out-order-id", number]
    let second = try shop.run(again)
    #expect(second.status == 74 && second.error.contains("may still be working on it"))
    #expect(try shop.created().isEmpty)
    try shop.folder.write("", to: "commit")
    while try shop.created().isEmpty { usleep(10_000) }
    let third = try shop.run(again)
    #expect(third.status == 1 && third.error.contains("exists at the gateway"), "\(third.error)")
    #expect(!third.error.contains("a new order is created"))
    #expect(try shop.created() == [number])
    try shop.folder.write("expired", to: "status")
    let last = try shop.run(again)
    #expect(last.status == 1 && last.error.contains("order \(number) has expired"))
    #expect(last.error.contains("omit --out-order-id") && !last.error.contains("wait"))
    #expect(try shop.created() == [number])
  }

  @Test func saysThatAnOrderMayExistWhereItCannotBeLookedUp() throws {
    let shop = try ShopFixture(links: link)
    try shop.folder.write("die\n", to: "faults")
    let create = ["order", "create", "anypay", "--price", "1", "--type", "wechat"]
    let first = try shop.run(create)
    #expect(first.status == 74 && !first.error.contains("nothing was sent"), "\(first.error)")
    let number = try #require(try shop.values("out_order_id").first)
    #expect(try shop.created() == [number])
    #expect(first.error.contains("the connection was closed; order \(number) may exist"))
    let second = try shop.run(create + ["--out-order-id", number])
    #expect(second.status == 74)
    #expect(second.error.contains("cannot be reached: Connection refused; order \(number) may"))
    #expect(try shop.values("out_order_id") == [number])
  }

  /// Later runs have the order or know that its URL is lost; the gateway has created one.
  @Test func neverCreatesTwiceHoweverItIsKilled() throws {
    let shop = try ShopFixture(links: link)
    try #require(!ShopFixture.killer.isEmpty)
    var killedCount = 0
    var lostCount = 0
    var undecidedCount = 0
    for call in 1...200 {
      shop.remove(["paypress.lock", "paypress.lock.new", "created"])
      let killed = try shop.place(environment: ShopFixture.killing(at: call))
      if killed.status == 0 { break }
      killedCount += 1
      #expect(killed.status == 137)
      var next = try shop.place()
      if next.status == 74 {
        undecidedCount += 1
        #expect(next.error.contains("may still be working on it"), "call \(call): \(next.error)")
        try shop.letTimePass()
        next = try shop.place()
      }
      let numbers = try shop.created()
      #expect(numbers.count == 1, "call \(call): \(numbers)")
      if next.status == 0 {
        #expect(try shop.values("out_order_id") == numbers && shop.values("pay_url").count == 1)
      } else {
        lostCount += 1
        #expect(next.error.contains("reply with its address was lost"), "call \(call)")
      }
    }
    // Only a few calls lie between the request and the record of its reply.
    #expect((10..<200).contains(killedCount) && lostCount <= 3, "\(killedCount) \(lostCount)")
    #expect((1...5).contains(undecidedCount), "\(undecidedCount)")
  }
}
