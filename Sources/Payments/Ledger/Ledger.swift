internal import Catalog
internal import GRDB
internal import GatePay
internal import Support

/// The database of payments cannot be used.
public struct LedgerError: Error, Hashable, Sendable {
  /// The path of the database.
  public let path: String
  /// The message of SQLite or the system.
  public let reason: String
}

/// The effect of recording a message.
public enum RecordingOutcome: String, Hashable, Sendable {
  /// The payment is new.
  case new
  /// The state of a known payment moved forward.
  case advanced
  /// Nothing changed.
  case repeated
}

/// All payments, in SQLite: recording returns once a payment is on disk.
public struct Ledger: Sendable {
  private let database: any DatabaseWriter
  private let path: String

  /// Opens a database; a read-only one must exist, and only its tables may be migrated.
  public init(_ path: String, isReadOnly: Bool = false) throws(LedgerError) {
    self.path = path
    do {
      if isReadOnly {
        guard InputFile.isOrdinary(path) else {
          throw LedgerError(path: path, reason: "there is no such file")
        }
      } else {
        // Only the owner may read customers' contacts.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
          throw LedgerError(path: path, reason: String(cString: strerror(errno)))
        }
        close(file)
      }
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      configuration.maximumReaderCount = 2
      database = try DatabasePool(path: path, configuration: configuration)
      // A pool's default survives a crash of the program, but not of the machine; and the pool sets
      // it after any configuration.
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1")
      }
      if isReadOnly {
        let known = try database.writeWithoutTransaction {
          try Self.migrator.appliedIdentifiers($0)
        }
        guard !known.isEmpty else {
          throw LedgerError(path: path, reason: "it is no database of payments")
        }
      }
      try Self.migrator.migrate(database)
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(path: path, reason: Self.words(error))
    }
  }

  /// The columns by name: `*` would change when another process migrates the tables.
  private static let columns = [
    "id", "gateway", "merchant", "order_id", "out_order_id", "link", "state", "price", "real_price",
    "type", "paid_at", "custom", "recorded_at",
  ].map { "payment.\($0)" }.joined(separator: ", ")

  // MARK: Recording

  /// Records a verified message and its deliveries in one transaction, all or nothing.
  public func record(
    _ payment: Payment, passingOnTo targets: [DeliveryTarget]
  ) async throws(LedgerError) -> RecordingOutcome {
    try await translatingErrors {
      try await database.write { try Self.record(payment, targets, $0) }
    }
  }

  private static func record(
    _ payment: Payment, _ targets: [DeliveryTarget], _ database: Database
  ) throws -> RecordingOutcome {
    let row = try recorded(payment, database)
    let id: Int64
    if let row {
      guard let known = Payment(row) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a payment cannot be read")
      }
      id = row["id"]
      guard payment.outranks(known) else {
        if known.gateway != payment.gateway { try name(payment.gateway, of: id, database) }
        return .repeated
      }
      try update(id, payment, database)
    } else {
      try database.execute(
        sql: """
          INSERT INTO payment (merchant, order_id, out_order_id, gateway, link, state, price,
            real_price, type, paid_at, custom, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [payment.merchant, payment.orderID, payment.outOrderID] + payment.values)
      id = database.lastInsertedRowID
    }
    // A returning browser is not a payment to act on.
    if payment.state != .returned {
      for target in targets {
        try database.execute(
          sql: """
            INSERT OR IGNORE INTO delivery (target, key, payment, state, real_price, due_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            target.rawValue, payment.idempotencyKey, id, payment.state.rawValue,
            payment.realPrice?.cents, payment.recordedAt,
          ])
      }
    }
    return row == nil ? .new : .advanced
  }

  private static func update(_ id: Int64, _ payment: Payment, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE payment SET gateway = ?, link = ?, state = ?, price = ?, real_price = ?, type = ?,
          paid_at = ?, custom = ?, recorded_at = ? WHERE id = ?
        """, arguments: payment.values + [id])
  }

  private static func name(_ gateway: String, of id: Int64, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE payment SET gateway = ? WHERE id = ?", arguments: [gateway, id])
  }

  /// The row of a payment: with its gateway, or without, from an earlier version.
  private static func recorded(_ payment: Payment, _ database: Database) throws -> Row? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT \(columns) FROM payment WHERE merchant = ? AND order_id = ? AND out_order_id = ?
          AND gateway IN (?, '') ORDER BY gateway DESC LIMIT 1
        """,
      arguments: [payment.merchant, payment.orderID, payment.outOrderID, payment.gateway])
  }

  // MARK: Reading

  /// The recorded state of a message's payment; nil if there is none.
  public func known(_ payment: Payment) async throws(LedgerError) -> Payment? {
    try await translatingErrors {
      try await database.read { try Self.recorded(payment, $0).flatMap(Payment.init) }
    }
  }

  /// Calls a closure with all payments in the order of their first recording.
  ///
  /// - Throws: `LedgerError`, and what the closure throws.
  public func forEach(_ body: (Payment) throws -> Void) throws {
    do {
      try database.read { database in
        let rows = try Row.fetchCursor(
          database, sql: "SELECT \(Self.columns) FROM payment ORDER BY id")
        while let row = try rows.next() {
          if let payment = Payment(row) { try body(payment) }
        }
      }
    } catch let error as DatabaseError {
      throw LedgerError(path: path, reason: Self.words(error))
    }
  }

  // MARK: Passing on

  /// The due deliveries of a target, oldest first; at most 100.
  func due(for target: DeliveryTarget, at moment: Int64) async throws -> [Delivery] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.columns), delivery.id AS delivery, delivery.key, delivery.try_count,
            delivery.state AS told_state, delivery.real_price AS told_price
          FROM delivery JOIN payment ON payment.id = delivery.payment
          WHERE target = ? AND done_at IS NULL AND due_at <= ? ORDER BY delivery.id LIMIT 100
          """, arguments: [target.rawValue, moment])
      return rows.compactMap { row in
        guard var payment = Payment(row), let state = PaymentState(rawValue: row["told_state"])
        else { return nil }
        payment.state = state
        payment.realPrice = (row["told_price"] as Int64?).flatMap { Amount(cents: $0) }
        return Delivery(
          id: row["delivery"], key: row["key"], payment: payment, tryCount: row["try_count"])
      }
    }
  }

  /// Records the result of a delivery; `retryAt` is nil when it is done.
  func note(_ delivery: Delivery, at moment: Int64, retryAt: Int64?) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          UPDATE delivery SET try_count = try_count + 1, done_at = ?, due_at = ? WHERE id = ?
          """,
        arguments: [retryAt == nil ? moment : nil, retryAt ?? moment, delivery.id])
    }
  }

  private func translatingErrors<Result>(
    _ body: () async throws -> Result
  ) async throws(LedgerError) -> Result {
    do {
      return try await body()
    } catch {
      throw LedgerError(path: path, reason: Self.words(error))
    }
  }

  private static func words(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return error.message ?? error.resultCode.description
  }
}

extension Payment {
  /// The columns that can change, in statement order.
  fileprivate var values: StatementArguments {
    [
      gateway, link, state.rawValue, price.cents, realPrice?.cents, type.rawValue, paidAt,
      custom, recordedAt,
    ]
  }

  fileprivate init?(_ row: Row) {
    guard let state = PaymentState(rawValue: row["state"]), let price = Amount(cents: row["price"]),
      let type = PaymentType(rawValue: row["type"])
    else { return nil }
    self.init(
      gateway: row["gateway"], merchant: row["merchant"], orderID: row["order_id"],
      outOrderID: row["out_order_id"],
      link: row["link"], state: state, price: price,
      realPrice: (row["real_price"] as Int64?).flatMap { Amount(cents: $0) }, type: type,
      paidAt: row["paid_at"], custom: row["custom"], recordedAt: row["recorded_at"])
  }
}
