package import Orders

/// Why a requested order cannot be used.
package enum PlacingFailure: Error, Sendable {
  /// The gateway did not create it, or its state could not be checked.
  case failed(OrderFailure)
  /// The gateway may have it or still be creating it: its number stays in the file, and it is not
  /// requested again before `OrderRecord.undecidedUntil`.
  ///
  /// The failure is this attempt's; nil when the gateway answered, too early to rely on, that it
  /// has no such order.
  case undecided(OrderRecord, OrderFailure?)
  /// The gateway has the order, but its reply with the URL was lost, so nobody can pay it.
  case addressLost(OrderRecord)
  /// The reply is about another order or price, or its URL does not lead to the gateway: the field and
  /// its value.
  case otherReply(OrderRecord, field: String, value: String)
  /// The gateway's price differs from the expected one.
  case otherPrice(OrderRecord)
}
