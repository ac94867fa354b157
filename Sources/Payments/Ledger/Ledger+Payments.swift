internal import GRDB
internal import GatePay

extension Ledger {
  /// The columns by name: `*` would change when another process migrates the tables.
  static let paymentColumns = [
    "id", "gateway", "merchant", "order_id", "out_order_id", "link", "state", "price", "real_price",
    "type", "paid_at", "custom", "recorded_at", "account",
  ].map { "payment.\($0)" }.joined(separator: ", ")

  // MARK: Recording

  /// Records a payment and its deliveries in one transaction, all or nothing.
  public func record(
    _ payment: Payment, passingOnTo targets: [DeliveryTarget]
  ) async throws(LedgerError) -> RecordingOutcome {
    try await write { try Self.record(payment, targets, $0).outcome }
  }

  static func record(
    _ payment: Payment, _ targets: [DeliveryTarget], _ database: Database
  ) throws -> (id: Int64, outcome: RecordingOutcome, link: String?) {
    let row = try recorded(payment, database)
    var payment = payment
    let id: Int64
    if let row {
      guard let known = Payment(row) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a payment cannot be read")
      }
      id = row["id"]
      // A merchant that was renamed: keys of deliveries and names of accounts stay.
      payment.merchant = known.merchant
      guard payment.outranks(known) else {
        if known.gateway != payment.gateway { try name(payment.gateway, of: id, database) }
        return (id, .repeated, known.link ?? payment.link)
      }
      if let link = known.link, try ownerChoseLink(of: id, database) { payment.link = link }
      try update(id, payment, database)
    } else {
      try database.cachedStatement(
        sql: """
          INSERT INTO payment (account, merchant, order_id, out_order_id, gateway, link, state,
            price, real_price, type, paid_at, custom, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [
          LedgerAccount.text(appkey: payment.appkey, merchant: payment.merchant), payment.merchant,
          payment.orderID, payment.outOrderID,
        ] + payment.values)
      id = database.lastInsertedRowID
    }
    // A returning browser is not a payment to act on.
    if payment.state != .returned {
      for target in targets {
        try enqueue(payment, id, for: target, at: payment.recordedAt, database)
      }
    }
    return (id, row == nil ? .new : .advanced, payment.link)
  }

  /// Whether the owner has accepted one of a payment's messages, and so has seen its link.
  private static func ownerChoseLink(of id: Int64, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM message WHERE payment = ? AND decision = 'accepted')"),
      arguments: [id]) ?? false
  }

  static func update(_ id: Int64, _ payment: Payment, _ database: Database) throws {
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
  static func recorded(_ payment: Payment, _ database: Database) throws -> Row? {
    let accounts = LedgerAccount.texts(appkey: payment.appkey, merchant: payment.merchant)
    return try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT \(paymentColumns) FROM payment WHERE account IN (?, ?) AND order_id = ?
            AND out_order_id = ? AND gateway IN (?, '') ORDER BY gateway DESC LIMIT 1
          """),
      arguments: [
        accounts[0], accounts[1], payment.orderID, payment.outOrderID, payment.gateway,
      ])
  }

  // MARK: Reading

  /// The recorded state of a message's payment; nil if there is none.
  public func known(_ payment: Payment) async throws(LedgerError) -> Payment? {
    try await read { try Self.recorded(payment, $0).flatMap(Payment.init) }
  }

  /// Calls a closure with payments in the order of their first recording.
  ///
  /// - Parameter period: only those that arrived in it, in Unix seconds, as `Payment.moment` says; nil
  ///   for all.
  /// - Throws: `LedgerError`, and what the closure throws.
  public func forEach(
    in period: Range<Int64>? = nil, _ body: (Payment) throws -> Void
  ) throws {
    do {
      try database.read { database in
        let condition =
          period == nil
          ? "" : "WHERE \(Self.arrival) >= ? AND \(Self.arrival) < ?"
        let rows = try Row.fetchCursor(
          database, sql: "SELECT \(Self.paymentColumns) FROM payment \(condition) ORDER BY id",
          arguments: period.map { [$0.lowerBound, $0.upperBound] } ?? [])
        while let row = try rows.next() {
          if let payment = Payment(row) { try body(payment) }
        }
      }
    } catch let error as DatabaseError {
      throw LedgerError(path: path, error)
    }
  }
}

extension Payment {
  /// When it arrived, in Unix seconds: when it was paid, or recorded if that is not known or was earlier.
  ///
  /// The same as `Ledger.arrival`: what a gateway dates into the future is money of today.
  public var moment: Int64 { min(paidAt ?? recordedAt, recordedAt) }

  /// The columns that can change, in statement order.
  fileprivate var values: StatementArguments {
    [
      gateway, link, state.rawValue, price.cents, realPrice?.cents, type.rawValue, paidAt,
      custom, recordedAt,
    ]
  }

  init?(_ row: Row) {
    guard let state = PaymentState(rawValue: row["state"]), let price = Amount(cents: row["price"]),
      let type = PaymentType(rawValue: row["type"])
    else { return nil }
    self.init(
      gateway: row["gateway"], merchant: row["merchant"], orderID: row["order_id"],
      outOrderID: row["out_order_id"],
      link: row["link"], state: state, price: price,
      realPrice: (row["real_price"] as Int64?).flatMap { Amount(cents: $0) }, type: type,
      paidAt: row["paid_at"], custom: row["custom"], recordedAt: row["recorded_at"],
      appkey: LedgerAccount.appkey(of: row["account"]))
  }
}
