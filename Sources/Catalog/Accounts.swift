public import GatePay
public import Support

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

  /// Reads these of a config without its links, so that a large spreadsheet costs nothing.
  ///
  /// - Parameters:
  ///   - path: the config.
  ///   - environment: the values of `${…}`.
  ///   - sink: takes all findings of the config's own text.
  /// - Returns: nil when there are errors.
  /// - Throws: `ReadingError` when the config cannot be read.
  public static func load(
    _ path: String, environment: [String: String], into sink: FindingSink
  ) throws(ReadingError) -> Accounts? {
    let bytes = try InputFile.bytes(of: path, limit: YAMLReader.maximumByteCount)
    guard let node = YAMLReader.read(bytes, file: path, into: sink),
      let config = ConfigDecoder.decode(node, file: path, environment: environment, into: sink),
      sink.errorCount == 0
    else { return nil }
    return Accounts(config)
  }

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
