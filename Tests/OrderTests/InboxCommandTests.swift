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

  /// Databases keep the English of a reason, whose words therefore stay the same.
  @Test func everyReasonThatDatabasesHoldIsReadInChinese() async throws {
    let price = try Amount("1.88")
    func fault(_ fault: NotificationFault) -> NotificationRefusal { .fault(fault, merchant: "a") }
    let reasons: [(refusal: NotificationRefusal, stored: String, shown: String)] = [
      (.notAForm(.repeated("price")), "price appears twice", "\"price\" 出现了两次"),
      (.notAForm(.notText), "it is not percent-encoded UTF-8", "消息不是百分号编码的 UTF-8"),
      (.notAForm(.tooMany), "it has too many fields", "字段太多"),
      (.tooLong, "it is longer than 64 KiB", "消息超过 64 KiB"),
      (fault(.missing("sign")), "sign is missing", "缺少 sign"),
      (
        fault(.malformedSignature), "sign is not 32 hexadecimal digits", "sign 不是 32 位十六进制数字"
      ),
      (
        fault(.wrongSignature), "sign is not the signature of these fields", "sign 与这些字段的签名不符"
      ),
      (fault(.notCanonical("price")), "price has the wrong format", "price 的格式不对"),
      (fault(.unexpected("price")), "price does not match the order", "price 与订单不符"),
      (
        fault(.ambiguous(readings: 2)), "its signature fits several messages", "签名对几种消息都成立"
      ),
      (.noSecret(merchant: "shop"), "the merchant has no secret", "商户没有密钥"),
      (
        .noLink(merchant: "shop", price: price, custom: nil), "no link has this price", "没有这个价格的链接"
      ),
      (
        .tooManyReadings, "too many messages that cannot be read have this signature",
        "有太多无法读取的消息带着同一个签名"
      ),
    ]
    for reason in reasons { #expect(reason.refusal.notedWords == reason.stored) }
    let desk = try await Self.shop()
    let ledger = try Ledger(desk.databasePath)
    try await ledger.note(
      reasons.map {
        RefusedMessage(receivedAt: 1_764_000_000, reason: $0.stored, outOrderID: nil)
      })
    let result = try Tool.payPress(
      ["payments", "inbox", "--refused"], in: desk.folder.path,
      environment: ["LC_ALL": "zh_CN.UTF-8"])
    let lines = result.text.split(separator: "\n")
    #expect(lines.count == reasons.count, "\(result.text) \(result.error)")
    for (line, reason) in zip(lines, reasons) {
      #expect(line.hasSuffix("  -  \(reason.shown)"), "\(line)")
    }
  }
}
