import Catalog
import Foundation
import GatePay
import Orders
import Support
import TestSupport
import Testing

@testable import Payments

/// Orders that are paid in parts, or twice: nothing counts twice, and nothing authentic vanishes.
@Suite struct SecondPaymentTests {
  /// A desk with an order of ¥88.
  private func desk() throws -> DeskFixture {
    let price = try Amount("88")
    return try DeskFixture(
      orderCount: 0,
      adding: [
        OrderRecord(
          outOrderID: try #require(OutOrderID("order-a")), link: "o", gateway: .standard,
          merchant: "shop",
          terms: OrderTerms(subject: .anypay(price), type: .alipay, custom: "terry", price: price),
          requestedAt: 1_700_000_000)
      ])
  }

  private func message(
    _ desk: DeskFixture, _ realPrice: String, at second: Int, extend: String = "terry"
  ) -> AsynchronousNotification {
    AsynchronousNotification(
      orderID: "77", outOrderID: "order-a", price: "88.00", realPrice: realPrice, type: "alipay",
      payTime: "\(1_700_000_000 + second)", extend: extend, appkey: desk.appkey,
      secret: desk.secret)
  }

  /// What is in the sums, and what waits for the owner.
  private func state(_ desk: DeskFixture, _ ledger: Ledger) throws -> [String] {
    let payments = try desk.payments(ledger).map { payment in
      "\(payment.realPrice?.description ?? "-") \(payment.state)"
    }
    let open = try desk.inbox(ledger).filter(\.needsAttention).map { message in
      let why = message.reason.map { " \($0.code) \($0.detail ?? "")" } ?? ""
      let sum = message.fields.realPrice
      return "\((try? Amount(sum))?.description ?? sum) \(message.verdict)\(why)"
    }
    return payments + open.sorted()
  }

  /// Whatever arrives first: the greatest sum counts, and every other one waits with both sums.
  @Test(arguments: [
    (
      [("50.00", 1), ("38.00", 2)],
      ["50.00 underpaid", "38.00 unexpected other-payment 50.00", "50.00 underpaid"]
    ),
    ([("50.00", 1), ("88.00", 2)], ["88.00 paid", "50.00 unexpected other-payment 88.00"]),
    // The same moment, another sum.
    ([("88.00", 1), ("88.50", 1)], ["88.50 paid", "88.00 unexpected other-payment 88.50"]),
    // Paid twice: one of them counts, the other one must not vanish.
    ([("88.00", 1), ("88.00", 2)], ["88.00 paid", "88.00 unexpected other-payment 88.00"]),
    // The same payment, written in another way.
    ([("88.00", 1), ("88", 1)], ["88.00 paid"]),
    // The payment that waits, written in another way, waits once.
    (
      [("88.00", 1), ("38.00", 2), ("38", 2)],
      ["88.00 paid", "38.00 unexpected other-payment 88.00"]
    ),
  ])
  func everySumCountsOrWaits(messages: [(String, Int)], expected: [String]) async throws {
    for order in [messages, messages.reversed()] {
      let desk = try desk()
      let (receiver, ledger) = try desk.receiver()
      for _ in 0..<2 {
        for (sum, second) in order {
          #expect(
            await receiver.takePayment(message(desk, sum, at: second).form).text == "success")
        }
      }
      #expect(try state(desk, ledger) == expected)
      // Judging again counts nothing twice.
      let jury = Jury(ledger: ledger, desk: try desk.desk(), ask: desk.answer())
      try await jury.judge(nil) { _, _ in }
      #expect(try state(desk, ledger) == expected)
    }
  }

  /// Two part payments: the owner adds the second one, and the order is paid.
  @Test func theOwnerAddsASecondPayment() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    for (sum, second) in [("50.00", 1), ("38.00", 2)] {
      #expect(await receiver.takePayment(message(desk, sum, at: second).form).text == "success")
    }
    guard
      case .added(let payment) = try await ledger.accept(
        2, at: 1_700_000_900, passingOnTo: [DeskFixture.target])
    else {
      Issue.record("not added")
      return
    }
    #expect(payment.realPrice?.cents == 8800 && payment.state == .paid && payment.link == "o")
    #expect(try state(desk, ledger) == ["88.00 paid"])
    for id in [Int64(1), 2] {
      #expect(
        try await ledger.accept(id, at: 1, passingOnTo: []) == .countedBefore(message: id))
      #expect(try await ledger.dismiss(id, at: 1) == .counts)
    }
    // The same messages again, and a third one that is greater than either, in two forms.
    for (sum, second) in [("50.00", 1), ("38.00", 2), ("89.00", 3), ("89", 3)] {
      #expect(await receiver.takePayment(message(desk, sum, at: second).form).text == "success")
    }
    #expect(
      try state(desk, ledger) == ["88.00 paid", "89.00 unexpected other-payment 88.00"])
    #expect(try await ledger.dismiss(3, at: 1) == .done)
    #expect(try state(desk, ledger) == ["88.00 paid"])
    let keys = try await ledger.pending(for: DeskFixture.target, after: 0, limit: 9).map {
      "\($0.0.payment.state) \($0.0.payment.realPrice?.description ?? "-")"
    }
    #expect(keys == ["underpaid 50.00", "paid 88.00"])
  }

  /// Another reading of the signature of a payment that waits is no payment of its own.
  @Test func anotherReadingOfAWaitingPaymentIsNone() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    let (first, second) = (message(desk, "50.00", at: 1), message(desk, "38.00", at: 2))
    var shifted = second
    shifted.orderID = "7"
    shifted.outOrderID = "7order-a"
    for message in [first, second, shifted] {
      #expect(await receiver.takePayment(message.form).text == "success")
    }
    #expect(try desk.inbox(ledger).map(\.verdict) == [.underpaid, .unexpected, .duplicate])
    #expect(
      try await ledger.accept(3, at: 1, passingOnTo: []) == .countedBefore(message: 2))
  }

  // MARK: Underpaid messages

  /// The owner takes an underpaid message off the list; only accepting it calls the order paid.
  @Test func anUnderpaidMessageCanBeDismissedAndStaysUnderpaid() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    #expect(await receiver.takePayment(message(desk, "1.00", at: 1).form).text == "success")
    guard case .staysUnderpaid(let payment) = try await ledger.dismiss(1, at: 1) else {
      Issue.record("not dismissed")
      return
    }
    #expect(payment.state == .underpaid && payment.realPrice?.cents == 100)
    #expect(try await ledger.inboxCounts().openCount == 0)
    #expect(try await ledger.gauges().openMessages.isEmpty)
    #expect(try state(desk, ledger) == ["1.00 underpaid"])
    let told = try await ledger.pending(for: DeskFixture.target, after: 0, limit: 9)
    #expect(told.map(\.0.payment.state) == [.underpaid])
    guard case .counts(let paid) = try await ledger.accept(1, at: 2, passingOnTo: []) else {
      Issue.record("not accepted")
      return
    }
    #expect(paid.state == .paid && paid.realPrice?.cents == 100)
    #expect(try state(desk, ledger) == ["1.00 paid"])
  }

  /// A recorded payment keeps its link and its state, whatever becomes of the config or the gateway.
  @Test(arguments: ["links: [{ id: other }]", "no such order"])
  func judgingTakesNothingFromARecordedPayment(change: String) async throws {
    let quick = ["q1": (orderID: "77", price: try Amount("1.88"))]
    let desk = try DeskFixture(orderCount: 0, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    let part = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.00", type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(part.form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).map(\.link) == ["tea"])
    let catalogue = change.hasPrefix("links") ? try other(desk, change) : nil
    let ask: @Sendable (GatewayQuestion) async -> GatewayAnswer =
      change.hasPrefix("links") ? desk.answer() : { @Sendable _ in .noSuchOrder }
    let jury = Jury(ledger: ledger, desk: try desk.desk(catalogue), ask: ask)
    try await jury.judge(nil) { _, _ in }
    let kept = try #require(try desk.inbox(ledger).first)
    #expect(kept.verdict == .underpaid && kept.link == "tea" && kept.reason == nil)
    #expect(kept.needsAttention)
    guard case .counts(let paid) = try await ledger.accept(1, at: 1, passingOnTo: []) else {
      Issue.record("not accepted")
      return
    }
    #expect(paid.link == "tea" && paid.state == .paid)
    #expect(try desk.payments(ledger).map(\.link) == ["tea"])
  }

  /// A greater tolerance makes an underpaid payment a paid one.
  @Test func judgingRaisesWhatIsEnoughNow() async throws {
    let quick = ["q1": (orderID: "77", price: try Amount("1.88"))]
    let desk = try DeskFixture(orderCount: 0, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    let part = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.75", type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(part.form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try desk.inbox(ledger).map(\.verdict) == [.underpaid])
    let jury = Jury(
      ledger: ledger, desk: try desk.desk(try other(desk, "tolerance: 0.15")), ask: desk.answer())
    try await jury.judge(nil) { _, _ in }
    #expect(try desk.inbox(ledger).map(\.verdict) == [.paid])
    #expect(try desk.payments(ledger).map(\.state) == [.paid])
    #expect(try desk.payments(ledger).map(\.realPrice?.cents) == [175])
  }

  /// The config with another part.
  private func other(_ desk: DeskFixture, _ part: String) throws -> Catalogue {
    var text = try desk.folder.text("paypress.yml")
    if part.hasPrefix("links"), let start = text.range(of: "links:") {
      text = String(text[..<start.lowerBound])
    }
    try desk.folder.write(part + "\n" + text, to: "other.yml")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(desk.folder.path)/other.yml", environment: [:], into: sink)
    return try #require(loaded?.checkLinks().catalogue, "\(sink.findings)")
  }
}
