import Foundation
import GatePay
import Pages
import Support
import TestSupport
import Testing

@testable import Payments

/// What the page of takings says about single payments and messages.
@Suite struct TakingsAdviceTests {
  private static let now: Int64 = 1_764_000_000

  private static func page(_ ledger: Ledger, options: String = "") async throws -> String {
    let report = TakingsReport(
      shop: "Shop", language: .english, calendar: try #require(ShopCalendar(zone: "UTC")),
      openLedger: { ledger }, titles: [:], options: options)
    return String(decoding: try await report.page(at: now, days: 30).bytes, as: UTF8.self)
  }

  private static func store(
    _ paid: String, of price: String, _ judgement: Judgement, in ledger: Ledger
  ) async throws {
    let fields = AsynchronousNotification(
      orderID: "7", outOrderID: "k7x", price: price, realPrice: paid, type: "alipay",
      payTime: "\(now)", extend: "", signature: nil)
    let message = NewMessage(
      gateway: "https://gatepay.io", merchant: "shop", appkey: "", fields: fields,
      receivedAt: now)
    _ = try await ledger.store(message, judgement, checkAt: nil, targets: [])
  }

  /// Also a sum within the tolerance is not the price.
  @Test(arguments: [("6.00", true), ("11.95", true), ("12.00", false)])
  func bothSumsAreShownWhereTheyDiffer(paid: String, hasPrice: Bool) async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    var one = try payment(1, paid, price: "12.00", at: Self.now)
    one.state = paid == "6.00" ? .underpaid : .paid
    _ = try await ledger.record(one, passingOnTo: [])
    let page = try await Self.page(ledger)
    #expect(page.contains("of ¥12.00") == hasPrice)
    try await Self.store(paid, of: "12.00", Judgement(.unexpected, .noLink), in: ledger)
    let count = try await Self.page(ledger).components(separatedBy: "of ¥12.00").count
    #expect(count == (hasPrice ? 3 : 1))
  }

  /// Typed as they are, the commands are about the database of the page.
  @Test(arguments: [
    (Verdict.unexpected, VerdictReason.noLink, ["--accept"]),
    (.unexpected, .otherPayment(recorded: "1.00"), ["--accept", "--dismiss"]),
    (.unclear, .unreadable(field: "price"), ["--dismiss"]),
  ])
  func theCommandsHaveTheOptionsOfTheDatabase(
    verdict: Verdict, reason: VerdictReason, decisions: [String]
  ) async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    try await Self.store("12.00", of: "12.00", Judgement(verdict, reason), in: ledger)
    let page = try await Self.page(ledger, options: " -c shop/pay.yml --database pay.sqlite")
    let commands = page.matches(of: /<code>([^<]*)<\/code>/).map { String($0.1) }
    #expect(
      commands
        == decisions.map {
          "paypress payments judge 1 \($0) -c shop/pay.yml --database pay.sqlite"
        })
  }
}
