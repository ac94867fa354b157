public import GatePay
internal import Support

/// An authentic message about a payment, as received, with its verdict.
public struct InboxMessage: Sendable {
  /// The number in the inbox, from 1.
  public var id: Int64
  /// The gateway that decides about it, such as `https://gatepay.io`.
  public var gateway: String
  /// The merchant whose secret signed it, by its name in the config then.
  public var merchant: String
  /// The key of that merchant at the gateway; empty if an earlier version stored the message, and no
  /// command has named it yet.
  public var appkey: String
  /// The fields as received.
  public var fields: AsynchronousNotification
  /// What it is worth.
  public var verdict: Verdict
  /// Why; nil when the verdict says it all.
  public var reason: VerdictReason?
  /// The id of its link, or of the link that was printed with this price; nil when none is known.
  public var link: String?
  /// What the shop decided; nil as long as it decided nothing.
  public var decision: OwnersDecision?
  /// When it was received first, in Unix seconds.
  public var receivedAt: Int64
  /// When it was received last, in Unix seconds.
  public var lastReceivedAt: Int64
  /// How often it was received, 1 or more.
  public var receiptCount: Int
  /// How often the gateway was asked about it.
  public var checkCount: Int

  /// The price of the order; nil if it cannot be read.
  public var price: Amount? { Amount(plain: fields.price) }
  /// The sum that was paid; nil if it cannot be read.
  public var realPrice: Amount? { Amount(plain: fields.realPrice) }
  /// When it was paid, in Unix seconds; nil if it cannot be read.
  public var paidAt: Int64? { PayTime.seconds(fields.payTime) }

  /// Whose it is, as the database has it.
  var accounts: [String] { LedgerAccount.texts(appkey: appkey, merchant: merchant) }

  /// Whether the shop should look at it.
  public var needsAttention: Bool { decision == nil && Verdict.open.contains(verdict) }
}

/// A message that was refused: its signature is wrong, or it cannot be read.
public struct RefusedMessage: Sendable {
  /// When it was received, in Unix seconds.
  public var receivedAt: Int64
  /// Why it was refused, in English.
  public var reason: String
  /// The merchant's order number that it names, shortened; nil for none.
  public var outOrderID: String?

  /// Creates a refused message.
  public init(receivedAt: Int64, reason: String, outOrderID: String?) {
    self.receivedAt = receivedAt
    self.reason = reason
    self.outOrderID = outOrderID
  }
}

/// A message before it has a number: what is stored, apart from its verdict.
struct NewMessage: Sendable {
  var gateway: String
  var merchant: String
  var appkey: String
  var fields: AsynchronousNotification
  /// In Unix seconds.
  var receivedAt: Int64

  /// 32 characters that are equal for equal messages of one appkey.
  var digest: String {
    let texts = [appkey] + fields.fields + [fields.signature?.text ?? ""]
    // The lengths keep the borders between the fields.
    let text = texts.map { "\($0.utf8.count):\($0)" }.joined()
    return Hexadecimal.text(SHA256Hash.digest(Array(text.utf8)).prefix(16))
  }
}

/// The verdict about a message, and the payment that it reports.
struct Judgement: Sendable {
  var verdict: Verdict
  var reason: VerdictReason?
  /// The payment; nil unless the verdict is `paid` or `underpaid`.
  var payment: Payment?
  /// The link of the payment, or the link that was printed with its price.
  var link: String?

  init(
    _ verdict: Verdict, _ reason: VerdictReason? = nil, payment: Payment? = nil,
    link: String? = nil
  ) {
    self.verdict = verdict
    self.reason = reason
    self.payment = payment
    self.link = link ?? payment?.link
  }
}
