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
    if case .unreadable? = wanted.reason { try checkReadings(of: sign, database) }
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

  /// Checks that a signature came with few messages that cannot be read.
  private static func checkReadings(of sign: String, _ database: Database) throws {
    let count =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM message WHERE sign = ? AND reason IN ('unreadable', 'same-signature')
          """, arguments: [sign]) ?? 0
    if count >= maximumUnreadableCount { throw TooManyReadings() }
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
