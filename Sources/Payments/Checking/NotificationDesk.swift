public import Catalog
public import GatePay
internal import Orders
internal import Support

/// Accepts notifications that are authentic, about our orders or links, and unambiguous.
public struct NotificationDesk: Sendable {
  /// Checks an order at the gateway; nil if it does not answer or has no such order.
  public typealias Check =
    @Sendable (_ question: OrderCheckRequest, _ merchant: Int, _ gateway: Gateway) async ->
    CheckedOrder?

  private let accounts: Accounts
  private let verifiers: [Int: NotificationVerifier]
  private let orders: WatchedOrders
  private let links: LinkIndex
  private let check: Check

  /// Creates a desk.
  ///
  /// - Parameters:
  ///   - accounts: only their appkeys are used, never one from a message.
  ///   - secrets: by the merchants' indexes in `accounts`.
  ///   - report: called when the file of orders cannot be read.
  ///   - check: used when a signature fits several messages, or a price is unknown.
  public init(
    accounts: Accounts, secrets: [Int: Secret], orderFile: String, links: LinkIndex,
    report: @escaping @Sendable (OrderLogProblem) -> Void = { _ in }, check: @escaping Check
  ) {
    self.accounts = accounts
    verifiers = secrets.reduce(into: [:]) { verifiers, secret in
      verifiers[secret.key] = NotificationVerifier(
        appkey: accounts.merchants[secret.key].appkey, secret: secret.value)
    }
    orders = WatchedOrders(orderFile, report: report)
    self.links = links
    self.check = check
  }

  // MARK: Asynchronous

  /// Verifies the message that reports a payment.
  public func payment(
    _ message: AsynchronousNotification, at moment: Int64
  ) async throws(NotificationRefusal) -> Payment {
    if let record = orders.record(message.outOrderID) {
      let (index, verifier) = try verifier(of: record.merchant)
      let payment = try await judge(
        message.outOrderID, Expectation(record, of: index, accounts)
      ) { expected throws(NotificationFault) in
        try verifier.verify(message, expecting: expected)
      }
      return Payment(
        payment, gateway: record.gateway.origin, merchant: record.merchant, link: record.link,
        recordedAt: moment)
    }
    let (index, verifier) = try signer { verifier throws(NotificationFault) in
      _ = try verifier.verify(message, expecting: ExpectedPayment(outOrderID: nil, price: nil))
    }
    let payment = try await judge(
      message.outOrderID, Expectation(of: index, on: accounts.gateway)
    ) { expected throws(NotificationFault) in
      try verifier.verify(message, expecting: expected)
    }
    let link = try link(of: index, payment.price, payment.extend)
    return Payment(
      payment, gateway: accounts.gateway.origin, merchant: accounts.merchants[index].key,
      link: link, recordedAt: moment)
  }

  // MARK: Synchronous

  /// Verifies the query of a returning browser, which does not say how much was paid.
  public func visit(
    _ message: SynchronousNotification, at moment: Int64
  ) async throws(NotificationRefusal) -> Payment {
    let record = orders.record(message.outOrderID)
    let index: Int
    let verifier: NotificationVerifier
    let expectation: Expectation
    if let record {
      (index, verifier) = try self.verifier(of: record.merchant)
      expectation = Expectation(record, of: index, accounts)
    } else {
      (index, verifier) = try signer { verifier throws(NotificationFault) in
        try verifier.verify(message, expecting: ExpectedPayment(outOrderID: nil, price: nil))
      }
      expectation = Expectation(of: index, on: accounts.gateway)
    }
    try await judge(message.outOrderID, expectation) { expected throws(NotificationFault) in
      try verifier.verify(message, expecting: expected)
    }
    guard let price = Amount(canonical: message.price),
      let type = PaymentType(rawValue: message.type)
    else { throw .fault(.notCanonical("price"), merchant: accounts.merchants[index].key) }
    // The message has no custom, so it cannot identify the link.
    guard record != nil || links.hasLink(merchant: index, price: price) else {
      throw .noLink(merchant: accounts.merchants[index].key, price: price, custom: nil)
    }
    return Payment(
      gateway: expectation.gateway.origin, merchant: accounts.merchants[index].key,
      orderID: message.orderID, outOrderID: message.outOrderID, link: record?.link,
      state: .returned, price: price, type: type, custom: record?.terms.custom,
      recordedAt: moment)
  }

  // MARK: Common

  private func verifier(
    of merchant: String
  ) throws(NotificationRefusal) -> (Int, NotificationVerifier) {
    guard let index = accounts.merchants.firstIndex(where: { $0.key == merchant }),
      let verifier = verifiers[index]
    else { throw .noSecret(merchant: merchant) }
    return (index, verifier)
  }

  /// The merchant whose secret signed a message about an unknown order.
  private func signer(
    _ verify: (NotificationVerifier) throws(NotificationFault) -> Void
  ) throws(NotificationRefusal) -> (Int, NotificationVerifier) {
    var first: NotificationFault?
    for (index, verifier) in verifiers.sorted(by: { $0.key < $1.key }) {
      do throws(NotificationFault) {
        try verify(verifier)
        return (index, verifier)
      } catch .wrongSignature {
        first = first ?? .wrongSignature
      } catch .ambiguous {
        return (index, verifier)
      } catch {
        throw .fault(error, merchant: accounts.merchants[index].key)
      }
    }
    throw .fault(first ?? .wrongSignature, merchant: nil)
  }

  private struct Expectation {
    var merchant: Int
    var gateway: Gateway
    var payment: ExpectedPayment
    /// Whether the price came from the gateway, not only from the config.
    var isPriceKnown = true

    /// A payment by a quick-collect link.
    init(of merchant: Int, on gateway: Gateway) {
      self.merchant = merchant
      self.gateway = gateway
      payment = ExpectedPayment(outOrderID: nil, price: nil)
    }

    /// The payment of an order.
    init(_ record: OrderRecord, of merchant: Int, _ accounts: Accounts) {
      self.merchant = merchant
      gateway = record.gateway
      payment = record.expectedPayment(appkey: accounts.merchants[merchant].appkey)
      switch record.terms.subject {
      case .anypay, .cloudpay: break
      // The price of a set depends on the stock.
      case .grouppay, .stablepay: isPriceKnown = record.gatewayPrice != nil
      }
    }
  }

  /// Verifies a message; checks the order at the gateway if the records are not enough.
  @discardableResult
  private func judge<Verdict>(
    _ outOrderID: String, _ expectation: Expectation,
    _ verify: (ExpectedPayment) throws(NotificationFault) -> Verdict
  ) async throws(NotificationRefusal) -> Verdict {
    let merchant = accounts.merchants[expectation.merchant].key
    let gateway = expectation.gateway.origin
    let unsettled: NotificationRefusal
    do throws(NotificationFault) {
      return try verify(expectation.payment)
    } catch .ambiguous(let readings) {
      unsettled = .undecided(readings: readings, gateway: gateway)
    } catch .unexpected("price") where !expectation.isPriceKnown {
      unsettled = .unknownPrice(gateway: gateway)
    } catch {
      throw .fault(error, merchant: merchant)
    }
    guard let settled = await settle(outOrderID, expectation) else { throw unsettled }
    do throws(NotificationFault) {
      return try verify(settled)
    } catch {
      throw .fault(error, merchant: merchant)
    }
  }

  /// Adds an order check: the gateway's order number, which leaves one meaning, and a missing
  /// price.
  private func settle(_ outOrderID: String, _ expectation: Expectation) async -> ExpectedPayment? {
    guard let number = OutOrderID(outOrderID),
      let order = await check(
        OrderCheckRequest(
          appkey: accounts.merchants[expectation.merchant].appkey, outOrderID: number),
        expectation.merchant, expectation.gateway)
    else { return nil }
    var settled = expectation.payment
    settled.orderID = order.orderID
    if settled.price == nil || !expectation.isPriceKnown { settled.price = order.price }
    settled.type = settled.type ?? PaymentType(rawValue: order.type)
    return settled
  }

  private func link(
    of index: Int, _ price: Amount, _ custom: String?
  ) throws(NotificationRefusal) -> String? {
    // An empty contact counts as none.
    let given = custom.flatMap { $0.isEmpty ? nil : $0 }
    guard let link = links.link(merchant: index, price: price, custom: given) else {
      throw .noLink(merchant: accounts.merchants[index].key, price: price, custom: custom)
    }
    return link
  }
}

extension AsynchronousNotification {
  /// Reads a received form; throws `NotificationRefusal.fault` for a missing field.
  public static func read(
    _ form: FormFields
  ) throws(NotificationRefusal) -> AsynchronousNotification {
    do throws(NotificationFault) {
      return try AsynchronousNotification(form)
    } catch {
      throw .fault(error, merchant: nil)
    }
  }
}

extension SynchronousNotification {
  /// Reads a received query; throws `NotificationRefusal.fault` for a missing field.
  public static func read(
    _ form: FormFields
  ) throws(NotificationRefusal) -> SynchronousNotification {
    do throws(NotificationFault) {
      return try SynchronousNotification(form)
    } catch {
      throw .fault(error, merchant: nil)
    }
  }
}
