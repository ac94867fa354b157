/// A symbol without mask and format information, its modules as bits of words.
struct UnmaskedGrid {
  private let side: Int
  private let level: ErrorCorrectionLevel
  /// Bit x of row y, and bit y of column x, is 1 for a dark module.
  private var rows: [UInt64]
  private var columns: [UInt64]
  /// The modules that a mask can flip.
  private var dataRows: [UInt64]
  private var dataColumns: [UInt64]

  /// Reads libqrencode's modules: bit 0 is the colour, bit 7 marks modules that no mask may flip.
  ///
  /// - Parameter modules: `side * side` bytes, row by row; the side is 64 at most.
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
    return modules(of: best.rows)
  }

  /// The modules under a mask from 0 to 7, as 0 and 1.
  func modules(mask: Int) -> [UInt8] { modules(of: masked(mask).rows) }

  private func modules(of rows: [UInt64]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: side * side) { modules, count in
      var index = 0
      for row in rows {
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
