package import Orders

/// Why a requested order cannot be used.
package enum PlacingFailure: Error, Sendable {
  /// The gateway did not create it, or could not be asked for its state.
  case failed(OrderFailure)
  /// Nobody knows whether the gateway has it or is still creating it: its number stays in the file, and
  /// it is not requested again before `OrderRecord.undecidedUntil`.
  ///
  /// The failure is the missing answer of this attempt; nil when the gateway answered, too early to
  /// rely on, that it has no such order.
  case undecided(OrderRecord, OrderFailure?)
  /// The gateway has the order, but its reply with the address was lost, and nobody can pay it.
  case addressLost(OrderRecord)
  /// The gateway asks for another price than was expected.
  case otherPrice(OrderRecord)
}

/// The result of making sure that a link has an order.
package enum PlacingOutcome: Sendable {
  /// The order was created.
  case created
  /// The order existed, and the gateway knows it.
  case known
  /// The order existed with its address, but the gateway says that it has no such order.
  case notFound(OrderRecord)
}
