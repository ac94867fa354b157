import Foundation
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// What changes beside the config while the receiver runs counts for the next payment.
@Suite struct ReloadTests {
  private func inbox(_ shop: ShopFixture) -> [[String: Any]] {
    let output = (try? shop.run(["payments", "inbox", "--all", "--json"]).output) ?? Data()
    return (try? JSONSerialization.jsonObject(with: output)) as? [[String: Any]] ?? []
  }

  /// The words of each message in the inbox: its verdict and link.
  private func verdicts(_ shop: ShopFixture) -> [String] {
    inbox(shop).map { "\($0["verdict"] ?? "-") \($0["link"] as? String ?? "-")" }
  }

  @Test func aPriceThatChangesInTheSpreadsheetAloneCounts() throws {
    // Orders that the gateway knows and the shop does not, as those of quick-collect codes.
    let shop = try ShopFixture(
      links: "  - { id: \"o-{n}\", each: { n: 1..3 }, order: anypay, type: wechat, price: 7 }")
    #expect(try shop.place().status == 0)
    let numbers = try shop.created()
    try #require(numbers.count == 3)
    shop.remove(["paypress.lock"])
    try shop.folder.write("paid", to: "status")
    let head = try shop.folder.text("paypress.yml").prefix { $0 != "-" }
    try shop.folder.write(
      head + "- { id: \"{sku}\", rows: prices.csv, price: \"{price}\", stable: true }\n",
      to: "paypress.yml")
    try shop.folder.write("sku,price\nmug,5\n", to: "prices.csv")
    let listener = try Listener(shop, passingOn: [])
    func pay(_ index: Int) throws {
      let body = try ReceiverProcessTests.body(
        outOrderID: numbers[index], orderID: "\(500 + index)", price: "7.00", extend: "")
      #expect(listener.post(body) == "success")
      listener.wait {
        let verdicts = verdicts(shop)
        return verdicts.count == index + 1 && !verdicts[index].hasPrefix("unclear")
      }
    }
    func change(to price: Int, _ count: Int) throws {
      try shop.folder.write("sku,price\nmug,\(price)\n", to: "prices.csv")
      listener.wait {
        (try? shop.folder.text("log").components(separatedBy: "was read again").count) == count + 1
      }
    }
    try pay(0)
    try change(to: 7, 1)
    try pay(1)
    try change(to: 5, 2)
    try pay(2)
    listener.stop()
    #expect(verdicts(shop) == ["unexpected -", "paid mug", "unexpected -"])
  }

  /// The clock jumped back: every file seems to be newer than its reading.
  @Test func aClockThatJumpsBackCausesOneReload() async throws {
    let desk = try DeskFixture(orderCount: 0)
    let path = "\(desk.folder.path)/paypress.yml"
    let setup = ReceiverSetup(desk: try desk.desk(), language: .english, ask: desk.answer())
    let count = Mutex(0)
    let loaded = SetupWatch.Loaded(setup: setup, files: [path], startedAt: 0)
    let (requests, _) = AsyncStream.makeStream(of: Void.self)
    let watch = SetupWatch(CurrentSetup(setup), first: loaded, requests: requests) {
      count.withLock { $0 += 1 }
      return loaded
    }
    let task = Task { try await watch.run { _ in } }
    try await Task.sleep(for: .seconds(5))
    #expect(count.withLock(\.self) == 1)
    // A change of the file is noticed all the same.
    try desk.folder.write(try desk.folder.text("paypress.yml") + "\n", to: "paypress.yml")
    let deadline = ContinuousClock.now + .seconds(20)
    while count.withLock(\.self) < 2, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(count.withLock(\.self) >= 2)
    task.cancel()
  }

  /// The gateway is not asked: it would say "unpaid".
  @Test func anOrderThatIsAddedWhileTheReceiverRunsIsPaid() throws {
    let shop = try ShopFixture(
      links: "  - { id: o, order: anypay, type: wechat, price: 5, custom: =1+1 }")
    #expect(try shop.place().status == 0)
    let listener = try Listener(shop, passingOn: [])
    #expect(
      try shop.run([
        "order", "create", "anypay", "--price", "9", "--type", "wechat", "--custom", "later",
        "--out-order-id", "mine-a",
      ]).status == 0)
    let checks = try shop.lines("checked")
    let body = try ReceiverProcessTests.body(
      outOrderID: "mine-a", orderID: "501", price: "9.00", extend: "later")
    #expect(listener.post(body) == "success")
    #expect(verdicts(shop) == ["paid -"])
    listener.stop()
    #expect(try shop.lines("checked") == checks)
    #expect(try shop.run(["payments", "--csv-raw"]).text.contains(",paid,9.00,9.00,wechat,501,"))
  }
}
