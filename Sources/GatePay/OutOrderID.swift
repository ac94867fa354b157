internal import Support

/// The merchant's order number: `out_order_id`.
public struct OutOrderID: Hashable, Sendable, CustomStringConvertible {
  /// The number itself.
  public let text: String

  /// Takes 1 to 64 ASCII letters, digits, `-` and `_`; nil for anything else.
  ///
  /// The document sets no limits. Without a point, no digits of the price can be read as part of
  /// the number (see `NotificationVerifier`).
  public init?(_ text: some StringProtocol) {
    guard (1...Self.maximumLength).contains(text.utf8.count),
      text.utf8.allSatisfy(Self.isAllowed)
    else { return nil }
    self.text = String(text)
  }

  /// The longest number in characters.
  public static let maximumLength = 64

  /// Whether the number begins and ends with a letter, so that no digit of its neighbours in a
  /// signed text (`order_id` before, `price` after) can be read as part of it.
  ///
  /// Other numbers are allowed, as in the document's examples, but their notifications have several
  /// readings and need the order check (`NotificationVerifier`).
  public var isUnambiguous: Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return Self.isLetter(first) && Self.isLetter(last)
  }

  /// A random number of 24 lower-case letters and digits that begins and ends with a letter.
  ///
  /// It has 110 bits, and no characters that people confuse (0, 1, i, l, o, u).
  ///
  /// - Parameter random: in production, `SystemRandomNumberGenerator()`.
  public static func generate(using random: inout some RandomNumberGenerator) -> OutOrderID {
    let letters = Array("abcdefghjkmnpqrstvwxyz".utf8)
    let characters = letters + Array("23456789".utf8)
    var bytes = [letters[Int.random(in: 0..<letters.count, using: &random)]]
    for _ in 0..<22 {
      bytes.append(characters[Int.random(in: 0..<characters.count, using: &random)])
    }
    bytes.append(letters[Int.random(in: 0..<letters.count, using: &random)])
    return OutOrderID(unchecked: String(decoding: bytes, as: UTF8.self))
  }

  private init(unchecked text: String) { self.text = text }

  /// The number itself.
  public var description: String { text }

  static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetterOrDigit && !byte.isDigit }
}
