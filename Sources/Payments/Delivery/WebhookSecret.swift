internal import Support

/// The secret that signs forwarded payments; not the gateway's.
///
/// It cannot be printed or read back. The form and the signature are those of Standard Webhooks
/// (github.com/standard-webhooks/standard-webhooks, "spec/standard-webhooks.md", read 2026-11-26):
/// `v1,` and the Base64 of the HMAC-SHA256 over `id.timestamp.body`.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let key: [UInt8]

  /// What a secret begins with.
  public static let prefix = "whsec_"

  /// Takes `whsec_` and the Base64 of 24 to 64 bytes; nil for anything else.
  public init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), let key = Base64.decode(text.dropFirst(Self.prefix.count)),
      (24...64).contains(key.count)
    else { return nil }
    self.key = key
  }

  /// The value of the header `webhook-signature`.
  ///
  /// - Parameter moment: when it is sent, in Unix seconds.
  func signature(of body: String, id: String, moment: Int64) -> String {
    let signed = Array("\(id).\(moment).\(body)".utf8)
    return "v1," + Base64.encode(HMACSHA256.digest(signed, key: key))
  }

  /// The value of the header `webhook-id`: the same for every try of a delivery, without a point.
  static func id(of key: String) -> String {
    "msg_" + Hexadecimal.text(SHA256Hash.digest(Array(key.utf8)).prefix(16))
  }

  /// A placeholder, never the secret.
  public var description: String { "<webhook secret>" }
  /// A placeholder, never the secret.
  public var debugDescription: String { description }
  /// A mirror that shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
