/// The endpoints that the gateway has for programs.
public enum Endpoint: Hashable, Sendable, CaseIterable {
  /// Creates an order: `POST`.
  case create(OrderKind)
  /// Returns the state of an order: `GET` ("付款结果查询接口").
  case orderCheck

  /// Every endpoint, in the order of the document.
  public static let allCases: [Endpoint] = OrderKind.allCases.map(Endpoint.create) + [.orderCheck]

  /// The path on the gateway's host.
  public var path: String {
    switch self {
    case .create(let kind): "/api/\(kind.rawValue)/create"
    case .orderCheck: "/api/order/check"
    }
  }

  /// The endpoint's URL; only the public gateway has a second host, for cloudpay.
  public func url(on gateway: Gateway) -> String {
    let isElsewhere = self == .create(.cloudpay) && gateway == .standard
    return (isElsewhere ? Gateway.standardCloud : gateway).origin + path
  }
}
