public import Catalog
public import GatePay

/// The file of orders: what was requested from a gateway and what came back, so that no order is
/// created twice. Writes nothing else, and knows neither pages nor secrets.

/// One order, from the moment before it is requested.
public struct OrderRecord: Hashable, Sendable {
  /// The merchant's number of the order.
  public var outOrderID: OutOrderID
  /// The id of the link that is paid by it; nil for an order that was created by hand.
  public var link: String?
  /// Where it was requested.
  public var gateway: Gateway
  /// The merchant's name in the config.
  public var merchant: String
  /// What was requested.
  public var terms: OrderTerms
  /// When it was requested first, in Unix seconds.
  public var requestedAt: Int64
  /// The last attempt to create it; nil once the gateway is known to have the order.
  public var attempt: Attempt?
  /// The address at which it is paid; nil until the gateway's reply is recorded.
  public var payURL: String?
  /// The gateway's own number; nil until an order check returned it.
  public var orderID: String?
  /// The gateway's price; nil until an order check returned it.
  public var gatewayPrice: Amount?
  /// The state that the last order check returned.
  public var status: OrderStatus?
  /// When it returned it, in Unix seconds.
  public var checkedAt: Int64?

  /// How long a gateway may take to answer unless a command sets another limit, in seconds.
  public static let standardTimeoutInSeconds = 30
  /// How long a request may wait inside a gateway after the time for its reply is over, in seconds.
  ///
  /// Two minutes: common servers and proxies abandon a request after 30 to 60 seconds.
  public static let settlingTimeInSeconds: Int64 = 120

  /// An attempt to create an order whose result is not known yet.
  public struct Attempt: Hashable, Sendable {
    /// When it began, in Unix seconds.
    public let startedAt: Int64
    /// Until when the gateway may still be working on it, in Unix seconds.
    public let undecidedUntil: Int64

    package init(startedAt: Int64, undecidedUntil: Int64) {
      self.startedAt = startedAt
      self.undecidedUntil = undecidedUntil
    }
  }

  /// An order that is about to be requested.
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

  /// The order as a link carries it; nil while its address is not known.
  public var placed: PlacedOrder? {
    payURL.map {
      PlacedOrder(outOrderID: outOrderID, payURL: $0, status: status, checkedAt: checkedAt)
    }
  }

  /// The payment to wait for.
  ///
  /// - Parameter appkey: the merchant's.
  public func expectedPayment(appkey: Appkey) -> ExpectedPayment {
    let request = terms.request(appkey: appkey, outOrderID: outOrderID)
    var expected = ExpectedPayment(request, price: gatewayPrice ?? terms.price)
    expected.orderID = orderID
    return expected
  }

  /// Until when the gateway may still be working on an unanswered order, in Unix seconds.
  public var undecidedUntil: Int64 {
    // Files of older versions hold only the time of the first request.
    attempt?.undecidedUntil
      ?? requestedAt + Self.settlingTimeInSeconds + Int64(Self.standardTimeoutInSeconds)
  }

  /// Whether the order is for a link as the config describes it now.
  ///
  /// The gateway decides what products cost, so a corrected price in the config does not need another
  /// order.
  func serves(_ link: OrderLink, of merchant: String, on gateway: Gateway) -> Bool {
    var wanted = link.terms
    wanted.price = terms.price
    return self.link == link.id && self.merchant == merchant && self.gateway == gateway
      && terms == wanted
  }

  /// Takes over the answer of an order check.
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
  /// A new number by the system's random numbers.
  package static func makeNew() -> OutOrderID {
    var random = SystemRandomNumberGenerator()
    return generate(using: &random)
  }
}
