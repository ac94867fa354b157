public import Catalog
public import GatePay
public import GatePayClient

/// Why there is no usable order for a link after it was asked for.
public enum PlacingFailure: Error, Sendable {
  /// The gateway did not create it, or could not be asked.
  case failed(OrderFailure)
  /// The gateway has the order, but its reply with the address was lost, and nobody can pay it.
  case addressLost(OutOrderID)
  /// The gateway asks for another sum than the config says.
  case otherPrice(OutOrderID, Amount)
}

/// Creates orders so that none is created twice: what is about to be asked for is on the disk before
/// the first byte is sent, and whatever was asked for without an answer is looked up before it is asked
/// for again, under the same number.
public struct OrderPlacer {
  /// The orders of a project.
  public let book: OrderBook
  /// Where they are asked for.
  public let gateway: Gateway

  private let now: () -> Int64
  private let makeNumber: () -> OutOrderID

  /// A placer by the machine's own clock and chance.
  public init(book: OrderBook, gateway: Gateway) {
    self.init(
      book: book, gateway: gateway, now: { Clock.now },
      makeNumber: {
        var random = SystemRandomNumberGenerator()
        return OutOrderID.generate(using: &random)
      })
  }

  /// A placer.
  ///
  /// - Parameters:
  ///   - now: the moment, in Unix seconds.
  ///   - makeNumber: makes the merchant's number of a new order.
  public init(
    book: OrderBook, gateway: Gateway, now: @escaping () -> Int64,
    makeNumber: @escaping () -> OutOrderID
  ) {
    self.book = book
    self.gateway = gateway
    self.now = now
    self.makeNumber = makeNumber
  }

  /// Sees to it that a link has an order, and asks for its state.
  ///
  /// - Parameters:
  ///   - merchant: whose order it is.
  ///   - service: the gateway, with the merchant's secret.
  ///   - renewsExpired: whether an order that has expired is replaced by a new one.
  /// - Returns: whether an order was created.
  /// - Throws: `PlacingFailure`, `OrderFileError`.
  public func place(
    _ link: OrderLink, of merchant: Merchant, through service: some OrderService,
    renewsExpired: Bool = false
  ) async throws -> Bool {
    let previous = book.list.current(for: link, of: merchant.key, on: gateway)
    if let known = previous {
      guard let record = try await lookUp(known, merchant, service) else {
        // Either it never reached the gateway, or the gateway has lost it: the number is free.
        try await create(known, of: merchant, through: service)
        try checkPrice(known.outOrderID, link)
        return true
      }
      let isReplaced = record.status == .expired && (renewsExpired || record.payURL == nil)
      if !isReplaced {
        if record.payURL == nil { throw PlacingFailure.addressLost(record.outOrderID) }
        try checkPrice(record.outOrderID, link)
        return false
      }
    }
    let record = OrderRecord(
      outOrderID: makeNumber(), link: link.id, gateway: gateway, merchant: merchant.key,
      terms: link.terms,
      // The one asked for last is the one in use, so no two may have the same second.
      requestedAt: max(now(), (previous?.requestedAt ?? 0) + 1))
    try await create(record, of: merchant, through: service)
    try checkPrice(record.outOrderID, link)
    return true
  }

  /// Creates an order that may have been asked for before, unless the gateway has it.
  ///
  /// - Returns: the order.
  /// - Throws: `PlacingFailure`, `OrderFileError`.
  public func complete(
    _ record: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    if let known = book.list.records[record.outOrderID],
      let found = try await lookUp(known, merchant, service)
    {
      if found.payURL == nil { throw PlacingFailure.addressLost(found.outOrderID) }
      return found
    }
    return try await create(record, of: merchant, through: service)
  }

  /// Creates an order and records its address; then asks for its number and price at the gateway.
  ///
  /// - Returns: the order.
  /// - Throws: `PlacingFailure`, `OrderFileError`.
  @discardableResult
  private func create(
    _ record: OrderRecord, of merchant: Merchant, through service: some OrderService
  ) async throws -> OrderRecord {
    var record = record
    let isNew = book.list.records[record.outOrderID] == nil
    if isNew { try book.add(record) }
    let request = record.terms.request(appkey: merchant.appkey, outOrderID: record.outOrderID)
    let created: CreatedOrder
    do throws(OrderFailure) {
      created = try await service.create(request)
    } catch {
      guard error.mayHaveSucceeded else {
        if isNew { book.forget(record.outOrderID) }
        throw PlacingFailure.failed(error)
      }
      if try await lookUp(record, merchant, service) != nil {
        throw PlacingFailure.addressLost(record.outOrderID)
      }
      do throws(OrderFailure) {
        created = try await service.create(request)
      } catch {
        throw PlacingFailure.failed(error)
      }
    }
    record.payURL = created.payURL
    try book.add(record)
    // The order is safe; its number and price can be asked for another time.
    let checked = try? await lookUp(record, merchant, service)
    return checked ?? record
  }

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
      throw PlacingFailure.failed(error)
    }
    try book.add(record)
    return record
  }

  private func checkPrice(_ number: OutOrderID, _ link: OrderLink) throws(PlacingFailure) {
    guard let price = book.list.records[number]?.gatewayPrice, price != link.terms.price else {
      return
    }
    throw .otherPrice(number, price)
  }
}
