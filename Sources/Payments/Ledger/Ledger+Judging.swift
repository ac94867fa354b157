internal import GRDB
internal import GatePay

// What a message is worth beside what is recorded, now and when it is judged again.

extension Ledger {
  // MARK: One order, several messages

  /// A message about an order, beside others.
  struct Told {
    var id: Int64
    /// What was paid, and when; nil if that cannot be read.
    var realPrice: Amount?
    var paidAt: Int64?
    /// The payment that its sum is part of; nil for none.
    var countedIn: Int64?
    /// Whether it waits for the owner as another payment of the order.
    var isWaiting: Bool

    /// Whether it tells the same as another message.
    func tellsTheSame(as payment: Payment) -> Bool {
      realPrice == payment.realPrice && paidAt == payment.paidAt
    }
  }

  /// The messages about the order of a payment.
  ///
  /// - Parameter id: a message that is left out.
  static func told(
    about payment: Payment, except id: Int64, _ database: Database
  ) throws -> [Told] {
    let accounts = LedgerAccount.texts(appkey: payment.appkey, merchant: payment.merchant)
    return try Row.fetchAll(
      database,
      sql: """
        SELECT id, realprice, paytime, CASE WHEN verdict IN ('paid', 'underpaid')
          OR decision = 'accepted' THEN payment END AS counted,
          decision IS NULL AND reason IS 'other-payment' AS waits FROM message
        WHERE order_id = ? AND out_order_id = ? AND gateway = ? AND account IN (?, ?) AND id <> ?
        ORDER BY id
        """,
      arguments: [
        payment.orderID, payment.outOrderID, payment.gateway, accounts[0], accounts[1], id,
      ]
    ).map {
      Told(
        id: $0["id"], realPrice: Amount(plain: $0["realprice"] as String),
        paidAt: PayTime.seconds($0["paytime"] as String), countedIn: $0["counted"],
        isWaiting: $0["waits"])
    }
  }

  /// The message whose signature another message has, if its money counts: one signature belongs to
  /// one message of the gateway, and another reading of it is no payment.
  static func counted(
    withSign sign: String, of accounts: [String], except id: Int64, _ database: Database
  ) throws -> (id: Int64, payment: Int64?)? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT id, payment FROM message WHERE sign = ? AND account IN (?, ?) AND id <> ?
            AND (payment IS NOT NULL OR reason = 'other-payment') LIMIT 1
          """), arguments: [sign, accounts[0], accounts[1], id]
    ).map { ($0["id"], $0["payment"]) }
  }

  /// Compares a verdict with what is recorded, and records its payment.
  ///
  /// Of several payments of one order, the one with the greatest sum counts, in whatever order they
  /// arrive; the others wait for the owner. Once the owner has added one, none replaces the sum.
  static func settle(
    _ wanted: Judgement, sign: String, of accounts: [String], except id: Int64,
    _ targets: [DeliveryTarget], _ database: Database
  ) throws -> (Judgement, payment: Int64?) {
    if let other = try counted(withSign: sign, of: accounts, except: id, database) {
      return (Judgement(.duplicate, .sameSignature), other.payment)
    }
    guard var payment = wanted.payment else { return (wanted, nil) }
    if let row = try recorded(payment, database), let known = Payment(row),
      let sum = known.realPrice
    {
      let told = try told(about: payment, except: id, database)
      let same = told.filter { $0.tellsTheSame(as: payment) }
      let isRepeated =
        known.realPrice == payment.realPrice && known.paidAt == payment.paidAt
        || same.contains { $0.countedIn != nil }
      // It waits already, in another form; a new message has no number yet.
      if !isRepeated, same.contains(where: { $0.isWaiting && (id == 0 || $0.id < id) }) {
        return (Judgement(.duplicate, .alreadyRecorded, link: known.link), nil)
      }
      let counted = told.filter { $0.countedIn == row["id"] }
      if !isRepeated {
        guard counted.count == 1, payment.outranks(known), let new = payment.realPrice else {
          return (Judgement(.unexpected, .otherPayment(recorded: "\(sum)"), link: known.link), nil)
        }
        // The owner may have chosen it.
        payment.link = known.link ?? payment.link
        try reopen(counted[0].id, beside: new, at: payment.recordedAt, database)
      }
    }
    let (row, outcome, link) = try record(payment, targets, database)
    if outcome == .repeated {
      return (Judgement(.duplicate, .alreadyRecorded, link: link), row)
    }
    var judgement = wanted
    judgement.link = link
    return (judgement, row)
  }

  /// The sum of a message is no part of its order's payment any more: a greater one is.
  private static func reopen(
    _ id: Int64, beside sum: Amount, at moment: Int64, _ database: Database
  ) throws {
    let reason = VerdictReason.otherPayment(recorded: "\(sum)")
    try database.execute(
      sql: """
        UPDATE message SET verdict = ?, reason = ?, detail = ?, payment = NULL, decision = NULL,
          judged_at = ? WHERE id = ?
        """,
      arguments: [Verdict.unexpected.rawValue, reason.code, reason.detail, moment, id])
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
      let judgement: Judgement
      let payment: Int64?
      if try Self.isCounted(id, database) {
        // Its money is in the sums, whatever became of its link since.
        guard let raised = try Self.raise(wanted, targets, database) else {
          return Receipt(
            id: id, verdict: message.verdict, reason: message.reason, link: message.link,
            isRepeated: false)
        }
        (judgement, payment) = raised
      } else {
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

  private static func isCounted(_ id: Int64, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT payment IS NOT NULL FROM message WHERE id = ?", arguments: [id])
      ?? false
  }

  /// Raises the recorded payment of an underpaid message to paid; nil if the verdict is another.
  private static func raise(
    _ wanted: Judgement, _ targets: [DeliveryTarget], _ database: Database
  ) throws -> (Judgement, payment: Int64?)? {
    guard wanted.verdict == .paid, var payment = wanted.payment else { return nil }
    let known = try recorded(payment, database).flatMap(Payment.init)
    payment.link = payment.link ?? known?.link
    let (row, _, link) = try record(payment, targets, database)
    return (Judgement(.paid, link: link), row)
  }
}
