internal import GRDB
internal import GatePay

/// How many messages the inbox holds.
public struct InboxCounts: Hashable, Sendable {
  /// By verdict; those without messages are left out.
  public var byVerdict: [Verdict: Int] = [:]
  /// The ones that the shop should look at.
  public var openCount = 0
  /// The messages that were refused and are kept.
  public var refusedCount = 0
}

extension Ledger {
  /// Calls a closure with messages, the oldest first.
  ///
  /// - Parameters:
  ///   - isOpen: whether only those that the shop should look at are wanted.
  ///   - verdicts: the wanted verdicts; nil for all.
  ///   - period: only those that were first received in it, in Unix seconds; nil for all.
  /// - Throws: `LedgerError`, and what the closure throws.
  public func forEachMessage(
    isOpen: Bool = false, verdicts: [Verdict]? = nil, in period: Range<Int64>? = nil,
    _ body: (InboxMessage) throws -> Void
  ) throws {
    var conditions = ["1"]
    if isOpen {
      conditions.append(
        "decision IS NULL AND verdict IN ('underpaid', 'unexpected', 'unclear')")
    }
    if let verdicts {
      conditions.append(
        "verdict IN (\(verdicts.map { "'\($0.rawValue)'" }.joined(separator: ",")))")
    }
    if period != nil { conditions.append("received_at >= ? AND received_at < ?") }
    do {
      try database.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT \(Self.messageColumns) FROM message
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id
            """, arguments: period.map { [$0.lowerBound, $0.upperBound] } ?? [])
        while let row = try rows.next() {
          if let message = InboxMessage(row) { try body(message) }
        }
      }
    } catch let error as DatabaseError {
      throw LedgerError(path: path, error)
    }
  }

  /// A message by its number; nil if there is none.
  public func message(_ id: Int64) async throws(LedgerError) -> InboxMessage? {
    try await read { try Self.message(id, $0) }
  }

  /// How many messages there are.
  public func inboxCounts() async throws(LedgerError) -> InboxCounts {
    try await read { database in
      var counts = InboxCounts()
      for row in try Row.fetchAll(
        database, sql: "SELECT verdict, count(*) AS number FROM message GROUP BY verdict")
      {
        if let verdict = Verdict(rawValue: row["verdict"]) {
          counts.byVerdict[verdict] = row["number"]
        }
      }
      counts.openCount =
        try Int.fetchOne(
          database,
          sql: """
            SELECT count(*) FROM message
            WHERE decision IS NULL AND verdict IN ('underpaid', 'unexpected', 'unclear')
            """) ?? 0
      counts.refusedCount =
        try Int.fetchOne(database, sql: "SELECT count(*) FROM refusal") ?? 0
      return counts
    }
  }

  /// The refused messages that are kept, the oldest first.
  public func refusals() async throws(LedgerError) -> [RefusedMessage] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT received_at, reason, out_order_id FROM refusal ORDER BY id"
      ).map { row in
        RefusedMessage(
          receivedAt: row["received_at"], reason: row["reason"], outOrderID: row["out_order_id"])
      }
    }
  }

  /// The open messages about which the gateway is to be asked, with the time for it in Unix seconds.
  ///
  /// - Parameter last: only those with greater numbers.
  func toCheck(after last: Int64, limit: Int) async throws(LedgerError) -> [(Int64, Int64)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, check_at FROM message WHERE check_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?
          """, arguments: [last, limit]
      ).map { ($0["id"], $0["check_at"]) }
    }
  }
}

extension InboxMessage {
  init?(_ row: Row) {
    guard let verdict = Verdict(rawValue: row["verdict"]) else { return nil }
    self.init(
      id: row["id"], gateway: row["gateway"], merchant: row["merchant"],
      appkey: LedgerAccount.appkey(of: row["account"]),
      fields: AsynchronousNotification(
        orderID: row["order_id"], outOrderID: row["out_order_id"], price: row["price"],
        realPrice: row["realprice"], type: row["type"], payTime: row["paytime"],
        extend: row["extend"], signature: Signature(row["sign"] as String)),
      verdict: verdict, reason: Ledger.reason(row), link: row["link"],
      decision: (row["decision"] as String?).flatMap(OwnersDecision.init),
      receivedAt: row["received_at"], lastReceivedAt: row["last_received_at"],
      receiptCount: row["receipt_count"], checkCount: row["check_count"])
  }
}
