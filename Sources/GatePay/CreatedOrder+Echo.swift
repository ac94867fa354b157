extension CreatedOrder {
  /// Where a reply contradicts its request: another price, order or merchant in the echo, or a URL that
  /// does not lead to the gateway.
  ///
  /// The document's replies echo different parameters for each kind; those that are missing are not
  /// compared.
  ///
  /// - Returns: the name of the field and its value; nil if there is no contradiction.
  public func contradiction(
    to request: OrderRequest, on gateway: Gateway
  ) -> (name: String, value: String)? {
    let (origin, _) = Gateway.originAndPath(of: payURL)
    let endpoint = Gateway.originAndPath(of: request.kind.endpoint.url(on: gateway)).origin
    guard let host = try? Gateway(origin), let own = try? Gateway(endpoint),
      host.isSame(as: own) || (gateway == .standard && host == .standard)
    else { return ("pay_url", payURL) }
    let sent = [
      ("appkey", request.appkey.text), ("type", request.type.rawValue),
      ("out_order_id", request.outOrderID.text), ("custom", request.custom),
      (request.kind.ownFieldName, request.ownFieldValue),
    ]
    for (name, value) in sent {
      guard let echo = parameters.first(where: { $0.name == name })?.value else { continue }
      // A number may come without trailing zeros.
      let isSamePrice =
        name == "price" && Amount(plain: echo).map { $0 == Amount(plain: value) } == true
      guard echo.utf8.elementsEqual(value.utf8) || isSamePrice else { return (name, echo) }
    }
    return nil
  }
}

extension Gateway {
  /// Whether an address leads to this gateway: the same host and port, as well encrypted; all names of
  /// this machine are one host.
  fileprivate func isSame(as other: Gateway) -> Bool {
    if self == other { return true }
    func port(_ gateway: Gateway) -> Substring? {
      gateway.host.lastIndex(of: ":").map { gateway.host[$0...] }
    }
    return isLoopback && other.isLoopback && isSecure == other.isSecure
      && port(self) == port(other)
  }
}
