package import HTTPTypes
internal import Hummingbird

/// Who may call a server for this machine, and perhaps its local network: programs and pages that
/// use a loopback name or one of the server's own addresses.
///
/// Without the check of `Host`, any web page could reach the server through a name that resolves to
/// 127.0.0.1 (DNS rebinding); without that of `Origin`, it could post forms.
package struct HostRule {
  /// The server's port; nil in tests without sockets, where the host is `localhost`.
  private let port: Int?
  /// Addresses in the local network, such as `192.168.1.7`.
  private let addresses: [String]

  /// The rule of a server at a port; nil in tests without sockets.
  ///
  /// - Parameter addresses: the server's own addresses in the local network, if it may be reached there.
  package init(port: Int?, addresses: [String] = []) {
    self.port = port
    self.addresses = addresses
  }

  /// Why a request is refused.
  package enum Refusal: Sendable {
    /// `Host` is missing, appears twice, or is not a name of the server with its port.
    case host
    /// `Origin` is not the server.
    case origin
    /// The target is not a path.
    case target
  }

  /// Checks the head of a request.
  package func refusal(_ head: HTTPRequest) -> Refusal? {
    // The first `Host` became the authority, so one among the fields is a second one.
    guard let host = head.authority, hosts.contains(host.lowercased()),
      !head.headerFields.contains(where: { $0.name.canonicalName == "host" })
    else { return .host }
    let origins = head.headerFields[values: .origin]
    guard origins.count <= 1, origins.allSatisfy({ $0 == "http://\(host.lowercased())" }) else {
      return .origin
    }
    guard head.path?.hasPrefix("/") == true else { return .target }
    return nil
  }

  private var hosts: [String] {
    guard let port else { return ["localhost"] }
    return ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
      + addresses.map { "\($0):\(port)" }
  }
}
