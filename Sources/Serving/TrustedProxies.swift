internal import Support

/// Which addresses belong to the shop's own web servers, whose `X-Forwarded-For` is believed.
///
/// Anybody can send the header. Only the entries that trusted servers appended are true: the client is
/// the last one that is no trusted server itself.
package struct TrustedProxies: Sendable {
  private let networks: [IPNetwork]

  /// Trusts nobody.
  package init() { networks = [] }

  /// Takes addresses and networks such as `127.0.0.1`, `::1` and `10.0.0.0/8`; nil if one is neither.
  package init?(_ texts: [String]) {
    let networks = texts.map(IPNetwork.init)
    guard !networks.contains(where: { $0 == nil }) else { return nil }
    self.networks = networks.compactMap(\.self)
  }

  /// The address of the client.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection; nil if unknown.
  ///   - forwarded: the values of `X-Forwarded-For`, in order.
  package func client(peer: String?, forwarded: [String]) -> String? {
    guard let peer, trusts(peer) else { return peer }
    let hops = forwarded.joined(separator: ",").split(separator: ",").map { hop in
      String(hop.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    var client = peer
    for hop in hops.reversed() {
      // An entry that is no address did not come from a server of ours.
      guard IPNetwork(hop) != nil, !hop.contains("/") else { return client }
      client = hop
      if !trusts(hop) { return client }
    }
    return client
  }

  private func trusts(_ address: String) -> Bool {
    guard let bytes = IPNetwork.bytes(of: address) else { return false }
    return networks.contains { $0.contains(bytes) }
  }
}

/// An address, or all that begin with the same bits.
struct IPNetwork: Hashable, Sendable {
  private let bytes: [UInt8]
  private let prefixLength: Int

  /// Parses an address of IPv4 or IPv6, with or without the length of a prefix.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.bytes(of: String(parts[0])) else { return nil }
    let isShort = !parts[0].contains(":")
    let offset = isShort ? 96 : 0
    guard let length = parts.count == 2 ? Int(parts[1]) : isShort ? 32 : 128,
      (0...128 - offset).contains(length)
    else { return nil }
    self.bytes = bytes
    prefixLength = offset + length
  }

  /// The 16 bytes of an address; IPv4 is mapped into IPv6 (RFC 4291, section 2.5.5.2), as a server
  /// that listens on both sees it.
  static func bytes(of text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET6, text, &bytes) == 1 { return bytes }
    var short = [UInt8](repeating: 0, count: 4)
    guard inet_pton(AF_INET, text, &short) == 1 else { return nil }
    return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + short
  }

  func contains(_ address: [UInt8]) -> Bool {
    let whole = prefixLength / 8
    guard bytes.prefix(whole) == address.prefix(whole) else { return false }
    let rest = prefixLength % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
    return bytes[whole] & mask == address[whole] & mask
  }
}

/// Who sent the request that the current task answers.
package enum RequestClient {
  /// The address; nil outside a request.
  @TaskLocal package static var address: String?
}
