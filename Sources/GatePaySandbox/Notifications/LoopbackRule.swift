internal import GatePay

/// Whether a URL may be called: only this machine's, unless others are allowed.
struct LoopbackRule {
  private let callsElsewhere: Bool

  init(_ settings: SandboxSettings) { callsElsewhere = settings.callsElsewhere }

  func allows(_ address: String) -> Bool {
    let origin = Gateway.originAndPath(of: address.prefix { $0 != "?" && $0 != "#" }.description)
      .origin
    guard let host = try? Gateway(origin) else { return false }
    return callsElsewhere || host.isLoopback
  }
}
