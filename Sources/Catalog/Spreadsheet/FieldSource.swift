internal import Support

/// The fields of one link: the cells of its row, then the values of its `each` keys.
struct FieldRow {
  /// The row of the spreadsheet.
  var row: RawRow?
  /// The values of the `each` keys.
  var eachValues: [String] = []
  /// The spreadsheet; nil without one.
  var table: SpreadsheetTable?
  /// The `each` values for messages, such as `n=7`; empty without `each`.
  var label = ""

  /// The value of a field, by its index in the names of the entry's fields.
  subscript(index: Int) -> String {
    guard let row, let table else { return eachValues[index] }
    let columnCount = table.names.count
    return index < columnCount ? row[index] : eachValues[index - columnCount]
  }

  /// Whether a field is a cell of the spreadsheet.
  func isCell(_ index: Int) -> Bool { index < table?.names.count ?? 0 }

  /// The position of a value from a spreadsheet; nil for any other.
  func cellPosition(_ index: Int) -> Position? {
    guard let row, let table, isCell(index) else { return nil }
    return table.position(row, index)
  }

  /// Counts a remark about a cell of the spreadsheet.
  func count(_ note: ColumnNotes.Note, _ index: Int) {
    if let row, isCell(index) { table?.count(note, row, index) }
  }

  /// The number of a cell of a workbook, if its text has more than the number.
  func number(_ index: Int) -> String? { isCell(index) ? row?.numbers[index] : nil }

  /// The problem of a cell whose value was damaged before it came here; nil for a sound one.
  func damage(_ index: Int, _ text: String, isCode: Bool) -> Problem? {
    guard let row, isCell(index) else { return nil }
    return row.fault(of: index) ?? DamagedCell.problem(of: text, isCode: isCode)
  }

  /// The row of the spreadsheet for lists and messages; nil without a spreadsheet.
  var source: LinkSource? {
    guard let row, let table else { return nil }
    return LinkSource(file: table.file, row: row.number)
  }
}

/// The names of an entry's fields: the columns of its spreadsheet, then its `each` keys.
struct FieldNames {
  /// All names; empty for a column without one.
  let all: [String]
  private let table: SpreadsheetTable?

  /// The names of an entry's fields; none by default.
  init(table: SpreadsheetTable? = nil, each: [EachKey] = []) {
    self.table = table
    all = (table?.names ?? []) + each.map(\.name)
  }

  func index(of name: String) -> Int? { all.firstIndex(of: name) }

  /// Another column whose name differs from a column's in nothing but case.
  func otherColumnAlike(_ index: Int) -> (name: String, position: Position)? {
    guard let table, index < table.names.count else { return nil }
    let other = table.names.indices.first {
      table.names[$0] != table.names[index]
        && SpreadsheetTable.areAlike(table.names[$0], table.names[index])
    }
    return other.map { (table.names[$0], table.namePosition($0)) }
  }

  /// The only column whose name differs from a field's in nothing but case.
  func columnAlike(_ name: String) -> (index: Int, position: Position)? {
    guard let table else { return nil }
    let alike = table.names.indices.filter { SpreadsheetTable.areAlike(table.names[$0], name) }
    return alike.count == 1 ? (alike[0], table.namePosition(alike[0])) : nil
  }
}

/// Makes the rows of fields of one entry under `links:`: for each row of the spreadsheet, the
/// product of the `each` values; the last key varies fastest.
final class FieldSource {
  let names: FieldNames
  /// The digest of the spreadsheet's bytes read so far; nil without one.
  var digest: Digest64? { table?.digest }

  /// Whether some rows of the spreadsheet could not be read.
  private(set) var hasLostRows = false

  private let spec: LinkSpec
  private let sink: FindingSink
  private let table: SpreadsheetTable?
  private var row: RawRow?
  private var rowCount = 0
  /// The next element of the product: an index into the values of each key.
  private var indices: [Int]
  private var isFinished = false

  /// Opens an entry's spreadsheet and reads its header; nil, with a finding, on failure.
  ///
  /// `prices` are the names of the fields in prices.
  init?(_ spec: LinkSpec, project: ProjectFolder, prices: Set<String>, sink: FindingSink) {
    self.spec = spec
    self.sink = sink
    indices = Array(repeating: 0, count: spec.each.count)
    do {
      table = try Self.open(spec, project: project, prices: prices, sink: sink)
    } catch {
      Self.report(error, spec, to: sink)
      return nil
    }
    names = FieldNames(table: table, each: spec.each)
    if let column = spec.each.map(\.name).first(where: { table?.names.contains($0) == true }) {
      sink.report(
        Finding(
          .error, at: spec.position, keyPath: "\(spec.keyPath).each.\(column)",
          .fieldInBothSources(column)))
      return nil
    }
  }

  /// The next row of fields, or nil at the end or after an error in the spreadsheet.
  func next() -> FieldRow? {
    guard !isFinished else { return nil }
    if let table {
      if row == nil { row = readRow(table) }
      guard row != nil else {
        isFinished = true
        return nil
      }
    }
    let fields = currentRow()
    advance()
    return fields
  }

  private static func open(
    _ spec: LinkSpec, project: ProjectFolder, prices: Set<String>, sink: FindingSink
  ) throws -> SpreadsheetTable? {
    guard let rows = spec.rows else { return nil }
    guard !rows.isRemote else {
      throw SpreadsheetFailure(
        position: rows.position, problem: .remoteSpreadsheet(rows.name), keyPath: rows.keyPath)
    }
    if let problem = project.problem(of: rows.name) {
      throw SpreadsheetFailure(position: rows.position, problem: problem, keyPath: rows.keyPath)
    }
    let fields = spec.fieldNames.subtracting(spec.each.map(\.name))
    return try SpreadsheetTable(
      rows.open(at: project.path(of: rows.name)), headerRow: rows.headerRow, fields: fields,
      prices: prices, sink: sink)
  }

  private static func report(_ error: any Error, _ spec: LinkSpec, to sink: FindingSink) {
    guard let rows = spec.rows else { return }
    if let failure = error as? SpreadsheetFailure {
      sink.report(
        Finding(.error, at: failure.position, keyPath: failure.keyPath, failure.problem))
    } else {
      let reading = error as? ReadingError
      let near =
        reading?.errorNumber == EISDIR
        ? Sentence("name a file in this folder", "请写这个文件夹里的一个文件")
        : reading?.question(ofName: rows.name)
      let problem = Problem.unreadableSpreadsheet(
        rows.name, reading?.reason ?? "\(error)", near: near)
      sink.report(Finding(.error, at: rows.position, keyPath: rows.keyPath, problem))
    }
  }

  private func readRow(_ table: SpreadsheetTable) -> RawRow? {
    while true {
      do {
        let row = try table.nextRow()
        if row == nil && rowCount == 0, let rows = spec.rows {
          sink.report(Finding(.error, at: rows.position, keyPath: rows.keyPath, .noRows))
        }
        rowCount += 1
        return row
      } catch {
        hasLostRows = true
        rowCount += 1
        Self.report(error, spec, to: sink)
        guard let failure = error as? SpreadsheetFailure, failure.isOneRow else { return nil }
      }
    }
  }

  private func currentRow() -> FieldRow {
    var fields = FieldRow(row: row, table: table)
    for (key, index) in zip(spec.each, indices) {
      fields.eachValues.append(key.values[index])
      fields.label +=
        (fields.label.isEmpty ? "" : ", ") + "\(key.name)=\(shortened(key.values[index]))"
    }
    return fields
  }

  /// Moves to the next element of the product; after the last, to the next row.
  private func advance() {
    for position in indices.indices.reversed() {
      indices[position] += 1
      if indices[position] < spec.each[position].values.count { return }
      indices[position] = 0
    }
    row = nil
    if table == nil { isFinished = true }
  }
}

extension Problem {
  static func unreadableSpreadsheet(
    _ name: String, _ reason: String, near: Sentence? = nil
  ) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) cannot be read: \(reason)",
        "\(quoted(name)) 无法读取：\(Sentence(system: reason).chinese)"),
      hint: near
        ?? (name.contains("*")
          ? Sentence(
            "one entry reads one file: write an entry for each", "一项只读取一个文件：请给每个文件各写一项")
          : nil)
        ?? Sentence("write the path from the config's own folder on", "路径请从配置文件所在的文件夹写起"))
  }

  static var noRows: Problem {
    Problem(
      Sentence("the spreadsheet has no rows below its header", "表格除表头外没有任何行"),
      hint: Sentence("add rows, or remove this entry", "请添加数据行，或删掉这一项"))
  }

  static func fieldInBothSources(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) is a column of the spreadsheet and a key under `each`",
        "\(quoted(name)) 既是表格的列，又是 `each` 下的键"),
      hint: Sentence("rename one of the two", "请给其中一个改名"))
  }
}
