public import Catalog
public import GatePay

/// What a sandbox is started with: the console of the real gateway, and what only a sandbox has.
public struct SandboxSettings: Sendable {
  /// The merchants who can be paid.
  public var merchants: [Merchant]
  /// The products of the console, with their stock.
  public var products: [Product]
  /// The secret of every merchant; must be marked as one for tests.
  public var secret: Secret
  /// The SQLite file of orders and notifications.
  public var database: String

  /// The port on the loopback interface; 0 takes a free one.
  public var port = 0
  /// The console's address for asynchronous notifications ("支付成功回调URL").
  public var notifyURL: String?
  /// The console's address to which the payer's browser returns ("支付成功后前台跳转地址").
  public var returnURL: String?
  /// Whether notifications go to other machines too.
  public var callsElsewhere = false
  /// How long the gateway waits before it repeats a notification that failed, in milliseconds.
  public var retryInMilliseconds: Int64 = 60_000
  /// How long an order can be paid, in seconds.
  public var lifetimeInSeconds: Int64 = 300
  /// How many orders a merchant can have in all; nil for any number.
  ///
  /// Beyond it: code 110.
  public var orderLimit: Int?
  /// The payment types that are switched off: code 202 or 203.
  public var closedTypes: Set<PaymentType> = []
  /// The merchants, by their index, whose appkey has expired: code 103.
  public var expiredMerchants: Set<Int> = []
  /// The merchants, by their index, who are no agents: code 209 of cloudpay.
  public var plainMerchants: Set<Int> = []
  /// Whether the interfaces are switched off: code 107.
  public var isClosed = false
  /// The time in milliseconds since 1970.
  public var clock: @Sendable () -> Int64

  /// Settings with what has no default.
  public init(
    merchants: [Merchant], products: [Product], secret: Secret, database: String,
    clock: @escaping @Sendable () -> Int64
  ) {
    self.merchants = merchants
    self.products = products
    self.secret = secret
    self.database = database
    self.clock = clock
  }

  /// How often a notification is tried in all.
  static let tryCount = 3
}

/// Why a sandbox does not start.
public enum SandboxRefusal: Error, Hashable, Sendable {
  /// The secret does not begin with one of `Secret.testPrefixes`; it could be the real one.
  case secretNotForTests
  /// A database cannot be opened, for this reason.
  case database(String)
  /// The port cannot be taken, for this reason.
  case port(String)
}

/// What a sandbox tells while it runs; neither keys nor signatures are in it.
public enum SandboxEvent: Sendable {
  /// It answers at this port of 127.0.0.1.
  case listening(port: Int)
  /// An order was created.
  case created(order: Int64, kind: String, price: String)
  /// A request was refused with a code.
  case refused(Endpoint, code: Int, StatusCause)
  /// A button of the cashier's was pressed.
  case acted(order: Int64, CashierAction)
  /// A notification was tried: the number of the try and what came of it.
  case notified(order: Int64, try: Int, outcome: NotificationOutcome)
}

/// The buttons of the cashier's page that only a sandbox has.
public enum CashierAction: String, Hashable, Sendable, CaseIterable {
  /// The payer pays what is asked for.
  case paid
  /// The payer pays a cent too little: the order stays unpaid, but the merchant is notified.
  case tooLittle = "too-little"
  /// The payer pays a cent too much.
  case tooMuch = "too-much"
  /// The time to pay is over.
  case expired
  /// The payer pays after the time is over.
  case paidLate = "paid-late"
  /// The payer pays, and the merchant is notified twice though the first was answered.
  case notifiedTwice = "notified-twice"
  /// The payer pays, and no notification is ever sent.
  case notificationLost = "notification-lost"
  /// Nobody pays, and somebody else sends a notification under a wrong signature.
  case forged
}
