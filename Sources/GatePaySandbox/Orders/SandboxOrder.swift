public import GatePay

/// An order of the sandbox, for a list.
public struct SandboxOrder: Hashable, Sendable {
  /// The order's number.
  public let id: Int64
  /// What the payer pays for.
  public let name: String
  /// The amount.
  public let price: Amount
  /// The contact that comes back with the payment; empty for none.
  public let custom: String
  /// The state in the gateway's words.
  public let status: OrderStatus
  /// When it was paid, in seconds since 1970; nil before.
  public let paidAt: Int64?

  init(_ order: StoredOrder, now: Int64) {
    id = order.id
    name = order.name
    price = order.price
    custom = order.custom
    status = order.status(at: now)
    paidAt = order.paid
  }
}
