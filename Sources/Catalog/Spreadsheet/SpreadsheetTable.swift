internal import Support

/// A spreadsheet as a table: the names of its columns, and the rows below them.
///
/// Here are the rules for headers and for the shape of rows, the same for every kind of file:
/// blank rows and columns without name and values do not count; a row may lack its last cells, or
/// have more cells than the header, if they are empty.
final class SpreadsheetTable {
  /// The most blank rows one after another: as many as a sheet of Excel has (Microsoft, "Excel
  /// specifications and limits").
  static let maximumBlankRowCount = 1_048_576
  /// How far below the first row a header is looked for.
  private static let searchedRowCount = 20

  /// The names of the columns; empty for one without a name.
  let names: [String]
  /// The path as messages show it.
  var file: String { reader.file }
  /// A digest of the bytes read so far: equal for equal files.
  var digest: Digest64 { reader.digest }

  private let reader: any RowReader
  private let sink: FindingSink
  private let header: RawRow
  private let namelessColumns: [Int]
  /// The columns whose values messages must not show.
  private let secretColumns: [Int]
  /// The columns without a name in which a value was reported.
  private var reportedColumns: Set<Int> = []
  /// The last number in a first column that has no name; -1 before the first one, nil if the column has something else.
  private var lastCount: Int? = -1
  private var previousNumber: Int
  /// Rows that were read in the search for a header.
  private var rowsAhead: ArraySlice<RawRow> = []
  private var blankRows: (first: Position, count: Int)?
  private var shifts = ShiftedCells(priceColumns: [], names: [])
  private var shiftedPrices = ShiftedPrices(priceColumns: [], names: [])
  private var columnNotes = ColumnNotes()

  /// Reads the header of a spreadsheet: the row with a number, or the first that is not blank.
  ///
  /// `fields` are the names that the config uses, by which a header below a title is recognised;
  /// `prices` are those that hold prices.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when its header is
  ///   invalid.
  init(
    _ reader: any RowReader, headerRow: Int?, fields: Set<String>, prices: Set<String> = [],
    sink: FindingSink
  ) throws {
    self.reader = reader
    self.sink = sink
    if let name = reader.converterName { sink.note(encoding: name, of: reader.file) }
    header = try Self.readHeader(reader, number: headerRow)
    previousNumber = header.number
    names = (0..<header.count).map { [header] in Self.name(header[$0]) }
    namelessColumns = names.indices.filter { [names, header] in
      names[$0].isEmpty && header.fault(of: $0) == nil
    }
    secretColumns = names.indices.filter { [names] in SecretName.matches(names[$0]) }
    sink.hide(cells: [])
    if !secretColumns.isEmpty { sink.hideLines(of: reader.file) }
    let unknown = fields.filter { name in !names.contains { Self.areAlike($0, name) } }
    if !fields.isEmpty, unknown.count == fields.count {
      let first = names.first { !$0.isEmpty } ?? ""
      let below = headerRow == nil ? try findHeader(fields) : nil
      let problem =
        below.map { Problem.headerBelow($0, first: first) }
        ?? HeaderFault.problem(of: names, fields: fields)
      if let problem { throw SpreadsheetFailure(position: position(header, 0), problem: problem) }
    }
    try checkNames(fields)
    let columns = names.indices.filter { index in
      prices.contains { Self.areAlike(names[index], $0) }
    }
    for column in columns {
      guard let unit = ColumnUnit.unit(in: names[column]) else { continue }
      let problem = Problem.columnUnit(names[column], unit)
      sink.report(Finding(.warning, at: position(header, column), problem))
    }
    if reader.separatesByComma {
      shifts = ShiftedCells(priceColumns: columns, names: names)
      shiftedPrices = ShiftedPrices(priceColumns: columns, names: names)
    }
  }

  /// The next row that is not blank, or nil at the end.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when it is invalid.
  func nextRow() throws -> RawRow? {
    while let row = try rowsAhead.popFirst() ?? readRow() {
      guard row.number - previousNumber <= Self.maximumBlankRowCount else {
        throw SpreadsheetFailure(position: position(row, 0), problem: .tooManyBlankRows)
      }
      if row.isBlank { continue }
      count(blankRowsBefore: row)
      previousNumber = row.number
      if !secretColumns.isEmpty { hideSecrets(of: row) }
      try checkShape(row)
      return row
    }
    reportNotes()
    return nil
  }

  private func hideSecrets(of row: RawRow) {
    sink.hide(
      cells: secretColumns.map { [names] in (row[$0], names[$0]) }.filter { !$0.0.isEmpty })
  }

  /// The position of a cell.
  func position(_ row: RawRow, _ index: Int) -> Position {
    let place = row.place(of: index)
    return Position(
      file: file, line: place.line, column: place.column, cell: cell(row.number, index))
  }

  private func cell(_ row: Int, _ index: Int) -> Position.Cell {
    let name = names.indices.contains(index) && !names[index].isEmpty ? names[index] : nil
    return Position.Cell(row: row, number: index + 1, column: name, sheet: reader.sheet)
  }

  /// The next row of the file; an error in a cell also names the column.
  private func readRow() throws -> RawRow? {
    do {
      return try reader.readRow()
    } catch let failure as SpreadsheetFailure {
      guard let place = failure.position.cell else { throw failure }
      let position = failure.position
      throw SpreadsheetFailure(
        position: Position(
          file: position.file, line: position.line, column: position.column,
          cell: cell(place.row, place.number - 1)),
        problem: failure.problem, isOneRow: failure.isOneRow)
    }
  }

  /// The position of a column's name.
  func namePosition(_ index: Int) -> Position { position(header, index) }

  /// Whether two names differ at most in case.
  static func areAlike(_ name: String, _ other: String) -> Bool {
    name == other || name.lowercased() == other.lowercased()
  }

  // MARK: The header

  private static func readHeader(_ reader: any RowReader, number: Int?) throws -> RawRow {
    while let row = try reader.readRow() {
      guard row.number <= number ?? maximumBlankRowCount else { break }
      if row.isBlank || row.number < number ?? 1 { continue }
      return row
    }
    let problem =
      number.map(Problem.blankHeader)
      ?? (reader.otherSheets.isEmpty
        ? .emptySpreadsheet
        : .emptySheet(reader.sheet ?? "", others: reader.otherSheets))
    throw SpreadsheetFailure(position: Position(file: reader.file), problem: problem)
  }

  /// The number of a row below the first one that names all fields.
  private func findHeader(_ fields: Set<String>) throws -> Int? {
    for _ in 0..<Self.searchedRowCount {
      guard let row = try reader.readRow() else { return nil }
      rowsAhead.append(row)
      let cells = (0..<row.count).map { row[$0] }
      // A comma in a title may have hidden what separates the cells of the table.
      let line = cells.joined(separator: ",")
      let forms = [cells] + ";\t|".map { line.split(separator: $0).map(String.init) }
      let hasAll = forms.contains { cells in
        let names = cells.map(Self.name)
        return fields.allSatisfy { field in names.contains { Self.areAlike($0, field) } }
      }
      if hasAll { return row.number }
    }
    return nil
  }

  /// A column's name in one line.
  static func name(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
      .map { InvisibleCharacter.trimmed(String($0)) }
    return lines.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Checks the names of columns; wrong ones of columns that are not used do no harm.
  private func checkNames(_ fields: Set<String>) throws {
    func isUsed(_ name: String) -> Bool { fields.contains { Self.areAlike($0, name) } }
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      let position = self.position(header, index)
      if name.contains(where: { "{}".contains($0) }),
        isUsed(InvisibleCharacter.trimmed(name.filter { !"{}".contains($0) }))
      {
        throw SpreadsheetFailure(position: position, problem: .badColumnName(name))
      }
      if let character = InvisibleCharacter.first(in: name, for: .compared) {
        sink.report(Finding(.warning, at: position, .invisibleCharacter(character, in: name)))
      }
      if let first = seen.updateValue(index + 1, forKey: name), isUsed(name) {
        throw SpreadsheetFailure(position: position, problem: .repeatedColumn(name, first: first))
      }
    }
  }

  // MARK: Rows

  /// Whether a row names the columns again.
  private func isHeader(_ row: RawRow) -> Bool {
    guard let first = names.firstIndex(where: { !$0.isEmpty }),
      row.bytes(of: first).contains(names[first].utf8.first ?? 0)
    else { return false }
    return names.indices.allSatisfy { InvisibleCharacter.trimmed(row[$0]) == names[$0] }
  }

  private func checkShape(_ row: RawRow) throws {
    if isHeader(row) {
      throw SpreadsheetFailure(
        position: position(row, 0), problem: .repeatedHeader(first: header.number), isOneRow: true)
    }
    for index in namelessColumns where !row.isBlank(index) {
      if index == 0, countsRows(row) { continue }
      guard reportedColumns.insert(index).inserted else { continue }
      let problem = Problem.unnamedColumn(index + 1, value: row[index])
      sink.report(Finding(.error, at: position(row, index), problem))
    }
    let extra = (names.count..<max(names.count, row.count)).first { !row.isBlank($0) }
    guard let extra else {
      if let (problem, index) = shifts.examine(row, position: position) {
        throw SpreadsheetFailure(position: position(row, index), problem: problem, isOneRow: true)
      }
      if reader.separatesByComma { shiftedPrices.examine(row, position: position) }
      return
    }
    var problem = Problem.raggedRow(row.count, expected: names.count)
    var index = extra
    if reader.sheet != nil {
      problem = .unnamedColumn(extra + 1, value: row[extra])
    } else if reader.separatesByComma, let first = ShiftedCells.pair(in: row) {
      problem = .shiftedCells(row[first], row[first + 1])
      index = first
    }
    throw SpreadsheetFailure(position: position(row, index), problem: problem, isOneRow: true)
  }

  /// Whether the first column, without a name, has counted the rows so far, as pandas writes it.
  private func countsRows(_ row: RawRow) -> Bool {
    guard let last = lastCount, let count = Int(row[0]), count > last, row[0] == "\(count)",
      lastCount != -1 || count == 0
    else {
      lastCount = nil
      return false
    }
    lastCount = count
    return true
  }

  /// Counts a remark about a cell, for one note a column.
  func count(_ note: ColumnNotes.Note, _ row: RawRow, _ index: Int) {
    columnNotes.count(note, row: row.number, column: index) { position(row, index) }
  }

  private func count(blankRowsBefore row: RawRow) {
    let count = row.number - previousNumber - 1
    guard count > 0 else { return }
    // A blank row is one line.
    let position = Position(
      file: file, line: row.place(of: 0).line - count, cell: cell(previousNumber + 1, 0))
    blankRows = (blankRows?.first ?? position, (blankRows?.count ?? 0) + count)
  }

  private func reportNotes() {
    for remark in reader.remarks(quotingCells: secretColumns.isEmpty) {
      sink.report(Finding(.note, at: Position(file: file), remark))
    }
    if let blankRows {
      sink.report(Finding(.note, at: blankRows.first, .blankRows(blankRows.count)))
    }
    if let lastCount, lastCount >= 0 {
      sink.report(Finding(.note, at: position(header, 0), .rowNumbers))
    }
    blankRows = nil
    shifts.report(to: sink, except: shiftedPrices.report(to: sink))
    columnNotes.report(to: sink)
  }
}

extension Problem {
  static var emptySpreadsheet: Problem {
    Problem(
      Sentence("the spreadsheet is empty", "表格是空的"),
      hint: Sentence("the first row must name the columns", "第一行必须是列名"))
  }

  static func emptySheet(_ name: String, others: [String]) -> Problem {
    Problem(
      Sentence(
        "the sheet \(quoted(name)) is empty; others: \(list(others).english)",
        "工作表 \(quoted(name)) 是空的；其他工作表：\(list(others).chinese)"),
      hint: Sentence("choose with `sheet:`", "请用 `sheet:` 选择"), code: "empty-spreadsheet")
  }

  static func blankHeader(_ row: Int) -> Problem {
    Problem(
      Sentence("row \(row) is blank or does not exist", "第 \(row) 行是空行，或不存在"),
      hint: Sentence(
        "in `header:`, write the number of the row that names the columns",
        "请在 `header:` 写列名所在行的行号"))
  }

  static func headerBelow(_ row: Int, first name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) looks like a title: row \(row) has the names of the columns",
        "\(quoted(name)) 像是标题：列名在第 \(row) 行"),
      hint: Sentence("add `header: \(row)` below `rows:`", "请在 `rows:` 下面加上 `header: \(row)`"))
  }

  static func repeatedHeader(first row: Int) -> Problem {
    Problem(
      Sentence("this row names the columns again, as row \(row)", "这一行与第 \(row) 行相同，又是列名"),
      hint: Sentence(
        "delete the row; put a second table into its own file", "请删掉这一行；第二张表请另存一个文件"))
  }

  static func unnamedColumn(_ number: Int, value: String) -> Problem {
    Problem(
      Sentence(
        "column \(number) has the value \(quoted(value)), but no name",
        "第 \(number) 列有值 \(quoted(value))，却没有列名"),
      hint: Sentence("name the column in the header, or delete the value", "请在表头写上列名，或删掉这个值"))
  }

  static var rowNumbers: Problem {
    Problem(
      Sentence(
        "the column without a name counts the rows, and is not read", "没有列名的这一列是行号，不会读取"),
      hint: Sentence(
        "nothing needs to be changed; in pandas, `to_csv(…, index=False)` leaves it out",
        "不必修改；在 pandas 里写 `to_csv(…, index=False)` 就没有这一列"))
  }

  static func badColumnName(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be a column's name", "\(quoted(name)) 不能用作列名"),
      hint: Sentence("write it without { }", "请去掉 { }"))
  }

  static func repeatedColumn(_ name: String, first: Int) -> Problem {
    Problem(
      Sentence("two columns have the name \(quoted(name))", "有两列都叫 \(quoted(name))"),
      hint: Sentence("rename this one; the other is column \(first)", "请给这一列改名；另一列是第 \(first) 列"))
  }

  static func raggedRow(_ count: Int, expected: Int) -> Problem {
    Problem(
      Sentence(
        "the row has \(count) cells, the header has \(expected)",
        "这一行有 \(count) 个单元格，表头有 \(expected) 个"),
      hint: Sentence(
        "put quotes around a cell that holds the separator, or delete what comes after the last column",
        "单元格里若含有分隔符，请加引号；否则请删掉最后一列后面的内容"))
  }

  static func blankRows(_ count: Int) -> Problem {
    Problem(
      Sentence(
        count == 1 ? "a blank row is left out" : "\(count) blank rows are left out",
        "已略过 \(count) 个空行"))
  }

  static var tooManyBlankRows: Problem {
    let limit = grouped(SpreadsheetTable.maximumBlankRowCount)
    return Problem(
      Sentence(
        "there are more than \(limit) blank rows one after another", "连续超过 \(limit) 个空行"),
      hint: Sentence("delete the blank rows", "请删掉空行"))
  }
}
