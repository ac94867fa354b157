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
/// The rule, which `docs/orders.md` explains to users: an attempt to create an order ends in one of
/// three ways.
///
/// 1. The gateway refused it, or no byte of it was sent: there is no order, and its number is free.
/// 2. A reply with an address came: it is recorded. From then on the order is never requested again
///    under its number, whatever an order check says. A check may not find it (cloudpay orders are
///    created at another host), and its address may be printed or in the middle of a payment.
/// 3. Anything else is *unanswered*. The number was recorded before the first byte was sent, with the
///    time of the attempt, and it stays recorded. Nothing is created again in the same run. A later
///    run asks the gateway first. Only when the gateway has no such order, and the time for the reply
///    and `settlingTimeInSeconds` are over, so that the request cannot be waiting there any more, is
///    the order requested again: under the same number.
///
/// The interface document does not say what a second request with a used `out_order_id` does. If it
/// is refused, the next check finds the existing order. In the worst case, a gateway that works on a
/// request for longer than all that, two orders have one number, and nobody was ever shown the
/// address of the first.
package struct OrderPlacer {
  /// Records the orders of a project.
  package let writer: OrderLogWriter
  /// Where orders are created.
  package let gateway: Gateway

  private let timeoutInSeconds: Int
  private let now: () -> Int64
  private let makeNumber: () -> OutOrderID

  /// A placer.
  ///
  /// - Parameters:
  ///   - gateway: where orders are created.
  ///   - timeoutInSeconds: the client's limit for a request.
  ///   - now: the current time, in Unix seconds.
  ///   - makeNumber: makes the merchant's number of a new order.
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

  /// Makes sure that a link has an order, and asks for its state.
  ///
  /// - Parameters:
  ///   - merchant: whose order it is.
  ///   - service: the gateway, with the merchant's secret.
  ///   - renewsExpired: whether an expired order is replaced by a new one.
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
        // A gateway may forget what has expired.
        return found == nil && record.status != .expired ? .notFound(record) : .known
      }
    }
    let record = OrderRecord(
      outOrderID: makeNumber(), link: link.id, gateway: gateway, merchant: merchant.key,
      terms: link.terms,
      // The orders of a link are sorted by their time, so no two may have the same second.
      requestedAt: max(now(), (previous?.requestedAt ?? 0) + 1))
    try checkPrice(try await create(record, of: merchant, through: service), link.terms.price)
    return .created
  }

  /// Creates an order that may have been requested before, unless the gateway has it.
  ///
  /// - Returns: the order.
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

  /// Requests an unanswered order again that the gateway does not have.
  private func createAgain(
    _ known: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    guard now() >= known.undecidedUntil else { throw PlacingFailure.undecided(known, nil) }
    return try await create(known, of: merchant, through: service)
  }

  /// Requests an order once, and records its address; then asks for its number and price.
  ///
  /// - Returns: the order.
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
    do throws(OrderFailure) {
      record.payURL = try await service.create(request).payURL
    } catch {
      if error.mayHaveSucceeded { throw await outcome(of: record, after: error, merchant, service) }
      // The gateway has nothing from this attempt; an earlier one keeps its time.
      if let known { try writer.add(known) } else { writer.forget(record.outOrderID) }
      throw PlacingFailure.failed(error)
    }
    record.attempt = nil
    try writer.add(record)
    // The order is recorded; its number and price can be asked for later.
    let checked = try? await lookUp(record, merchant, service)
    return checked ?? record
  }

  /// Asks at once for the state of an order whose creation may have succeeded, because asking changes
  /// nothing; creating is left to a later run.
  private func outcome(
    of record: OrderRecord, after failure: OrderFailure, _ merchant: Merchant,
    _ service: some OrderService
  ) async -> PlacingFailure {
    if let found = try? await lookUp(record, merchant, service) { return .addressLost(found) }
    return .undecided(record, failure)
  }

  // MARK: Check

  /// Asks for the state of an order and records it.
  ///
  /// - Returns: the order as it is now; nil when the gateway has no order with this number.
  private func lookUp(
    _ record: OrderRecord, _ merchant: Merchant, _ service: some OrderService
  ) async throws -> OrderRecord? {
    // What was paid stays paid.
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
