internal import Support

/// The merchant's own number of an order: `out_order_id`.
public struct OutOrderID: Hashable, Sendable, CustomStringConvertible {
  /// The number itself.
  public let text: String

  /// Takes a number of 1 to 64 ASCII letters, digits, `-` and `_`, or nothing else.
  ///
  /// The document sets no limits; these keep a point out, without which a price cannot move into the
  /// number (see `NotificationVerifier`).
  public init?(_ text: some StringProtocol) {
    guard (1...Self.maximumLength).contains(text.utf8.count),
      text.utf8.allSatisfy(Self.isAllowed)
    else { return nil }
    self.text = String(text)
  }

  /// The most characters of a number.
  public static let maximumLength = 64

  /// Whether the number begins and ends with a letter, so that no digit of its neighbours in a
  /// signed text (`order_id` before it, `price` behind it) can be read as part of it.
  ///
  /// Numbers of which this is false are allowed, because the document's own examples are such; but
  /// their notifications have several readings and need the order check (`NotificationVerifier`).
  public var isUnambiguous: Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return Self.isLetter(first) && Self.isLetter(last)
  }

  /// A new number of 24 letters and digits that begins and ends with a letter: 110 bits of chance,
  /// in lower case, without the characters that people mistake for one another (0, 1, i, l, o, u).
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

  /// Whether a byte is an ASCII letter.
  private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetterOrDigit && !byte.isDigit }
}
