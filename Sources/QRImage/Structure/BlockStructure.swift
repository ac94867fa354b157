/// The distribution of a symbol's codewords over Reed-Solomon blocks.
public struct BlockStructure: Hashable, Sendable {
  /// The number of blocks.
  public let blockCount: Int
  /// Error-correction codewords per block.
  public let correctionCount: Int
  /// All codewords of the symbol.
  public let codewordCount: Int
  /// Error-correction codewords that only detect misreads of the smallest symbols (ISO/IEC
  /// 18004:2015, section 7.5.1 and table 9, "p").
  public let guardCount: Int

  /// The blocks of a size.
  public init(_ size: SymbolSize) {
    blockCount = Self.blockCounts[size.level.index][size.version - 1]
    correctionCount = Self.correctionCounts[size.level.index][size.version - 1]
    codewordCount = ModuleLayout.dataModuleCount(version: size.version) / 8
    guardCount =
      switch (size.version, size.level) {
      case (1, .low): 3
      case (1, .medium), (2, .low): 2
      case (1, .quartile), (1, .high), (3, .low): 1
      default: 0
      }
  }

  /// How many wrong codewords a block can correct.
  public var capacity: Int { (correctionCount - guardCount) / 2 }

  /// The block of each codeword, in placement order.
  ///
  /// Data codewords are interleaved over the blocks, the shorter first ones ending one round early;
  /// then those for error correction (ISO/IEC 18004:2015, section 7.6).
  public var blockOfCodeword: [Int] {
    let dataCount = codewordCount - blockCount * correctionCount
    let shortCount = dataCount / blockCount
    let longBlocks = (blockCount - dataCount % blockCount)..<blockCount
    var blocks: [Int] = []
    blocks.reserveCapacity(codewordCount)
    for _ in 0..<shortCount { blocks += Array(0..<blockCount) }
    blocks += Array(longBlocks)
    for _ in 0..<correctionCount { blocks += Array(0..<blockCount) }
    return blocks
  }

  /// Blocks of versions 1 to 40, one row per level (ISO/IEC 18004:2015, table 9).
  private static let blockCounts: [[Int]] = [
    [
      1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14,
      15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
      1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
      26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
      1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34,
      34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
      1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37,
      40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
  ]

  /// Error-correction codewords per block, in the same order.
  private static let correctionCounts: [[Int]] = [
    [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30,
      26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
      28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
      13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30,
      30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30,
      30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
  ]
}
