/// The purpose of each module of a symbol, by the standard, whatever the text.
public struct ModuleLayout: Sendable {
  /// The purpose of a module.
  public enum Purpose: Hashable, Sendable {
    /// One of the three large squares with its light border.
    case finder
    /// The line of alternating modules between finders.
    case timing
    /// A small square, by the column and row of its centre.
    case alignment(column: Int, row: Int)
    /// Level and mask.
    case format
    /// The version, from 7 on.
    case version
    /// A bit of a codeword, by the codeword's index in placement order.
    case data(codeword: Int)
    /// A remainder bit, which belongs to no codeword.
    case remainder
  }

  /// Modules on one side.
  public let side: Int
  /// The purpose of each module, row by row.
  public let purposes: [Purpose]

  /// The layout of a version from 1 to 40.
  public init(version: Int) {
    let side = 17 + 4 * version
    var fixed = [Purpose?](repeating: nil, count: side * side)
    func set(_ columns: Range<Int>, _ rows: Range<Int>, _ purpose: Purpose) {
      for row in rows { for column in columns { fixed[row * side + column] = purpose } }
    }
    set(0..<side, 6..<7, .timing)
    set(6..<7, 0..<side, .timing)
    set(8..<9, 0..<9, .format)
    set(0..<9, 8..<9, .format)
    set((side - 8)..<side, 8..<9, .format)
    set(8..<9, (side - 8)..<side, .format)
    for (column, row) in Self.alignmentCentres(version: version) {
      let purpose = Purpose.alignment(column: column, row: row)
      set((column - 2)..<(column + 3), (row - 2)..<(row + 3), purpose)
    }
    set(0..<8, 0..<8, .finder)
    set((side - 8)..<side, 0..<8, .finder)
    set(0..<8, (side - 8)..<side, .finder)
    if version >= 7 {
      set((side - 11)..<(side - 8), 0..<6, .version)
      set(0..<6, (side - 11)..<(side - 8), .version)
    }
    // Row and column 8 hold the timing where they cross it.
    set(8..<9, 6..<7, .timing)
    set(6..<7, 8..<9, .timing)
    let codewordCount = Self.dataModuleCount(version: version) / 8
    for (index, place) in Self.dataPlaces(side: side, fixed).enumerated() {
      fixed[place] = index / 8 < codewordCount ? .data(codeword: index / 8) : .remainder
    }
    self.side = side
    purposes = fixed.map { $0 ?? .remainder }
  }

  /// The purpose of the module at a column and row.
  public func purpose(column: Int, row: Int) -> Purpose { purposes[row * side + column] }

  /// The places of data bits in placement order: two columns at a time from the right, alternately
  /// up and down, without the timing column (ISO/IEC 18004:2015, section 7.7.3).
  private static func dataPlaces(side: Int, _ fixed: [Purpose?]) -> [Int] {
    var places: [Int] = []
    var right = side - 1
    var goesUp = true
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<side {
        let row = goesUp ? side - 1 - step : step
        for column in [right, right - 1] where fixed[row * side + column] == nil {
          places.append(row * side + column)
        }
      }
      goesUp.toggle()
      right -= 2
    }
    return places
  }

  /// The centres of the alignment patterns (ISO/IEC 18004:2015, annex E): even steps back from the
  /// last one; the first step takes the rest.
  static func alignmentCentres(version: Int) -> [(column: Int, row: Int)] {
    guard version > 1 else { return [] }
    let count = version / 7 + 2
    let last = 10 + 4 * version
    // Version 32 does not follow the rule.
    let step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    let lines = [6] + (0..<(count - 1)).map { last - (count - 2 - $0) * step }
    return lines.flatMap { row in lines.map { ($0, row) } }.filter { column, row in
      (column, row) != (6, 6) && (column, row) != (6, last) && (column, row) != (last, 6)
    }
  }

  /// The number of modules for codewords and remainder bits.
  static func dataModuleCount(version: Int) -> Int {
    let side = 17 + 4 * version
    let alignments = alignmentCentres(version: version)
    // Alignment patterns on the timing lines share five modules with them.
    let onTiming = alignments.count { $0.column == 6 || $0.row == 6 }
    let functions =
      3 * 64 + 2 * (side - 16) + 31 + alignments.count * 25 - onTiming * 5
      + (version >= 7 ? 36 : 0)
    return side * side - functions
  }
}
