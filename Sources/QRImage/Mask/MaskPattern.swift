/// The eight mask patterns as words (ISO/IEC 18004:2015, table 10).
enum MaskPattern {
  /// Bit x of word `mask * 64 + y` is 1 where the mask flips.
  static let rows = words { mask, word, bit in flips(mask, x: bit, y: word) }
  /// Bit y of word `mask * 64 + x` is 1 where the mask flips.
  static let columns = words { mask, word, bit in flips(mask, x: word, y: bit) }

  private static func words(_ flips: (Int, Int, Int) -> Bool) -> [UInt64] {
    (0..<8 * 64).map { index in
      (0..<64).reduce(into: UInt64(0)) { word, bit in
        if flips(index / 64, index % 64, bit) { word |= 1 << UInt64(bit) }
      }
    }
  }

  private static func flips(_ mask: Int, x: Int, y: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (y / 2 + x / 3) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: (x * y % 3 + (x + y) % 2) % 2 == 0
    }
  }
}
