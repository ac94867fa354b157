internal import GatePay
internal import Support

/// A URL that the gateway or a browser calls after a payment.
public enum CallbackURL {
  /// Whether a text is `http(s)://host…` in visible ASCII, without a fragment.
  public static func isUsable(_ text: String) -> Bool {
    let (origin, _) = Gateway.originAndPath(of: text)
    let end = origin.firstIndex(of: "?") ?? origin.endIndex
    return (try? Gateway(origin[..<end])) != nil && !text.contains("#")
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
