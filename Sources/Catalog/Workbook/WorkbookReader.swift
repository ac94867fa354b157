internal import Support

/// Reads a sheet of a workbook of Excel 2007 or later (`.xlsx`, `.xlsm`; ECMA-376-1) row by row:
/// the values that its cells show.
final class WorkbookReader: RowReader {
  let file: String
  /// The sheet that is read.
  var sheet: String? { context.sheet }
  /// The digest of the whole file, which is read before its parts.
  let digest: Digest64
  /// The names of other sheets that are shown, if the config does not name one.
  let otherSheets: [String]
  private let context: SheetReader.Context
  private let rows: SheetReader

  /// Opens a workbook, named `file` in messages, at a sheet; by default the first one shown.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when the workbook is
  ///   invalid or has no such sheet.
  init(path: String, file: String, sheet: SpreadsheetSpec.Located<String>? = nil) throws {
    self.file = file
    let input = try InputFile(path)
    digest = try Self.digest(of: input)
    (rows, context, otherSheets) = try Self.naming(file) {
      let package = try WorkbookPackage(input)
      let workbook = try Workbook(package, file: file)
      let choice: (name: String, part: String)
      switch workbook.sheet(sheet?.value) {
      case .success(let found): choice = found
      case .failure(let problem):
        let position = sheet?.position ?? Position(file: file)
        throw SpreadsheetFailure(position: position, problem: problem)
      }
      let context = SheetReader.Context(
        file: file, sheet: choice.name,
        texts: try workbook.textsPart.map { try SharedTexts(package, part: $0) } ?? SharedTexts(),
        styles: try workbook.stylesPart.map { try WorkbookStyles(package, part: $0) }
          ?? WorkbookStyles(),
        countsFrom1904: workbook.countsFrom1904, lacksResults: workbook.lacksResults)
      return (
        try SheetReader(package, part: choice.part, context: context), context,
        sheet == nil ? workbook.others(than: choice.name) : []
      )
    }
  }

  func readRow() throws -> RawRow? {
    try Self.naming(file) { try rows.nextRow() }
  }

  func remarks(quotingCells: Bool) -> [Problem] {
    var remarks: [Problem] = []
    if !otherSheets.isEmpty { remarks.append(.otherSheets(context.sheet, others: otherSheets)) }
    if let hidden = rows.hiddenRows {
      remarks.append(.hiddenRows(hidden.count, first: hidden.first))
    }
    if let cell = rows.localCurrency {
      remarks.append(.localCurrency(row: cell.row, column: cell.column))
    }
    return remarks
  }

  private static func digest(of input: InputFile) throws(ReadingError) -> Digest64 {
    var digest = Digest64()
    var chunk: [UInt8] = []
    repeat {
      try input.readChunk(into: &chunk)
      digest.add(chunk)
    } while !chunk.isEmpty
    return digest
  }

  /// Says what is wrong with the file in place of the fault of its archive or its XML.
  private static func naming<Value>(_ file: String, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let fault as ZIPFault {
      throw SpreadsheetFailure(position: Position(file: file), problem: .workbook(fault))
    } catch let error as WorkbookPackage.PartFault {
      let problem = Problem.malformedPart(error.part, error.fault)
      throw SpreadsheetFailure(position: Position(file: file), problem: problem)
    }
  }
}
