public import Support

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
