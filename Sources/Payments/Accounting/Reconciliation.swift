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

  /// What is compared, besides numbers and amounts.
  public struct Scope: Sendable {
    /// The days of which every payment must be in the statement, as numbers of days after 1970-01-01;
    /// nil for all.
    public var days: ClosedRange<Int64>?
    /// Whether what the statement lists on other days is passed over, unless its number is recorded.
    public var isChosen = false
    /// If not nil, what no number matches is matched by amount, and by a time that differs by this at
    /// most: personal wallets do not know the gateway's numbers.
    public var toleranceInMinutes: Int64?

    /// Compares everything, by number alone.
    public init() {}
  }

  /// Number and amount are the same.
  public private(set) var matched: [Pair] = []
  /// The number is the same, the amount is not.
  public private(set) var differing: [Pair] = []
  /// The number is the same, and some or all of the money went back.
  public private(set) var refunded: [Pair] = []
  /// Amount and minute are nearly the same, and the statement has no number that is known.
  public private(set) var matchedByTime: [Pair] = []
  /// In the statement and not recorded.
  public private(set) var unrecorded: [Statement.Entry] = []
  /// Recorded and not in the statement.
  public private(set) var missing: [Payment] = []
  /// How many entries are of other days, or are not said to be paid and are not recorded.
  public private(set) var passedOverCount = 0

  /// Whether both sides agree.
  public var isClean: Bool {
    differing.isEmpty && refunded.isEmpty && unrecorded.isEmpty && missing.isEmpty
  }

  private let payments: [Payment]
  private let calendar: ShopCalendar
  private let scope: Scope
  private var isTaken: [Bool]

  /// Compares the two.
  ///
  /// Numbers are matched on all days: around midnight, both sides may name different ones. Each entry
  /// belongs to one payment at most: a number that occurs twice in the statement is unrecorded the
  /// second time.
  ///
  /// - Parameter payments: those for which money arrived; on days that nothing is known of, those
  ///   with a number of the statement suffice.
  public init(
    _ payments: [Payment], with statement: Statement, in calendar: ShopCalendar,
    _ scope: Scope = Scope()
  ) {
    self.payments = payments
    self.calendar = calendar
    self.scope = scope
    isTaken = payments.map { _ in false }
    let rest = takeByNumber(statement.entries)
    takeByTime(rest)
    missing = payments.indices.filter { !isTaken[$0] && isExpected(payments[$0]) }
      .map { payments[$0] }
  }

  private func isExpected(_ payment: Payment) -> Bool {
    scope.days?.contains(calendar.day(of: payment.moment)) ?? true
  }

  // MARK: By number

  /// Matches what has a number that is recorded; returns the others.
  private mutating func takeByNumber(_ entries: [Statement.Entry]) -> [Statement.Entry] {
    var byNumber: [String: [Int]] = [:]
    for index in payments.indices {
      for number in Set([payments[index].orderID, payments[index].outOrderID]) {
        byNumber[number, default: []].append(index)
      }
    }
    func candidates(_ entry: Statement.Entry) -> [Int] {
      entry.numbers.flatMap { byNumber[$0] ?? [] }
    }
    // Exact sums first: a number may be that of several payments, or occur several times.
    let paid = take(entries.filter { !$0.isRefunded }, candidates, isExact: true)
    let others = take(paid, candidates, isExact: false)
    var rest = others
    for entry in entries where entry.isRefunded {
      let all = candidates(entry)
      let free = all.filter { !isTaken[$0] }
      let exact = free.first { payments[$0].realPrice == entry.amount }
      guard let index = exact ?? free.first ?? all.first else {
        rest.append(entry)
        continue
      }
      isTaken[index] = true
      refunded.append(Pair(payment: payments[index], entry: entry))
    }
    return rest
  }

  /// Gives entries a free payment each, of the same sum or of any; returns those without one.
  private mutating func take(
    _ entries: [Statement.Entry], _ candidates: (Statement.Entry) -> [Int], isExact: Bool
  ) -> [Statement.Entry] {
    var rest: [Statement.Entry] = []
    for entry in entries {
      let index = candidates(entry).first {
        !isTaken[$0] && (!isExact || payments[$0].realPrice == entry.amount)
      }
      guard let index else {
        rest.append(entry)
        continue
      }
      isTaken[index] = true
      let pair = Pair(payment: payments[index], entry: entry)
      if isExact { matched.append(pair) } else { differing.append(pair) }
    }
    return rest
  }

  // MARK: By time

  private mutating func takeByTime(_ entries: [Statement.Entry]) {
    for entry in entries {
      if let index = nearest(to: entry) {
        isTaken[index] = true
        matchedByTime.append(Pair(payment: payments[index], entry: entry))
      } else if !entry.isCertain || entry.isRefunded || isOfAnotherDay(entry) {
        passedOverCount += 1
      } else {
        unrecorded.append(entry)
      }
    }
  }

  private func isOfAnotherDay(_ entry: Statement.Entry) -> Bool {
    guard scope.isChosen, let days = scope.days, let moment = entry.moment else { return false }
    return !days.contains(calendar.day(of: moment))
  }

  private func nearest(to entry: Statement.Entry) -> Int? {
    guard let tolerance = scope.toleranceInMinutes, let moment = entry.moment, !entry.isRefunded
    else { return nil }
    let near = payments.indices.compactMap { index -> (distance: Int64, index: Int)? in
      guard !isTaken[index], payments[index].realPrice == entry.amount,
        let paidAt = payments[index].paidAt
      else { return nil }
      let distance = abs(calendar.minute(of: paidAt) - calendar.minute(of: moment))
      return distance <= tolerance ? (distance, index) : nil
    }
    return near.min { $0 < $1 }?.index
  }
}
