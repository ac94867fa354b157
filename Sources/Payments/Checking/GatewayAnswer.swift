public import GatePay

/// What the gateway says about an order.
public enum GatewayAnswer: Sendable {
  /// It has the order.
  case order(CheckedOrder)
  /// It has no order with this number.
  case noSuchOrder
  /// It gave no usable answer; why.
  case silent(String)
}

/// A question about an order, for the gateway.
public struct GatewayQuestion: Sendable {
  /// The request, to be signed.
  public var request: OrderCheckRequest
  /// The index of the merchant in the config.
  public var merchant: Int
  /// Whom to ask.
  public var gateway: Gateway
}
