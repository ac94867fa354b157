internal import Support

/// Reads a CSV spreadsheet row by row, with the position of every cell.
///
/// RFC 4180, plus what spreadsheet programs write: a byte-order mark; comma, semicolon or tab as
/// separator; CRLF, LF or CR as line end; line breaks within quotes; no line end at the end.
/// Everything else is an error with its position; nothing is guessed or skipped.
final class CSVReader {
  /// The most columns of a spreadsheet.
  static let maximumColumnCount = 1_000
  /// The largest cell in bytes.
  static let maximumCellByteCount = 65_536

  /// The column names, from the first line.
  private(set) var header: [String] = []
  /// A digest of the bytes read so far: equal for equal files.
  private(set) var digest = Digest64()

  private let input: InputFile
  /// The path as messages show it.
  let file: String
  private(set) var separator = UInt8(ascii: ",")
  private var chunk: [UInt8] = []
  private var next = 0
  private var line = 1
  /// The number of rows read so far.
  private var rowCount = 0
  private var column = 1
  private var cell: [UInt8] = []

  /// Opens a spreadsheet, named `file` in messages, and reads its header.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when its
  ///   header is invalid.
  init(path: String, file: String) throws {
    input = try InputFile(path)
    self.file = file
    try skipByteOrderMark()
    separator = try findSeparator()
    guard let row = try readRow() else { throw failure(.emptySpreadsheet) }
    header = (0..<row.count).map { Self.trimmed(row[$0]) }
    try checkHeader(row)
  }

  /// The next row, or nil at the end.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when it is invalid.
  func nextRow() throws -> RawRow? {
    guard let row = try readRow() else { return nil }
    if row.isBlank {
      // Blank lines at the end are ignored; between rows, a row may have been lost.
      while let after = try readRow() {
        guard after.isBlank else {
          throw SpreadsheetFailure(position: position(row, 0), problem: .emptyLine)
        }
      }
      return nil
    }
    guard row.count == header.count else {
      let problem = Problem.raggedRow(row.count, expected: header.count)
      throw SpreadsheetFailure(position: position(row, 0), problem: problem, isOneRow: true)
    }
    return row
  }

  /// The position of a cell.
  func position(_ row: RawRow, _ index: Int) -> Position {
    let place = row.place(of: index)
    let cell = Position.Cell(
      row: row.number, number: index + 1, column: index < header.count ? header[index] : nil)
    return Position(file: file, line: place.line, column: place.column, cell: cell)
  }

  private func failure(_ problem: Problem) -> SpreadsheetFailure {
    SpreadsheetFailure(position: Position(file: file, line: line, column: column), problem: problem)
  }

  // MARK: The first line

  private func skipByteOrderMark() throws {
    try fill()
    if chunk.starts(with: [0xFF, 0xFE]) || chunk.starts(with: [0xFE, 0xFF]) {
      throw failure(.notUTF8)
    }
    // The signature of a ZIP file, such as an Excel workbook.
    if chunk.starts(with: Array("PK\u{3}\u{4}".utf8)) { throw failure(.excelWorkbook) }
    if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
  }

  /// The separator in the first line, outside quotes.
  private func findSeparator() throws -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in chunk[next...] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    if most == 0 { return candidates[0] }
    guard counts.count(where: { $0 == most }) == 1 else { throw failure(.unclearSeparator) }
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private func checkHeader(_ row: RawRow) throws {
    var seen: [String: Int] = [:]
    for (index, name) in header.enumerated() {
      let position = self.position(row, index)
      if name.isEmpty {
        throw SpreadsheetFailure(position: position, problem: .unnamedColumn(index + 1))
      }
      if name.unicodeScalars.contains(where: { "{}\r\n".unicodeScalars.contains($0) }) {
        throw SpreadsheetFailure(position: position, problem: .badColumnName(name))
      }
      if let first = seen.updateValue(index + 1, forKey: name) {
        throw SpreadsheetFailure(position: position, problem: .repeatedColumn(name, first: first))
      }
    }
  }

  /// A column's name without surrounding spaces, which are invisible in a spreadsheet program.
  private static func trimmed(_ name: String) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    return String(String(name.drop(while: isSpace).reversed()).drop(while: isSpace).reversed())
  }

  // MARK: Rows and cells

  private enum CellEnd {
    case separator
    case line
    case file
  }

  private func readRow() throws -> RawRow? {
    if try peek() == nil { return nil }
    rowCount += 1
    if let row = readPlainRow() { return row }
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var places: [(line: Int, column: Int)] = []
    while true {
      guard ends.count < Self.maximumColumnCount else {
        throw failure(.tooManyColumns(Self.maximumColumnCount))
      }
      let place = (line: line, column: column)
      places.append(place)
      let end = try readCell()
      guard String(validating: cell, as: UTF8.self) != nil else { throw invalidText(place) }
      bytes += cell
      ends.append(bytes.count)
      bytes.append(separator)
      if end != .separator {
        return RawRow(bytes, cellsEndingAt: ends, places: places, number: rowCount)
      }
    }
  }

  /// Reads a row without quotes within the chunk, the usual case; else consumes nothing.
  private func readPlainRow() -> RawRow? {
    let start = next
    let separator = separator
    var ends: [Int] = []
    ends.reserveCapacity(max(1, header.count))
    let following = chunk.withUnsafeBufferPointer { bytes -> Int? in
      var cellStart = start
      var index = start
      var allBits: UInt8 = 0
      while index < bytes.count {
        let byte = bytes[index]
        allBits |= byte
        // A special byte is the separator or not greater than a comma.
        if byte > UInt8(ascii: ","), byte != separator {
          index += 1
          continue
        }
        if byte == UInt8(ascii: "\"") || byte == 0 { return nil }
        let endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        if byte == separator || endsLine {
          guard index - cellStart <= Self.maximumCellByteCount,
            ends.count < Self.maximumColumnCount
          else { return nil }
          ends.append(index)
          cellStart = index + 1
        }
        index += 1
        if endsLine {
          let isText =
            allBits < 0x80
            || String(validating: bytes[start..<index], as: UTF8.self) != nil
          guard isText else { return nil }
          if byte == UInt8(ascii: "\n") { return index }
          guard index < bytes.count else { return nil }
          return bytes[index] == UInt8(ascii: "\n") ? index + 1 : index
        }
      }
      return nil
    }
    guard let following else { return nil }
    let row = RawRow(
      in: chunk, from: start, cellsEndingAt: ends, line: line, number: rowCount)
    next = following
    line += 1
    column = 1
    return row
  }

  private func readCell() throws -> CellEnd {
    cell.removeAll(keepingCapacity: true)
    if try peek() == UInt8(ascii: "\"") {
      try readQuotedText()
      return try readCellEnd()
    }
    while let byte = try peek() {
      switch byte {
      case separator, UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return try readCellEnd()
      case UInt8(ascii: "\""):
        throw failure(.quoteInCell)
      default:
        try append(byte)
      }
    }
    return .file
  }

  /// Reads from an opening quote to the closing one; two quotes are an escaped one.
  private func readQuotedText() throws {
    let opening = failure(.unclosedQuote)
    try advance(over: UInt8(ascii: "\""))
    while true {
      guard let byte = try peek() else { throw opening }
      if byte != UInt8(ascii: "\"") {
        try append(byte)
        continue
      }
      try advance(over: byte)
      guard try peek() == UInt8(ascii: "\"") else { return }
      try append(byte)
    }
  }

  private func readCellEnd() throws -> CellEnd {
    guard let byte = try peek() else { return .file }
    switch byte {
    case separator:
      try advance(over: byte)
      return .separator
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      try advance(over: byte)
      if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") {
        try advance(over: UInt8(ascii: "\n"))
      }
      return .line
    default:
      throw failure(.textAfterQuote)
    }
  }

  private func append(_ byte: UInt8) throws {
    if byte == 0 { throw failure(.nulByte) }
    guard cell.count < Self.maximumCellByteCount else {
      throw failure(.cellTooLarge(Self.maximumCellByteCount))
    }
    cell.append(byte)
    try advance(over: byte)
  }

  /// The position of the first invalid byte of the cell just read.
  private func invalidText(_ place: (line: Int, column: Int)) -> SpreadsheetFailure {
    let start = Position(file: file, line: place.line, column: place.column)
    let inCell = InvalidUTF8.firstPosition(in: cell, file: file) ?? start
    let isFirstLine = inCell.line == 1
    let position = Position(
      file: file, line: start.line + inCell.line - 1,
      column: isFirstLine ? start.column + inCell.column - 1 : inCell.column)
    return SpreadsheetFailure(position: position, problem: .notUTF8)
  }

  // MARK: Bytes

  private func fill() throws {
    try input.readChunk(into: &chunk)
    digest.add(chunk)
    next = 0
  }

  private func peek() throws -> UInt8? {
    if next == chunk.count {
      if chunk.isEmpty { return nil }
      try fill()
      if chunk.isEmpty { return nil }
    }
    return chunk[next]
  }

  /// Skips the peeked byte; CRLF counts as one line end.
  private func advance(over byte: UInt8) throws {
    next += 1
    let endsLine =
      switch byte {
      case UInt8(ascii: "\n"): true
      case UInt8(ascii: "\r"): try peek() != UInt8(ascii: "\n")
      default: false
      }
    if endsLine {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      // Continuation bytes of UTF-8 do not start a character.
      column += 1
    }
  }
}

extension Problem {
  static var emptySpreadsheet: Problem {
    Problem(
      Sentence("the spreadsheet is empty", "表格是空的"),
      hint: Sentence("the first line must name the columns", "第一行必须是列名"))
  }

  static var unclearSeparator: Problem {
    Problem(
      Sentence(
        "it is unclear whether a comma, semicolon or tab separates the columns",
        "无法判断列是用逗号、分号还是制表符分隔"
      ),
      hint: Sentence("put quotes around column names that hold one of them", "列名里若含有这些符号，请加引号"))
  }

  static func unnamedColumn(_ number: Int) -> Problem {
    Problem(
      Sentence("column \(number) has no name", "第 \(number) 列没有列名"),
      hint: Sentence("name it in the first line, or delete the column", "请在第一行写上列名，或删掉这一列"))
  }

  static func badColumnName(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be a column's name", "\(quoted(name)) 不能用作列名"),
      hint: Sentence("leave out { } and line breaks", "不要使用 { } 和换行"))
  }

  static func repeatedColumn(_ name: String, first: Int) -> Problem {
    Problem(
      Sentence("two columns have the name \(quoted(name))", "有两列都叫 \(quoted(name))"),
      hint: Sentence("rename this one; the other is column \(first)", "请给这一列改名；另一列是第 \(first) 列"))
  }

  static func tooManyColumns(_ limit: Int) -> Problem {
    Problem(
      Sentence("more than \(limit) columns", "超过 \(limit) 列"),
      hint: Sentence("delete those that no link uses", "请删掉链接用不到的列"))
  }

  static func cellTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("a cell has more than \(limit) bytes", "单元格超过 \(limit) 字节"),
      hint: Sentence("look for a quote that is never closed", "请检查是否有引号没有关闭"))
  }

  static func raggedRow(_ count: Int, expected: Int) -> Problem {
    Problem(
      Sentence(
        "the row has \(count) cells, the header has \(expected)",
        "这一行有 \(count) 个单元格，表头有 \(expected) 个"),
      hint: Sentence(
        "put quotes around a cell that holds the separator", "单元格里若含有分隔符，请加引号"))
  }

  static var excelWorkbook: Problem {
    Problem(
      Sentence("this is an Excel workbook, not a CSV file", "这是 Excel 工作簿，不是 CSV 文件"),
      hint: Sentence("save it as CSV UTF-8 in the spreadsheet program", "请在表格软件里另存为 CSV UTF-8"))
  }

  static var emptyLine: Problem {
    Problem(
      Sentence("an empty line between the rows", "数据行之间有空行"),
      hint: Sentence("delete it, or put the row back", "请删掉它，或补上这一行"))
  }

  static var quoteInCell: Problem {
    Problem(
      Sentence("a quote in the middle of a cell", "单元格中间出现了引号"),
      hint: Sentence(
        "put quotes around the whole cell and write the inner one twice", "请给整个单元格加引号，里面的引号写两遍"))
  }

  static var textAfterQuote: Problem {
    Problem(
      Sentence("text follows the closing quote of a cell", "单元格的结束引号后面还有文字"),
      hint: Sentence("write a quote within the cell twice", "单元格里的引号请写两遍"))
  }

  static var unclosedQuote: Problem {
    Problem(
      Sentence("the quote that opens here is never closed", "这里的引号缺少结束引号"),
      hint: Sentence("close it, or write a quote within the cell twice", "请补上结束引号；单元格里的引号请写两遍"))
  }

  static var nulByte: Problem {
    Problem(
      Sentence("a NUL byte", "出现了 NUL 字节"),
      hint: Sentence("save the file again as CSV UTF-8", "请重新另存为 CSV UTF-8"))
  }
}
