internal import GRDB
internal import GatePay

extension Ledger {
  // MARK: Queueing

  static func enqueue(
    _ payment: Payment, _ id: Int64, for target: DeliveryTarget, at moment: Int64,
    _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO delivery
          (target, key, payment, state, real_price, due_at, created_at, turn)
        SELECT ?, ?, ?, ?, ?, ?, ?, \(nextTurn) WHERE NOT EXISTS (
          SELECT 1 FROM delivery WHERE payment = ? AND target = ? AND state = ?)
        """,
      arguments: [
        target.description, payment.idempotencyKey, id, payment.state.rawValue,
        payment.realPrice?.cents, moment, moment, target.description,
        // Keys of earlier versions had another form.
        id, target.description, payment.state.rawValue,
      ])
  }

  private static let nextTurn =
    "(SELECT COALESCE(max(turn), 0) + 1 FROM delivery WHERE target = ?)"

  /// Queues the payments of a period that a target was never told of.
  ///
  /// - Returns: how many there are.
  public func deliver(
    to targets: [DeliveryTarget], in period: Range<Int64>, at moment: Int64
  ) async throws(LedgerError) -> Int {
    var count = 0
    var last: Int64? = 0
    // In pieces: a receiver beside it must not wait long for its turn to write.
    while let start = last {
      let piece = try await write { database in
        try Self.deliver(to: targets, in: period, after: start, at: moment, database)
      }
      count += piece.count
      last = piece.last
    }
    return count
  }

  /// The most payments that are queued in one transaction.
  private static let pieceCount = 256

  private static func deliver(
    to targets: [DeliveryTarget], in period: Range<Int64>, after last: Int64, at moment: Int64,
    _ database: Database
  ) throws -> (count: Int, last: Int64?) {
    let payments = try Row.fetchAll(
      database,
      sql: """
        SELECT \(paymentColumns) FROM payment
        WHERE id > ? AND \(arrival) >= ? AND \(arrival) < ?
          AND state <> \(PaymentState.returned.rawValue) ORDER BY id LIMIT \(pieceCount)
        """, arguments: [last, period.lowerBound, period.upperBound])
    var count = 0
    for row in payments {
      guard let payment = Payment(row) else { continue }
      for target in targets {
        try enqueue(payment, row["id"], for: target, at: moment, database)
        count += database.changesCount
      }
    }
    return (count, payments.last?["id"])
  }

  /// Queues deliveries again, whatever became of them.
  ///
  /// - Parameter id: one delivery; nil for all that were given up.
  /// - Returns: how many there are, and their targets.
  public func redeliver(
    _ id: Int64?, at moment: Int64
  ) async throws(LedgerError) -> (count: Int, targets: [DeliveryTarget]) {
    try await write { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, target FROM delivery
          WHERE \(id == nil ? "dead_at IS NOT NULL" : "id = ?") ORDER BY turn
          """, arguments: id.map { [$0] } ?? [])
      for row in rows {
        try database.execute(
          sql: """
            UPDATE delivery SET done_at = NULL, dead_at = NULL, try_count = 0, due_at = ?,
              turn = \(Self.nextTurn) WHERE id = ?
            """, arguments: [moment, row["target"] as String, row["id"] as Int64])
      }
      let names = Set(rows.map { $0["target"] as String }).sorted()
      return (rows.count, names.compactMap { DeliveryTarget($0) })
    }
  }

  /// Remembers the targets of the receiver that runs, and gives the first of each kind the deliveries
  /// of version 0.2, which had one target of each kind.
  func adopt(_ targets: [DeliveryTarget]) async throws(LedgerError) {
    try await write { database in
      try database.execute(sql: "DELETE FROM target")
      for target in targets {
        try database.execute(
          sql: "INSERT INTO target (name) VALUES (?)", arguments: [target.description])
      }
      for kind in DeliveryTarget.Kind.allCases {
        guard let target = targets.first(where: { $0.kind == kind }) else { continue }
        try database.execute(
          sql: "UPDATE OR IGNORE delivery SET target = ? WHERE target = ?",
          arguments: [target.description, kind.rawValue])
      }
    }
  }

  // MARK: Delivering

  /// The pending deliveries of a target in their order, with the time of the next try.
  ///
  /// - Parameter last: only those whose turn comes after it.
  func pending(
    for target: DeliveryTarget, after last: Int64, limit: Int
  ) async throws(LedgerError) -> [(Delivery, dueAt: Int64)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.deliveryColumns) FROM delivery JOIN payment ON payment.id = delivery.payment
          WHERE target = ? AND done_at IS NULL AND dead_at IS NULL AND turn > ?
          ORDER BY turn LIMIT ?
          """, arguments: [target.description, last, limit]
      ).compactMap { row in Delivery(row).map { ($0, row["due_at"]) } }
    }
  }

  /// How many deliveries to targets are pending, and how many of them are due.
  func pendingCounts(
    for targets: [DeliveryTarget], at moment: Int64
  ) async throws(LedgerError) -> (all: Int, due: Int) {
    try await read { database in
      var counts = (all: 0, due: 0)
      for target in targets {
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT count(*) AS number, COALESCE(sum(due_at <= ?), 0) AS due FROM delivery
            WHERE target = ? AND done_at IS NULL AND dead_at IS NULL
            """, arguments: [moment, target.description])
        counts.all += row?["number"] ?? 0
        counts.due += row?["due"] ?? 0
      }
      return counts
    }
  }

  /// A delivery that is still pending; nil if it is not.
  func pending(_ id: Int64) async throws(LedgerError) -> Delivery? {
    try await read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT \(Self.deliveryColumns) FROM delivery JOIN payment ON payment.id = delivery.payment
          WHERE delivery.id = ? AND done_at IS NULL AND dead_at IS NULL
          """, arguments: [id]
      ).flatMap(Delivery.init)
    }
  }

  private static let deliveryColumns = """
    \(paymentColumns), delivery.id AS delivery, delivery.key, delivery.try_count, delivery.turn,
    delivery.due_at, delivery.state AS told_state, delivery.real_price AS told_price
    """

  /// Records the result of a delivery.
  ///
  /// - Parameter retryAt: when it is tried again, in Unix seconds; nil if it is done or given up.
  func note(
    _ delivery: Delivery, _ failure: DeliveryFailure?, at moment: Int64, retryAt: Int64?
  ) async throws(LedgerError) {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE delivery SET try_count = try_count + 1, failure = ?, done_at = ?, dead_at = ?,
            due_at = ? WHERE id = ? AND turn = ?
          """,
        arguments: [
          failure?.words, failure == nil ? moment : nil,
          failure != nil && retryAt == nil ? moment : nil, retryAt ?? moment, delivery.id,
          delivery.turn,
        ])
    }
  }

  // MARK: Listing

  /// Calls a closure with deliveries in the order of their turns.
  ///
  /// - Parameter state: only those in it; nil for all.
  public func forEachDelivery(
    _ state: ListedDelivery.State? = nil, _ body: (ListedDelivery) throws -> Void
  ) throws {
    let condition =
      switch state {
      case nil: "1"
      case .pending: "done_at IS NULL AND dead_at IS NULL"
      case .done: "done_at IS NOT NULL"
      case .dead: "dead_at IS NOT NULL"
      }
    do {
      try database.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT id, target, key, try_count, failure, due_at, done_at, dead_at FROM delivery
            WHERE \(condition) ORDER BY id
            """)
        while let row = try rows.next() { try body(ListedDelivery(row)) }
      }
    } catch let error as DatabaseError {
      throw LedgerError(path: path, error)
    }
  }

  /// Those of some targets that no process serves now.
  public func unserved(_ targets: [DeliveryTarget]) throws(LedgerError) -> [DeliveryTarget] {
    var unserved: [DeliveryTarget] = []
    for target in targets where try !TargetLock.isHeld(target, of: realPath) {
      unserved.append(target)
    }
    return unserved
  }

  /// The targets of the receiver that runs, or ran last.
  public func targets() async throws(LedgerError) -> [DeliveryTarget] {
    try await read { database in
      try String.fetchAll(database, sql: "SELECT name FROM target ORDER BY rowid")
        .compactMap { DeliveryTarget($0) }
    }
  }
}

extension Delivery {
  fileprivate init?(_ row: Row) {
    guard var payment = Payment(row), let state = PaymentState(rawValue: row["told_state"])
    else { return nil }
    payment.state = state
    payment.realPrice = (row["told_price"] as Int64?).flatMap { Amount(cents: $0) }
    self.init(
      id: row["delivery"], turn: row["turn"], key: row["key"], payment: payment,
      tryCount: row["try_count"])
  }
}

extension ListedDelivery {
  fileprivate init(_ row: Row) {
    let doneAt: Int64? = row["done_at"]
    let deadAt: Int64? = row["dead_at"]
    self.init(
      id: row["id"], target: row["target"], key: row["key"],
      state: doneAt != nil ? .done : deadAt != nil ? .dead : .pending, tryCount: row["try_count"],
      failure: row["failure"], moment: doneAt ?? deadAt ?? row["due_at"])
  }
}
