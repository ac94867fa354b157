/// The penalty of a masked symbol: of the eight masks the one with the lowest penalty is used.
///
/// ISO/IEC 18004:2015, section 7.8.3.1, table 11, with weights N1 = 3, N2 = 3, N3 = 40, N4 = 10:
///
/// | feature                                        | condition                     | points     |
/// |------------------------------------------------|-------------------------------|------------|
/// | modules of one colour, adjacent in a row or column | 5 + i of them             | N1 + i     |
/// | block of modules of one colour                 | 2 × 2, overlapping ones too   | N2         |
/// | 1:1:3:1:1 (dark, light, dark, light, dark) in a row or column | 4 light modules before or after | N3 |
/// | share of dark modules                          | 5 × k % to 5 × (k + 1) % off 50 % | N4 × k |
///
/// Where the standard is vague this follows libqrencode 4.1.1, so that both choose the same mask: a
/// pattern u times as wide counts as well, the area around the symbol is light, and the share is
/// rounded to a whole percentage first. `MaskPenaltyTests` has the same rules module by module.
enum MaskPenalty {
  private static let n1 = 3
  private static let n2 = 3
  private static let n3 = 40
  private static let n4 = 10

  /// The penalty of a symbol by all four rules.
  ///
  /// - Parameters:
  ///   - rows: bit x of row y is 1 for a dark module; one row per module on one side, up to 64.
  ///   - columns: the same symbol, bit y of column x.
  static func of(rows: [UInt64], columns: [UInt64]) -> Int {
    let side = rows.count
    let full = side == 64 ? UInt64.max : 1 << UInt64(side) - 1
    var penalty = 0
    var darkCount = 0
    for index in 0..<side {
      let row = rows[index]
      penalty += line(row, full) + line(columns[index], full)
      darkCount += row.nonzeroBitCount
      if index > 0 { penalty += blocks(rows[index - 1], row, full) }
    }
    return penalty + balance(darkCount, of: side * side)
  }

  /// The rules for one row or column.
  private static func line(_ line: UInt64, _ full: UInt64) -> Int {
    runs(line, full) + n3 * finderLikeCount(line)
  }

  /// Rule 1: a run of 5 modules of one colour costs N1 points, each further module 1 point.
  private static func runs(_ line: UInt64, _ full: UInt64) -> Int {
    // Bit i of `equal`: modules i and i + 1 have one colour. A run of n modules leaves n - 4 bits
    // in `fives`, so each bit counts 1 and the first one of a run N1.
    let equal = ~(line ^ line >> 1) & full >> 1
    let fours = equal & equal >> 1
    let fives = fours & fours >> 2
    let runCount = (fives & ~(fives << 1)).nonzeroBitCount
    return fives.nonzeroBitCount + (n1 - 1) * runCount
  }

  /// Rule 2: each block of 2 × 2 modules of one colour costs N2 points.
  private static func blocks(_ upper: UInt64, _ lower: UInt64, _ full: UInt64) -> Int {
    // Bit i: modules i and i + 1 are equal in both rows, and module i equals the one below.
    let equal = ~(upper ^ upper >> 1) & ~(lower ^ lower >> 1) & ~(upper ^ lower)
    return n2 * (equal & full >> 1).nonzeroBitCount
  }

  /// Rule 3: runs of u, u, 3u, u, u modules, dark first, beside 4u light modules cost N3 points.
  private static func finderLikeCount(_ line: UInt64) -> Int {
    // u = 1, all places at once. Bit i: the pattern starts at module i, with light on both sides.
    // Bits shifted in at either end are 0, light.
    let core =
      line & ~(line >> 1) & line >> 2 & line >> 3 & line >> 4 & ~(line >> 5) & line >> 6
    let pattern = core & ~(line << 1) & ~(line >> 7)
    var count = 0
    if pattern != 0 {
      let lightBefore = ~(line << 2 | line << 3 | line << 4)
      let lightAfter = ~(line >> 8 | line >> 9 | line >> 10)
      count = (pattern & (lightBefore | lightAfter)).nonzeroBitCount
    }
    // u > 1: a run of 6, 9, 12 … dark modules must be the middle. Bit i of `sixes`: a run of at
    // least 6 starts at module i. There are few.
    let threes = line & line >> 1 & line >> 2
    var sixes = threes & threes >> 3
    sixes &= ~(line << 1)
    while sixes != 0 {
      let start = sixes.trailingZeroBitCount
      let length = (~(line >> UInt64(start))).trailingZeroBitCount
      if length % 3 == 0 && isWideFinder(line, start: start, unit: length / 3) { count += 1 }
      sixes &= sixes - 1
    }
    return count
  }

  /// Whether a run of `3 * unit` dark modules is the middle of a pattern `unit` times as wide.
  private static func isWideFinder(_ line: UInt64, start: Int, unit: Int) -> Bool {
    func isRun(_ first: Int, _ length: Int, dark: Bool) -> Bool {
      guard first >= 0, first + length <= 64 else { return false }
      let bits: UInt64 = (1 << UInt64(length) &- 1) << UInt64(first)
      return line & bits == (dark ? bits : 0)
    }
    func isLight(_ first: Int, _ length: Int) -> Bool {
      let from = max(0, first)
      let to = min(64, first + length)
      return to <= from || isRun(from, to - from, dark: false)
    }
    let left = start - 2 * unit
    let right = start + 4 * unit
    return isRun(left, unit, dark: true) && isRun(left + unit, unit, dark: false)
      && isRun(right - unit, unit, dark: false) && isRun(right, unit, dark: true)
      && isLight(left - 1, 1) && isLight(right + unit, 1)
      && (isLight(left - 4 * unit, 4 * unit) || isLight(right + unit, 4 * unit))
  }

  /// Rule 4: each full 5 % that the share of dark modules is off 50 % costs N4 points.
  private static func balance(_ darkCount: Int, of moduleCount: Int) -> Int {
    let darkPercent = (200 * darkCount + moduleCount) / moduleCount / 2
    return abs(darkPercent - 50) / 5 * n4
  }
}
