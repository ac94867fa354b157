internal import Support

/// The parsed parts of a payment URL: the inverse of `QuickCollectLink.url`.
public struct QuickCollectInspection: Sendable {
  /// A parameter as found.
  public struct Part: Hashable, Sendable {
    /// The name as written in the URL.
    public let name: String
    /// The decoded value, or the raw text if it cannot be decoded.
    public let value: String
  }

  /// A problem that a payer or merchant should know.
  public enum Problem: Hashable, Sendable {
    /// It is not a URL of the form `http(s)://host…`, for this reason.
    case notAnAddress(GatewayError)
    /// The path is not that of quick collect.
    case otherPath(String)
    /// It has a fragment (`#…`), which never reaches the gateway.
    case hasFragment
    /// A required parameter is missing.
    case missing(QuickCollectParameter)
    /// A parameter is repeated.
    case repeated(String)
    /// The gateway does not know this parameter.
    case unknown(String)
    /// The parameter cannot have this value.
    case malformed(String, value: String)
    /// It contains a `+`, a space to some parsers and a plus sign to others.
    case plusSign(String)
    /// The gateway is not the public one; this is its host.
    case otherGateway(String)
    /// The key is a sample from documentation, which pays nobody.
    case sampleAppkey
    /// The connection is not encrypted, so anyone on the way can change the page.
    case insecure
    /// `stable` is set without a price or custom to lock.
    case nothingToLock
    /// PayPress would write the URL shorter or in another order.
    case notCanonical(String)

    /// Whether the URL must not be used or printed.
    public var isError: Bool {
      switch self {
      case .otherGateway, .sampleAppkey, .insecure, .notCanonical: false
      default: true
      }
    }
  }

  /// The gateway, if the URL has a valid one.
  public private(set) var gateway: Gateway?
  /// The parameters in order.
  public private(set) var parts: [Part] = []
  /// All problems, errors and notes.
  public private(set) var problems: [Problem] = []
  /// The link, if the URL is correct.
  public private(set) var link: QuickCollectLink?

  /// Parses a URL.
  public init(_ address: String) {
    // Bytes, because browsers see a delimiter even before a combining mark.
    var rest = Array(address.utf8)[...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      problems.append(.hasFragment)
      rest = rest[..<hash]
    }
    var query = ArraySlice<UInt8>()
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = rest[(mark + 1)...]
      rest = rest[..<mark]
    }
    readOrigin(String(decoding: rest, as: UTF8.self))
    var values: [QuickCollectParameter: String] = [:]
    for field in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
      readField(field, into: &values)
    }
    // Nothing more can be said of a text that is not a URL.
    if gateway != nil { makeLink(values) }
    if let link, link.url != address { problems.append(.notCanonical(link.url)) }
  }

  private mutating func readOrigin(_ text: String) {
    let (origin, path) = Gateway.originAndPath(of: text)
    do throws(GatewayError) {
      let gateway = try Gateway(origin)
      self.gateway = gateway
      if path != QuickCollectLink.path { problems.append(.otherPath(String(path))) }
      if !gateway.isSecure && !gateway.isLoopback { problems.append(.insecure) }
      if gateway.host != Gateway.standard.host && !gateway.isLoopback {
        problems.append(.otherGateway(gateway.host))
      }
    } catch {
      problems.append(.notAnAddress(error))
    }
  }

  private mutating func readField(
    _ field: ArraySlice<UInt8>, into values: inout [QuickCollectParameter: String]
  ) {
    let equals = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
    let name = String(decoding: field[..<equals], as: UTF8.self)
    let raw = equals == field.endIndex ? [] : field[(equals + 1)...]
    let text = String(decoding: raw, as: UTF8.self)
    let decoded = PercentEncoding.decode(text)
    let value = decoded ?? text
    // `…/pay/any` and `…/pay/any?` have one empty field, which is ignored.
    if name.isEmpty && value.isEmpty && parts.isEmpty { return }
    let isRepeated = parts.contains { $0.name == name }
    parts.append(Part(name: name, value: value))

    guard let parameter = QuickCollectParameter(rawValue: name) else {
      problems.append(.unknown(name))
      return
    }
    if isRepeated { problems.append(.repeated(name)) }
    if raw.contains(UInt8(ascii: "+")) { problems.append(.plusSign(name)) }
    if decoded == nil { problems.append(.malformed(name, value: value)) }
    values[parameter] = value
  }

  private mutating func makeLink(_ values: [QuickCollectParameter: String]) {
    let appkey = read(.appkey, values, Appkey.init)
    let token = read(.token, values, Token.init)
    if appkey?.isSample == true { problems.append(.sampleAppkey) }
    let price = read(.price, values) { Self.exactAmount($0) }
    let custom = read(.custom, values) { $0.isEmpty || Self.hasControl($0) ? nil : $0 }
    let stable = read(.stable, values) { ["0": false, "1": true][$0] }
    let skin = read(.skin, values) { ["0": GatewaySkin.standard, "1": .one][$0] }
    for required in [QuickCollectParameter.appkey, .token] where values[required] == nil {
      problems.append(.missing(required))
    }
    if stable == true && values[.price] == nil && values[.custom] == nil {
      problems.append(.nothingToLock)
    }
    guard let gateway, let appkey, let token, !problems.contains(where: \.isError) else { return }
    link = QuickCollectLink(
      gateway: gateway, appkey: appkey, token: token, price: price, custom: custom,
      stable: stable ?? false, skin: skin ?? .standard)
  }

  private mutating func read<Value>(
    _ parameter: QuickCollectParameter, _ values: [QuickCollectParameter: String],
    _ make: (String) -> Value?
  ) -> Value? {
    guard let text = values[parameter] else { return nil }
    if let value = make(text) { return value }
    let problem = Problem.malformed(parameter.rawValue, value: text)
    if !problems.contains(problem) { problems.append(problem) }
    return nil
  }

  private static func hasControl(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  /// Parses an amount without the spaces that a config may have around it.
  private static func exactAmount(_ text: String) -> Amount? {
    guard text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) else { return nil }
    return try? Amount(text, maximum: .absoluteMaximum)
  }
}
