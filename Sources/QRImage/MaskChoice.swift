internal import CQREncode
internal import Support

/// How the mask of a symbol is chosen; both ways give the same one (`docs/decisions.md`).
enum MaskChoice: String, Sendable {
  /// All eight masks are scored here, a row or column of modules in one 64-bit word.
  case words
  /// libqrencode scores them module by module.
  case encoder

  /// The faster way that this machine's libqrencode allows.
  static let best: MaskChoice = encodeMask == nil ? .encoder : .words

  /// The largest version whose rows fit in a word: 61 modules of 64.
  static let maximumVersionForWords = 11

  /// The type of `QRcode_encodeMask`, which encodes with a mask that the caller names.
  ///
  /// It is not in the library's header: builds with its test symbols, Debian's for one, have it.
  typealias EncodeMask =
    @convention(c) (
      _ input: OpaquePointer?, _ mask: Int32
    ) -> UnsafeMutablePointer<QRcode>?

  static let encodeMask: EncodeMask? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "QRcode_encodeMask") else { return nil }
    return unsafeBitCast(symbol, to: EncodeMask.self)
  }()

  /// The mask argument that leaves the mask out.
  static let noMask: Int32 = -2
}

/// A symbol without mask and format information, its modules as bits of words.
struct UnmaskedGrid {
  private let side: Int
  private let level: ErrorCorrectionLevel
  /// Bit x of row y, and bit y of column x, is 1 for a dark module.
  private var rows: [UInt64]
  private var columns: [UInt64]
  /// The modules that a mask may flip.
  private var dataRows: [UInt64]
  private var dataColumns: [UInt64]

  /// Reads libqrencode's modules: bit 0 is the colour, bit 7 marks what no mask may flip.
  ///
  /// - Parameters:
  ///   - modules: `side * side` bytes, row by row.
  ///   - side: modules on one side, up to 64.
  init(_ modules: UnsafePointer<UInt8>, side: Int, level: ErrorCorrectionLevel) {
    self.side = side
    self.level = level
    rows = Array(repeating: 0, count: side)
    dataRows = rows
    for y in 0..<side {
      let start = modules + y * side
      var x = 0
      while x + 8 <= side {
        let eight = UInt64(
          littleEndian: UnsafeRawPointer(start + x).loadUnaligned(as: UInt64.self))
        rows[y] |= ModuleBits.gathered(eight) << UInt64(x)
        dataRows[y] |= (ModuleBits.gathered(eight >> 7) ^ 0xff) << UInt64(x)
        x += 8
      }
      while x < side {
        rows[y] |= UInt64(start[x] & 1) << UInt64(x)
        dataRows[y] |= UInt64(start[x] >> 7 ^ 1) << UInt64(x)
        x += 1
      }
    }
    columns = ModuleBits.transposed(rows)
    dataColumns = ModuleBits.transposed(dataRows)
  }

  /// The modules under the mask with the lowest penalty, the first of several, as 0 and 1.
  func bestModules() -> [UInt8] {
    var best: (penalty: Int, rows: [UInt64]) = (.max, [])
    for mask in 0..<8 {
      let (rows, columns) = masked(mask)
      let penalty = MaskPenalty.of(rows: rows, columns: columns)
      if penalty < best.penalty { best = (penalty, rows) }
    }
    return [UInt8](unsafeUninitializedCapacity: side * side) { modules, count in
      var index = 0
      for row in best.rows {
        let start = index
        while index + 8 <= start + side {
          let eight = ModuleBits.spread(row >> UInt64(index - start))
          UnsafeMutableRawPointer(modules.baseAddress.map { $0 + index })?.storeBytes(
            of: eight.littleEndian, as: UInt64.self)
          index += 8
        }
        while index < start + side {
          modules[index] = UInt8(truncatingIfNeeded: row >> UInt64(index - start) & 1)
          index += 1
        }
      }
      count = index
    }
  }

  /// The rows and columns under a mask, with its format information.
  private func masked(_ mask: Int) -> (rows: [UInt64], columns: [UInt64]) {
    var maskedRows = rows
    var maskedColumns = columns
    for index in 0..<side {
      maskedRows[index] ^= MaskPattern.rows[mask * 64 + index] & dataRows[index]
      maskedColumns[index] ^= MaskPattern.columns[mask * 64 + index] & dataColumns[index]
    }
    let format = formatInformation(mask)
    func darken(_ x: Int, _ y: Int) {
      maskedRows[y] |= 1 << UInt64(x)
      maskedColumns[x] |= 1 << UInt64(y)
    }
    // ISO/IEC 18004:2015, section 7.9.1 and figure 25; bit 0 is the last one.
    for bit in 0..<8 where format >> bit & 1 == 1 {
      darken(side - 1 - bit, 8)
      darken(8, bit < 6 ? bit : bit + 1)
    }
    for bit in 0..<7 where format >> (bit + 8) & 1 == 1 {
      darken(8, side - 7 + bit)
      darken(bit == 0 ? 7 : 6 - bit, 8)
    }
    return (maskedRows, maskedColumns)
  }

  /// The 15 bits of level and mask with their BCH check bits (ISO/IEC 18004:2015, annex C).
  private func formatInformation(_ mask: Int) -> UInt32 {
    let levelBits: UInt32 =
      switch level {
      case .low: 1
      case .medium: 0
      case .quartile: 3
      case .high: 2
      }
    let data = levelBits << 3 | UInt32(mask)
    var remainder = data << 10
    for bit in (10..<15).reversed() where remainder >> bit & 1 == 1 {
      remainder ^= 0x537 << (bit - 10)
    }
    return (data << 10 | remainder) ^ 0x5412
  }
}

/// The eight mask patterns as words (ISO/IEC 18004:2015, table 10).
private enum MaskPattern {
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

/// Eight modules at a time: bytes to bits and back.
private enum ModuleBits {
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
