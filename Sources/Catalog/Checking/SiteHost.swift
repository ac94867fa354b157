internal import GatePay
internal import Support

/// Whether codes with the address of a host can ever lead a customer to the shop's site, as far as its
/// name tells.
enum SiteHost {
  /// They may.
  case usable
  /// The name reaches this machine or its own network only.
  case local
  /// The name is reserved for examples.
  case placeholder
  /// It is the public payment gateway's, which has no pages of shops.
  case gateway
  /// It is that of the shop's own payment gateway, and the site would have all of it.
  case ownGateway

  /// Judges the host of a site.
  ///
  /// - Parameters:
  ///   - isWhole: whether the site is at the top of its host.
  ///   - gateway: the gateway of the config.
  init(_ host: String, isWhole: Bool, gateway: Gateway) {
    if [Gateway.standard, .standardCloud].contains(where: { $0.host == host }) {
      self = .gateway
      return
    }
    let kind = Self.kind(ofName: Self.withoutPort(host).lowercased())
    self = kind == .usable && isWhole && gateway.host == host ? .ownGateway : kind
  }

  private static func withoutPort(_ host: String) -> Substring {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return host[host.index(after: host.startIndex)..<end]
    }
    return host.prefix { $0 != ":" }
  }

  private static func kind(ofName name: String) -> SiteHost {
    if name.contains(":") { return kind(ofVersion6: name) }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { UInt8($0) }
    if octets.count == 4, parts.count == 4 { return kind(ofVersion4: octets) }
    func isBelow(_ domains: [String]) -> Bool {
      domains.contains { name == $0 || name.hasSuffix(".\($0)") }
    }
    if isBelow(examples) { return .placeholder }
    return parts.count == 1 || isBelow(localDomains) ? .local : .usable
  }

  /// RFC 2606 and RFC 6761, section 6.
  private static let examples = [
    "example", "example.com", "example.net", "example.org", "test", "invalid",
  ]

  /// RFC 6761, RFC 6762, RFC 8375, and what ICANN reserved (2024) or routers use.
  private static let localDomains = ["localhost", "local", "home.arpa", "internal", "lan"]

  /// The IANA special-purpose address registry (RFC 6890).
  private static func kind(ofVersion4 octets: [UInt8]) -> SiteHost {
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (172, 16...31, _),
      (100, 64...127, _):
      .local
    case (192, 0, 2), (198, 51, 100), (203, 0, 113): .placeholder
    default: .usable
    }
  }

  /// Unique local, link-local and loopback addresses, and those for documents (RFC 6890).
  private static func kind(ofVersion6 address: String) -> SiteHost {
    let first = address.split(separator: ":", omittingEmptySubsequences: false)[0]
    let number = UInt16(first, radix: 16) ?? 0
    if address.hasPrefix("2001:db8:") || address.hasPrefix("2001:0db8:") { return .placeholder }
    return number == 0 || number & 0xFE00 == 0xFC00 || number & 0xFFC0 == 0xFE80
      ? .local : .usable
  }
}

extension Problem {
  static func localSite(_ host: String) -> Problem {
    Problem(
      Sentence(
        "\(host) is this machine or one in its network: printed codes with it lead customers nowhere",
        "\(host) 是本机或本地网络里的主机：印出的码若含它，顾客打不开"),
      hint: Sentence(
        "before you print, write in `base_url` the address at which customers reach the published output/",
        "印刷前，请在 `base_url` 里写上顾客能打开的、output/ 发布后的网址"))
  }

  static func placeholderSite(_ host: String) -> Problem {
    Problem(
      Sentence(
        "\(host) is a name for examples and never a shop's: printed codes with it lead nowhere",
        "\(host) 是示例用的名称，不会是商店的网址：印出的码若含它，打不开"),
      hint: Sentence(
        "before you print, write your own domain in `base_url`",
        "印刷前，请在 `base_url` 里写上自己的域名"))
  }

  static func gatewayAsSite(_ host: String) -> Problem {
    Problem(
      Sentence(
        "\(host) is the payment gateway, where the pages of the short addresses can never be",
        "\(host) 是支付网关，短网址的页面不可能在那里"),
      hint: Sentence(
        "write your own domain in `base_url`; without one, leave out `forward`: the codes then hold the "
          + "payment address itself",
        "请在 `base_url` 里写上自己的域名；没有域名时，请去掉 `forward`：码里就直接是付款网址"))
  }

  static func ownGatewayAsSite(_ host: String) -> Problem {
    Problem(
      Sentence(
        "\(host) is the payment gateway of this config, and hardly the site with the pages of the short addresses",
        "\(host) 是这个配置的支付网关，短网址的页面不太可能在那里"),
      hint: Sentence(
        "write in `base_url` the address at which customers reach the published output/; on the gateway's host, "
          + "that is a folder such as `\(host)/shop/`",
        "请在 `base_url` 里写上顾客能打开的、output/ 发布后的网址；若在网关的主机上，应是 `\(host)/shop/` 这样的文件夹"),
      code: "gateway-as-site")
  }
}
