public import Support

/// The size of a page in millimetres.
public struct PaperSize: Hashable, Sendable {
  /// The name of a standard size, without its direction; nil for one of the author's own.
  public var name: String?
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double

  /// A size of the author's own.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  private init(_ name: String, _ width: Double, _ height: Double) {
    self.name = name
    self.width = width
    self.height = height
  }

  /// The sizes with a name, upright (ISO 216; ANSI/ASME Y14.1).
  public static let named = [
    PaperSize("A3", 297, 420), PaperSize("A4", 210, 297), PaperSize("A5", 148, 210),
    PaperSize("A6", 105, 148), PaperSize("Letter", 215.9, 279.4),
  ]

  /// A standard size by its name, upper and lower case alike.
  public static func named(_ name: some StringProtocol) -> PaperSize? {
    named.first { $0.name?.lowercased() == name.lowercased() }
  }

  /// Letter, upright.
  public static let letter = named[4]

  /// A4, upright.
  public static let a4 = named[1]

  /// The same sheet on its side.
  public var turned: PaperSize {
    var size = self
    (size.width, size.height) = (height, width)
    return size
  }

  /// The smallest and the largest side of a page in millimetres.
  static let sideRange = 10.0...2000.0
}

/// The size of a card, upright or on its side.
public struct CardSize: Hashable, Sendable {
  /// The width in millimetres.
  public var width: Double
  /// The height in millimetres.
  public var height: Double

  /// A size.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The sizes of business cards by the country that uses them, and of bank cards (ISO/IEC 7810 ID-1).
  public static let named: [String: CardSize] = [
    "CN": CardSize(width: 90, height: 54), "EU": CardSize(width: 85, height: 55),
    "US": CardSize(width: 88.9, height: 50.8), "JP": CardSize(width: 91, height: 55),
    "ID-1": CardSize(width: 85.6, height: 53.98),
  ]
}

/// A sheet of labels, cards or tents that can be bought: where each one lies, in millimetres.
public struct Stock: Hashable, Sendable {
  /// What the pieces are for.
  public enum Use: String, Sendable {
    /// Self-adhesive.
    case labels
    /// To be torn out.
    case cards
    /// Folded in the middle; the piece is both faces.
    case tents
  }

  /// The name in the config, such as `avery-l7160`.
  public var name: String
  /// What the pieces are for.
  public var use: Use
  /// The sheet.
  public var paper: PaperSize
  /// Pieces side by side.
  public var columns: Int
  /// Pieces on top of each other.
  public var rows: Int
  /// The width of a piece.
  public var width: Double
  /// The height of a piece.
  public var height: Double
  /// From the sheet's left edge to the first piece.
  public var left: Double
  /// From the sheet's top edge to the first piece.
  public var top: Double
  /// From the left edge of a piece to that of the next.
  public var columnPitch: Double
  /// From the top edge of a piece to that of the next.
  public var rowPitch: Double
  /// Whether the pieces are round.
  public var isRound = false
  /// The colour of the stock itself.
  public var colour: Colour?
  /// Where the numbers come from.
  public var source = ""
  /// Where the config declares it; the start of no file for those that are built in.
  public var position = Position(file: "")

  /// A stock.
  public init(
    name: String, use: Use, paper: PaperSize, columns: Int, rows: Int, width: Double,
    height: Double, left: Double, top: Double, columnPitch: Double, rowPitch: Double
  ) {
    self.name = name
    self.use = use
    self.paper = paper
    self.columns = columns
    self.rows = rows
    self.width = width
    self.height = height
    self.left = left
    self.top = top
    self.columnPitch = columnPitch
    self.rowPitch = rowPitch
  }

  /// How many pieces a sheet has.
  public var count: Int { columns * rows }

  /// What is left between the last piece and the right edge, and between the last and the bottom edge.
  public var farMargins: (right: Double, bottom: Double) {
    (
      paper.width - left - Double(columns - 1) * columnPitch - width,
      paper.height - top - Double(rows - 1) * rowPitch - height
    )
  }
}
