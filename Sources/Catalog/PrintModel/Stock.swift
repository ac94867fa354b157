public import Support

/// A commercial sheet of labels, cards or tents, with the place of each piece; in millimetres.
public struct Stock: Hashable, Sendable {
  /// What the pieces are for.
  public enum Use: String, Sendable {
    /// Self-adhesive.
    case labels
    /// To be torn out.
    case cards
    /// Folded in the middle; a piece has both faces.
    case tents
  }

  /// The name in the config, such as `avery-l7160`.
  public var name: String
  /// What the pieces are for.
  public var use: Use
  /// The sheet.
  public var paper: PaperSize
  /// The number of pieces side by side.
  public var columns: Int
  /// The number of pieces on top of each other.
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
  /// Whether the numbers were compared with paper, or come from a table that others use.
  public var isCalibrated = true
  /// The source of the numbers.
  public var source = ""
  /// Where the config declares it; an empty file name for built-in stocks.
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

  /// The number of pieces on a sheet.
  public var count: Int { columns * rows }

  /// The margins after the last column and the last row.
  public var farMargins: (right: Double, bottom: Double) {
    (
      paper.width - left - Double(columns - 1) * columnPitch - width,
      paper.height - top - Double(rows - 1) * rowPitch - height
    )
  }
}
