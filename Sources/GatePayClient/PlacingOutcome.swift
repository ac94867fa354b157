package import Orders

/// The result of placing the order of a link.
package enum PlacingOutcome: Sendable {
  /// The order was created.
  case created
  /// The order exists, and the gateway knows it.
  case known
  /// The order has a URL, but the gateway says that it has no such order.
  case notFound(OrderRecord)
}
