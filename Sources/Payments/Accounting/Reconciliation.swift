internal import GatePay

/// Compares the recorded payments with a statement, by number and amount.
public struct Reconciliation: Sendable {
  /// A payment beside the entry with its number.
  public struct Pair: Sendable {
    /// As recorded.
    public var payment: Payment
    /// In the statement.
    public var entry: Statement.Entry
  }

  /// Number and amount are the same.
  public private(set) var matched: [Pair] = []
  /// The number is the same, the amount is not.
  public private(set) var differing: [Pair] = []
  /// Amount and minute are nearly the same, and the statement has no number that is known.
  public private(set) var matchedByTime: [Pair] = []
  /// In the statement and not recorded.
  public private(set) var unrecorded: [Statement.Entry] = []
  /// Recorded and not in the statement.
  public private(set) var missing: [Payment] = []

  /// Whether both sides agree.
  public var isClean: Bool { differing.isEmpty && unrecorded.isEmpty && missing.isEmpty }

  /// Compares the two.
  ///
  /// Each entry belongs to one payment at most: a number that occurs twice in the statement is
  /// unrecorded the second time.
  ///
  /// - Parameters:
  ///   - payments: those of the statement's period for which money arrived.
  ///   - toleranceInMinutes: if not nil, what no number matches is matched by amount, and by a time
  ///     that differs by this at most: personal wallets do not know the gateway's numbers.
  public init(
    _ payments: [Payment], with statement: Statement, in calendar: ShopCalendar,
    toleranceInMinutes: Int64? = nil
  ) {
    var open = Array(payments.indices)
    var byNumber: [String: [Int]] = [:]
    for index in payments.indices {
      for number in Set([payments[index].orderID, payments[index].outOrderID]) {
        byNumber[number, default: []].append(index)
      }
    }
    var isTaken = payments.map { _ in false }
    var rest: [Statement.Entry] = []
    for entry in statement.entries {
      let candidates = entry.numbers.flatMap { byNumber[$0] ?? [] }.filter { !isTaken[$0] }
      let exact = candidates.first { payments[$0].realPrice == entry.amount }
      guard let index = exact ?? candidates.first else {
        rest.append(entry)
        continue
      }
      isTaken[index] = true
      let pair = Pair(payment: payments[index], entry: entry)
      if exact == nil { differing.append(pair) } else { matched.append(pair) }
    }
    open.removeAll { isTaken[$0] }
    for entry in rest {
      guard
        let index = Self.nearest(to: entry, among: open, of: payments, calendar, toleranceInMinutes)
      else {
        unrecorded.append(entry)
        continue
      }
      matchedByTime.append(Pair(payment: payments[index], entry: entry))
      open.removeAll { $0 == index }
    }
    missing = open.map { payments[$0] }
  }

  private static func nearest(
    to entry: Statement.Entry, among open: [Int], of payments: [Payment],
    _ calendar: ShopCalendar, _ tolerance: Int64?
  ) -> Int? {
    guard let tolerance, let minute = entry.minute else { return nil }
    let near = open.compactMap { index -> (distance: Int64, index: Int)? in
      guard payments[index].realPrice == entry.amount, let paidAt = payments[index].paidAt else {
        return nil
      }
      let distance = abs(calendar.minute(of: paidAt) - minute)
      return distance <= tolerance ? (distance, index) : nil
    }
    return near.min { $0 < $1 }?.index
  }
}
