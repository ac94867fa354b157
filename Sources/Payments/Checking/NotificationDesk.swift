public import Catalog
public import GatePay
internal import Orders
internal import Support

/// Tells authentic messages from others, and judges what they are worth.
///
/// It asks nobody: the answer of the gateway is given to it.
public struct NotificationDesk: Sendable {
  private let accounts: Accounts
  private let verifiers: [Int: NotificationVerifier]
  private let orders: WatchedOrders
  private let links: LinkIndex
  private let printed: any PrintedPrices

  /// Creates a desk.
  ///
  /// - Parameters:
  ///   - accounts: only their appkeys are used, never one from a message.
  ///   - secrets: by the merchants' indexes in `accounts`.
  ///   - printed: knows prices that the config does not have any more.
  ///   - previous: the desk before a reload, whose orders stay known while their file is unreadable.
  ///   - report: called when the file of orders cannot be read.
  public init(
    accounts: Accounts, secrets: [Int: Secret], orderFile: String, links: LinkIndex,
    printed: any PrintedPrices = NoPrintedPrices(), after previous: NotificationDesk? = nil,
    report: @escaping @Sendable (OrderLogProblem) -> Void = { _ in }
  ) {
    self.accounts = accounts
    verifiers = secrets.reduce(into: [:]) { verifiers, secret in
      verifiers[secret.key] = NotificationVerifier(
        appkey: accounts.merchants[secret.key].appkey, secret: secret.value)
    }
    orders = WatchedOrders(orderFile, after: previous?.orders, report: report)
    self.links = links
    self.printed = printed
  }

  // MARK: Authenticity

  /// The index of the merchant whose secret signed a message.
  public func signer(
    of message: some SignedNotification, outOrderID: String
  ) throws(NotificationRefusal) -> Int {
    let likely = orders.record(outOrderID).flatMap { index(of: $0.merchant) }
    var first: NotificationFault?
    let others = verifiers.keys.sorted().filter { $0 != likely }
    for index in (likely.map { [$0] } ?? []) + others {
      guard let verifier = verifiers[index] else { continue }
      do throws(NotificationFault) {
        try verifier.authenticate(message)
        return index
      } catch {
        first = first ?? error
      }
    }
    let merchant = likely ?? (verifiers.count == 1 ? others.first : nil)
    throw .fault(first ?? .wrongSignature, merchant: merchant.map { accounts.merchants[$0].key })
  }

  /// The index of the merchant of a message; nil if the config does not have it, or it has no secret.
  ///
  /// The merchant may have been renamed since.
  func index(of message: InboxMessage) -> Int? {
    if message.appkey.isEmpty { return index(of: message.merchant) }
    return accounts.merchants.indices.first {
      accounts.merchants[$0].appkey.text == message.appkey && verifiers[$0] != nil
    }
  }

  /// The index of a merchant by its name in the config; nil if there is none, or it has no secret.
  public func index(of merchant: String) -> Int? {
    accounts.merchants.firstIndex { $0.key == merchant }.flatMap {
      verifiers[$0] == nil ? nil : $0
    }
  }

  // MARK: The message that reports a payment

  /// What the inbox keeps of a message, besides its verdict.
  func entry(_ message: AsynchronousNotification, of index: Int, at moment: Int64) -> NewMessage {
    NewMessage(
      gateway: gateway(for: message.outOrderID, of: index).origin,
      merchant: accounts.merchants[index].key, appkey: accounts.merchants[index].appkey.text,
      fields: message, receivedAt: moment)
  }

  /// Judges a message that a merchant's secret signed.
  ///
  /// - Parameter answer: what the gateway says about its order; nil as long as it was not asked.
  func judge(
    _ message: AsynchronousNotification, of index: Int, _ answer: GatewayAnswer?,
    at moment: Int64
  ) -> Judgement {
    do throws(NotificationFault) {
      try NotificationVerifier.checkForm(of: message)
    } catch {
      return Judgement(.unclear, .unreadable(field: error.field))
    }
    let record = record(message.outOrderID, of: index)
    var expected = record.map { expectation($0, of: index) } ?? .unknownOrder
    switch answer {
    case nil where record == nil || Self.couldBeACreateCall(message.outOrderID):
      return Judgement(.unclear, .notAsked)
    case nil: break
    case .silent(let reason): return Judgement(.unclear, .gatewaySilent(reason))
    case .noSuchOrder: return Judgement(.unclear, .noSuchOrder)
    case .order(let order):
      if let reason = objection(order, to: message) { return Judgement(.unclear, reason) }
      expected.payment.orderID = order.orderID
      if expected.payment.price == nil || !expected.isPriceKnown {
        expected.payment.price = order.price
      }
    }
    guard let verifier = verifiers[index] else { return Judgement(.unclear, .notAsked) }
    do throws(NotificationFault) {
      let payment = try verifier.verify(message, expecting: expected.payment)
      return settle(payment, record, of: index, at: moment)
    } catch .ambiguous {
      return Judgement(.unclear, .notAsked)
    } catch .unexpected("price") where answer == nil && !expected.isPriceKnown {
      return Judgement(.unclear, .notAsked)
    } catch {
      return Judgement(.unexpected, .otherThanOrdered(field: error.field), link: record?.link)
    }
  }

  /// A stablepay create call signs `product_id + type + out_order_id + custom`: with crafted fields,
  /// its signature is one of a payment whose order number begins with the type.
  private static func couldBeACreateCall(_ number: String) -> Bool {
    PaymentType.allCases.contains { number.hasPrefix($0.rawValue) }
  }

  /// Why the gateway's answer does not confirm a message; nil if it does.
  private func objection(
    _ order: CheckedOrder, to message: AsynchronousNotification
  ) -> VerdictReason? {
    if order.orderID != message.orderID { return .otherAtGateway(field: "order_id") }
    if order.price != Amount(plain: message.price) { return .otherAtGateway(field: "price") }
    if PaymentType(rawValue: order.type) != nil, order.type != message.type {
      return .otherAtGateway(field: "type")
    }
    return accounts.saysPaid(order.status) ? nil : .notPaid(status: order.status.text)
  }

  /// The verdict about a payment that is beyond doubt.
  private func settle(
    _ verified: VerifiedPayment, _ record: OrderRecord?, of index: Int, at moment: Int64
  ) -> Judgement {
    let merchant = accounts.merchants[index].key
    let isPaid = accounts.tolerance.accepts(verified.realPrice, for: verified.price)
    var payment = Payment(
      verified, state: isPaid ? .paid : .underpaid,
      gateway: (record?.gateway ?? accounts.gateway).origin, merchant: merchant,
      appkey: accounts.merchants[index].appkey.text, link: record?.link, recordedAt: moment)
    if record == nil {
      // An empty contact counts as none.
      let custom = verified.extend.isEmpty ? nil : verified.extend
      if let link = links.link(merchant: index, price: verified.price, custom: custom) {
        payment.link = link
      } else {
        let place = printed.place(merchant: merchant, price: verified.price, custom: custom)
        // An old price on a wall is likelier than a payer who entered the same amount.
        guard place?.isHanging != true, let link = links.openLink(merchant: index) else {
          return Judgement(
            .unexpected, place.map { .printedEarlier($0.description) } ?? .noLink,
            link: place?.link)
        }
        payment.link = link
      }
    }
    return Judgement(isPaid ? .paid : .underpaid, payment: payment)
  }

  // MARK: The query of a returning browser

  /// What the query of a returning browser is about.
  enum Visit {
    /// A payment, whose message is awaited.
    case payment(Payment)
    /// Only the gateway can tell.
    case unclear
    /// The gateway says that the order is not paid; its word.
    case notPaid(status: String)
    /// The gateway says that it is paid, but no order has its number and no link its price: mostly an
    /// old poster. Its message is in the inbox, or will be.
    case unlisted(Payment)
  }

  /// Verifies the query of a browser, which does not say how much was paid, and proves nothing.
  ///
  /// - Parameter answer: what the gateway says about its order; nil as long as it was not asked.
  func visit(
    _ message: SynchronousNotification, of index: Int, _ answer: GatewayAnswer?,
    at moment: Int64
  ) throws(NotificationRefusal) -> Visit {
    let record = record(message.outOrderID, of: index)
    let merchant = accounts.merchants[index].key
    var expected = record.map { expectation($0, of: index) } ?? .unknownOrder
    var status: OrderStatus?
    if case .order(let order)? = answer {
      status = order.status
      expected.payment.orderID = order.orderID
      if expected.payment.price == nil || !expected.isPriceKnown {
        expected.payment.price = order.price
      }
    } else if case .noSuchOrder? = answer {
      throw .fault(.unexpected("out_order_id"), merchant: merchant)
    } else if record == nil {
      return .unclear
    }
    guard let verifier = verifiers[index] else { throw .noSecret(merchant: merchant) }
    do throws(NotificationFault) {
      try verifier.verify(message, expecting: expected.payment)
    } catch .ambiguous {
      return .unclear
    } catch .unexpected("price") where status == nil && !expected.isPriceKnown {
      return .unclear
    } catch {
      throw .fault(error, merchant: merchant)
    }
    guard let price = Amount(plain: message.price), let type = PaymentType(rawValue: message.type)
    else { throw .fault(.notCanonical("price"), merchant: merchant) }
    if let status, !accounts.saysPaid(status) { return .notPaid(status: status.text) }
    let payment = Payment(
      gateway: (record?.gateway ?? accounts.gateway).origin, merchant: merchant,
      orderID: message.orderID, outOrderID: message.outOrderID, link: record?.link,
      state: .returned, price: price, type: type, custom: record?.terms.custom,
      recordedAt: moment, appkey: accounts.merchants[index].appkey.text)
    // The message has no custom, so it cannot identify the link.
    let isListed = record != nil || links.hasLink(merchant: index, price: price)
    return isListed ? .payment(payment) : .unlisted(payment)
  }

  // MARK: Common

  /// The question about an order; nil if no order can have the number.
  func question(about outOrderID: String, of index: Int) -> GatewayQuestion? {
    OutOrderID(outOrderID).map { number in
      GatewayQuestion(
        request: OrderCheckRequest(
          appkey: accounts.merchants[index].appkey, outOrderID: number),
        merchant: index, gateway: gateway(for: outOrderID, of: index))
    }
  }

  private func gateway(for outOrderID: String, of index: Int) -> Gateway {
    record(outOrderID, of: index)?.gateway ?? accounts.gateway
  }

  /// The order with a number, if it is a merchant's.
  private func record(_ outOrderID: String, of index: Int) -> OrderRecord? {
    orders.record(outOrderID).flatMap { self.index(of: $0.merchant) == index ? $0 : nil }
  }

  private struct Expectation {
    var payment: ExpectedPayment
    /// Whether the price came from the gateway, not only from the config.
    var isPriceKnown = true

    /// The payment of an order that is not in the file.
    static let unknownOrder = Expectation(payment: ExpectedPayment(outOrderID: nil, price: nil))
  }

  private func expectation(_ record: OrderRecord, of index: Int) -> Expectation {
    var expectation = Expectation(
      payment: record.expectedPayment(appkey: accounts.merchants[index].appkey))
    switch record.terms.subject {
    case .anypay, .cloudpay: break
    // The price of a set depends on the stock.
    case .grouppay, .stablepay: expectation.isPriceKnown = record.gatewayPrice != nil
    }
    return expectation
  }
}

extension NotificationFault {
  /// The field that is at fault.
  fileprivate var field: String {
    switch self {
    case .missing(let name), .notCanonical(let name), .unexpected(let name): name
    case .malformedSignature, .wrongSignature, .ambiguous: "sign"
    }
  }
}
