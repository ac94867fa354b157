internal import Support

/// Reads the rows of a spreadsheet file one after another and knows nothing of headers.
protocol RowReader: AnyObject {
  /// The path as messages show it.
  var file: String { get }
  /// The sheet of a workbook; nil in other files.
  var sheet: String? { get }
  /// Whether a comma within a cell must be quoted.
  var separatesByComma: Bool { get }
  /// The encoding of a text as iconv names it; nil for UTF-8 and for workbooks.
  var converterName: String? { get }
  /// The names of the sheets of a workbook that could be read instead.
  var otherSheets: [String] { get }
  /// A digest of the bytes read so far: equal for equal files.
  var digest: Digest64 { get }

  /// The next row, or nil at the end; blank ones may be left out, which shows in the numbers.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when it is invalid.
  func readRow() throws -> RawRow?

  /// What the user should know about how the file was read; complete at its end.
  ///
  /// - Parameter quotingCells: whether texts of cells may be shown.
  func remarks(quotingCells: Bool) -> [Problem]
}

extension RowReader {
  var separatesByComma: Bool { false }
  var converterName: String? { nil }
  var otherSheets: [String] { [] }
  func remarks(quotingCells: Bool) -> [Problem] { [] }
}

struct SpreadsheetFailure: Error {
  let position: Position
  let problem: Problem
  /// Whether only one row is wrong, so that reading can continue.
  var isOneRow = false
  /// The key in the config, if that is where the error is.
  var keyPath: String?
}
