internal import GRDB
internal import GatePay

// What the owner decides about messages.

extension Ledger {
  // MARK: Accepting

  /// What became of a message that is to count as a payment.
  public enum Acceptance: Hashable, Sendable {
    /// It counts as this payment, fully paid.
    case counts(Payment)
    /// Its order had another payment; this is the payment with the sum of both.
    case added(Payment)
    /// There is no such message, or its sums cannot be read.
    case unreadable
    /// It counted already, and its payment has another link now.
    case hasOtherLink(Payment)
    /// Its money counts already, by this message.
    case countedBefore(message: Int64)
  }

  /// Counts a message as a payment, whatever its verdict says, unless its money counts already; then
  /// a link that is given replaces that of the payment.
  ///
  /// A payment of its order that is recorded keeps its link, and gets the sum of the message added
  /// unless it has it.
  ///
  /// - Parameter link: the link it is for; nil for the one that the payment or the message has.
  public func accept(
    _ id: Int64, link: String? = nil, at moment: Int64, passingOnTo targets: [DeliveryTarget]
  ) async throws(LedgerError) -> Acceptance {
    try await write { database in
      guard let message = try Self.message(id, database),
        let payment = Payment(accepting: message, link: link ?? message.link, at: moment)
      else { return .unreadable }
      let other = try Self.counted(
        withSign: message.fields.signature?.text ?? "", of: message.accounts, except: id, database)
      if let other { return .countedBefore(message: other.id) }
      guard let row = try Self.recorded(payment, database), let known = Payment(row),
        let sum = known.realPrice
      else {
        let (row, _, _) = try Self.record(payment, targets, database)
        try Self.setAccepted(id, of: row, payment.link, at: moment, database)
        return .counts(payment)
      }
      let all = try Self.told(about: payment, except: 0, database)
      let isCounted = all.contains { $0.id == id && $0.countedIn == row["id"] }
      if !isCounted {
        let same = all.first { $0.id != id && $0.tellsTheSame(as: payment) && $0.countedIn != nil }
        // An earlier version may have recorded it without its message.
        let isKnown = known.realPrice == payment.realPrice && known.paidAt == payment.paidAt
        if same != nil || isKnown {
          if let link, try Self.isToldBy(id, row["id"], database) {
            return .hasOtherLink(
              try Self.setLink(link, of: row["id"], toldBy: id, at: moment, database))
          }
          return .countedBefore(message: same?.id ?? id)
        }
      } else if known.state == .paid {
        guard let link else { return .countedBefore(message: id) }
        return .hasOtherLink(
          try Self.setLink(link, of: row["id"], toldBy: id, at: moment, database))
      }
      var whole = known
      whole.state = .paid
      whole.link = link ?? known.link ?? payment.link
      whole.gateway = payment.gateway
      whole.recordedAt = moment
      if !isCounted {
        guard let both = Amount(cents: sum.cents + (payment.realPrice?.cents ?? 0)) else {
          return .unreadable
        }
        whole.realPrice = both
      }
      try Self.complete(row["id"], whole, targets, database)
      try Self.setAccepted(id, of: row["id"], whole.link, at: moment, database)
      return isCounted ? .counts(whole) : .added(whole)
    }
  }

  /// Writes down that the owner calls an order paid; nothing of it needs attention any more.
  private static func complete(
    _ id: Int64, _ payment: Payment, _ targets: [DeliveryTarget], _ database: Database
  ) throws {
    try update(id, payment, database)
    for target in targets {
      try enqueue(payment, id, for: target, at: payment.recordedAt, database)
    }
    try database.execute(
      sql: """
        UPDATE message SET decision = ?, judged_at = ?
        WHERE payment = ? AND verdict = 'underpaid' AND decision IS NULL
        """, arguments: [OwnersDecision.accepted.rawValue, payment.recordedAt, id])
  }

  private static func setAccepted(
    _ id: Int64, of payment: Int64, _ link: String?, at moment: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        UPDATE message SET decision = ?, payment = ?, link = ?, judged_at = ?, check_at = NULL
        WHERE id = ?
        """,
      arguments: [OwnersDecision.accepted.rawValue, payment, link, moment, id])
  }

  /// Whether a message tells of a payment, perhaps once more.
  private static func isToldBy(
    _ id: Int64, _ payment: Int64, _ database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT payment IS ? FROM message WHERE id = ?", arguments: [payment, id])
      ?? false
  }

  /// Sets the link of a recorded payment and of its messages.
  private static func setLink(
    _ link: String, of payment: Int64, toldBy id: Int64, at moment: Int64, _ database: Database
  ) throws -> Payment {
    try database.execute(
      sql: "UPDATE payment SET link = ? WHERE id = ?", arguments: [link, payment])
    try database.execute(
      sql: "UPDATE message SET link = ? WHERE payment = ?", arguments: [link, payment])
    try database.execute(
      sql: "UPDATE message SET decision = ?, judged_at = ? WHERE id = ?",
      arguments: [OwnersDecision.accepted.rawValue, moment, id])
    let row = try Row.fetchOne(
      database, sql: "SELECT \(paymentColumns) FROM payment WHERE id = ?", arguments: [payment])
    guard let payment = row.flatMap(Payment.init) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a payment cannot be read")
    }
    return payment
  }

  // MARK: Dismissing

  /// What became of a message that is to need no more attention.
  public enum Dismissal: Hashable, Sendable {
    /// It counts for nothing.
    case done
    /// It counts as this payment, which stays underpaid.
    case staysUnderpaid(Payment)
    /// There is no such message.
    case noMessage
    /// Its money has arrived and is in the sums.
    case counts
  }

  /// Takes a message off the list of what needs attention, and changes no payment.
  public func dismiss(_ id: Int64, at moment: Int64) async throws(LedgerError) -> Dismissal {
    try await write { database in
      guard let message = try Self.message(id, database) else { return .noMessage }
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT \(Self.paymentColumns) FROM payment
          WHERE id = (SELECT payment FROM message WHERE id = ?)
          """, arguments: [id])
      let payment = row.flatMap(Payment.init)
      if payment != nil, message.verdict != .underpaid || message.decision == .accepted {
        return .counts
      }
      try database.execute(
        sql: "UPDATE message SET decision = ?, judged_at = ?, check_at = NULL WHERE id = ?",
        arguments: [OwnersDecision.dismissed.rawValue, moment, id])
      return payment.map { .staysUnderpaid($0) } ?? .done
    }
  }
}
