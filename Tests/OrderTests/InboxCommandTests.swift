import Foundation
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

/// What the commands say about messages that need a decision.
@Suite struct InboxCommandTests {
  /// An inbox with one message about `strange`, paid 5.00 of 12.00 and not confirmed.
  private static func shop() async throws -> DeskFixture {
    let desk = try DeskFixture(orderCount: 0)
    let (receiver, _) = try desk.receiver()
    let message = AsynchronousNotification(
      orderID: "4711", outOrderID: "strange", price: "12.00", realPrice: "5.00", type: "alipay",
      payTime: "1764000000", extend: "t-1", appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(message.form).text == "success")
    return desk
  }

  /// The commands that the inbox advises are about the database that was named.
  @Test func theInboxSaysWhatCanBeDone() async throws {
    let desk = try await Self.shop()
    _ = try Ledger(desk.databasePath).backUp(to: "\(desk.folder.path)/other.sqlite")
    let arguments = ["payments", "inbox", "--database", "other.sqlite"]
    let open = try Tool.payPress(arguments, in: desk.folder.path)
    #expect(open.status == 0, "\(open.error)")
    for decision in ["--accept", "--dismiss"] {
      let command = "`paypress payments judge N \(decision) --database other.sqlite`"
      #expect(open.error.contains(command), "\(open.error)")
    }
    let dismissed = try Tool.payPress(
      ["payments", "judge", "1", "--dismiss", "--database", "other.sqlite"], in: desk.folder.path)
    #expect(dismissed.status == 0, "\(dismissed.error)")
    #expect(!(try Tool.payPress(arguments, in: desk.folder.path).error.contains("judge N")))
  }

  /// What is not recorded because its message waits is no riddle.
  @Test func aStatementNamesTheMessageThatWaits() async throws {
    let desk = try await Self.shop()
    try desk.folder.write(
      "out_order_id,amount,paid_at\nstrange,5.00,2025-11-24 16:00\nother,1.00,2025-11-24 16:00\n",
      to: "statement.csv")
    let text = try Tool.payPress(
      ["payments", "reconcile", "statement.csv"], in: desk.folder.path)
    let lines = text.text.split(separator: "\n")
    #expect(lines.count == 2 && text.status == 1, "\(text.text) \(text.error)")
    #expect(
      lines.first?.contains("not recorded  ¥5.00  strange  (inbox message 1: unclear)") == true)
    #expect(lines.last?.contains("inbox") == false)
    let csv = try Tool.payPress(
      ["payments", "reconcile", "statement.csv", "--csv"], in: desk.folder.path)
    let rows = csv.text.components(separatedBy: "\r\n")
    #expect(rows[0].hasSuffix(",line,inbox") && rows[1].hasSuffix(",2,1"), "\(rows)")
  }

  @Test(arguments: [[], ["unexpected words", "sign is missing"]])
  func refusedMessagesAreListedAsJSON(reasons: [String]) async throws {
    let desk = try await Self.shop()
    let ledger = try Ledger(desk.databasePath)
    try await ledger.note(
      reasons.map { RefusedMessage(receivedAt: 1_764_000_000, reason: $0, outOrderID: nil) })
    let result = try Tool.payPress(
      ["payments", "inbox", "--refused", "--json"], in: desk.folder.path)
    let list =
      try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [[String: Any]]
    #expect(list?.map { $0["reason"] as? String } == reasons, "\(result.text) \(result.error)")
    #expect(list?.allSatisfy { $0["received_at"] as? String == "2025-11-24T16:00:00Z" } == true)
  }
}
