internal import HTTPTypes
internal import Hummingbird

/// Who may call the sandbox: programs and pages of this machine, by a loopback name.
///
/// Without the check of `Host`, any web page could reach it through a name that resolves to
/// 127.0.0.1 (DNS rebinding); without that of `Origin`, it could post forms.
struct HostRule {
  /// The sandbox's port; nil in tests without sockets, where the host is `localhost`.
  let port: Int?

  /// Why a request is refused.
  enum Refusal {
    /// `Host` is missing, appears twice, or is not a loopback name with the sandbox's port.
    case host
    /// `Origin` is not the sandbox.
    case origin
    /// The target is not a path.
    case target
  }

  /// Checks the head of a request.
  func refusal(_ head: HTTPRequest) -> Refusal? {
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
  }
}
