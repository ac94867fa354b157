/// A place in an input file.
///
/// It has 32 bytes, because every value of a config keeps its own.
public struct Position: Hashable, Sendable {
  /// The file's path in messages.
  public let file: String
  private let place: Place
  private let cellPlace: CellPlace

  /// The line, counted from 1; in a workbook, the row.
  public var line: Int { Int(place.line) }
  /// The column in Unicode scalars, counted from 1; in a workbook, the number of the cell's column.
  public var column: Int { Int(place.column) }
  /// The cell, for a place in a spreadsheet or workbook.
  public var cell: Cell? {
    if case .cell(let cell) = cellPlace { cell } else { nil }
  }

  /// A place, by default the start of the file.
  public init(file: String, line: Int = 1, column: Int = 1, cell: Cell? = nil) {
    self.file = file
    place = Place(line: UInt32(clamping: line), column: UInt32(clamping: column))
    cellPlace = cell.map { .cell($0) } ?? .none
  }

  private struct Place: Hashable {
    let line: UInt32
    let column: UInt32
  }

  /// A cell beside the position, which most positions lack.
  private indirect enum CellPlace: Hashable {
    case none
    case cell(Cell)
  }

  /// A cell as a spreadsheet program shows it.
  public struct Cell: Hashable, Sendable {
    /// The row, counted from 1 as the program counts it, the header included.
    public let row: Int
    /// The number of the column, counted from 1; 0 for the whole row.
    public let number: Int
    /// The name of the column; nil above the header and in a column without a name.
    public let column: String?
    /// The sheet of a workbook; nil in other files.
    public let sheet: String?

    /// A cell.
    public init(row: Int, number: Int, column: String? = nil, sheet: String? = nil) {
      self.row = row
      self.number = number
      self.column = column
      self.sheet = sheet
    }

    /// The cell's name in a spreadsheet program, such as `B12`.
    public var reference: String { "\(letters)\(row)" }

    /// The column's name in a spreadsheet program, such as `B`.
    package var letters: String {
      var letters = ""
      var rest = number
      while rest > 0 {
        letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
        rest = (rest - 1) / 26
      }
      return letters
    }
  }
}
