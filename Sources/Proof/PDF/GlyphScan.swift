/// Counts characters without a glyph in a page's content (ISO 32000-1, 9.4), as Skia writes it:
/// fonts have numbers as names, such as `/F5`, and all strings are hexadecimal.
struct GlyphScan {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many characters have code 0; `isWide` tells if a font, by its number, uses two bytes a character.
  mutating func missingCount(_ isWide: (Int) -> Bool) -> Int {
    var count = 0
    var digitsPerCode = 2
    var isText = false
    var known: [Int: Bool] = [:]
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "B") where starts("BT"): isText = true
      case UInt8(ascii: "E") where starts("ET"): isText = false
      case UInt8(ascii: "/") where isText && starts("/F"):
        position += 2
        if let font = number() {
          let wide = known[font] ?? isWide(font)
          known[font] = wide
          digitsPerCode = wide ? 4 : 2
        }
        continue
      case UInt8(ascii: "/") where starts("/ActualText"):
        // Skips the text of the characters, which is not drawn.
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
      case UInt8(ascii: "<") where starts("<<"): position += 1
      case UInt8(ascii: "<") where isText:
        count += emptyCodes(digitsPerCode)
      default: break
      }
      position += 1
    }
    return count
  }

  private func starts(_ token: StaticString) -> Bool {
    guard position + token.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<token.utf8CodeUnitCount
    where bytes[position + index] != token.utf8Start[index] { return false }
    return true
  }

  private mutating func number() -> Int? {
    var value: Int?
    while position < bytes.count, (48...57).contains(bytes[position]), (value ?? 0) < 1 << 40 {
      value = (value ?? 0) * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return value
  }

  /// Moves to the end of a string and counts its codes that are all zeros.
  private mutating func emptyCodes(_ digitsPerCode: Int) -> Int {
    var (count, digits, zeros) = (0, 0, 0)
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      defer { position += 1 }
      guard bytes[position] > UInt8(ascii: " ") else { continue }
      digits += 1
      if bytes[position] == UInt8(ascii: "0") { zeros += 1 }
      if digits == digitsPerCode {
        if zeros == digits { count += 1 }
        (digits, zeros) = (0, 0)
      }
    }
    return count
  }
}
