package import Catalog
package import GatePay
package import Orders
internal import Support

/// Creates orders so that none is created twice.
///
/// ```swift
/// let placer = OrderPlacer(writer: try OrderLogWriter("paypress.lock") {}, gateway: .standard)
/// try await OrderClient.with(.standard, secret: secret) { client in
///   for link in links { _ = try await placer.place(link, of: merchant, through: client) }
/// }
/// try placer.writer.finish()
/// ```
///
/// An attempt to create an order has one of three results (`docs/orders.md` explains them to
/// users):
///
/// 1. The gateway refused it, or no byte was sent: there is no order, and its number is free.
/// 2. A reply with a URL came and is recorded. The order is never requested again under its number,
///    whatever an order check says: a check may not find it (cloudpay orders are created at another
///    host), and its URL may be printed or in the middle of a payment.
/// 3. Anything else is *unanswered*. The number and the time were recorded before the first byte
///    was sent, and stay recorded. The same run creates nothing again. A later run checks first. It
///    requests the order again, under the same number, only if the gateway has no such order and
///    the time for the reply and `settlingTimeInSeconds` are over, so that the request cannot still
///    be queued there.
///
/// The interface document does not say what a second request with a used `out_order_id` does. If
/// the gateway refuses it, the next check finds the existing order. In the worst case, a gateway
/// that processes a request for longer than all that, two orders have one number, and nobody ever
/// saw the URL of the first.
package struct OrderPlacer {
  /// Records the orders of a project.
  package let writer: OrderLogWriter
  /// Where orders are created.
  package let gateway: Gateway

  private let timeoutInSeconds: Int
  private let now: () -> Int64
  private let makeNumber: () -> OutOrderID

  /// Creates a placer with the client's time limit and a clock in Unix seconds.
  package init(
    writer: OrderLogWriter, gateway: Gateway,
    timeoutInSeconds: Int = OrderRecord.standardTimeoutInSeconds,
    now: @escaping () -> Int64 = { Clock.now },
    makeNumber: @escaping () -> OutOrderID = OutOrderID.makeNew
  ) {
    self.writer = writer
    self.gateway = gateway
    self.timeoutInSeconds = timeoutInSeconds
    self.now = now
    self.makeNumber = makeNumber
  }

  /// Ensures that a link has an order, and checks its state.
  ///
  /// - Parameter renewsExpired: whether to replace an expired order.
  /// - Throws: `PlacingFailure`, `WritingError`.
  package func place(
    _ link: OrderLink, of merchant: Merchant, through service: some OrderService,
    renewsExpired: Bool = false
  ) async throws -> PlacingOutcome {
    let previous = writer.log.current(for: link, of: merchant.key, on: gateway)
    if let known = previous {
      let found = try await lookUp(known, merchant, service)
      let record = found ?? known
      if found == nil && record.payURL == nil {
        let created = try await createAgain(record, of: merchant, through: service)
        try checkPrice(created, link.terms.price)
        return .created
      }
      let isReplaced = record.status == .expired && (renewsExpired || record.payURL == nil)
      if !isReplaced {
        if record.payURL == nil { throw PlacingFailure.addressLost(record) }
        try checkPrice(record, link.terms.price)
        // A gateway may forget expired orders.
        return found == nil && record.status != .expired ? .notFound(record) : .known
      }
    }
    let record = OrderRecord(
      outOrderID: makeNumber(), link: link.id, gateway: gateway, merchant: merchant.key,
      terms: link.terms,
      // A link's orders are sorted by time, so no two may have the same second.
      requestedAt: max(now(), (previous?.requestedAt ?? 0) + 1))
    try checkPrice(try await create(record, of: merchant, through: service), link.terms.price)
    return .created
  }

  /// Creates an order that may have been requested before, unless the gateway has it.
  ///
  /// - Throws: `PlacingFailure`, `WritingError`.
  package func complete(
    _ record: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    var order = record
    if let known = writer.log.records[record.outOrderID] {
      if let found = try await lookUp(known, merchant, service) {
        order = found
      } else if known.payURL == nil {
        order = try await createAgain(known, of: merchant, through: service)
      } else {
        order = known
      }
    } else {
      order = try await create(record, of: merchant, through: service)
    }
    if order.payURL == nil { throw PlacingFailure.addressLost(order) }
    try checkPrice(order, record.terms.price)
    return order
  }

  // MARK: Create

  /// Requests an unanswered order again, which the gateway does not have.
  private func createAgain(
    _ known: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    guard now() >= known.undecidedUntil else { throw PlacingFailure.undecided(known, nil) }
    return try await create(known, of: merchant, through: service)
  }

  /// Requests an order once and records its URL; then checks its number and price.
  private func create(
    _ wanted: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    let known = writer.log.records[wanted.outOrderID]
    var record = wanted
    let start = now()
    record.attempt = OrderRecord.Attempt(
      startedAt: start,
      undecidedUntil: start + Int64(timeoutInSeconds) + OrderRecord.settlingTimeInSeconds)
    try writer.add(record)
    let request = record.terms.request(appkey: merchant.appkey, outOrderID: record.outOrderID)
    let created: CreatedOrder
    do throws(OrderFailure) {
      created = try await service.create(request)
    } catch {
      if error.mayHaveSucceeded { throw await outcome(of: record, after: error, merchant, service) }
      // The gateway has nothing from this attempt; an earlier one keeps its time.
      if let known { try writer.add(known) } else { writer.forget(record.outOrderID) }
      throw PlacingFailure.failed(error)
    }
    // The order may exist: its number stays recorded, without a URL.
    if let (name, value) = created.contradiction(to: request, on: gateway) {
      throw PlacingFailure.otherReply(record, field: name, value: value)
    }
    record.payURL = created.payURL
    record.attempt = nil
    try writer.add(record)
    // The order is recorded; its number and price can be checked later.
    let checked = try? await lookUp(record, merchant, service)
    return checked ?? record
  }

  /// Checks an order that may exist, which changes nothing; a later run creates it.
  private func outcome(
    of record: OrderRecord, after failure: OrderFailure, _ merchant: Merchant,
    _ service: some OrderService
  ) async -> PlacingFailure {
    if let found = try? await lookUp(record, merchant, service) { return .addressLost(found) }
    return .undecided(record, failure)
  }

  // MARK: Check

  /// Checks an order and records its state; nil when the gateway has no order with this number.
  private func lookUp(
    _ record: OrderRecord, _ merchant: Merchant, _ service: some OrderService
  ) async throws -> OrderRecord? {
    // A paid order stays paid.
    if record.status == .paid && record.payURL != nil { return record }
    var record = record
    let question = OrderCheckRequest(appkey: merchant.appkey, outOrderID: record.outOrderID)
    do throws(OrderFailure) {
      let check = try await service.check(question)
      record.take(check, at: check.time ?? now())
    } catch {
      if error.saysThereIsNoOrder { return nil }
      throw record.payURL == nil ? PlacingFailure.undecided(record, error) : .failed(error)
    }
    try writer.add(record)
    return record
  }

  private func checkPrice(_ record: OrderRecord, _ expected: Amount) throws(PlacingFailure) {
    guard let price = record.gatewayPrice, price != expected else { return }
    throw .otherPrice(record)
  }
}
