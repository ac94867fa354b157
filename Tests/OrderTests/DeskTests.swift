import Catalog
import Foundation
import GatePay
import Orders
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

@Suite struct DeskTests {
  /// The gateway decides the price of a set: of two pieces, one was in stock.
  @Test(arguments: [true, false])
  func asksWhatAnOrderCostsBeforeItRefusesItsPrice(answers: Bool) async throws {
    let record = try set(outOrderID: "set-a")
    let desk = try DeskFixture(
      orderCount: 0,
      quickOrders: answers ? ["set-a": (orderID: "500", price: try Amount("88"))] : [:],
      adding: [record])
    let (receiver, ledger) = try desk.receiver(isReachable: answers)
    let true88 = message(desk, price: "88.00", orderID: "500")
    let query = SynchronousNotification(
      price: "88.00", type: "alipay", productID: "", orderID: "500", outOrderID: "set-a",
      appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(true88.form).text == "success")
    // The gateway's price overrides the config's and any other.
    let other = message(desk, price: "99.00", orderID: "500")
    #expect(await receiver.takePayment(other.form).text == "success")
    let another = message(desk, price: "88.00", orderID: "501")
    #expect(await receiver.takePayment(another.form).text == "success")
    try await desk.settle(receiver, ledger)
    let visit = await receiver.takeVisit(query.form)
    #expect(visit.status == .ok && visit.text.contains("88.00") == answers)
    #expect(
      try desk.inbox(ledger).map(\.verdict)
        == [answers ? .paid : .unclear, .unclear, .unclear])
    #expect(try desk.payments(ledger).map(\.price.description) == (answers ? ["88.00"] : []))
  }

  /// A reload while the file of orders is damaged or missing forgets no order, and says so.
  @Test(arguments: [
    ("garbage\n", "PayPress did not write this"), (nil, "No such file or directory"),
  ])
  func aReloadKeepsTheOrdersOfADamagedFile(content: String?, reason: String) async throws {
    let fixture = try DeskFixture(orderCount: 1)
    let before = try fixture.desk()
    let report = try fixture.report(fixture.records[0], orderID: 500)
    #expect(before.judge(report, of: 0, nil, at: 5).verdict == .paid)
    let whole = try fixture.folder.text("paypress.lock")
    if let content {
      try fixture.folder.write(whole + content + content, to: "paypress.lock")
    } else {
      try FileManager.default.removeItem(atPath: "\(fixture.folder.path)/paypress.lock")
    }
    let problems = Mutex<[OrderLogProblem]>([])
    var desk = before
    for _ in 0..<2 {
      desk = NotificationDesk(
        accounts: fixture.catalogue.accounts, secrets: [0: fixture.secret],
        orderFile: "\(fixture.folder.path)/paypress.lock", links: try LinkIndex(fixture.catalogue),
        after: desk
      ) { problem in problems.withLock { $0.append(problem) } }
    }
    #expect(desk.judge(report, of: 0, nil, at: 5).verdict == .paid)
    #expect(
      problems.withLock { $0.map { $0.reason ?? "PayPress did not write this" } }
        == [reason, reason])
    try fixture.folder.write(whole, to: "paypress.lock")
    #expect(desk.judge(report, of: 0, nil, at: 5).verdict == .paid)
    #expect(problems.withLock(\.count) == 2)
  }

  /// A code that was printed before the config was cleaned up still finds its link.
  @Test(arguments: ["t-1", "t-1\u{A0}", "\u{200B}t-1", "t\u{200B}-1", " t-1 ", "t-1\u{FEFF}"])
  func findsTheLinkOfAContactWithInvisibleCharacters(custom: String) throws {
    let index = try LinkIndex(try DeskFixture(orderCount: 0).catalogue)
    let link = try #require(index.link(merchant: 0, price: try Amount("12"), custom: custom))
    #expect(link == "t-1")
    #expect(index.link(merchant: 0, price: try Amount("12"), custom: "t - 1") == nil)
  }

  /// A link that leaves all to the payer takes what nothing else explains: not an old price that hangs.
  @Test(arguments: [
    ("12.00", "t-1", "paid t-1"), ("5.00", nil, "paid counter"),
    ("9.90", "terry", "unexpected tea"),
    ("9.90", "x", "paid counter"), ("8.80", nil, "paid counter"),
  ])
  func anOpenLinkTakesWhatNothingElseExplains(
    price: String, custom: String?, expected: String
  ) throws {
    struct Printed: PrintedPrices {
      func place(merchant: String, price: Amount, custom: String?) -> PrintedPlace? {
        switch (price.description, custom) {
        case ("9.90", "terry"): PrintedPlace(link: "tea", description: "", isHanging: true)
        case ("8.80", nil): PrintedPlace(link: "tea", description: "", isHanging: false)
        default: nil
        }
      }
    }
    let fixture = try DeskFixture(orderCount: 0)
    let config = try fixture.folder.text("paypress.yml")
    try fixture.folder.write(config + "\n  - { id: counter, title: Pay }\n", to: "paypress.yml")
    let path = "\(fixture.folder.path)/paypress.yml"
    let loaded = try LoadedConfig.load(path, environment: [:], into: FindingSink())
    let catalogue = try #require(try loaded?.checkLinks().catalogue)
    let message = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: price, realPrice: price, type: "alipay",
      payTime: "1700000000", extend: custom ?? "", appkey: fixture.appkey, secret: fixture.secret)
    let reply = """
      {"code":100,"msg":"","time":"1","data":{"order_id":77,"order_name":"n","order_type":"alipay",\
      "order_price":"\(price)","order_status":"paid"}}
      """
    let answer = GatewayAnswer.order(try CheckedOrder(reading: Array(reply.utf8)))
    let judgement = try fixture.desk(catalogue, printed: Printed())
      .judge(message, of: 0, answer, at: 1)
    #expect("\(judgement.verdict) \(judgement.payment?.link ?? judgement.link ?? "-")" == expected)
  }

  /// The gateway says 522; digits moved into `product_id` would name another order.
  @Test func aVisitCannotMoveDigitsIntoAProduct() async throws {
    let quick = ["q1": (orderID: "522", price: try Amount("1.88"))]
    let desk = try DeskFixture(orderCount: 1, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    let record = desk.records[0]
    for (number, price, type) in [
      (record.outOrderID.text, record.terms.price.description, record.terms.type.rawValue),
      ("q1", "1.88", "alipay"),
    ] {
      var query = SynchronousNotification(
        price: price, type: type, productID: "", orderID: "522", outOrderID: number,
        appkey: desk.appkey, secret: desk.secret)
      #expect(await receiver.takeVisit(query.form).status == .ok)
      for cut in 1...2 {
        query.productID = String("522".prefix(cut))
        query.orderID = String("522".dropFirst(cut))
        #expect(await receiver.takeVisit(query.form).status == .badRequest)
      }
    }
    #expect(try desk.payments(ledger).map(\.orderID) == ["522", "522"])
  }

  private func set(outOrderID: String) throws -> OrderRecord {
    let terms = OrderTerms(
      subject: .grouppay(try #require(ProductSet("8:2"))), type: .alipay, custom: "terry",
      price: try Amount("176"))
    return OrderRecord(
      outOrderID: try #require(OutOrderID(outOrderID)), link: "set", gateway: .standard,
      merchant: "shop", terms: terms, requestedAt: 1_700_000_000)
  }

  private func message(
    _ desk: DeskFixture, price: String, orderID: String
  ) -> AsynchronousNotification {
    AsynchronousNotification(
      orderID: orderID, outOrderID: "set-a", price: price, realPrice: price, type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
  }
}
