internal import Support

/// The machine's own addresses.
package enum LocalNetwork {
  /// The IPv4 addresses by which the local network reaches this machine: not those of containers and
  /// virtual machines, which other machines cannot reach, nor public ones.
  package static var addresses: [String] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var found: [String] = []
    for entry in sequence(first: list, next: { $0?.pointee.ifa_next }) {
      guard let entry = entry?.pointee, let address = entry.ifa_addr,
        Int32(address.pointee.sa_family) == AF_INET
      else { continue }
      let name = String(cString: entry.ifa_name)
      if virtualNames.contains(where: { name.hasPrefix($0) }) { continue }
      let text = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        self.text(of: $0.pointee.sin_addr)
      }
      if let text, !text.hasPrefix("127."), !text.hasPrefix("169.254.") { found.append(text) }
    }
    return found.filter(isPrivate)
  }

  private static let virtualNames = ["docker", "veth", "br-", "virbr", "vmnet", "bridge"]

  private static func text(of address: in_addr) -> String? {
    var address = address
    var buffer = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
    guard inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count)) != nil else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether an address is for local networks (RFC 1918, section 3).
  private static func isPrivate(_ address: String) -> Bool {
    let octets = address.split(separator: ".").compactMap { UInt8($0) }
    guard octets.count == 4 else { return false }
    return octets[0] == 10 || octets[0] == 192 && octets[1] == 168
      || octets[0] == 172 && (16...31).contains(octets[1])
  }
}
