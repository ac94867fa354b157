/// The `appsecret` that a merchant and the gateway share to sign messages.
///
/// It cannot be printed, compared, hashed or read back; it only signs.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The bytes that end the signed text.
  let bytes: [UInt8]

  /// Takes a secret of 1 to 256 bytes without spaces and control characters; nil for anything else.
  public init?(_ text: String) {
    guard (1...256).contains(text.utf8.count),
      text.unicodeScalars.allSatisfy({ scalar in
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
      })
    else { return nil }
    bytes = Array(text.utf8)
  }

  /// Prefixes of test secrets, with which no gateway pays.
  public static let testPrefixes = ["test-", "sandbox-"]

  /// Whether the secret begins with one of `testPrefixes`.
  public var isMarkedAsTest: Bool {
    Self.testPrefixes.contains { bytes.starts(with: $0.utf8) }
  }

  /// A placeholder, never the secret.
  public var description: String { "<appsecret>" }
  /// A placeholder, never the secret.
  public var debugDescription: String { description }
  /// A mirror that shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
