internal import Support

/// The GatePay protocol, pure: no files, clock, network or randomness.
///
/// The authority for every parameter is the gateway's public interface document (`api.md`), cited
/// by section heading.

/// A payment URL: `GET {gateway}/pay/any` with its parameters (interface document, "快捷收款集成接口").
public struct QuickCollectLink: Hashable, Sendable {
  /// The gateway.
  public var gateway: Gateway
  /// The merchant's key.
  public var appkey: Appkey
  /// The merchant's quick-collect token.
  public var token: Token
  /// The amount; nil when the payer enters it.
  public var price: Amount?
  /// The payer's contact: a user name, e-mail address, telephone number, table and so on.
  public var custom: String?
  /// Whether the payer cannot change the given price and contact.
  public var stable: Bool
  /// The gateway's own page template.
  public var skin: GatewaySkin

  /// Creates a link; omitted values are the gateway's defaults.
  public init(
    gateway: Gateway = .standard, appkey: Appkey, token: Token, price: Amount? = nil,
    custom: String? = nil, stable: Bool = false, skin: GatewaySkin = .standard
  ) {
    self.gateway = gateway
    self.appkey = appkey
    self.token = token
    self.price = price
    self.custom = custom
    self.stable = stable
    self.skin = skin
  }

  /// The path of quick collect on every gateway.
  static let path = "/pay/any"

  /// The canonical URL, always ASCII.
  ///
  /// Parameters come in the order `appkey, token, price, custom, stable, skin`, the only one that
  /// the document's three examples share. Defaults are omitted: a shorter URL makes a better QR
  /// code.
  public var url: String {
    var url: [UInt8] = []
    url.reserveCapacity(192)
    url.append(contentsOf: gateway.origin.utf8)
    url.append(contentsOf: Self.path.utf8)
    var separator = UInt8(ascii: "?")
    forEachParameter { parameter, value in
      url.append(separator)
      url.append(contentsOf: parameter.rawValue.utf8)
      url.append(UInt8(ascii: "="))
      PercentEncoding.append(value, to: &url)
      separator = UInt8(ascii: "&")
    }
    return String(decoding: url, as: UTF8.self)
  }

  /// The parameters of the URL in order, with percent-encoded values.
  public var query: [QueryField] {
    var fields: [QueryField] = []
    forEachParameter { fields.append(QueryField($0, PercentEncoding.encode($1))) }
    return fields
  }

  /// Calls a closure with each parameter in order, its value not encoded.
  private func forEachParameter(_ body: (QuickCollectParameter, String) -> Void) {
    body(.appkey, appkey.text)
    body(.token, token.text)
    if let price { body(.price, price.description) }
    if let custom { body(.custom, custom) }
    if stable { body(.stable, "1") }
    if skin != .standard { body(.skin, "\(skin.rawValue)") }
  }
}

/// One of the gateway's own page templates, by its number in the URL.
public enum GatewaySkin: Int, Hashable, Sendable, CaseIterable {
  /// The default template; the parameter is left out.
  case standard = 0
  /// Template 1.
  case one = 1
}

/// The parameters of quick collect, in canonical order.
public enum QuickCollectParameter: String, Hashable, Sendable, CaseIterable {
  /// The merchant's key.
  case appkey
  case token
  /// The amount in yuan with two decimals.
  case price
  /// The payer's contact.
  case custom
  /// `1` when the payer cannot change the given values.
  case stable
  /// The number of the gateway's page template.
  case skin
}

/// A parameter of a URL with its value.
public struct QueryField: Hashable, Sendable {
  /// The parameter.
  public let parameter: QuickCollectParameter
  /// The value as written in the URL.
  public let encodedValue: String

  init(_ parameter: QuickCollectParameter, _ encodedValue: String) {
    self.parameter = parameter
    self.encodedValue = encodedValue
  }

  /// The length in the URL with its separator, in bytes.
  public var byteCount: Int {
    1 + parameter.rawValue.utf8.count + 1 + encodedValue.utf8.count
  }
}
