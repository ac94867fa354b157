internal import Support

/// The `sign` of a message: `md5(md5(appkey + fields…) + appsecret)`, the inner digest as 32
/// lower-case hexadecimal digits (interface document, "sign" in every request table).
///
/// The fields are joined without anything between them, so **one signature fits every message whose
/// fields join to the same text**; read the comment of `NotificationVerifier` before trusting one.
public struct Signature: Hashable, Sendable, CustomStringConvertible {
  /// The 16 bytes of the outer digest.
  private let digest: [UInt8]

  /// Reads 32 hexadecimal digits of either case, or nothing else.
  public init?(_ text: some StringProtocol) {
    var digest: [UInt8] = []
    digest.reserveCapacity(16)
    var high: UInt8?
    for byte in text.utf8 {
      guard let value = Hexadecimal.value(of: byte), digest.count < 16 else {
        return nil
      }
      if let first = high {
        digest.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard digest.count == 16, high == nil else { return nil }
    self.digest = digest
  }

  /// Signs fields in their order.
  ///
  /// - Parameters:
  ///   - appkey: comes before the fields.
  ///   - fields: exactly as they are sent: `1.10` and `1.1` sign differently.
  public init(appkey: Appkey, fields: [String], secret: Secret) {
    let inner = MD5.digest(Array((appkey.text + fields.joined()).utf8))
    digest = MD5.digest(Array(Hexadecimal.text(inner).utf8) + secret.bytes)
  }

  /// The signature as 32 lower-case hexadecimal digits.
  public var text: String { Hexadecimal.text(digest) }

  /// The signature as 32 lower-case hexadecimal digits.
  public var description: String { text }

  /// Compares all 16 bytes, however many of them differ, so that the time tells nothing of the place
  /// where they do.
  public static func == (left: Signature, right: Signature) -> Bool {
    var difference: UInt8 = 0
    for index in 0..<16 { difference |= left.digest[index] ^ right.digest[index] }
    return difference == 0
  }
}
