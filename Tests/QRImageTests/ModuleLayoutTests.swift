import QRImage
import TestSupport
import Testing

@Suite struct ModuleLayoutTests {
  @Test func blocksHoldExactlyTheBytesThatASymbolTakes() throws {
    for level in ErrorCorrectionLevel.allCases {
      for version in 1...40 {
        let capacity = SymbolSize.byteCapacity(version: version, level: level)
        let size = try QRSymbol(String(repeating: "a", count: capacity), level: level).size
        let structure = BlockStructure(size)
        // The mode takes 4 bits and the count 8, from version 10 on 16 (ISO/IEC 18004, table 3).
        let headBits = version < 10 ? 12 : 20
        let dataCount = (capacity * 8 + headBits + 7) / 8
        let correction = structure.blockCount * structure.correctionCount
        #expect(structure.codewordCount == dataCount + correction, "\(version)\(level)")
        #expect(structure.blockOfCodeword.count == structure.codewordCount)
      }
    }
  }

  /// Reads the text back by the layout alone, so every bit is where the layout says.
  @Test(arguments: [1, 2, 6, 7, 9, 14, 22, 32, 40])
  func layoutFindsEveryBitOfTheText(version: Int) throws {
    for level in ErrorCorrectionLevel.allCases {
      let capacity = SymbolSize.byteCapacity(version: version, level: level)
      let text = String((0..<capacity).map { Character(Unicode.Scalar(UInt8(33 + $0 % 90))) })
      let symbol = try QRSymbol(text, level: level)
      try #require(symbol.size.version == version)
      #expect(Self.read(symbol) == text, "\(version)\(level)")
    }
  }

  private static func read(_ symbol: QRSymbol) -> String {
    let layout = ModuleLayout(version: symbol.size.version)
    let structure = BlockStructure(symbol.size)
    let mask = Self.mask(of: symbol)
    var codewords = Array(repeating: UInt8(0), count: structure.codewordCount)
    // Bits are in the layout's placement order: pairs of columns from the right.
    var right = layout.side - 1
    var goesUp = true
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<layout.side {
        let row = goesUp ? layout.side - 1 - step : step
        for column in [right, right - 1] {
          guard case .data(let codeword) = layout.purpose(column: column, row: row) else {
            continue
          }
          let bit = symbol.isDark(column: column, row: row) != mask(column, row)
          codewords[codeword] = codewords[codeword] << 1 | (bit ? 1 : 0)
        }
      }
      goesUp.toggle()
      right -= 2
    }
    let blocks = structure.blockOfCodeword
    let dataCount = structure.codewordCount - structure.blockCount * structure.correctionCount
    var data: [UInt8] = []
    for block in 0..<structure.blockCount {
      data += (0..<dataCount).filter { blocks[$0] == block }.map { codewords[$0] }
    }
    let bits = data.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    let countBits = symbol.size.version < 10 ? 8 : 16
    func number(_ range: Range<Int>) -> Int { bits[range].reduce(0) { $0 << 1 | Int($1) } }
    let count = number(4..<(4 + countBits))
    let start = 4 + countBits
    let bytes = (0..<count).map { UInt8(number((start + 8 * $0)..<(start + 8 * $0 + 8))) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The mask that the format information names (ISO/IEC 18004:2015, section 7.8.2 and table 10).
  private static func mask(of symbol: QRSymbol) -> (Int, Int) -> Bool {
    // The mask is bits 12 to 10 of the format, at columns 2 to 4 of row 8.
    let bits = (2...4).map { symbol.isDark(column: $0, row: 8) ? 1 : 0 }
    let number = (bits[0] << 2 | bits[1] << 1 | bits[2]) ^ 0b101
    return { x, y in
      switch number {
      case 0: (x + y) % 2 == 0
      case 1: y % 2 == 0
      case 2: x % 3 == 0
      case 3: (x + y) % 3 == 0
      case 4: (x / 3 + y / 2) % 2 == 0
      case 5: x * y % 2 + x * y % 3 == 0
      case 6: (x * y % 2 + x * y % 3) % 2 == 0
      default: ((x + y) % 2 + x * y % 3) % 2 == 0
      }
    }
  }

  /// Plate sides in modules with the measured share of the worst block in percent, from covering
  /// and reading the same symbols of another encoder (`docs/decisions.md`).
  static let measured: [(ErrorCorrectionLevel, Int, [(Int, Int)])] = [
    (.medium, 7, [(9, 56), (11, 67), (13, 78)]),
    (.quartile, 9, [(11, 30), (13, 40), (21, 90)]),
    (.high, 11, [(13, 33), (15, 42), (21, 67), (27, 92)]),
  ]

  @Test(arguments: measured)
  func platesCostWhatWasMeasured(
    level: ErrorCorrectionLevel, version: Int, plates: [(side: Int, percent: Int)]
  ) throws {
    let size = try SymbolSize(byteCount: 122, level: level)
    try #require(size.version == version && size.level == level)
    for (side, percent) in plates {
      let budget = CoverageBudget(size, plateSideInModules: side)
      #expect(Int((budget.worstShare * 100).rounded()) == percent, "\(side)")
    }
  }

  @Test func smallSymbolsKeepSomeCorrectionBack() throws {
    func capacity(_ version: Int, _ level: ErrorCorrectionLevel) throws -> Int {
      let bytes = SymbolSize.byteCapacity(version: version, level: level)
      return BlockStructure(try SymbolSize(byteCount: bytes, level: level)).capacity
    }
    // Half the check bytes minus the reserved ones (ISO/IEC 18004, table 9: r of the block).
    #expect(try capacity(1, .low) == 2 && capacity(1, .medium) == 4)
    #expect(try capacity(1, .quartile) == 6 && capacity(1, .high) == 8)
    #expect(try capacity(2, .low) == 4 && capacity(2, .medium) == 8)
    #expect(try capacity(3, .low) == 7 && capacity(3, .medium) == 13)
    #expect(try capacity(7, .medium) == 9)
  }

  @Test func plateNeverCutsAModuleNorExceedsItsShare() throws {
    for (bytes, share, side) in [(122, 0.04, 9), (122, 0.16, 17), (122, 0.001, 1)] {
      let size = try SymbolSize(byteCount: bytes, level: .medium)
      let budget = CoverageBudget(size, share: share)
      #expect(budget.plateSideInModules == side)
      #expect(
        budget.areaShare <= 1e-9 + max(share, 1 / Double(size.sideInModules * size.sideInModules)))
    }
  }

  @Test func knowsWhatLiesInTheMiddle() throws {
    let seven = try SymbolSize(byteCount: 122, level: .medium)
    #expect(CoverageBudget(seven, plateSideInModules: 5).coversAlignmentPattern)
    #expect(!CoverageBudget(seven, plateSideInModules: 5).coversFunctionModule)
    let five = try SymbolSize(byteCount: 80, level: .medium)
    #expect(
      five.version == 5 && !CoverageBudget(five, plateSideInModules: 7).coversAlignmentPattern)
    // The format information lies in row and column 8.
    #expect(!CoverageBudget(five, plateSideInModules: 19).coversFunctionModule)
    #expect(CoverageBudget(five, plateSideInModules: 21).coversFunctionModule)
  }
}
