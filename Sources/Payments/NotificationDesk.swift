public import Catalog
public import GatePay
internal import Orders
internal import Support

/// Why a notification is not accepted.
public enum NotificationRefusal: Error, Hashable, Sendable {
  /// It is no form.
  case notAForm(FormError)
  /// A field is missing, in no canonical form, not as expected, or the signature is wrong or ambiguous.
  case fault(NotificationFault, merchant: String?)
  /// The order is of a merchant that the config no longer has, or of one without a secret here.
  case noSecret(merchant: String)
  /// It is authentic, but no order has this number and no link asks for this.
  case noLink(merchant: String, price: Amount, custom: String?)
  /// The signature fits other messages as well, and the gateway did not say which is meant.
  case undecided(readings: Int, gateway: String)
  /// What the order costs is the gateway's to say; it is not recorded, and the gateway did not say it.
  case unknownPrice(gateway: String)
}

/// Decides what a notification is worth: authentic, of an order or link of this project, and of one
/// reading only.
public struct NotificationDesk: Sendable {
  /// Asks the gateway for an order; nil when it cannot be asked or has none.
  public typealias Check =
    @Sendable (_ question: OrderCheckRequest, _ merchant: Int, _ gateway: Gateway) async ->
    CheckedOrder?

  private let accounts: Accounts
  private let verifiers: [Int: NotificationVerifier]
  private let orders: OrderFile
  private let links: LinkIndex
  private let check: Check

  /// A desk.
  ///
  /// - Parameters:
  ///   - accounts: the merchants; their appkeys count, never one that came in a message.
  ///   - secrets: the secrets, by the merchants' places in `accounts`.
  ///   - orderFile: the path of the file of orders.
  ///   - links: the links of the site.
  ///   - report: told when the file of orders cannot be read.
  ///   - check: asks the gateway where a signature fits several messages, or a price is not known.
  public init(
    accounts: Accounts, secrets: [Int: Secret], orderFile: String, links: LinkIndex,
    report: @escaping @Sendable (OrderFileProblem) -> Void = { _ in }, check: @escaping Check
  ) {
    self.accounts = accounts
    verifiers = secrets.reduce(into: [:]) { verifiers, secret in
      verifiers[secret.key] = NotificationVerifier(
        appkey: accounts.merchants[secret.key].appkey, secret: secret.value)
    }
    orders = OrderFile(orderFile, report: report)
    self.links = links
    self.check = check
  }

  // MARK: Asynchronous

  /// Decides on the message that reports a payment.
  ///
  /// - Throws: `NotificationRefusal`.
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

  /// Decides on the query with which a payer's browser comes back.
  ///
  /// It says that an order was paid, but not what was paid.
  ///
  /// - Throws: `NotificationRefusal`.
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
    // The message does not say what came back, so it does not tell one link from another.
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

  /// The merchant whose secret signed a message that is of no known order.
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

  /// What a message is held against.
  private struct Expectation {
    var merchant: Int
    var gateway: Gateway
    var payment: ExpectedPayment
    /// Whether the price is what the gateway asks, and not only what the config thinks it asks.
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
      // A set costs what of it is in stock.
      case .grouppay, .stablepay: isPriceKnown = record.gatewayPrice != nil
      }
    }
  }

  /// Verifies a message; asks the gateway for the order where the records do not say enough.
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

  /// What was expected, with what an order check says: the gateway's own number, so that of several
  /// readings one remains, and the price where it is not known.
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
    // A contact that was left empty is none.
    let given = custom.flatMap { $0.isEmpty ? nil : $0 }
    guard let link = links.link(merchant: index, price: price, custom: given) else {
      throw .noLink(merchant: accounts.merchants[index].key, price: price, custom: custom)
    }
    return link
  }
}

extension AsynchronousNotification {
  /// Takes a received form.
  ///
  /// - Throws: `NotificationRefusal.fault` for a field that is not there.
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
  /// Takes a received query.
  ///
  /// - Throws: `NotificationRefusal.fault` for a field that is not there.
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
