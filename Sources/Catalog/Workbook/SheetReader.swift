internal import Support

/// Reads the rows of a worksheet one after another: memory does not grow with their number.
final class SheetReader {
  /// What the cells of a sheet refer to.
  struct Context {
    var file: String
    var sheet: String
    var texts: SharedTexts
    var styles: WorkbookStyles
    var countsFrom1904: Bool
    /// Whether the formulas were not calculated by the program that wrote the workbook.
    var lacksResults: Bool
  }

  /// The largest part of a worksheet in bytes.
  static let maximumPartByteCount = 1 << 30

  /// The rows with values that a spreadsheet program does not show: the first one, and how many.
  private(set) var hiddenRows: (first: Int, count: Int)?

  /// The first number whose format shows the currency of whoever looks at it.
  private(set) var localCurrency: (row: Int, column: Int)?

  private let part: String
  private let context: Context
  private let entry: ZIPEntryReader
  private var merged: MergedCells
  private var parser: XMLParser?
  private var chunk: [UInt8] = []
  private var isAtEnd = false
  /// The rows that were read, last one first.
  private var rows: [RawRow] = []
  private var failure: (any Error)?

  // Where the parser is.
  private var isInRows = false
  private var rowNumber = 0
  private var isHidden = false
  private var row: RowBuilder?
  private var cell: Cell?
  private var column = 0
  private var text = WorkbookText()

  private struct Cell {
    var type: String
    var style: Int
    var hasFormula = false
    var hasContent = false
    var isInValue = false
    var isInText = false
    var value = ""
  }

  /// Opens the part of a worksheet, checks it to its end, and looks for merged cells, which it names
  /// behind its rows.
  init(_ package: WorkbookPackage, part: String, context: Context) throws {
    self.part = part
    self.context = context
    merged = try Self.mergedCells(package, part: part)
    if merged.areTooMany { throw ZIPFault.tooLarge(part) }
    entry = try package.open(part, limit: Self.maximumPartByteCount)
    do throws(XMLFault) {
      parser = try WorkbookPackage.parser { [unowned self] event in
        if failure == nil { take(event) }
      }
    } catch {
      throw WorkbookPackage.PartFault.of(part, error)
    }
  }

  /// The next row with a value; nil at the end.
  func nextRow() throws -> RawRow? {
    while rows.isEmpty && !isAtEnd {
      try entry.readChunk(into: &chunk)
      do throws(XMLFault) {
        if chunk.isEmpty { try parser?.finish() } else { try parser?.parse(chunk) }
      } catch {
        throw WorkbookPackage.PartFault.of(part, error)
      }
      isAtEnd = chunk.isEmpty
      rows.reverse()
    }
    if let row = rows.popLast() { return row }
    if let failure { throw failure }
    return nil
  }

  private static func mergedCells(
    _ package: WorkbookPackage, part: String
  ) throws -> MergedCells {
    var merged = MergedCells()
    guard try contains("mergeCell", package.open(part, limit: maximumPartByteCount)) else {
      return merged
    }
    try package.parse(part, limit: maximumPartByteCount) { event in
      guard case .start(let name, let attributes) = event, name.local == "mergeCell",
        name.isSpreadsheet, let reference = attributes["ref"]
      else { return }
      merged.add(reference)
    }
    merged.sort()
    return merged
  }

  /// Whether an ASCII word occurs in an entry, which is read to its end.
  private static func contains(_ word: String, _ entry: ZIPEntryReader) throws -> Bool {
    var search = ByteSearch(for: Array(word.utf8))
    var chunk: [UInt8] = []
    repeat {
      try entry.readChunk(into: &chunk)
      search.add(chunk)
    } while !chunk.isEmpty
    return search.isFound
  }

  // MARK: Elements

  private func take(_ event: XMLParser.Event) {
    switch event {
    case .start(let name, let attributes):
      if cell?.isInValue == true { return stop(.cellWithTwoValues) }
      guard name.isSpreadsheet else { return }
      start(name.local, attributes)
      if cell?.isInText == true { text.take(event) }
    case .end(let name):
      guard name.isSpreadsheet else { return }
      if cell?.isInText == true { text.take(event) }
      if text.isDamaged { return stop(.cellWithTwoValues) }
      end(name.local)
    case .text(let piece):
      if cell?.isInValue == true {
        if cell?.value.utf8.count ?? 0 <= WorkbookText.maximumByteCount { cell?.value += piece }
      } else if cell?.isInText == true {
        text.take(event)
      }
    default: break
    }
  }

  private func start(_ name: String, _ attributes: [XMLParser.Attribute]) {
    switch name {
    case "sheetData": isInRows = true
    case "row" where isInRows: startRow(attributes)
    case "c" where row != nil: startCell(attributes)
    case "v":
      startContent()
      cell?.isInValue = true
    case "f": cell?.hasFormula = true
    case "is":
      startContent()
      cell?.isInText = true
    default: break
    }
  }

  private func startRow(_ attributes: [XMLParser.Attribute]) {
    let number = attributes["r"].map { Int($0) ?? 0 } ?? rowNumber + 1
    guard number > rowNumber, number <= CellReference.maximumRow, row == nil else {
      return stop(.rowsOutOfOrder)
    }
    rowNumber = number
    isHidden = attributes.isTrue("hidden")
    row = RowBuilder(number: number)
    column = 0
  }

  private func startCell(_ attributes: [XMLParser.Attribute]) {
    var next = column + 1
    if let reference = attributes["r"] {
      guard let place = CellReference(reference.utf8), place.row == rowNumber else {
        return stop(.rowsOutOfOrder)
      }
      next = place.column
    }
    guard next > column, next <= CellReference.maximumColumn, cell == nil else {
      return stop(.rowsOutOfOrder)
    }
    column = next
    // A cell may say that it has its text, and have none.
    text.clear()
    cell = Cell(type: attributes["t"] ?? "n", style: attributes["s"].map { Int($0) ?? -1 } ?? 0)
  }

  /// A cell has one value.
  private func startContent() {
    guard cell?.hasContent != true else { return stop(.cellWithTwoValues) }
    cell?.hasContent = true
  }

  private func end(_ name: String) {
    switch name {
    case "sheetData": isInRows = false
    case "row": endRow()
    case "c": endCell()
    case "v": cell?.isInValue = false
    case "is": cell?.isInText = false
    default: break
    }
  }

  private func endRow() {
    guard var row else { return }
    self.row = nil
    guard !row.isEmpty else { return }
    merged.fill(&row)
    if merged.areOverlapping { return stop(.overlappingMergedCells) }
    rows.append(row.row)
    if isHidden { hiddenRows = (hiddenRows?.first ?? row.number, (hiddenRows?.count ?? 0) + 1) }
  }

  private func endCell() {
    guard let cell else { return }
    self.cell = nil
    let value = value(of: cell)
    guard !value.isEmpty else { return }
    guard column <= CSVReader.maximumColumnCount else {
      return stop(.tooManyColumns(CSVReader.maximumColumnCount))
    }
    row?.append(value, at: column)
  }

  private func stop(_ problem: Problem) {
    let number = max(1, column)
    let cell = Position.Cell(row: max(1, rowNumber), number: number, sheet: context.sheet)
    let position = Position(file: context.file, line: cell.row, column: number, cell: cell)
    failure = SpreadsheetFailure(position: position, problem: problem)
  }

  // MARK: Values

  private func value(of cell: Cell) -> RowBuilder.Value {
    if cell.hasFormula, cell.type != "inlineStr" {
      // Libraries write 0 where they have no result.
      let isUnknown = cell.value.isEmpty && cell.type != "str"
      let isPlaceholder = context.lacksResults && (cell.value == "0" || cell.value.isEmpty)
      if isUnknown || isPlaceholder { return RowBuilder.Value([], fault: .formulaWithoutResult) }
    }
    if cell.value.isEmpty && cell.type != "inlineStr" { return RowBuilder.Value([]) }
    guard let format = context.styles[cell.style] else {
      return RowBuilder.Value([], fault: .damagedCell(cell.value))
    }
    switch cell.type {
    case "s":
      guard let index = Int(cell.value), let text = context.texts[index] else {
        return RowBuilder.Value([], fault: .damagedCell(cell.value))
      }
      return shown(text, format, isPartlyStruck: context.texts.isPartlyStruck(index))
    case "str": return shown(ArraySlice(WorkbookText.unescaped(cell.value).utf8), format)
    case "inlineStr":
      guard cell.value.isEmpty else {
        return RowBuilder.Value([], fault: .damagedCell(cell.value))
      }
      return shown(ArraySlice(text.text.utf8), format, isPartlyStruck: text.isPartlyStruck)
    case "e": return RowBuilder.Value([], fault: .errorValue(cell.value))
    case "b":
      switch cell.value {
      case "1", "true": return RowBuilder.Value(ArraySlice("TRUE".utf8))
      case "0", "false": return RowBuilder.Value(ArraySlice("FALSE".utf8))
      default: return RowBuilder.Value([], fault: .damagedCell(cell.value))
      }
    case "n": return number(ExactDecimal(Array(cell.value.utf8)), of: cell, format)
    case "d":
      let number = DatePattern.number(of: cell.value, countsFrom1904: context.countsFrom1904)
      return self.number(number, of: cell, format)
    default: return RowBuilder.Value([], fault: .damagedCell(cell.value))
    }
  }

  private func shown(
    _ text: ArraySlice<UInt8>, _ format: NumberFormat, isPartlyStruck: Bool = false
  ) -> RowBuilder.Value {
    guard text.count <= CSVReader.maximumCellByteCount else {
      return RowBuilder.Value([], fault: .largeCell(CSVReader.maximumCellByteCount))
    }
    if isPartlyStruck {
      return RowBuilder.Value(text, fault: .struckText(String(decoding: text, as: UTF8.self)))
    }
    if format.showsTextUnchanged || text.isEmpty { return RowBuilder.Value(text) }
    return RowBuilder.Value(format.shown(text: String(decoding: text, as: UTF8.self)))
  }

  private func number(
    _ number: ExactDecimal?, of cell: Cell, _ format: NumberFormat
  ) -> RowBuilder.Value {
    guard let number else {
      return RowBuilder.Value([], fault: .damagedCell(cell.value))
    }
    if format.hasLocalCurrency, localCurrency == nil { localCurrency = (rowNumber, column) }
    return RowBuilder.Value(format.shown(number, countsFrom1904: context.countsFrom1904))
  }
}
