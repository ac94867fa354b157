public import Catalog
public import GatePay

/// The settings of a sandbox: those of the real gateway's console, and its own.
public struct SandboxSettings: Sendable {
  /// The merchants who can be paid.
  public var merchants: [Merchant]
  /// The products of the console, with their stock.
  public var products: [Product]
  /// The secret of every merchant; must be a test secret.
  public var secret: Secret
  /// The SQLite file of orders and notifications.
  public var database: String

  /// The port on the loopback interface; 0 takes a free one.
  public var port = 0
  /// The machine's addresses in the local network, by which phones may open the pages of payers, and
  /// nothing else; none by default.
  public var networkAddresses: [String] = []
  /// The console's address for asynchronous notifications ("支付成功回调URL").
  public var notifyURL: String?
  /// The console's address to which the payer's browser returns ("支付成功后前台跳转地址").
  public var returnURL: String?
  /// Whether notifications may go to other machines.
  public var callsElsewhere = false
  /// Whether notifications come by GET, as the document said until May 2019 and its Node sample still
  /// expects.
  public var notifiesByGet = false
  /// The largest price of an order: the config's `max_price`.
  public var maximumPrice = Amount.defaultMaximum
  /// Delay before a failed notification is sent again, in milliseconds.
  public var retryInMilliseconds: Int64 = 60_000
  /// How long an order can be paid, in seconds.
  public var lifetimeInSeconds: Int64 = 300
  /// The most orders of a merchant, beyond which code 110 is returned; nil for no limit.
  public var orderLimit: Int?
  /// The payment types that are switched off: code 202 or 203.
  public var closedTypes: Set<PaymentType> = []
  /// The merchants, by index, whose appkey has expired: code 103.
  public var expiredMerchants: Set<Int> = []
  /// The merchants, by index, who are not agents: code 209 of cloudpay.
  public var plainMerchants: Set<Int> = []
  /// Whether the interfaces are switched off: code 107.
  public var isClosed = false
  /// The time in milliseconds since 1970.
  public var clock: @Sendable () -> Int64

  /// Creates settings from the values that have no default.
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
}
