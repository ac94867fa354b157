internal import Support

/// A GatePay gateway's scheme, host and port, without a path.
public struct Gateway: Hashable, Sendable, CustomStringConvertible {
  /// Scheme, host and port in canonical form, such as `https://gatepay.io`; no slash at the end.
  public let origin: String
  /// The host in lower case, with its port if given: what a payer can recognise.
  public let host: String
  /// Whether the connection is encrypted.
  public let isSecure: Bool

  /// The public gateway (interface document, "快捷收款集成接口").
  public static let standard = Gateway(scheme: "https", host: "gatepay.io")

  /// The public gateway's host for cloudpay orders (interface document, "云端支付接口").
  public static let standardCloud = Gateway(scheme: "https", host: "cloud.gatepay.io")

  private init(scheme: String, host: String) {
    self.origin = "\(scheme)://\(host)"
    self.host = host
    self.isSecure = scheme == "https"
  }

  /// Parses `https://host` or `http://host`, with an optional port and slash at the end.
  ///
  /// - Throws: `GatewayError` naming the wrong part.
  public init(_ text: some StringProtocol) throws(GatewayError) {
    // Some letters beyond ASCII have lower-case forms that look like a host's.
    guard text.utf8.allSatisfy({ $0 < 128 }) else { throw .badHost }
    let lowercased = text.lowercased()
    let scheme: String
    if lowercased.hasPrefix("https://") {
      scheme = "https"
    } else if lowercased.hasPrefix("http://") {
      scheme = "http"
    } else {
      throw .notHTTP
    }
    var rest = lowercased.dropFirst(scheme.count + 3)
    if rest.last == "/" { rest = rest.dropLast() }
    guard !rest.contains("/"), !rest.contains("?"), !rest.contains("#") else { throw .hasPath }
    guard !rest.contains("@") else { throw .hasUser }

    var host = rest
    var port: Substring?
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
    }
    guard Self.isHost(host) else { throw .badHost }
    guard let port else {
      self.init(scheme: scheme, host: String(host))
      return
    }
    guard port.utf8.allSatisfy(\.isDigit), let number = UInt16(port), number > 0 else {
      throw .badPort
    }
    let isDefault = number == (scheme == "https" ? 443 : 80)
    self.init(scheme: scheme, host: isDefault ? String(host) : "\(host):\(number)")
  }

  /// Splits a URL without query into its origin and its path.
  package static func originAndPath(of text: String) -> (origin: Substring, path: Substring) {
    let afterScheme = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    let pathStart = text[afterScheme...].firstIndex(of: "/") ?? text.endIndex
    return (text[..<pathStart], text[pathStart...])
  }

  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
  public var isLoopback: Bool {
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    if name == "localhost" || name == "[::1]" { return true }
    let octets = name.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
  }

  /// The origin.
  public var description: String { origin }

  private static func isHost(_ host: Substring) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      let address = host.dropFirst().dropLast()
      let colons = address.count { $0 == ":" }
      return (address.contains("::") || colons == 7) && (2...7).contains(colons)
        && address.utf8.allSatisfy {
          $0.isLowercaseHexadecimalDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
    }
    // RFC 1123, section 2.1: letters, digits and inner hyphens, labels of 1 to 63 characters.
    guard (1...253).contains(host.utf8.count) else { return false }
    if host.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) {
      let octets = host.split(separator: ".", omittingEmptySubsequences: false)
      return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }
  }
}

/// Why a text is not a gateway's address.
public enum GatewayError: Error, Hashable, Sendable {
  /// It does not start with `https://` or `http://`.
  case notHTTP
  /// Something follows the host and port.
  case hasPath
  /// It holds a user name or password.
  case hasUser
  /// The host is empty or has characters that a host name cannot have.
  case badHost
  /// The port is not a number from 1 to 65535.
  case badPort
}
