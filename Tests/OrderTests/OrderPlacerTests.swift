import Catalog
import GatePay
import GatePayClient
import Orders
import Support
import TestSupport
import Testing

@Suite struct OrderPlacerTests {
  @Test func waitsForAGatewayThatCommitsLate() async throws {
    let shop = try PlacerFixture()
    await shop.gateway.next([.late])
    await shop.expectUndecided(.noReply(.timedOut)) { try await shop.run() }
    for seconds in [0, 60, 149] as [Int64] {
      shop.now = PlacerFixture.start + seconds
      await shop.expectUndecided(nil) { try await shop.run() }
    }
    await shop.gateway.commit()
    // However late, an order that the gateway has is not created again.
    shop.now = PlacerFixture.start + 1_000_000
    await shop.expectAddressLost { try await shop.run() }
    #expect(await shop.gateway.received == ["n1n"])
    await shop.gateway.set(status: "expired")
    _ = try await shop.run()
    #expect(await shop.gateway.received == ["n1n", "n2n"])
    #expect(try shop.orders().map(\.outOrderID.text) == ["n1n", "n2n"])
  }

  @Test func asksAgainUnderTheSameNumberOnceTheTimeIsOver() async throws {
    let shop = try PlacerFixture()
    await shop.gateway.next([.drop, .drop, .refuse, .answer])
    await shop.expectUndecided(.noReply(.closed)) { try await shop.run() }
    // 30 seconds for the reply and 120 more, from the start of each attempt.
    shop.now += 150
    await shop.expectUndecided(.noReply(.closed)) { try await shop.run() }
    shop.now += 149
    await shop.expectUndecided(nil) { try await shop.run() }
    shop.now += 1
    await #expect(throws: PlacingFailure.self) { try await shop.run() }
    // That attempt was refused, so there is nothing to wait for.
    guard case .created = try await shop.run() else {
      Issue.record("not created")
      return
    }
    #expect(await shop.gateway.received == ["n1n", "n1n", "n1n", "n1n"])
    let record = try #require(try shop.orders().first)
    #expect(record.payURL != nil && record.attempt == nil && record.orderID != nil)
  }

  @Test func keepsTheNumberOfAnOrderThatCannotBeLookedUp() async throws {
    let shop = try PlacerFixture()
    await shop.gateway.next([.lose])
    await shop.gateway.set(canBeAsked: false)
    // The result of the request counts, not that of the check after it.
    await shop.expectUndecided(.noReply(.closed)) { try await shop.run() }
    shop.now += 1_000
    let unreachable = OrderFailure.notSent(.cannotConnect("Connection refused"))
    await shop.expectUndecided(unreachable) { try await shop.run() }
    await shop.gateway.set(canBeAsked: true)
    await shop.expectAddressLost { try await shop.run() }
    #expect(await shop.gateway.received == ["n1n"])
  }

  @Test func keepsAnOrderWithAnAddressThatTheCheckDoesNotFind() async throws {
    let shop = try PlacerFixture()
    await shop.gateway.set(isFound: false)
    guard case .created = try await shop.run() else {
      Issue.record("not created")
      return
    }
    let address = try #require(try shop.orders().first?.payURL)
    for renews in [false, true] {
      shop.now += 10_000_000
      guard case .notFound(let record) = try await shop.run(renewsExpired: renews) else {
        Issue.record("found")
        return
      }
      #expect(record.payURL == address)
    }
    #expect(await shop.gateway.received == ["n1n"])
  }

  /// Also if the gateway reported the expiry and then forgot the order.
  @Test(arguments: [true, false])
  func renewsWhatHasExpired(isFound: Bool) async throws {
    let shop = try PlacerFixture()
    _ = try await shop.run()
    await shop.gateway.set(status: "expired")
    for _ in 0..<2 {
      guard case .known = try await shop.run() else {
        Issue.record("not known")
        return
      }
      await shop.gateway.set(isFound: isFound)
    }
    guard case .created = try await shop.run(renewsExpired: true) else {
      Issue.record("not renewed")
      return
    }
    #expect(await shop.gateway.received == ["n1n", "n2n"])
  }
}

/// A project with one order, its surroundings under the test's control.
private final class PlacerFixture {
  static let start: Int64 = 1_700_000_000

  let gateway = GatewayDouble()
  var now = start
  private let folder: TemporaryFolder
  private let catalogue: Catalogue
  private let link: OrderLink
  private var numbers: ArraySlice<OutOrderID>

  init() throws {
    numbers = try (1...4).map { try #require(OutOrderID("n\($0)n")) }[...]
    folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links: [{ id: o, order: anypay, type: wechat, price: 5 }]
      """, to: "paypress.yml")
    let sink = FindingSink()
    catalogue = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks().catalogue)
    link = try #require(try catalogue.orders().first)
  }

  private var path: String { OrderLog.path(besideConfig: "\(folder.path)/paypress.yml") }

  /// The result of a run of the program for the link.
  func run(renewsExpired: Bool = false) async throws -> PlacingOutcome {
    let writer = try OrderLogWriter(path) {}
    defer { try? writer.finish() }
    let placer = OrderPlacer(
      writer: writer, gateway: catalogue.outline.gateway, now: { self.now },
      makeNumber: { self.numbers.removeFirst() })
    return try await placer.place(
      link, of: catalogue.accounts.merchants[0], through: gateway, renewsExpired: renewsExpired)
  }

  /// The orders in the file, by number.
  func orders() throws -> [OrderRecord] {
    try OrderLog.read(path).records.values.sorted { $0.outOrderID.text < $1.outOrderID.text }
  }

  func expectUndecided(
    _ failure: OrderFailure?, sourceLocation: SourceLocation = #_sourceLocation,
    _ run: () async throws -> PlacingOutcome
  ) async {
    do {
      _ = try await run()
      Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch PlacingFailure.undecided(let record, let found) {
      #expect(found == failure, sourceLocation: sourceLocation)
      #expect((try? orders()) == [record], sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }

  func expectAddressLost(
    sourceLocation: SourceLocation = #_sourceLocation, _ run: () async throws -> PlacingOutcome
  ) async {
    do {
      _ = try await run()
      Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch PlacingFailure.addressLost(let record) {
      #expect(record.payURL == nil, sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }
}

/// A gateway in memory.
private actor GatewayDouble: OrderService {
  /// The fate of a create call.
  enum Fate {
    /// Carried out and answered.
    case answer
    /// Carried out when the test says so; no reply.
    case late
    /// Carried out; no reply.
    case lose
    /// Never arrives; no reply.
    case drop
    /// Answered with a code.
    case refuse
  }

  /// The requested numbers.
  private(set) var received: [String] = []
  private var fates: [Fate] = []
  private var orders: Set<String> = []
  private var waiting: Set<String> = []
  private var status = "unpaid"
  private var isFound = true
  private var canBeAsked = true

  func next(_ fates: [Fate]) { self.fates = fates }
  func commit() { orders.formUnion(waiting) }
  func set(status: String) { self.status = status }
  func set(isFound: Bool) { self.isFound = isFound }
  func set(canBeAsked: Bool) { self.canBeAsked = canBeAsked }

  func create(_ request: OrderRequest) async throws(OrderFailure) -> CreatedOrder {
    let number = request.outOrderID.text
    received.append(number)
    switch fates.isEmpty ? .answer : fates.removeFirst() {
    case .late:
      waiting.insert(number)
      throw .noReply(.timedOut)
    case .lose:
      orders.insert(number)
      throw .noReply(.closed)
    case .drop: throw .noReply(.closed)
    case .refuse:
      return try read("{\"code\":207,\"msg\":\"\"}", Self.created)
    case .answer:
      orders.insert(number)
      status = "unpaid"
      let address = "https://gatepay.io/pay/api?id=\(number)&type=wechat"
      return try read(
        "{\"code\":100,\"msg\":\"\",\"data\":{\"pay_url\":\"\(address)\"}}", Self.created)
    }
  }

  func check(_ request: OrderCheckRequest) async throws(OrderFailure) -> CheckedOrder {
    guard canBeAsked else { throw .notSent(.cannotConnect("Connection refused")) }
    let isKnown = isFound && orders.contains(request.outOrderID.text)
    return try read(
      isKnown
        ? """
        {"code":100,"msg":"","data":{"order_id":500,"order_name":"n","order_type":"wechat",
        "order_price":"5.00","order_status":"\(status)"}}
        """ : "{\"code\":201,\"msg\":\"\"}", Self.checked)
  }

  private static func created(_ bytes: [UInt8]) throws(ReplyError) -> CreatedOrder {
    try CreatedOrder(reading: bytes, of: .anypay)
  }

  private static func checked(_ bytes: [UInt8]) throws(ReplyError) -> CheckedOrder {
    try CheckedOrder(reading: bytes)
  }

  private func read<Reply>(
    _ text: String, _ reader: ([UInt8]) throws(ReplyError) -> Reply
  ) throws(OrderFailure) -> Reply {
    do throws(ReplyError) {
      return try reader(Array(text.utf8))
    } catch {
      if case .refused(let refusal) = error { throw .refused(refusal) }
      throw .noReply(.unreadable(status: 200, error))
    }
  }
}
