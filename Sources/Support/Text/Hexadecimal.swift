/// Hexadecimal digits.
package enum Hexadecimal {
  /// Two lower-case digits for each byte.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes { append(byte, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// A number, padded with zeros to a minimum of digits.
  package static func text(
    _ number: some BinaryInteger, digitCount: Int, uppercase: Bool = false
  ) -> String {
    Decimals.padded(String(number, radix: 16, uppercase: uppercase), digitCount: digitCount)
  }

  /// Appends the two lower-case digits of a byte.
  package static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(digit(byte >> 4, letters: "a"))
    bytes.append(digit(byte & 15, letters: "a"))
  }

  /// The digit for a value below 16; `letters` is the digit for 10, which gives the case.
  static func digit(_ value: UInt8, letters: Unicode.Scalar) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: letters) + value - 10
  }

  /// The value of a digit of either case; nil for anything else.
  package static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
