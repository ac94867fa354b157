internal import GRDB
internal import GatePay

extension Ledger {
  /// The payments of some days for which money arrived, in the order of their recording.
  func payments(
    onDays days: ClosedRange<Int64>, in calendar: ShopCalendar
  ) throws -> [Payment] {
    var payments: [Payment] = []
    try forEach(in: calendar.bounds(of: days)) { payment in
      guard payment.realPrice != nil, days.contains(calendar.day(of: payment.moment)) else {
        return
      }
      payments.append(payment)
    }
    return payments
  }

  /// The latest payments for which money arrived, the newest first.
  func latestPayments(count: Int) async throws(LedgerError) -> [Payment] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.paymentColumns) FROM payment WHERE real_price IS NOT NULL
          ORDER BY \(Self.arrival) DESC, id DESC LIMIT ?
          """, arguments: [count]
      ).compactMap { Payment($0) }
    }
  }

  /// The messages that the shop should look at, the newest first; and how many there are.
  func openMessages(limit: Int) async throws(LedgerError) -> (latest: [InboxMessage], count: Int) {
    try await read { database in
      // As in the index of open messages.
      let open = "decision IS NULL AND verdict IN ('underpaid', 'unexpected', 'unclear')"
      let latest = try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.messageColumns) FROM message WHERE \(open) ORDER BY id DESC LIMIT ?
          """, arguments: [limit]
      ).compactMap { InboxMessage($0) }
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM message WHERE \(open)")
      return (latest, count ?? 0)
    }
  }
}
