internal import GatePay

/// Carries out the buttons of the cashier's page.
struct Cashier: Sendable {
  let settings: SandboxSettings
  let store: OrderStore
  let notifier: Notifier

  /// The effect of a button.
  enum Outcome {
    /// The payer's browser goes to this signed URL.
    case returned(String)
    /// The payer stays on the cashier's page.
    case stays
    /// The order's state does not allow it.
    case refused
  }

  /// The most repetitions of a notification.
  static let maximumRepeatCount = 5

  /// Carries out a button.
  ///
  /// - Parameter repeats: how many notifications the merchant gets, even if the first is answered.
  func act(
    _ action: CashierAction, on order: StoredOrder, of appkey: Appkey, repeats: Int
  ) async throws -> Outcome {
    let now = settings.clock()
    let status = order.status(at: now)
    let isOpen =
      status == .unpaid || (status == .expired && (action == .paidLate || action == .forged))
    guard isOpen, let message = message(action, order, appkey, seconds: now / 1000) else {
      return .refused
    }
    let count = action == .notificationLost || action == .expired ? 0 : repeats
    let notification = order.notifyURL.map { (url: $0, body: message.form.encoded) }
    let notifications = Array(repeating: notification, count: count).compactMap(\.self)
    if action == .expired || action == .paidLate { try await store.expire(order.id, at: now) }
    // Not due at once, or `Notifier.run` could take one first and the browser would go back before
    // the merchant has answered.
    let due = now + Notifier.headStartInMilliseconds
    let added: [Int64]?
    switch action {
    case .expired, .tooLittle, .forged:
      added = try await store.notify(order.id, notifications, due: due)
    default:
      added = try await store.pay(
        order.id, at: now / 1000, notifying: notifications, due: due)
    }
    // The order was paid meanwhile.
    guard let added else { return .refused }
    for id in added { try await notifier.deliver(id) }
    guard ![.expired, .tooLittle, .forged].contains(action) else { return .stays }
    return returnAddress(order, appkey).map { .returned($0) } ?? .stays
  }

  /// The asynchronous notification of an action; nil if there is none.
  private func message(
    _ action: CashierAction, _ order: StoredOrder, _ appkey: Appkey, seconds: Int64
  ) -> AsynchronousNotification? {
    let difference: Int64 =
      switch action {
      case .tooLittle: -1
      case .tooMuch: 1
      default: 0
      }
    guard let paid = Amount(cents: order.price.cents + difference) else { return nil }
    var message = AsynchronousNotification(
      orderID: String(order.id), outOrderID: order.outOrderID, price: order.price.description,
      realPrice: paid.description, type: order.type.rawValue, payTime: String(seconds),
      extend: order.custom, appkey: appkey, secret: settings.secret)
    if action == .forged {
      let digits = message.signature?.text ?? ""
      message.signature = Signature((digits.first == "0" ? "1" : "0") + digits.dropFirst())
    }
    return message
  }

  /// The return URL with the signed query; nil if there is none, or it is on another machine.
  private func returnAddress(_ order: StoredOrder, _ appkey: Appkey) -> String? {
    guard let base = order.returnURL, LoopbackRule(settings).allows(base) else { return nil }
    let query = SynchronousNotification(
      price: order.price.description, type: order.type.rawValue, productID: order.productID,
      orderID: String(order.id), outOrderID: order.outOrderID, appkey: appkey,
      secret: settings.secret
    ).form.encoded
    let address = base.prefix { $0 != "#" }
    return address + (address.contains("?") ? "&" : "?") + query
  }
}
