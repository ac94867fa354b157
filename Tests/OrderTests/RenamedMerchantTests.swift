import Catalog
import Foundation
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

/// Payments belong to an appkey, whatever the config calls its merchant.
@Suite struct RenamedMerchantTests {
  private func desk() throws -> DeskFixture {
    try DeskFixture(orderCount: 1, quickOrders: ["q1": (orderID: "77", price: try Amount("1.88"))])
  }

  /// The catalogue after an edit of the config.
  private func catalogue(_ desk: DeskFixture, _ old: String, _ new: String) throws -> Catalogue {
    let text = try desk.folder.text("paypress.yml").replacing(old, with: new)
    try desk.folder.write(text, to: "other.yml")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(desk.folder.path)/other.yml", environment: [:], into: sink)
    return try #require(loaded?.checkLinks().catalogue, "\(sink.findings)")
  }

  private func message(_ desk: DeskFixture, paid: String = "1.88") -> AsynchronousNotification {
    AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: paid, type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
  }

  private func receiver(_ desk: DeskFixture, _ catalogue: Catalogue) throws -> Receiver {
    Receiver(
      setup: CurrentSetup(
        ReceiverSetup(
          desk: try desk.desk(catalogue), language: .english, ask: desk.answer())),
      ledger: try Ledger(desk.databasePath),
      recipients: [Recipient(try ExternalProgram("/bin/true", in: [:]), name: "/bin/true")],
      report: { _ in })
  }

  @Test func aRepeatedMessageIsNoNewPayment() async throws {
    let desk = try desk()
    let (first, ledger) = try desk.receiver()
    let order = try desk.report(desk.records[0], orderID: 500)
    for message in [message(desk), order] {
      #expect(await first.takePayment(message.form).text == "success")
    }
    try await desk.settle(first, ledger)
    let before = try desk.payments(ledger)
    #expect(before.map(\.merchant) == ["shop", "shop"])
    let renamed = try receiver(desk, try catalogue(desk, "shop:", "store:"))
    // The same message, and one about another payment of the same order.
    for message in [message(desk), order, message(desk, paid: "1.87")] {
      #expect(await renamed.takePayment(message.form).text == "success")
    }
    try await desk.settle(renamed, ledger)
    #expect(try desk.payments(ledger) == before)
    #expect(try desk.inbox(ledger).map(\.verdict) == [.paid, .paid, .unexpected])
    #expect(try desk.inbox(ledger).map(\.receiptCount) == [2, 2, 1])
    // Nothing is passed on a second time, whatever its key would be now.
    let target = DeskFixture.target
    #expect(try await ledger.deliver(to: [target], in: 0..<(.max), at: 5) == 0)
    #expect(try await ledger.pending(for: target, after: 0, limit: 9).count == 2)
  }

  /// Another account under the old name is somebody else.
  @Test func anotherAccountUnderTheSameNameHasItsOwnPayments() async throws {
    let desk = try desk()
    let (first, ledger) = try desk.receiver()
    #expect(await first.takePayment(message(desk).form).text == "success")
    try await desk.settle(first, ledger)
    let other = try #require(Appkey("ffeeddccbbaa99887766554433221100"))
    let second = try receiver(desk, try catalogue(desk, desk.appkey.text, other.text))
    let foreign = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.88", type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: other, secret: desk.secret)
    #expect(await second.takePayment(foreign.form).text == "success")
    try await desk.settle(second, ledger)
    #expect(try desk.payments(ledger).map(\.appkey) == [desk.appkey.text, other.text])
  }

  /// A message whose merchant is missing for a moment is judged when it is back, under any name.
  @Test func aMessageWaitsForItsMerchant() async throws {
    let desk = try desk()
    let (first, ledger) = try desk.receiver(isReachable: false)
    #expect(await first.takePayment(message(desk).form).text == "success")
    try await desk.settle(first, ledger)
    let gone = try catalogue(desk, desk.appkey.text, "ffeeddccbbaa99887766554433221100")
    let absent = try receiver(desk, gone)
    #expect(try await absent.judge.judge(1) == .seconds(10))
    let jury = Jury(ledger: ledger, desk: try desk.desk(gone), ask: desk.answer())
    let others = try await jury.judge([1, 8]) { message, outcome in
      guard case .noMerchant = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(message.id == 1)
    }
    #expect(others == [8])
    #expect(try desk.inbox(ledger).map(\.verdict) == [.unclear])
    let back = try receiver(desk, try catalogue(desk, "shop:", "store:"))
    #expect(try await back.judge.judge(1) == nil)
    #expect(try desk.payments(ledger).map(\.link) == ["tea"])
  }

  /// A receiver of an earlier version may still run when a command converts its database.
  @Test func anEarlierVersionCanStillRecord() async throws {
    let desk = try desk()
    let (first, ledger) = try desk.receiver()
    let script = """
      import sqlite3
      base = sqlite3.connect("payments.sqlite")
      base.execute("INSERT INTO payment (merchant, order_id, out_order_id, gateway, link, state, price,"
                   " real_price, type, paid_at, custom, recorded_at)"
                   " VALUES ('shop', '77', 'q1', 'https://gatepay.io', 'tea', 3, 188, 188, 'alipay', 1700000100, 'x', 2)")
      base.commit()
      """
    let result = try Tool.run("/usr/bin/python3", ["-c", script], in: desk.folder.path)
    try #require(result.status == 0, "\(result.error)")
    #expect(await first.takePayment(message(desk).form).text == "success")
    try await desk.settle(first, ledger)
    #expect(try desk.inbox(ledger).map(\.verdict) == [.duplicate])
    #expect(try desk.payments(ledger).count == 1)
  }

  /// What version 4 of the tables held keeps its numbers, and gets its appkey once.
  @Test func rowsOfAnEarlierVersionGetTheirAppkey() async throws {
    let desk = try desk()
    let (first, ledger) = try desk.receiver()
    #expect(await first.takePayment(message(desk).form).text == "success")
    try await desk.settle(first, ledger)
    let before = try desk.payments(ledger)
    // As the migration leaves them: the digest was made from the name, too.
    let aged = try Tool.run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sqlite3
        base = sqlite3.connect("payments.sqlite")
        base.execute("UPDATE payment SET account = '=' || merchant")
        base.execute("UPDATE message SET account = '=' || merchant, digest = 'old'")
        base.commit()
        """,
      ], in: desk.folder.path)
    try #require(aged.status == 0, "\(aged.error)")
    #expect(await first.takePayment(message(desk).form).text == "success")
    #expect(try desk.inbox(ledger).map(\.receiptCount) == [2])
    #expect(try desk.payments(ledger).map(\.appkey) == [""])
    try await ledger.adopt(appkeys: ["shop": desk.appkey.text, "other": "x"])
    #expect(try desk.payments(ledger) == before)
    let renamed = try receiver(desk, try catalogue(desk, "shop:", "store:"))
    for message in [message(desk), message(desk, paid: "1.87")] {
      #expect(await renamed.takePayment(message.form).text == "success")
    }
    try await desk.settle(renamed, ledger)
    #expect(try desk.payments(ledger) == before)
    #expect(try desk.inbox(ledger).map(\.receiptCount) == [3, 1])
  }
}
