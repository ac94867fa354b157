/// Eight modules at a time: bytes to bits and back.
enum ModuleBits {
  /// Bit i is the lowest bit of byte i.
  static func gathered(_ bytes: UInt64) -> UInt64 {
    // Each factor of two in the multiplier moves one byte's bit to its place in the highest byte.
    ((bytes & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56
  }

  /// Byte i is bit i.
  static func spread(_ bits: UInt64) -> UInt64 {
    let picked = (bits & 0xff) &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
    return (picked &+ 0x7f7f_7f7f_7f7f_7f7f) >> 7 & 0x0101_0101_0101_0101
  }

  /// Bit y of word x becomes bit x of word y, by swapping ever smaller blocks.
  static func transposed(_ words: [UInt64]) -> [UInt64] {
    var all = words + Array(repeating: 0, count: 64 - words.count)
    var width = 32
    var mask: UInt64 = 0x0000_0000_ffff_ffff
    while width > 0 {
      var row = 0
      while row < 64 {
        let swapped = (all[row] >> UInt64(width) ^ all[row + width]) & mask
        all[row] ^= swapped << UInt64(width)
        all[row + width] ^= swapped
        row = (row + width + 1) & ~width
      }
      width /= 2
      mask ^= mask << UInt64(width)
    }
    return Array(all.prefix(words.count))
  }
}
