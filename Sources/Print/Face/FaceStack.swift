/// A block of a column: words, a picture or a code.
struct StackBlock {
  /// The role of a block; decoration finds its place by it.
  enum Role: Hashable {
    case logo
    case shop
    case title
    case amount
    case note
    case plate
    case call
    case wallets
    case footer
  }

  var role: Role
  var height: Double
  /// The least distance to the block above.
  var gap: Double
  /// The block's share of the spare room, which is added above it.
  var spring: Double
  /// The width of the words.
  var inkWidth = 0.0
  /// The size of the words; 0 for anything else.
  var size = 0.0
  /// Draws the block in its final place.
  var draw: (Rectangle) -> [SheetElement]
}

/// A column of blocks.
struct FaceStack {
  var blocks: [StackBlock] = []
  /// The words that do not fit the column's width.
  var leftOut: Set<PrintedWords> = []

  /// Appends another column.
  mutating func append(_ other: FaceStack) {
    blocks += other.blocks
    leftOut.formUnion(other.leftOut)
  }

  /// Adds a block, or records the words as left out if it is nil.
  mutating func add(_ block: StackBlock?, or words: PrintedWords) {
    if let block { blocks.append(block) } else { leftOut.insert(words) }
  }

  /// The least height of the column.
  var height: Double {
    blocks.enumerated().reduce(0) { $0 + $1.element.height + ($1.offset > 0 ? $1.element.gap : 0) }
  }

  /// The places of the blocks, with the spare room distributed by the springs.
  func frames(in column: Rectangle) -> [Rectangle] {
    let spare = max(0, column.height - height)
    let springs = blocks.reduce(0) { $0 + $1.spring }
    let unit = springs > 0 ? spare / springs : 0
    var y = column.y
    return blocks.enumerated().map { index, block in
      y += (index > 0 ? block.gap : 0) + block.spring * unit
      defer { y += block.height }
      return Rectangle(x: column.x, y: y, width: column.width, height: block.height)
    }
  }
}
