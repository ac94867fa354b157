public import Catalog
public import GatePay

/// The file of orders: requests to a gateway and their replies, so that no order is created twice.
/// Writes nothing else, and knows neither pages nor secrets.

/// One order, from the moment before it is requested.
public struct OrderRecord: Hashable, Sendable {
  /// The merchant's order number.
  public var outOrderID: OutOrderID
  /// The id of the paid link; nil for an order created by hand.
  public var link: String?
  /// The gateway.
  public var gateway: Gateway
  /// The merchant's name in the config.
  public var merchant: String
  /// What was requested.
  public var terms: OrderTerms
  /// The time of the first request, in Unix seconds.
  public var requestedAt: Int64
  /// The last attempt to create it; nil once the gateway is known to have the order.
  public var attempt: Attempt?
  /// The URL to pay at; nil until the gateway's reply is recorded.
  public var payURL: String?
  /// The gateway's order number; nil until an order check returned it.
  public var orderID: String?
  /// The gateway's price; nil until an order check returned it.
  public var gatewayPrice: Amount?
  /// The state from the last order check.
  public var status: OrderStatus?
  /// The time of the last order check, in Unix seconds.
  public var checkedAt: Int64?

  /// Default time limit for a gateway's answer, in seconds.
  public static let standardTimeoutInSeconds = 30
  /// How long a gateway may still process a request after its reply timed out, in seconds.
  ///
  /// Two minutes: common servers and proxies abandon a request after 30 to 60 seconds.
  public static let settlingTimeInSeconds: Int64 = 120

  /// An attempt to create an order whose result is unknown.
  public struct Attempt: Hashable, Sendable {
    /// The start, in Unix seconds.
    public let startedAt: Int64
    /// The end of the time in which the gateway may process it, in Unix seconds.
    public let undecidedUntil: Int64

    package init(startedAt: Int64, undecidedUntil: Int64) {
      self.startedAt = startedAt
      self.undecidedUntil = undecidedUntil
    }
  }

  /// Creates an order to be requested.
  public init(
    outOrderID: OutOrderID, link: String?, gateway: Gateway, merchant: String, terms: OrderTerms,
    requestedAt: Int64
  ) {
    self.outOrderID = outOrderID
    self.link = link
    self.gateway = gateway
    self.merchant = merchant
    self.terms = terms
    self.requestedAt = requestedAt
  }

  /// The order as a link carries it; nil while its URL is unknown.
  public var placed: PlacedOrder? {
    payURL.map {
      PlacedOrder(outOrderID: outOrderID, payURL: $0, status: status, checkedAt: checkedAt)
    }
  }

  /// The payment to expect.
  public func expectedPayment(appkey: Appkey) -> ExpectedPayment {
    let request = terms.request(appkey: appkey, outOrderID: outOrderID)
    var expected = ExpectedPayment(request, price: gatewayPrice ?? terms.price)
    expected.orderID = orderID
    return expected
  }

  /// The end of the time in which the gateway may process an unanswered order, in Unix seconds.
  public var undecidedUntil: Int64 {
    // Files of older versions hold only the first request's time.
    attempt?.undecidedUntil
      ?? requestedAt + Self.settlingTimeInSeconds + Int64(Self.standardTimeoutInSeconds)
  }

  /// Whether the order is for a link as the config describes it now; only the gateway sets product
  /// prices, so corrected ones need no new order.
  func serves(_ link: OrderLink, of merchant: String, on gateway: Gateway) -> Bool {
    var wanted = link.terms
    wanted.price = terms.price
    return self.link == link.id && self.merchant == merchant && self.gateway == gateway
      && terms == wanted
  }

  /// Applies the answer of an order check.
  package mutating func take(_ check: CheckedOrder, at moment: Int64) {
    attempt = nil
    orderID = check.orderID
    gatewayPrice = check.price
    // A paid order stays paid, whatever a later answer says.
    if status != .paid { status = check.status }
    checkedAt = moment
  }
}

extension OutOrderID {
  /// A new number from the system's random generator.
  package static func makeNew() -> OutOrderID {
    var random = SystemRandomNumberGenerator()
    return generate(using: &random)
  }
}
