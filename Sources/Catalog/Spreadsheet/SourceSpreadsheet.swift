internal import Support

/// A spreadsheet that the config names, for programs that show its rows and change them.
package struct SourceSpreadsheet: Sendable {
  /// A cell below a column with a name.
  package struct Cell: Sendable {
    /// The index of the column, counted from 0.
    package let index: Int
    /// The name of the column.
    package let column: String
    /// The text, as the file's program shows it.
    package let text: String
    /// The cell's name in a spreadsheet program, such as `B12`.
    package let reference: String
    /// Whether its value is a secret, which nothing shows.
    package let isSecret: Bool
  }

  /// The row's cells, and where they are.
  package struct Row: Sendable {
    /// The sheet of a workbook; nil in a CSV file.
    package let sheet: String?
    /// The cells below columns with names.
    package let cells: [Cell]
  }

  /// The path of the file.
  package let path: String
  private let spec: SpreadsheetSpec

  init(_ spec: SpreadsheetSpec, path: String) {
    self.spec = spec
    self.path = path
  }

  /// Whether a file is a workbook, whose cells are no text that could be changed.
  package static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("PK\u{3}\u{4}".utf8))
  }

  /// A row; nil if there is none, or the file cannot be read.
  ///
  /// - Parameter bytes: the file as it is now.
  package func row(_ number: Int, of bytes: [UInt8]) -> Row? {
    guard let reader = try? reader(bytes),
      let table = try? SpreadsheetTable(
        reader, headerRow: spec.headerRow, fields: [], sink: FindingSink())
    else { return nil }
    while let row = try? table.nextRow(), row.number <= number {
      guard row.number == number else { continue }
      let cells = table.names.enumerated().filter { !$0.element.isEmpty }.map { index, name in
        Cell(
          index: index, column: name, text: row[index],
          reference: Position.Cell(row: number, number: index + 1).reference,
          isSecret: SecretName.matches(name))
      }
      return Row(sheet: reader.sheet, cells: cells)
    }
    return nil
  }

  private func reader(_ bytes: [UInt8]) throws -> any RowReader {
    if Self.isWorkbook(bytes) { return try spec.open(at: path) }
    return try CSVReader(
      .memory(bytes), file: path, encoding: spec.encoding?.value, headerRow: spec.headerRow)
  }

  /// A CSV file as text.
  package func text(_ bytes: [UInt8]) throws(SpreadsheetText.Refusal) -> SpreadsheetText {
    try SpreadsheetText(bytes, spec)
  }
}
