internal import GRDB
internal import GatePay
internal import Support

/// What became of a received message.
public struct Receipt: Sendable {
  /// The number in the inbox.
  public var id: Int64
  /// The verdict.
  public var verdict: Verdict
  /// Why; nil when the verdict says it all.
  public var reason: VerdictReason?
  /// The id of the link; nil when none is known.
  public var link: String?
  /// Whether the inbox had the very same message before.
  public var isRepeated: Bool
}

/// A signature came with more unreadable messages than the gateway could have meant.
struct TooManyReadings: Error {}

extension Ledger {
  static let messageColumns = """
    id, gateway, merchant, order_id, out_order_id, price, realprice, type, paytime, extend, sign,
    verdict, reason, detail, link, decision, received_at, last_received_at, receipt_count,
    check_count, account
    """

  /// The most messages with one signature that cannot be read: shifting the borders of one message
  /// gives millions.
  private static let maximumUnreadableCount = 16

  // MARK: Storing

  /// Stores a message with its verdict, and the payment and deliveries that follow, in one
  /// transaction.
  ///
  /// - Parameter checkAt: when the gateway is to be asked, in Unix seconds; nil for never.
  func store(
    _ message: NewMessage, _ judgement: Judgement, checkAt: Int64?, targets: [DeliveryTarget]
  ) async throws -> Receipt {
    do {
      return try await queue.write { database in
        try Self.store(message, judgement, checkAt, targets, database)
      }
    } catch let error as TooManyReadings {
      throw error
    } catch {
      throw LedgerError(path: path, error)
    }
  }

  private static func store(
    _ message: NewMessage, _ wanted: Judgement, _ checkAt: Int64?, _ targets: [DeliveryTarget],
    _ database: Database
  ) throws -> Receipt {
    let fields = message.fields
    let sign = fields.signature?.text ?? ""
    let accounts = LedgerAccount.texts(appkey: message.appkey, merchant: message.merchant)
    // Earlier versions made the digest from the merchant's name, so the fields are compared.
    if let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT id, verdict, reason, detail, link FROM message
          WHERE sign = ? AND account IN (?, ?) AND order_id = ? AND out_order_id = ? AND price = ?
            AND realprice = ? AND type = ? AND paytime = ? AND extend = ? ORDER BY id LIMIT 1
          """),
      arguments: [
        sign, accounts[0], accounts[1], fields.orderID, fields.outOrderID, fields.price,
        fields.realPrice, fields.type, fields.payTime, fields.extend,
      ])
    {
      let id: Int64 = row["id"]
      try database.execute(
        sql: """
          UPDATE message SET receipt_count = receipt_count + 1, last_received_at = ? WHERE id = ?
          """, arguments: [message.receivedAt, id])
      return Receipt(
        id: id, verdict: Verdict(rawValue: row["verdict"]) ?? .unclear, reason: Self.reason(row),
        link: row["link"], isRepeated: true)
    }
    let (judgement, payment) = try settle(
      wanted, sign: sign, of: accounts, except: 0, targets, database)
    try database.cachedStatement(
      sql: """
        INSERT INTO message (digest, account, gateway, merchant, order_id, out_order_id, price, realprice,
          type, paytime, extend, sign, verdict, reason, detail, link, payment, received_at,
          last_received_at, judged_at, check_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        message.digest, accounts[0], message.gateway, message.merchant, fields.orderID,
        fields.outOrderID, fields.price, fields.realPrice, fields.type, fields.payTime,
        fields.extend, sign,
        judgement.verdict.rawValue, judgement.reason?.code, judgement.reason?.detail,
        judgement.link, payment, message.receivedAt, message.receivedAt, message.receivedAt,
        judgement.verdict == .unclear ? checkAt : nil,
      ])
    return Receipt(
      id: database.lastInsertedRowID, verdict: judgement.verdict, reason: judgement.reason,
      link: judgement.link, isRepeated: false)
  }

  /// Compares a verdict with what is recorded, and records its payment.
  private static func settle(
    _ wanted: Judgement, sign: String, of accounts: [String], except id: Int64,
    _ targets: [DeliveryTarget], _ database: Database
  ) throws -> (Judgement, payment: Int64?) {
    if case .unreadable? = wanted.reason {
      let count =
        try Int.fetchOne(
          database,
          sql: """
            SELECT count(*) FROM message WHERE sign = ? AND reason IN ('unreadable', 'same-signature')
            """, arguments: [sign]) ?? 0
      if count >= maximumUnreadableCount { throw TooManyReadings() }
    }
    // One signature belongs to one message of the gateway: another reading of it is no payment.
    let accepted = try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT payment FROM message WHERE sign = ? AND account IN (?, ?) AND id <> ?
            AND payment IS NOT NULL LIMIT 1
          """), arguments: [sign, accounts[0], accounts[1], id])
    if let accepted { return (Judgement(.duplicate, .sameSignature), accepted) }
    guard let payment = wanted.payment else { return (wanted, nil) }
    let (row, outcome, link) = try record(payment, targets, database)
    if outcome == .repeated {
      return (Judgement(.duplicate, .alreadyRecorded, link: link), row)
    }
    var judgement = wanted
    judgement.link = link
    return (judgement, row)
  }

  // MARK: Judging again

  /// Replaces the verdict of an open message; one that was settled meanwhile keeps it.
  ///
  /// - Parameters:
  ///   - checkAt: when the gateway is to be asked next, in Unix seconds; nil for never.
  ///   - wasAsked: whether the gateway was asked for this verdict.
  /// - Returns: the verdict that the message has now.
  func judge(
    _ id: Int64, _ wanted: Judgement, checkAt: Int64?, wasAsked: Bool, at moment: Int64,
    targets: [DeliveryTarget]
  ) async throws(LedgerError) -> Receipt {
    try await write { database in
      guard let message = try Self.message(id, database), message.needsAttention else {
        return Receipt(
          id: id, verdict: wanted.verdict, reason: wanted.reason, link: wanted.link,
          isRepeated: true)
      }
      var judgement = wanted
      var payment: Int64?
      // The same verdict again must not look like a repeated payment.
      if message.verdict != wanted.verdict || message.verdict == .unclear {
        (judgement, payment) = try Self.settle(
          wanted, sign: message.fields.signature?.text ?? "", of: message.accounts, except: id,
          targets, database)
      }
      try database.execute(
        sql: """
          UPDATE message SET verdict = ?, reason = ?, detail = ?, link = ?, judged_at = ?,
            payment = COALESCE(?, payment), check_at = ?, check_count = check_count + ?
          WHERE id = ?
          """,
        arguments: [
          judgement.verdict.rawValue, judgement.reason?.code, judgement.reason?.detail,
          judgement.link, moment, payment, judgement.verdict == .unclear ? checkAt : nil,
          wasAsked ? 1 : 0, id,
        ])
      return Receipt(
        id: id, verdict: judgement.verdict, reason: judgement.reason, link: judgement.link,
        isRepeated: false)
    }
  }

  /// What became of a message that is to count as a payment.
  public enum Acceptance: Hashable, Sendable {
    /// It counts as this payment.
    case counts(Payment)
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
  /// - Parameter link: the link it is for; nil for the one that the message has.
  public func accept(
    _ id: Int64, link: String? = nil, at moment: Int64, passingOnTo targets: [DeliveryTarget]
  ) async throws(LedgerError) -> Acceptance {
    try await write { database in
      guard let message = try Self.message(id, database),
        let payment = Payment(accepting: message, link: link ?? message.link, at: moment)
      else { return .unreadable }
      // One signature belongs to one message of the gateway, however it is read.
      let other = try Int64.fetchOne(
        database,
        sql: """
          SELECT id FROM message WHERE sign = ? AND account IN (?, ?) AND id <> ?
            AND payment IS NOT NULL LIMIT 1
          """,
        arguments: [
          message.fields.signature?.text ?? "", message.accounts[0], message.accounts[1], id,
        ])
      if let other { return .countedBefore(message: other) }
      let (row, outcome, _) = try Self.record(payment, targets, database)
      if outcome == .repeated {
        if let link,
          let corrected = try Self.setLink(link, of: row, toldBy: id, at: moment, database)
        {
          return .hasOtherLink(corrected)
        }
        let first = try Int64.fetchOne(
          database, sql: "SELECT id FROM message WHERE payment = ? ORDER BY id LIMIT 1",
          arguments: [row])
        return .countedBefore(message: first ?? id)
      }
      try database.execute(
        sql: """
          UPDATE message SET decision = ?, payment = ?, link = ?, judged_at = ?, check_at = NULL
          WHERE id = ?
          """,
        arguments: [OwnersDecision.accepted.rawValue, row, payment.link, moment, id])
      return .counts(payment)
    }
  }

  /// Sets the link of a recorded payment and of its messages; nil if a message is not one of them.
  private static func setLink(
    _ link: String, of payment: Int64, toldBy id: Int64, at moment: Int64, _ database: Database
  ) throws -> Payment? {
    let counts = try Bool.fetchOne(
      database, sql: "SELECT payment = ? FROM message WHERE id = ?", arguments: [payment, id])
    guard counts == true else { return nil }
    try database.execute(
      sql: "UPDATE payment SET link = ? WHERE id = ?", arguments: [link, payment])
    try database.execute(
      sql: "UPDATE message SET link = ? WHERE payment = ?", arguments: [link, payment])
    try database.execute(
      sql: "UPDATE message SET decision = ?, judged_at = ? WHERE id = ?",
      arguments: [OwnersDecision.accepted.rawValue, moment, id])
    return try Row.fetchOne(
      database, sql: "SELECT \(paymentColumns) FROM payment WHERE id = ?", arguments: [payment]
    ).flatMap(Payment.init)
  }

  /// What became of a message that is to count for nothing.
  public enum Dismissal: Hashable, Sendable {
    /// It counts for nothing.
    case done
    /// There is no such message.
    case noMessage
    /// Its money has arrived and is in the sums.
    case counts
  }

  /// Lets a message count for nothing, unless it counts as a payment.
  public func dismiss(_ id: Int64, at moment: Int64) async throws(LedgerError) -> Dismissal {
    try await write { database in
      let counts = try Bool.fetchOne(
        database, sql: "SELECT payment IS NOT NULL FROM message WHERE id = ?", arguments: [id])
      guard let counts else { return .noMessage }
      if counts { return .counts }
      try database.execute(
        sql: "UPDATE message SET decision = ?, judged_at = ?, check_at = NULL WHERE id = ?",
        arguments: [OwnersDecision.dismissed.rawValue, moment, id])
      return .done
    }
  }

  // MARK: Refused messages

  /// The most refused messages that are kept.
  static let maximumRefusalCount = 1000

  /// Keeps refused messages; the oldest ones give way.
  func note(_ refusals: [RefusedMessage]) async throws(LedgerError) {
    try await write { database in
      for refusal in refusals.suffix(Self.maximumRefusalCount) {
        try database.execute(
          sql: "INSERT INTO refusal (received_at, reason, out_order_id) VALUES (?, ?, ?)",
          arguments: [refusal.receivedAt, refusal.reason, refusal.outOrderID])
      }
      try database.execute(
        sql: "DELETE FROM refusal WHERE id <= (SELECT max(id) FROM refusal) - ?",
        arguments: [Self.maximumRefusalCount])
    }
  }

  static func reason(_ row: Row) -> VerdictReason? {
    (row["reason"] as String?).flatMap { VerdictReason(code: $0, detail: row["detail"]) }
  }

  static func message(_ id: Int64, _ database: Database) throws -> InboxMessage? {
    try Row.fetchOne(
      database, sql: "SELECT \(messageColumns) FROM message WHERE id = ?", arguments: [id]
    ).flatMap(InboxMessage.init)
  }
}
