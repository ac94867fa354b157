import Catalog
import Foundation
import GatePay
import Orders
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// What authentic messages are worth, and that none of them disappears.
@Suite struct InboxTests {
  private func desk(adding records: [OrderRecord] = []) throws -> DeskFixture {
    try DeskFixture(
      orderCount: 0, quickOrders: ["q1": (orderID: "77", price: try Amount("1.88"))],
      adding: records)
  }

  private func message(
    _ desk: DeskFixture, orderID: String = "77", outOrderID: String = "q1",
    price: String = "1.88", realPrice: String? = nil, type: String = "alipay",
    extend: String = "terry"
  ) -> AsynchronousNotification {
    AsynchronousNotification(
      orderID: orderID, outOrderID: outOrderID, price: price, realPrice: realPrice ?? price,
      type: type, payTime: "1700000100", extend: extend, appkey: desk.appkey, secret: desk.secret)
  }

  /// A browser holds the signature of a create call; with crafted fields it is one of a payment.
  @Test(arguments: [false, true])
  func theSignatureOfACreateCallIsNoPayment(isNumberInTheFile: Bool) async throws {
    let custom = "1.881.88wechat1557056209x"
    let number = try #require(OutOrderID("wechatkq7abcz"))
    let record = OrderRecord(
      outOrderID: number, link: nil, gateway: .standard, merchant: "shop",
      terms: OrderTerms(
        subject: .anypay(try Amount("1.88")), type: .wechat, custom: "x", price: try Amount("1.88")
      ), requestedAt: 1_700_000_000)
    let desk = try desk(adding: isNumberInTheFile ? [record] : [])
    let create = OrderRequest(
      appkey: desk.appkey, subject: .stablepay(try #require(PlainNumber("8"))), type: .wechat,
      outOrderID: try #require(OutOrderID("kq7abcz")), custom: custom)
    let forged = AsynchronousNotification(
      orderID: "8", outOrderID: "wechatkq7abcz", price: "1.88", realPrice: "1.88", type: "wechat",
      payTime: "1557056209", extend: "x", signature: create.signature(with: desk.secret))
    let (receiver, ledger) = try desk.receiver()
    #expect(await receiver.takePayment(forged.form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).isEmpty)
    #expect(try desk.inbox(ledger).map(\.reason) == [.noSuchOrder])
  }

  /// Only "paid" confirms an order whose number is not in the file.
  @Test(arguments: ["unpaid", "expired", "PAID", "success"])
  func anOrderThatTheGatewayDoesNotCallPaidIsUnclear(status: String) async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver(status: status)
    #expect(await receiver.takePayment(message(desk).form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).isEmpty)
    #expect(try desk.inbox(ledger).map(\.reason) == [.notPaid(status: status)])
  }

  @Test func nothingIsLostWhileTheGatewayIsDown() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver(isReachable: false)
    #expect(await receiver.takePayment(message(desk).form).text == "success")
    try await desk.settle(receiver, ledger)
    var waiting = try #require(try desk.inbox(ledger).first)
    #expect(waiting.verdict == .unclear && waiting.reason == .gatewaySilent("timed out"))
    // A minute later the gateway may be asked again.
    let next = try await ledger.toCheck(after: 0, limit: 10)
    #expect(next.count == 1 && next[0].1 - Clock.now > 58 && next[0].1 - Clock.now < 64)
    let jury = Jury(ledger: ledger, desk: try desk.desk(), ask: desk.answer())
    try await jury.judge(nil) { _, outcome in
      guard case .judged(let receipt) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(receipt.verdict == .paid)
    }
    waiting = try #require(try desk.inbox(ledger).first)
    #expect(waiting.verdict == .paid && !waiting.needsAttention && waiting.checkCount == 2)
    #expect(try desk.payments(ledger).map(\.link) == ["tea"])
    #expect(try await ledger.toCheck(after: 0, limit: 10).isEmpty)
  }

  private struct OldPosters: PrintedPrices {
    func place(merchant: String, price: Amount, custom: String?) -> PrintedPlace? {
      merchant == "shop" && price.cents == 990 && custom == "terry"
        ? PrintedPlace(link: "tea", description: "poster of 2026-01-02", isHanging: true) : nil
    }
  }

  /// The walk of a shop: an old poster is paid after a price change, accepted, and counted.
  @Test func anOldPosterIsListedAcceptedAndInTheDaysSum() async throws {
    let desk = try DeskFixture(
      orderCount: 0, quickOrders: ["old": (orderID: "90", price: try Amount("9.90"))])
    let (receiver, ledger) = try desk.receiver(printed: OldPosters())
    let old = message(desk, orderID: "90", outOrderID: "old", price: "9.90")
    #expect(await receiver.takePayment(old.form).text == "success")
    try await desk.settle(receiver, ledger)
    let listed = try #require(try desk.inbox(ledger).first)
    #expect(listed.verdict == .unexpected && listed.needsAttention)
    #expect(listed.reason == .printedEarlier("poster of 2026-01-02") && listed.link == "tea")
    #expect(try desk.payments(ledger).isEmpty)
    // The payer is not told that this proves nothing, neither now nor after it was accepted.
    let query = SynchronousNotification(
      price: "9.90", type: "alipay", productID: "", orderID: "90", outOrderID: "old",
      appkey: desk.appkey, secret: desk.secret)
    let pending = await receiver.takeVisit(query.form)
    #expect(pending.status == .ok && pending.text.contains("is being confirmed"))
    let accepted = try await ledger.accept(
      listed.id, at: Clock.now, passingOnTo: [DeskFixture.target])
    guard case .counts(let payment) = accepted else {
      Issue.record("\(accepted)")
      return
    }
    // What counts once counts once, and cannot be dismissed.
    #expect(
      try await ledger.accept(listed.id, at: Clock.now, passingOnTo: [])
        == .countedBefore(message: listed.id))
    #expect(try await ledger.dismiss(listed.id, at: Clock.now) == .counts)
    #expect(payment.state == .paid && payment.link == "tea" && payment.realPrice?.cents == 990)
    #expect(await receiver.takeVisit(query.form).text.contains("Paid: ¥9.90"))
    let metrics = receiver.metrics.text(try await ledger.gauges(), version: "")
    #expect(metrics.contains("paypress_refused_total 0"))
    var table = try PaymentTable(desk.catalogue)
    let day: Int64 = 1_700_000_100 / 86_400 * 86_400
    try ledger.forEach(in: day..<day + 86_400) { table.add($0) }
    try ledger.forEach(in: 0..<day) { _ in Issue.record("another day") }
    #expect(table.sums(by: .link).map(\.paid) == ["9.90"])
    #expect(try await ledger.inboxCounts().openCount == 0)
    #expect(try await ledger.pending(for: DeskFixture.target, after: 0, limit: 9).count == 1)
    // The same message again changes nothing.
    #expect(await receiver.takePayment(old.form).text == "success")
    #expect(try desk.inbox(ledger).map(\.receiptCount) == [2])
    #expect(try desk.payments(ledger).count == 1)
  }

  @Test func aDismissedMessageNeedsNoAttention() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    let strange = message(desk, orderID: "5", outOrderID: "other")
    #expect(await receiver.takePayment(strange.form).text == "success")
    let id = try #require(try desk.inbox(ledger).first?.id)
    #expect(try await ledger.dismiss(id, at: Clock.now) == .done)
    #expect(try await ledger.dismiss(99, at: Clock.now) == .noMessage)
    #expect(try await ledger.inboxCounts().openCount == 0)
    #expect(try desk.inbox(ledger).map(\.decision) == [.dismissed])
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).isEmpty)
  }

  /// Gateways change cents to tell orders apart.
  @Test(arguments: [
    ("12.00", "11.90", PaymentState.paid), ("12.00", "11.89", .underpaid),
    ("12.00", "12.07", .paid), ("0.50", "0.45", .paid), ("0.50", "0.44", .underpaid),
    ("0.05", "0.04", .underpaid), ("12", "12.0", .paid),
  ])
  func theToleranceSeparatesPaidFromUnderpaid(
    price: String, realPrice: String, state: PaymentState
  ) async throws {
    let amount = try Amount(price)
    let record = OrderRecord(
      outOrderID: try #require(OutOrderID("order-a")), link: "o", gateway: .standard,
      merchant: "shop",
      terms: OrderTerms(
        subject: .anypay(amount), type: .alipay, custom: "terry", price: amount),
      requestedAt: 1_700_000_000)
    let desk = try desk(adding: [record])
    let (receiver, ledger) = try desk.receiver()
    let paid = message(desk, outOrderID: "order-a", price: price, realPrice: realPrice)
    #expect(await receiver.takePayment(paid.form).text == "success")
    let payment = try #require(try desk.payments(ledger).first)
    #expect(payment.state == state && payment.price == amount)
    #expect(payment.realPrice == (try Amount(realPrice)))
  }

  @Test(arguments: [
    ("", 10), ("tolerance: 0\n", 0), ("tolerance: 0.00\n", 0), ("tolerance: 0.05\n", 5),
    ("tolerance: 1\n", 100), ("tolerance: some\n", nil), ("tolerance: -1\n", nil),
  ])
  func theConfigSetsTheTolerance(line: String, cents: Int64?) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      \(line)merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links: [{ id: tea }]
      """, to: "paypress.yml")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)
    #expect(loaded?.accounts?.tolerance.cents == cents)
    #expect((sink.errorCount > 0) == (cents == nil))
  }

  /// Every split of one signed text has its signature: millions that cannot be read.
  @Test func anAttackerCannotFillTheInboxWithOneSignature() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    let true77 = message(desk)
    #expect(await receiver.takePayment(true77.form).text == "success")
    try await desk.settle(receiver, ledger)
    var random = Xorshift(seed: 4)
    let joined = true77.fields.joined()
    for _ in 0..<400 {
      var cuts = (0..<6).map { _ in random.below(joined.count + 1) }.sorted()
      cuts = [0] + cuts + [joined.count]
      let fields = (0..<7).map { field in
        let start = joined.index(joined.startIndex, offsetBy: cuts[field])
        return String(joined[start..<joined.index(joined.startIndex, offsetBy: cuts[field + 1])])
      }
      _ = await receiver.takePayment(
        AsynchronousNotification(
          orderID: fields[0], outOrderID: fields[1], price: fields[2], realPrice: fields[3],
          type: fields[4], payTime: fields[5], extend: fields[6], signature: true77.signature
        ).form)
    }
    let inbox = try desk.inbox(ledger)
    #expect(inbox.count < 40 && inbox.dropFirst().allSatisfy { $0.reason == .sameSignature })
    #expect(try desk.payments(ledger).count == 1)
  }

  /// Five hundred visits to one's own return address are one question.
  @Test func theGatewayIsAskedOnceForAMessageAndAMinute() async throws {
    let asked = Counter()
    let checks = OrderChecks { _ in
      asked.add()
      return .noSuchOrder
    }
    let desk = try desk().desk()
    let question = try #require(desk.question(about: "q1", of: 0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<500 {
        group.addTask { _ = await checks.answer(to: question, about: "one") }
      }
    }
    #expect(asked.value == 1)
    var refusedCount = 0
    for number in 0..<500 {
      if await checks.answer(to: question, about: "\(number)") == nil { refusedCount += 1 }
    }
    #expect(refusedCount > 0 && asked.value + refusedCount == 501)
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  /// The redirect of an order that the gateway does not call paid is no payment in progress.
  @Test(arguments: [
    ("unpaid", false), ("expired", false), ("paid", true), ("TRADE_SUCCESS", false),
  ])
  func aVisitOfAnUnpaidOrderIsNotRecorded(status: String, isPaid: Bool) async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver(status: status)
    let query = SynchronousNotification(
      price: "1.88", type: "alipay", productID: "8", orderID: "77", outOrderID: "q1",
      appkey: desk.appkey, secret: desk.secret)
    let answer = await receiver.takeVisit(query.form)
    // An unknown word may mean "paid": the payer is not told otherwise.
    let isUnpaid = ["unpaid", "expired"].contains(status)
    #expect(answer.status == .ok && answer.text.contains("is being confirmed") == !isUnpaid)
    #expect(answer.text.contains("This order is not paid") == isUnpaid)
    #expect(try desk.payments(ledger).map(\.state) == (isPaid ? [.returned] : []))
    let form = query.form.encoded
    switch try await desk.desk().examine(form, at: 0, asking: desk.answer(status: status)) {
    case .visit: #expect(isPaid)
    case .unpaidVisit(let word): #expect(!isPaid && word == status)
    default: Issue.record("another result")
    }
  }

  /// The document does not say which word the gateway has for paid orders: the config may.
  @Test(arguments: [
    ("TRADE_SUCCESS", "TRADE_SUCCESS", true), ("[paid, done]", "done", true),
    ("[paid, done]", "paid", true), ("done", "paid", false), ("done", "DONE", false),
  ])
  func theConfigSaysWhichWordMeansPaid(words: String, status: String, isPaid: Bool) async throws {
    let desk = try desk()
    let text = try desk.folder.text("paypress.yml")
    try desk.folder.write("gateway: { paid_status: \(words) }\n" + text, to: "other.yml")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(desk.folder.path)/other.yml", environment: [:], into: sink)
    let catalogue = try #require(loaded?.checkLinks().catalogue, "\(sink.findings)")
    let (receiver, ledger) = try desk.receiver(status: "processing")
    #expect(await receiver.takePayment(message(desk).form).text == "success")
    let jury = Jury(
      ledger: ledger, desk: try desk.desk(catalogue), ask: desk.answer(status: status))
    try await jury.judge(nil) { _, _ in }
    #expect(try desk.inbox(ledger).map(\.verdict) == [isPaid ? .paid : .unclear])
    #expect(try desk.payments(ledger).count == (isPaid ? 1 : 0))
  }

  /// The link of a payment that counts can be corrected; the sums follow, and nothing counts twice.
  @Test func theLinkOfACountedPaymentCanBeCorrected() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver()
    #expect(await receiver.takePayment(message(desk).form).text == "success")
    try await desk.settle(receiver, ledger)
    func sums() throws -> [String?: String] {
      var table = try PaymentTable(desk.catalogue)
      try ledger.forEach { table.add($0) }
      return Dictionary(table.sums(by: .link).map { ($0.name, $0.paid) }) { $1 }
    }
    #expect(try sums() == ["tea": "1.88"])
    let result = try await ledger.accept(1, link: "t-1", at: 9, passingOnTo: [])
    guard case .hasOtherLink(let payment) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(payment.link == "t-1" && payment.realPrice?.cents == 188)
    #expect(try sums() == ["t-1": "1.88"])
    #expect(try desk.inbox(ledger).map(\.link) == ["t-1"])
    #expect(try desk.inbox(ledger).map(\.decision) == [.accepted])
    // Another reading of its signature is none of it.
    let pending = try await ledger.pending(for: DeskFixture.target, after: 0, limit: 9)
    #expect(pending.map(\.0.payment.link) == ["t-1"])
    // A later message that raises the payment keeps what the owner said.
    let raised = message(desk, realPrice: "1.90")
    #expect(await receiver.takePayment(raised.form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try sums() == ["t-1": "1.90"])
    #expect(try desk.inbox(ledger).map(\.link) == ["t-1", "t-1"])
  }

  /// Another reading of the signature of a payment may be accepted as little as the first one twice.
  @Test func anotherReadingOfASignatureCountsOnce() async throws {
    let desk = try desk()
    let (receiver, ledger) = try desk.receiver(isReachable: false)
    // Nobody has confirmed either of them.
    let first = message(desk)
    var second = first
    second.orderID = "7"
    second.outOrderID = "7q1"
    for message in [first, second] {
      #expect(await receiver.takePayment(message.form).text == "success")
    }
    try await desk.settle(receiver, ledger)
    #expect(try desk.inbox(ledger).map(\.verdict) == [.unclear, .unclear])
    guard case .counts = try await ledger.accept(2, at: 9, passingOnTo: []) else {
      Issue.record("not accepted")
      return
    }
    for (id, link) in [(Int64(1), nil), (2, nil), (1, "t-1")] as [(Int64, String?)] {
      #expect(
        try await ledger.accept(id, link: link, at: 9, passingOnTo: [])
          == .countedBefore(message: 2))
    }
    #expect(try desk.payments(ledger).map(\.realPrice?.cents) == [188])
    // The gateway's own word comes too late.
    let jury = Jury(ledger: ledger, desk: try desk.desk(), ask: desk.answer())
    try await jury.judge(nil) { _, _ in }
    #expect(try desk.inbox(ledger).map(\.verdict) == [.duplicate, .unclear])
    #expect(try desk.payments(ledger).count == 1)
  }

  @Test(arguments: ["", "-wal", "-shm"])
  func aDeletedDatabaseIsNoticedBeforeTheNextSuccess(file: String) async throws {
    let desk = try DeskFixture(orderCount: 2)
    let (receiver, _) = try desk.receiver()
    let first = try desk.report(desk.records[0], orderID: 500)
    #expect(await receiver.takePayment(first.form).text == "success")
    try FileManager.default.removeItem(atPath: desk.databasePath + file)
    let second = try desk.report(desk.records[1], orderID: 501)
    let answer = await receiver.takePayment(second.form)
    #expect(answer.status == .internalServerError && answer.text == "fail")
  }
}
