public import GatePay
internal import Support

/// Everything in a config besides its links: who can be paid, where and for what.
public struct Accounts: Sendable {
  /// The gateway of every link and order.
  public var gateway: Gateway
  /// The merchants in the order of the config.
  public let merchants: [Merchant]
  /// The products in the order of the config.
  public let products: [Product]
  /// The largest amount that the config accepts.
  public let maximumPrice: Amount
  /// How much less than the price still counts as paid.
  public let tolerance: Tolerance
  /// The gateway's words for paid orders.
  private let paidStatuses: Set<OrderStatus>

  /// The accounts of a config; refused values are left out.
  init(_ config: Config) {
    gateway = config.gateway
    merchants = config.merchants.compactMap { merchant in
      merchant.appkey.map { appkey in
        let tokens = merchant.tokens.compactMap { name, token in token.map { (name, $0) } }
        return Merchant(key: merchant.key, name: merchant.name, appkey: appkey, tokens: tokens)
      }
    }
    products = config.products.compactMap(\.product)
    maximumPrice = config.maximumPrice
    tolerance = config.tolerance
    paidStatuses = config.paidStatuses
  }

  /// Whether the gateway calls an order paid with this word.
  public func saysPaid(_ status: OrderStatus) -> Bool { paidStatuses.contains(status) }
}
