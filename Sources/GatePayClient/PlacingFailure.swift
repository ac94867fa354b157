public import Orders

/// Why there is no usable order after it was asked for.
public enum PlacingFailure: Error, Sendable {
  /// The gateway did not create it, or could not be asked for its state.
  case failed(OrderFailure)
  /// Nobody knows whether the gateway has it or is about to: its number stays in the file, and it is not
  /// created again before `OrderRecord.undecidedUntil`.
  ///
  /// The failure is what came instead of an answer this time; nil when the gateway answered that it has
  /// none, too early to rely on.
  case undecided(OrderRecord, OrderFailure?)
  /// The gateway has the order, but its reply with the address was lost, and nobody can pay it.
  case addressLost(OrderRecord)
  /// The gateway asks for another sum than was expected.
  case otherPrice(OrderRecord)
}

/// What came of seeing to it that a link has an order.
public enum Placement: Sendable {
  /// The order was created.
  case created
  /// The order was there, and the gateway knows it.
  case known
  /// The order was there with its address, but the gateway says that it has none of its number.
  case notFound(OrderRecord)
}
