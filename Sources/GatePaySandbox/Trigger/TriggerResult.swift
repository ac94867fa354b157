internal import GatePay
package import Support

/// What pressing a button did.
public struct TriggerResult: Sendable {
  /// A notification that was sent.
  public struct Notification: Sendable {
    /// The merchant's address.
    public var url: String
    /// The merchant's answer.
    public var outcome: NotificationOutcome
  }

  /// The button.
  public var action: CashierAction
  /// The gateway's order number.
  public var orderID: String
  /// The merchant's order number.
  public var outOrderID: String
  /// The price of the order.
  public var price: String
  /// The order's state afterwards.
  public var status: String
  /// What was sent; empty for a button that sends nothing.
  public var notifications: [Notification]
  /// The signed URL that the payer's browser goes to; nil if it stays.
  public var returnURL: String?
  /// The sandbox's answer, for programs.
  package var json: JSON

  /// Whether the merchant answered as it must: `success` to every true notification, anything else
  /// to every forged one.
  public var isAnswered: Bool {
    !isUnsent && notifications.allSatisfy { ($0.outcome == .success) == (action != .forged) }
  }

  /// Whether the button sends a notification, and the order has no address for it.
  public var isUnsent: Bool {
    notifications.isEmpty && action != .expired && action != .notificationLost
  }

  init(_ reply: SandboxTrigger.Reply, _ action: CashierAction) throws(TriggerFailure) {
    guard reply.status == 200, let json = reply.body, let order = json["order_id"]?.scalarText,
      let outOrderID = json["out_order_id"]?.text, let price = json["order_price"]?.text,
      let status = json["order_status"]?.text, let sent = json["notifications"]?.elements
    else { throw TriggerFailure(reply) }
    self.json = json
    self.action = action
    orderID = order
    self.outOrderID = outOrderID
    self.price = price
    self.status = status
    notifications = sent.compactMap { entry in
      guard let url = entry["url"]?.text else { return nil }
      return Notification(
        url: url, outcome: entry["outcome"]?.text.flatMap(NotificationOutcome.init) ?? .noAnswer)
    }
    returnURL = json["return_url"]?.text
  }
}

/// Why a button was not pressed.
public enum TriggerFailure: Error, Hashable, Sendable {
  /// The URL is not a link's or an order's on this machine, or something else answers there.
  case notASandbox
  /// Nothing answers, for this reason.
  case unreachable(String)
  /// The sandbox takes no order from the link.
  case link(LinkRefusal)
  /// The gateway's code and its words, such as those of a payment type that is switched off.
  case code(Int, String)
  /// The sandbox has no such order.
  case noSuchOrder
  /// The order is paid or has expired.
  case notPossible

  init(_ reply: SandboxTrigger.Reply) {
    if let code = reply.body?["code"]?.scalarText.flatMap(Int.init) {
      self = .code(code, reply.body?["msg"]?.text ?? "")
      return
    }
    let word = reply.body?["refused"]?.text ?? ""
    switch (LinkRefusal(rawValue: word), word) {
    case (let refusal?, _): self = .link(refusal)
    case (_, "no-such-order"): self = .noSuchOrder
    case (_, "not-possible"): self = .notPossible
    default: self = .notASandbox
    }
  }
}
