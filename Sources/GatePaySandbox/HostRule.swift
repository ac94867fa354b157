internal import HTTPTypes
internal import Hummingbird

/// Who may talk to the sandbox: programs and pages of this machine that name it by a loopback name.
///
/// Without the check of `Host`, any page of the web could reach the sandbox by a name of its own that
/// leads to 127.0.0.1 (DNS rebinding); without that of `Origin`, it could post forms to it.
struct HostRule {
  /// The sandbox's own port; nil in a test without sockets, in which the host is `localhost`.
  let port: Int?

  /// What a request is refused for.
  enum Refusal {
    /// `Host` is missing, stands twice, or is not a loopback name with the own port.
    case host
    /// `Origin` is another one.
    case origin
    /// The target is not a path.
    case target
  }

  /// Judges a request by its head.
  func refusal(_ head: HTTPRequest) -> Refusal? {
    // The first `Host` has become the authority, so one among the fields is a second one.
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
  }
}
