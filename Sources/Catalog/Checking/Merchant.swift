public import GatePay

/// A merchant of a checked config.
public struct Merchant: Sendable {
  /// The key in the config.
  public var key: String
  /// The name that payers see.
  public var name: String
  /// The merchant's key at the gateway.
  public var appkey: Appkey
  /// The quick-collect tokens with their names, in the order of the config.
  public var tokens: [(name: String, token: Token)]
}
