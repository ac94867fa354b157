import Catalog
import Foundation
import GatePay
import Orders
import Support
import TestSupport
import Testing

@testable import Payments

/// A receiver with its own project: orders in the file, links in the config, payments on disk.
struct DeskFixture {
  let folder: TemporaryFolder
  let catalogue: Catalogue
  let appkey: Appkey
  let secret: Secret
  let records: [OrderRecord]
  /// The orders that the gateway numbers, with their price, by that number.
  let quickOrders: [String: (orderID: String, price: Amount)]

  init(
    orderCount: Int, quickOrders: [String: (orderID: String, price: Amount)] = [:],
    adding extra: [OrderRecord] = []
  ) throws {
    folder = try TemporaryFolder()
    let config = "\(folder.path)/paypress.yml"
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: tea, title: Tea, price: 1.88, custom: terry, stable: true }
        - { id: "t-{n}", each: { n: 1..2 }, title: "Table {n}", price: 12, custom: "t-{n}", stable: true }
      """, to: "paypress.yml")
    let sink = FindingSink()
    catalogue = try #require(
      try LoadedConfig.load(config, environment: [:], into: sink)?.checkLinks().catalogue,
      "\(sink.findings)")
    appkey = try #require(Appkey("00112233445566778899aabbccddeeff"))
    secret = try #require(Secret("test-s3cret"))
    self.quickOrders = quickOrders
    var random = SystemRandomNumberGenerator()
    let writer = try OrderLogWriter(OrderLog.path(besideConfig: config)) {}
    var records: [OrderRecord] = []
    for index in 0..<orderCount {
      let price = try Amount("\(index % 90 + 10).\(index % 90 + 10)")
      let terms = OrderTerms(
        subject: .anypay(price), type: index.isMultiple(of: 2) ? .wechat : .alipay,
        custom: "c\(index)", price: price)
      records.append(
        OrderRecord(
          outOrderID: .generate(using: &random), link: "order-\(index)",
          gateway: catalogue.accounts.gateway, merchant: "shop", terms: terms,
          requestedAt: 1_700_000_000))
    }
    records += extra
    for record in records { try writer.add(record) }
    try writer.finish()
    self.records = records
  }

  var databasePath: String { "\(folder.path)/payments.sqlite" }

  /// A receiver that opens the database again, as after a restart.
  ///
  /// - Parameters:
  ///   - status: what the gateway says about orders.
  ///   - isReachable: whether the gateway answers.
  ///   - printed: knows what was printed earlier.
  func receiver(
    status: String = "paid", isReachable: Bool = true,
    printed: any PrintedPrices = NoPrintedPrices()
  ) throws -> (receiver: Receiver, ledger: Ledger) {
    let ledger = try Ledger(databasePath)
    let receiver = Receiver(
      setup: CurrentSetup(
        ReceiverSetup(
          desk: try desk(printed: printed), language: .english,
          ask: answer(status: status, isReachable: isReachable))),
      ledger: ledger,
      recipients: [Recipient(try ExternalProgram("/bin/true", in: [:]), name: "/bin/true")],
      report: { _ in })
    return (receiver, ledger)
  }

  /// The target of the receiver's deliveries.
  static let target = DeliveryTarget(program: "/bin/true")

  /// What judges messages.
  func desk(
    _ catalogue: Catalogue? = nil, printed: any PrintedPrices = NoPrintedPrices()
  ) throws -> NotificationDesk {
    let catalogue = catalogue ?? self.catalogue
    return NotificationDesk(
      accounts: catalogue.accounts, secrets: [0: secret],
      orderFile: "\(folder.path)/paypress.lock", links: try LinkIndex(catalogue),
      printed: printed)
  }

  /// The gateway.
  func answer(
    status: String = "paid", isReachable: Bool = true
  ) -> @Sendable (GatewayQuestion) async -> GatewayAnswer {
    let quickOrders = quickOrders
    return { question in
      guard isReachable else { return .silent("timed out") }
      guard let order = quickOrders[question.request.outOrderID.text] else { return .noSuchOrder }
      let reply = """
        {"code":100,"msg":"","time":"1","data":{"order_id":\(order.orderID),"order_name":"n",
        "order_price":"\(order.price)","order_type":"alipay","order_status":"\(status)"}}
        """
      guard let order = try? CheckedOrder(reading: Array(reply.utf8)) else {
        return .silent("unreadable")
      }
      return .order(order)
    }
  }

  /// Asks the gateway about every message that waits for it.
  func settle(_ receiver: Receiver, _ ledger: Ledger) async throws {
    for (id, _) in try await ledger.toCheck(after: 0, limit: .max) {
      _ = try await receiver.judge.judge(id)
    }
  }

  /// The messages of the inbox.
  func inbox(_ ledger: Ledger) throws -> [InboxMessage] {
    var messages: [InboxMessage] = []
    try ledger.forEachMessage { messages.append($0) }
    return messages
  }

  /// The gateway's message about a paid order.
  func report(
    _ record: OrderRecord, orderID: Int, paid cents: Int64 = 0, secret: Secret? = nil
  ) throws -> AsynchronousNotification {
    let paid = try #require(Amount(cents: record.terms.price.cents + cents))
    return AsynchronousNotification(
      orderID: "\(orderID)", outOrderID: record.outOrderID.text,
      price: record.terms.price.description, realPrice: paid.description,
      type: record.terms.type.rawValue, payTime: "1700000100", extend: record.terms.custom,
      appkey: appkey, secret: secret ?? self.secret)
  }

  /// The query of the payer's returning browser.
  func visit(_ record: OrderRecord, orderID: Int) -> SynchronousNotification {
    SynchronousNotification(
      price: record.terms.price.description, type: record.terms.type.rawValue, productID: "",
      orderID: "\(orderID)", outOrderID: record.outOrderID.text, appkey: appkey, secret: secret)
  }

  /// All payments, without their recording times.
  func payments(_ ledger: Ledger) throws -> [Payment] {
    var payments: [Payment] = []
    try ledger.forEach { payment in
      var payment = payment
      payment.recordedAt = 0
      payments.append(payment)
    }
    return payments
  }
}
