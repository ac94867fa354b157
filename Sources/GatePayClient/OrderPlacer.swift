public import Catalog
public import GatePay
public import Orders
internal import Support

/// Creates orders so that none is created twice.
///
/// The rule, which `docs/orders.md` tells its users: a try to create an order ends in one of three ways.
///
/// 1. The gateway refused it, or no byte of it was sent: there is no order, and its number is free.
/// 2. A reply with an address came: it is recorded, and from then on the order is never asked for again
///    under its number, whatever an order check says. A check may not know it (cloudpay orders are
///    created at another host), and its address may be printed or being paid.
/// 3. Anything else is *unanswered*. The number was recorded before the first byte was sent, with the
///    moment at which the try began, and it stays recorded. Nothing is created again in the same run. A
///    later run asks the gateway first. Only when the gateway says that it has no such order, and the
///    time for the reply and `settlingTimeInSeconds` are over, so that the request cannot be waiting
///    there any more, is the order asked for again: under the same number.
///
/// The interface document does not say what a second request with a used `out_order_id` does; where it
/// is refused, the order that is there is found by the next check. In the worst case, a gateway that
/// works on a request for longer than all that, there are two orders of one number, and nobody was ever
/// shown the address of the first.
public struct OrderPlacer {
  /// The orders of a project.
  public let book: OrderBook
  /// Where they are asked for.
  public let gateway: Gateway

  private let timeoutInSeconds: Int
  private let now: () -> Int64
  private let makeNumber: () -> OutOrderID

  /// A placer by the machine's own clock and chance.
  ///
  /// - Parameter timeoutInSeconds: the time that the client gives a request.
  public init(
    book: OrderBook, gateway: Gateway,
    timeoutInSeconds: Int = OrderRecord.standardTimeoutInSeconds
  ) {
    self.init(
      book: book, gateway: gateway, timeoutInSeconds: timeoutInSeconds, now: { Clock.now },
      makeNumber: {
        var random = SystemRandomNumberGenerator()
        return OutOrderID.generate(using: &random)
      })
  }

  /// A placer.
  ///
  /// - Parameters:
  ///   - timeoutInSeconds: the time that the client gives a request.
  ///   - now: the moment, in Unix seconds.
  ///   - makeNumber: makes the merchant's number of a new order.
  public init(
    book: OrderBook, gateway: Gateway,
    timeoutInSeconds: Int = OrderRecord.standardTimeoutInSeconds, now: @escaping () -> Int64,
    makeNumber: @escaping () -> OutOrderID
  ) {
    self.book = book
    self.gateway = gateway
    self.timeoutInSeconds = timeoutInSeconds
    self.now = now
    self.makeNumber = makeNumber
  }

  /// Sees to it that a link has an order, and asks for its state.
  ///
  /// - Parameters:
  ///   - merchant: whose order it is.
  ///   - service: the gateway, with the merchant's secret.
  ///   - renewsExpired: whether an order that has expired is replaced by a new one.
  /// - Throws: `PlacingFailure`, `OrderFileError`.
  public func place(
    _ link: OrderLink, of merchant: Merchant, through service: some OrderService,
    renewsExpired: Bool = false
  ) async throws -> Placement {
    let previous = book.list.current(for: link, of: merchant.key, on: gateway)
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
      // Records are told apart by their moment, and two may have the same second.
      requestedAt: max(now(), (previous?.requestedAt ?? 0) + 1))
    try checkPrice(try await create(record, of: merchant, through: service), link.terms.price)
    return .created
  }

  /// Creates an order that may have been asked for before, unless the gateway has it.
  ///
  /// - Returns: the order.
  /// - Throws: `PlacingFailure`, `OrderFileError`.
  public func complete(
    _ record: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    var order = record
    if let known = book.list.records[record.outOrderID] {
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

  /// Creates an order that was asked for without an answer and that the gateway says it has not.
  private func createAgain(
    _ known: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    guard now() >= known.undecidedUntil else { throw PlacingFailure.undecided(known, nil) }
    return try await create(known, of: merchant, through: service)
  }

  /// Asks once for an order, and records its address; then asks for its number and price.
  ///
  /// - Returns: the order.
  private func create(
    _ wanted: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    let known = book.list.records[wanted.outOrderID]
    var record = wanted
    let start = now()
    record.attempt = OrderRecord.Attempt(
      startedAt: start,
      undecidedUntil: start + Int64(timeoutInSeconds) + OrderRecord.settlingTimeInSeconds)
    try book.add(record)
    let request = record.terms.request(appkey: merchant.appkey, outOrderID: record.outOrderID)
    do throws(OrderFailure) {
      record.payURL = try await service.create(request).payURL
    } catch {
      if error.mayHaveSucceeded { throw await outcome(of: record, after: error, merchant, service) }
      // The gateway has nothing from this try, and an earlier one is as old as it was.
      if let known { try book.add(known) } else { book.forget(record.outOrderID) }
      throw PlacingFailure.failed(error)
    }
    record.attempt = nil
    try book.add(record)
    // The order is safe; its number and price can be asked for another time.
    let checked = try? await lookUp(record, merchant, service)
    return checked ?? record
  }

  /// What is known of an order after a try that may have succeeded: asking changes nothing, so that is
  /// done at once, and creating is not.
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
  /// - Returns: the order as it is now; nil when the gateway has none of this number.
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
    try book.add(record)
    return record
  }

  private func checkPrice(_ record: OrderRecord, _ expected: Amount) throws(PlacingFailure) {
    guard let price = record.gatewayPrice, price != expected else { return }
    throw .otherPrice(record)
  }
}
