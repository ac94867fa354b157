package import Support

/// The rows of a spreadsheet that no config names, such as a bank's statement.
///
/// The file is CSV in any encoding, or a workbook. Whoever reads the rows finds the one with the names
/// of the columns.
package final class SpreadsheetRows {
  package struct Row: Sendable {
    /// The texts of the cells without blanks around them.
    package let cells: [String]

    private let row: RawRow
    private let file: String
    private let sheet: String?

    init(_ row: RawRow, of reader: any RowReader) {
      self.row = row
      file = reader.file
      sheet = reader.sheet
      cells = (0..<row.count).map { index in
        Self.trimmed(row.numbers[index] ?? row[index])
      }
    }

    private static func trimmed(_ text: String) -> String {
      let start = text.drop(while: \.isWhitespace)
      return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The text of a cell; empty for one that a short row lacks.
    package subscript(index: Int) -> String { index < cells.count ? cells[index] : "" }

    /// The number of the row as spreadsheet programs show it.
    package var number: Int { row.number }

    /// The names of columns, if this is the row that has them; empty for one without a name.
    package var columnNames: [String] { (0..<row.count).map { SpreadsheetTable.name(row[$0]) } }

    /// Why a cell cannot be used; nil for a sound one.
    package func fault(of index: Int) -> Problem? { row.fault(of: index) }

    /// The position of a cell.
    ///
    /// - Parameter column: the name of its column.
    package func position(of index: Int, column: String? = nil) -> Position {
      let place = row.place(of: index)
      return Position(
        file: file, line: place.line, column: place.column,
        cell: .init(row: row.number, number: index + 1, column: column, sheet: sheet))
    }
  }

  private let reader: any RowReader

  /// Opens a file.
  ///
  /// - Parameter sheet: the sheet of a workbook; nil for the first one that is shown.
  /// - Throws: `ReadingError` when it cannot be read, `Finding` when it is no spreadsheet, or has no such sheet.
  package init(_ path: String, sheet: String? = nil) throws {
    let position = Position(file: path)
    var spec = SpreadsheetSpec(name: path, position: position, keyPath: "")
    spec.sheet = sheet.map { .init(value: $0, position: position, keyPath: "") }
    reader = try Self.translating { try spec.open(at: path) }
  }

  /// The sheets of a workbook that are shown, that which is read first; only that one where it was asked for,
  /// and none of any other file.
  package var sheets: [String] {
    reader.sheet.map { [$0] + reader.otherSheets } ?? []
  }

  /// What the user should know about how the file was read; complete at its end.
  package var remarks: [Problem] { reader.remarks(quotingCells: true) }

  /// The next row that is not blank, or nil at the end.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `Finding` when it is invalid.
  package func next() throws -> Row? {
    while let row = try Self.translating({ try reader.readRow() }) {
      if !row.isBlank { return Row(row, of: reader) }
    }
    return nil
  }

  private static func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let failure as SpreadsheetFailure {
      throw Finding(.error, at: failure.position, failure.problem)
    }
  }
}
