public import GatePay
internal import Support

/// A merchant of a checked config.
public struct Merchant: Sendable {
  /// The name in the config.
  public var key: String
  /// The name that payers see.
  public var name: String
  /// The merchant's key at the gateway.
  public var appkey: Appkey
  /// The quick-collect tokens with their names in the config, in its order.
  public var tokens: [(name: String, token: Token)]
}

/// Who can be paid, where and for what: all that a config says besides its links.
public struct Accounts: Sendable {
  /// The gateway of every link and order.
  public var gateway: Gateway
  /// The merchants in the order of the config.
  public let merchants: [Merchant]
  /// The products in the order of the config.
  public let products: [Product]
  /// The largest amount that the config accepts.
  public let maximumPrice: Amount

  /// The accounts of a config without errors; what was refused is left out.
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
  }
}
