internal import Support

/// The fields of one link: the cells of its row, then the values of its `each` keys.
struct FieldRow {
  /// The row of the spreadsheet.
  var row: RawRow?
  /// The values of the `each` keys.
  var eachValues: [String] = []
  /// The spreadsheet's path as messages show it.
  var file = ""
  /// The names of the spreadsheet's columns.
  var names: [String] = []
  /// The `each` values for messages, such as `n=7`; empty without `each`.
  var label = ""

  /// The value of a field, by its index in `FieldSource.names`.
  subscript(index: Int) -> String {
    guard let row else { return eachValues[index] }
    return index < row.count ? row[index] : eachValues[index - row.count]
  }

  /// The position of a value from a spreadsheet; nil for any other.
  func cellPosition(_ index: Int) -> Position? {
    guard let row, index < row.count else { return nil }
    let place = row.place(of: index)
    let cell = Position.Cell(
      row: row.number, number: index + 1, column: index < names.count ? names[index] : nil)
    return Position(file: file, line: place.line, column: place.column, cell: cell)
  }

  /// Whether a position is that of a cell.
  func hasCell(at position: Position) -> Bool {
    (0..<(row?.count ?? 0)).contains { cellPosition($0) == position }
  }
}

/// Makes the rows of fields of one entry under `links:`: for each row of the spreadsheet, the
/// product of the `each` values; the last key varies fastest.
final class FieldSource {
  /// The names of the fields: the spreadsheet's columns, then the `each` keys.
  let names: [String]
  /// The digest of the spreadsheet's bytes read so far; nil without one.
  var digest: Digest64? { reader?.digest }

  /// Whether some rows of the spreadsheet could not be read.
  private(set) var hasLostRows = false

  private let spec: LinkSpec
  private let sink: FindingSink
  private let reader: CSVReader?
  private var row: RawRow?
  private var rowCount = 0
  /// The next element of the product: an index into the values of each key.
  private var indices: [Int]
  private var isFinished = false

  /// Opens an entry's spreadsheet and reads its header; nil, with a finding, on failure.
  init?(_ spec: LinkSpec, folder: String, sink: FindingSink) {
    self.spec = spec
    self.sink = sink
    indices = Array(repeating: 0, count: spec.each.count)
    do {
      reader = try Self.open(spec, folder: folder)
    } catch let failure as SpreadsheetFailure {
      sink.report(Finding(.error, at: failure.position, failure.problem))
      return nil
    } catch {
      Self.reportUnreadable(spec, error, to: sink)
      return nil
    }
    names = (reader?.header ?? []) + spec.each.map(\.name)
    if let column = spec.each.map(\.name).first(where: { reader?.header.contains($0) == true }) {
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
    if let reader {
      if row == nil { row = readRow(reader) }
      guard row != nil else {
        isFinished = true
        return nil
      }
    }
    let fields = currentRow()
    advance()
    return fields
  }

  private static func open(_ spec: LinkSpec, folder: String) throws -> CSVReader? {
    guard case .literal(let name)? = spec.rows?.segments.first else { return nil }
    let path = name.hasPrefix("/") ? name : folder + name
    return try CSVReader(path: path, file: path)
  }

  private static func reportUnreadable(_ spec: LinkSpec, _ error: any Error, to sink: FindingSink) {
    guard let rows = spec.rows, case .literal(let name)? = rows.segments.first else { return }
    let reading = error as? ReadingError
    let problem = Problem.unreadableSpreadsheet(
      name, reading?.reason ?? "\(error)", near: reading?.question(ofName: name))
    sink.report(Finding(.error, at: rows.position, keyPath: rows.keyPath, problem))
  }

  private func readRow(_ reader: CSVReader) -> RawRow? {
    while true {
      do {
        let row = try reader.nextRow()
        if row == nil && rowCount == 0, let rows = spec.rows {
          sink.report(Finding(.error, at: rows.position, keyPath: rows.keyPath, .noRows))
        }
        rowCount += 1
        return row
      } catch let failure as SpreadsheetFailure {
        hasLostRows = true
        sink.report(Finding(.error, at: failure.position, failure.problem))
        rowCount += 1
        guard failure.isOneRow else { return nil }
      } catch {
        hasLostRows = true
        Self.reportUnreadable(spec, error, to: sink)
        return nil
      }
    }
  }

  private func currentRow() -> FieldRow {
    var fields = FieldRow(row: row, file: reader?.file ?? "", names: names)
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
    if reader == nil { isFinished = true }
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
        ?? Sentence("the path is taken from the config's own folder", "路径以配置文件所在文件夹为起点"))
  }

  static var noRows: Problem {
    Problem(
      Sentence("the spreadsheet has no rows below its header", "表格除表头外没有任何行"),
      hint: Sentence("add rows, or remove this entry", "请添加数据行，或删掉这一项"))
  }

  static func fieldInBothSources(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) is a column of the spreadsheet and a key of each",
        "\(quoted(name)) 既是表格的列又是 each 的键"),
      hint: Sentence("rename one of the two", "请给其中一个改名"))
  }
}
