internal import Support

/// The `sign` of a message: `md5(md5(appkey + fields…) + appsecret)`, the inner digest as 32
/// lower-case hexadecimal digits (interface document, "sign" in every request table).
///
/// Fields are joined without separators, so **one signature fits every message whose fields join to
/// the same text**; read the comment of `NotificationVerifier` before trusting one.
public struct Signature: Hashable, Sendable, CustomStringConvertible {
  private let digest: [UInt8]

  /// Parses 32 hexadecimal digits of either case; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8.compactMap { Hexadecimal.value(of: $0) }
    guard digits.count == 32, text.utf8.count == 32 else { return nil }
    digest = (0..<16).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
  }

  /// Signs the appkey and the fields, exactly as sent: `1.10` and `1.1` sign differently.
  public init(appkey: Appkey, fields: [String], secret: Secret) {
    let inner = MD5.digest(Array((appkey.text + fields.joined()).utf8))
    digest = MD5.digest(Array(Hexadecimal.text(inner).utf8) + secret.bytes)
  }

  /// The signature as 32 lower-case hexadecimal digits.
  public var text: String { Hexadecimal.text(digest) }

  /// The signature as 32 lower-case hexadecimal digits.
  public var description: String { text }

  /// Compares all 16 bytes in constant time.
  public static func == (left: Signature, right: Signature) -> Bool {
    var difference: UInt8 = 0
    for index in 0..<16 { difference |= left.digest[index] ^ right.digest[index] }
    return difference == 0
  }
}
