/// The penalty of a masked symbol, as libqrencode 4.1.1 reckons it from the rules of
/// ISO/IEC 18004:2015, section 7.8.3.1, so that both choose the same mask.
enum MaskPenalty {
  /// Scores a symbol.
  ///
  /// - Parameters:
  ///   - rows: bit x of row y is 1 for a dark module; as many rows as modules on one side.
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
    // 10 points for every 5 % that the share of dark modules is away from 50 %.
    let moduleCount = side * side
    let darkPercent = (200 * darkCount + moduleCount) / moduleCount / 2
    return penalty + abs(darkPercent - 50) / 5 * 10
  }

  /// 3 points for every 2 × 2 modules of one colour.
  private static func blocks(_ upper: UInt64, _ lower: UInt64, _ full: UInt64) -> Int {
    let equal = ~(upper ^ upper >> 1) & ~(lower ^ lower >> 1) & ~(upper ^ lower)
    return 3 * (equal & full >> 1).nonzeroBitCount
  }

  /// 3 points for 5 modules of one colour in a row and 1 for each more; 40 for what looks like a
  /// finder pattern.
  private static func line(_ line: UInt64, _ full: UInt64) -> Int {
    // Bit i: modules i and i + 1 are equal. A run of n modules leaves n - 4 bits in `fives`.
    let equal = ~(line ^ line >> 1) & full >> 1
    let fours = equal & equal >> 1
    let fives = fours & fours >> 2
    let runCount = (fives & ~(fives << 1)).nonzeroBitCount
    return fives.nonzeroBitCount + 2 * runCount + 40 * finderLikeCount(line)
  }

  /// How often runs of 1 : 1 : 3 : 1 : 1 modules, dark outside, or the same widened, stand beside four
  /// times the light; outside the symbol everything is light.
  private static func finderLikeCount(_ line: UInt64) -> Int {
    let core =
      line & ~(line >> 1) & line >> 2 & line >> 3 & line >> 4 & ~(line >> 5) & line >> 6
    let pattern = core & ~(line << 1) & ~(line >> 7)
    var count = 0
    if pattern != 0 {
      let lightBefore = ~(line << 2 | line << 3 | line << 4)
      let lightAfter = ~(line >> 8 | line >> 9 | line >> 10)
      count = (pattern & (lightBefore | lightAfter)).nonzeroBitCount
    }
    // Runs of 6, 9, 12 … dark modules are rare; only they can be the middle of a wider pattern.
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

  /// Whether a run of `3 * unit` dark modules is the middle of a pattern widened by `unit`.
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
}
