internal import Support

/// The characters of slugs, stamps and paper ids: 23 that cannot be taken for one another.
///
/// Digits and lower-case letters without 0, 1, i, l, o (0/o, 1/i/l), b (8, 6), g and q (9), s (5),
/// u (v) and z (2), and without a and e, so that no words appear by chance. 23 is a prime, which the check
/// character needs.
public enum PaperAlphabet {
  static let characters = Array("23456789cdfhjkmnprtvwxy".utf8)

  private static let values: [UInt8: Int] = {
    let pairs = characters.enumerated().map { ($0.element, $0.offset) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()

  /// A text of hash digits: the first `count` digits of SHA-256 over a text, base 23.
  static func digits(of text: String, count: Int) -> String {
    let hash = SHA256Hash.digest(Array(text.utf8))
    // 64 bits are 14 digits; the bias of the division is below one in a million.
    var number = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var digits: [UInt8] = []
    for _ in 0..<min(count, 10) {
      digits.append(characters[Int(number % UInt64(characters.count))])
      number /= UInt64(characters.count)
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The character that makes a text pass `isChecked` when it is appended; nil for other characters.
  public static func checkCharacter(of text: String) -> Character? {
    // The last character has the weight 1, so the others begin at 2.
    guard let sum = weightedSum(text, lastWeight: 2) else { return nil }
    let rest = (characters.count - sum % characters.count) % characters.count
    return Character(Unicode.Scalar(characters[rest]))
  }

  /// Whether a text is of this alphabet and its last character is the check character of the rest.
  ///
  /// The weights 1, 2, 3 … from the right, modulo a prime, detect each substitution of one character
  /// and each exchange of two neighbours.
  public static func isChecked(_ text: String) -> Bool {
    guard text.utf8.count >= 2, let sum = weightedSum(text, lastWeight: 1) else { return false }
    return sum % characters.count == 0
  }

  /// Whether a text consists of these characters only.
  public static func holds(_ text: String) -> Bool { text.utf8.allSatisfy { values[$0] != nil } }

  private static func weightedSum(_ text: String, lastWeight: Int) -> Int? {
    var sum = 0
    // Weights repeat after 22, so longer texts would have neighbours of the weight 0.
    guard text.utf8.count <= 20 else { return nil }
    for (index, byte) in text.utf8.reversed().enumerated() {
      guard let value = values[byte] else { return nil }
      sum += (index + lastWeight) * value
    }
    return sum
  }
}
