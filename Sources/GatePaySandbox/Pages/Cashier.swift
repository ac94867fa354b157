internal import GatePay

/// Carries out the buttons of the cashier's page.
struct Cashier: Sendable {
  let settings: SandboxSettings
  let store: OrderStore
  let notifier: Notifier

  /// The effect of a button.
  struct Outcome {
    /// What was sent, with the merchant's answers.
    var notifications: [StoredNotification]
    /// The signed URL that the payer's browser goes to; nil if it stays on the cashier's page.
    var returnAddress: String?
  }

  /// The most repetitions of a notification.
  static let maximumRepeatCount = 5

  /// Carries out a button.
  ///
  /// - Parameters:
  ///   - repeats: how many notifications the merchant gets, even if the first is answered.
  ///   - sum: what the payer pays; nil for what the button says.
  /// - Returns: nil when the order's state does not allow it.
  func act(
    _ action: CashierAction, on order: StoredOrder, of appkey: Appkey, repeats: Int,
    paying sum: Amount? = nil
  ) async throws -> Outcome? {
    let now = settings.clock()
    guard action.isPossible(order.status(at: now)),
      let body = message(action, order, appkey, sum, seconds: now / 1000)
    else {
      return nil
    }
    let count = action == .notificationLost || action == .expired ? 0 : repeats
    let notification = order.notifyURL.map { (url: $0, body: body) }
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
    guard let added else { return nil }
    for id in added { try await notifier.deliver(id) }
    let sent = try store.notifications(of: order.id).filter { added.contains($0.id) }
    let isPaid = ![.expired, .tooLittle, .forged].contains(action)
    return Outcome(
      notifications: sent,
      returnAddress: isPaid ? returnAddress(order, appkey, after: sent) : nil)
  }

  /// The asynchronous notification of an action as a form; nil if there is none.
  private func message(
    _ action: CashierAction, _ order: StoredOrder, _ appkey: Appkey, _ sum: Amount?,
    seconds: Int64
  ) -> String? {
    let difference: Int64 =
      switch action {
      case .tooLittle: -1
      case .tooMuch: 1
      default: 0
      }
    guard let paid = sum ?? Amount(cents: order.price.cents + difference) else { return nil }
    var message = AsynchronousNotification(
      orderID: String(order.id), outOrderID: order.outOrderID, price: order.price.description,
      realPrice: paid.description, type: order.type.rawValue, payTime: String(seconds),
      extend: order.custom, appkey: appkey, secret: settings.secret)
    if action == .forged {
      let digits = message.signature?.text ?? ""
      message.signature = Signature((digits.first == "0" ? "1" : "0") + digits.dropFirst())
    }
    return Self.form(message, appkey).encoded
  }

  /// The return URL with the signed query.
  ///
  /// - Returns: nil if there is none, or it is on another machine, or the merchant has answered no
  ///   notification with `success`; an order without an address for them does not wait for it.
  func returnAddress(
    _ order: StoredOrder, _ appkey: Appkey, after notifications: [StoredNotification]
  ) -> String? {
    let isConfirmed =
      order.notifyURL == nil || notifications.contains { $0.outcome == .success }
    guard isConfirmed, let base = order.returnURL, LoopbackRule(settings).allows(base) else {
      return nil
    }
    let message = SynchronousNotification(
      price: order.price.description, type: order.type.rawValue, productID: order.sentProductID,
      orderID: String(order.id), outOrderID: order.outOrderID, appkey: appkey,
      secret: settings.secret)
    return Self.address(base, query: Self.form(message, appkey).encoded)
  }

  /// A message with the appkey first: the official samples sign with the one that they receive.
  private static func form(
    _ message: some SignedNotification, _ appkey: Appkey
  ) -> FormFields {
    FormFields([.init("appkey", appkey.text)] + message.form.fields)
  }

  /// A URL with some more of a query.
  static func address(_ base: String, query: String) -> String {
    let address = base.prefix { $0 != "#" }
    return address + (address.contains("?") ? "&" : "?") + query
  }
}
