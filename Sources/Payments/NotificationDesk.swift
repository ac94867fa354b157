public import Catalog
public import GatePay
internal import Orders

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
  /// The signature fits other messages as well, and the gateway could not be asked which is meant.
  case undecided(readings: Int)
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
  ///   - check: asks the gateway where a signature fits several messages.
  public init(
    accounts: Accounts, secrets: [Int: Secret], orderFile: String, links: LinkIndex,
    check: @escaping Check
  ) {
    self.accounts = accounts
    verifiers = secrets.reduce(into: [:]) { verifiers, secret in
      verifiers[secret.key] = NotificationVerifier(
        appkey: accounts.merchants[secret.key].appkey, secret: secret.value)
    }
    orders = OrderFile(orderFile)
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
      let expected = record.expectedPayment(appkey: accounts.merchants[index].appkey)
      let payment = try await verify(
        message, expected, by: verifier, of: index, on: record.gateway)
      return Payment(payment, merchant: record.merchant, link: record.link, recordedAt: moment)
    }
    let (index, verifier) = try signer { verifier throws(NotificationFault) in
      _ = try verifier.verify(message, expecting: ExpectedPayment(outOrderID: nil, price: nil))
    }
    let payment = try await verify(
      message, ExpectedPayment(outOrderID: nil, price: nil), by: verifier, of: index,
      on: accounts.gateway)
    let link = try link(of: index, payment.price, payment.extend)
    return Payment(
      payment, merchant: accounts.merchants[index].key, link: link, recordedAt: moment)
  }

  private func verify(
    _ message: AsynchronousNotification, _ expected: ExpectedPayment,
    by verifier: NotificationVerifier, of index: Int, on gateway: Gateway
  ) async throws(NotificationRefusal) -> VerifiedPayment {
    do throws(NotificationFault) {
      return try verifier.verify(message, expecting: expected)
    } catch .ambiguous(let readings) {
      let settled = try await settle(
        expected, outOrderID: message.outOrderID, readings, of: index, on: gateway)
      do throws(NotificationFault) {
        return try verifier.verify(message, expecting: settled)
      } catch {
        throw .fault(error, merchant: accounts.merchants[index].key)
      }
    } catch {
      throw .fault(error, merchant: accounts.merchants[index].key)
    }
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
    var expected = ExpectedPayment(outOrderID: nil, price: nil)
    if let record {
      (index, verifier) = try self.verifier(of: record.merchant)
      expected = record.expectedPayment(appkey: accounts.merchants[index].appkey)
    } else {
      (index, verifier) = try signer { verifier throws(NotificationFault) in
        try verifier.verify(message, expecting: ExpectedPayment(outOrderID: nil, price: nil))
      }
    }
    do throws(NotificationFault) {
      try verifier.verify(message, expecting: expected)
    } catch .ambiguous(let readings) {
      let settled = try await settle(
        expected, outOrderID: message.outOrderID, readings, of: index,
        on: record?.gateway ?? accounts.gateway)
      do throws(NotificationFault) {
        try verifier.verify(message, expecting: settled)
      } catch {
        throw .fault(error, merchant: accounts.merchants[index].key)
      }
    } catch {
      throw .fault(error, merchant: accounts.merchants[index].key)
    }
    guard let price = Amount(canonical: message.price),
      let type = PaymentType(rawValue: message.type)
    else { throw .fault(.notCanonical("price"), merchant: accounts.merchants[index].key) }
    // The message does not say what came back, so it does not tell one link from another.
    guard record != nil || links.hasLink(merchant: index, price: price) else {
      throw .noLink(merchant: accounts.merchants[index].key, price: price, custom: nil)
    }
    return Payment(
      merchant: accounts.merchants[index].key, orderID: message.orderID,
      outOrderID: message.outOrderID, link: record?.link, state: .returned, price: price,
      type: type,
      custom: record?.terms.custom, recordedAt: moment)
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

  /// What was expected, with the gateway's own number of the order, so that of several readings one
  /// remains.
  private func settle(
    _ expected: ExpectedPayment, outOrderID: String, _ readings: Int, of index: Int,
    on gateway: Gateway
  ) async throws(NotificationRefusal) -> ExpectedPayment {
    guard let number = OutOrderID(outOrderID),
      let order = await check(
        OrderCheckRequest(appkey: accounts.merchants[index].appkey, outOrderID: number), index,
        gateway)
    else { throw .undecided(readings: readings) }
    var settled = expected
    settled.orderID = order.orderID
    settled.price = settled.price ?? order.price
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
