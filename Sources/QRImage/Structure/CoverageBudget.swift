/// The share of the error correction that a centred plate uses up.
public struct CoverageBudget: Sendable {
  /// The size of the symbol.
  public let size: SymbolSize
  /// Modules on one side of the plate; odd, so that it is centred and cuts no module.
  public let plateSideInModules: Int
  /// The used share of the worst block's capacity: above 1, the code cannot be read.
  ///
  /// Every codeword with a covered module counts: an upper bound, because some keep their value by
  /// chance.
  public let worstShare: Double
  /// Whether the plate covers a module of a finder, timing line, or format or version information.
  public let coversFunctionModule: Bool
  /// Whether the plate covers an alignment pattern.
  public let coversAlignmentPattern: Bool

  /// The cost of the largest plate within a share (at most 1) of the area without the quiet zone.
  public init(_ size: SymbolSize, share: Double) {
    let side = Double(size.sideInModules)
    // The tolerance makes 0.04 of 45 give 9 whatever the rounding.
    let whole = Int((side * share.squareRoot() + 1e-9).rounded(.down))
    self.init(size, plateSideInModules: max(1, whole % 2 == 1 ? whole : whole - 1))
  }

  /// The cost of a plate with an odd number of modules on a side.
  public init(_ size: SymbolSize, plateSideInModules: Int) {
    self.size = size
    self.plateSideInModules = plateSideInModules
    let layout = ModuleLayout(version: size.version)
    let first = (size.sideInModules - plateSideInModules) / 2
    let range = first..<(first + plateSideInModules)
    let structure = BlockStructure(size)
    var spoiled: Set<Int> = []
    var coversFunction = false
    var coversAlignment = false
    for row in range {
      for column in range {
        switch layout.purpose(column: column, row: row) {
        case .data(let codeword): spoiled.insert(codeword)
        case .remainder: continue
        case .alignment: coversAlignment = true
        case .finder, .timing, .format, .version: coversFunction = true
        }
      }
    }
    let blocks = structure.blockOfCodeword
    var counts = Array(repeating: 0, count: structure.blockCount)
    for codeword in spoiled { counts[blocks[codeword]] += 1 }
    worstShare = Double(counts.max() ?? 0) / Double(structure.capacity)
    coversFunctionModule = coversFunction
    coversAlignmentPattern = coversAlignment
  }

  /// The share of the symbol's area that the plate covers.
  public var areaShare: Double {
    let side = Double(plateSideInModules) / Double(size.sideInModules)
    return side * side
  }
}
