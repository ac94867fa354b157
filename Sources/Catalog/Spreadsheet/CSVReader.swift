internal import Support

/// Reads a CSV spreadsheet row by row, with the position of every cell.
///
/// RFC 4180, plus what spreadsheet programs write: any encoding of `TextEncoding`; comma, semicolon,
/// tab or pipe as separator, or the one that a first line `sep=;` names; CRLF, LF or CR as line end;
/// line breaks within quotes; no line end at the end. Everything else is an error with its position.
final class CSVReader: RowReader {
  /// The most columns of a spreadsheet.
  static let maximumColumnCount = 1_000
  /// The largest cell in bytes.
  static let maximumCellByteCount = 65_536

  /// A digest of the bytes read so far: equal for equal files.
  var digest: Digest64 { input.digest }

  private let input: EncodedFile
  let file: String
  let sheet: String? = nil
  var converterName: String? { input.converterName }
  var separatesByComma: Bool { separator == UInt8(ascii: ",") }
  private(set) var separator = UInt8(ascii: ",")
  private var chunk: [UInt8] = []
  private var next = 0
  private var line = 1
  /// The number of rows read so far.
  private var rowCount = 0
  private var column = 1
  /// The number of the cell in its row that is being read.
  private var cellNumber = 1
  /// The number of cells of the last row.
  private var cellCount = 1
  private var cell: [UInt8] = []

  /// Opens a spreadsheet, named `file` in messages, and finds its encoding and separator.
  ///
  /// `headerRow` is the number of the row with the names of the columns, if it is known.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `SpreadsheetFailure` when its first lines
  ///   are invalid.
  convenience init(
    path: String, file: String, encoding: TextEncoding? = nil, headerRow: Int? = nil
  ) throws {
    try self.init(.file(path), file: file, encoding: encoding, headerRow: headerRow)
  }

  /// Opens a spreadsheet that may be in memory.
  init(_ source: TextSource, file: String, encoding: TextEncoding?, headerRow: Int?) throws {
    self.file = file
    do {
      input = try EncodedFile(source, encoding: encoding)
    } catch let problem as Problem {
      throw SpreadsheetFailure(position: Position(file: file), problem: problem)
    }
    try fill()
    if let named = SeparatorLine(chunk) {
      // A spreadsheet program does not show this line, and so does not count it.
      separator = named.separator
      next = named.byteCount
      line = 2
    } else if let found = SeparatorSearch.separator(in: chunk, headerRow: headerRow) {
      separator = found
    } else {
      throw failure(.unclearSeparator)
    }
  }

  func remarks(quotingCells: Bool) -> [Problem] {
    guard input.isGuessed else { return [] }
    return [.guessedEncoding(input.encoding, words: quotingCells ? input.firstWords : [])]
  }

  private func failure(_ problem: Problem) -> SpreadsheetFailure {
    SpreadsheetFailure(position: position(line: line, column: column), problem: problem)
  }

  /// A place in the cell that is being read.
  private func position(line: Int, column: Int) -> Position {
    let cell = rowCount > 0 ? Position.Cell(row: rowCount, number: cellNumber) : nil
    return Position(file: file, line: line, column: column, cell: cell)
  }

  // MARK: Rows and cells

  private enum CellEnd {
    case separator
    case line
    case file
  }

  func readRow() throws -> RawRow? {
    while true {
      skipEmptyLines()
      guard let byte = try peek() else { return nil }
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { break }
      // An empty line at the border of two chunks.
      _ = try readCellEnd()
      rowCount += 1
    }
    if try skipEndMark() { return nil }
    rowCount += 1
    cellNumber = 1
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
      cellNumber = ends.count + 1
      if end != .separator {
        return RawRow(bytes, cellsEndingAt: ends, places: places, number: rowCount)
      }
    }
  }

  /// Leaves out lines without a character, as far as they are in the chunk; a file may consist of
  /// them.
  private func skipEmptyLines() {
    let start = next
    let skipped = chunk.withUnsafeBufferPointer { bytes in
      var index = start
      var count = 0
      while index < bytes.count {
        var end = index + 1
        if bytes[index] == UInt8(ascii: "\r") {
          // Whether a line feed follows may be known only in the next chunk.
          guard end < bytes.count else { break }
          if bytes[end] == UInt8(ascii: "\n") { end += 1 }
        } else if bytes[index] != UInt8(ascii: "\n") {
          break
        }
        index = end
        count += 1
      }
      return (next: index, count: count)
    }
    next = skipped.next
    line += skipped.count
    rowCount += skipped.count
  }

  /// Reads a row without quotes within the chunk, the usual case; else consumes nothing.
  private func readPlainRow() -> RawRow? {
    let start = next
    let separator = separator
    var ends: [Int] = []
    ends.reserveCapacity(cellCount)
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
    cellCount = ends.count
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
      if try skipEndMark() { return .file }
      switch byte {
      case separator, UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return try readCellEnd()
      case UInt8(ascii: "\""):
        if cell.elementsEqual("=".utf8) {
          try readEscape()
          continue
        }
        guard cell.allSatisfy({ $0 == UInt8(ascii: " ") }) else { throw failure(.quoteInCell) }
        cell.removeAll(keepingCapacity: true)
        try readQuotedText(isAfterBlank: true)
        return try readCellEnd()
      default:
        try append(byte)
      }
    }
    return .file
  }

  /// Reads the quotes of `="0017"` as they are; who uses the cell says what is wrong with it.
  private func readEscape() throws {
    let opening = failure(.quoteInCell)
    repeat {
      guard let byte = try peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
        throw opening
      }
      try append(byte)
    } while cell.count < 3 || cell.last != UInt8(ascii: "\"")
  }

  /// Reads from an opening quote to the closing one; two quotes are an escaped one.
  ///
  /// Blanks before the opening quote are not part of the cell. Other programs take the quotes of such
  /// a cell for text, so it is an error where they would read more than the quotes differently.
  private func readQuotedText(isAfterBlank: Bool = false) throws {
    let (opening, ambiguity) = (failure(.unclosedQuote), failure(.quoteAfterBlank))
    try advance(over: UInt8(ascii: "\""))
    while true {
      guard let byte = try peek() else { throw opening }
      if byte != UInt8(ascii: "\"") {
        let splits = [separator, UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(byte)
        if isAfterBlank, splits { throw ambiguity }
        try append(byte)
        continue
      }
      try advance(over: byte)
      guard try peek() == UInt8(ascii: "\"") else { return }
      if isAfterBlank { throw ambiguity }
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
    let inCell = InvalidUTF8.firstPosition(in: cell, file: file) ?? Position(file: file)
    let isFirstLine = inCell.line == 1
    let position = position(
      line: place.line + inCell.line - 1,
      column: isFirstLine ? place.column + inCell.column - 1 : inCell.column)
    return SpreadsheetFailure(position: position, problem: input.undecodableText)
  }

  // MARK: Bytes

  private func fill() throws {
    do {
      try input.readChunk(into: &chunk)
    } catch let problem as Problem {
      throw failure(problem)
    }
    next = 0
  }

  /// Skips the mark that DOS programs write behind a text, if it is the last byte of the file.
  private func skipEndMark() throws -> Bool {
    guard chunk.indices.contains(next), chunk[next] == 0x1A, next == chunk.count - 1 else {
      return false
    }
    try fill()
    if chunk.isEmpty { return true }
    chunk.insert(0x1A, at: 0)
    return false
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
  static func tooManyColumns(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "the row has more than \(grouped(limit)) columns", "这一行超过 \(grouped(limit)) 列"),
      hint: Sentence("delete those that no link uses", "请删掉链接用不到的列"))
  }

  static func cellTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("a cell is larger than \(dataSize(limit))", "单元格超过 \(dataSize(limit))"),
      hint: Sentence("look for a quote that is never closed", "请检查是否有引号没有关闭"))
  }

  static var quoteInCell: Problem {
    Problem(
      Sentence("there is a quote in the middle of a cell", "单元格中间出现了引号"),
      hint: Sentence(
        "put quotes around the whole cell and write the inner one twice", "请给整个单元格加引号，里面的引号写两遍"))
  }

  static var quoteAfterBlank: Problem {
    Problem(
      Sentence(
        "there is a space before the quote that opens here, so other programs split this cell",
        "这里的引号前面有空格，其他程序会把这个单元格拆开"),
      hint: Sentence("delete the space before the quote", "请删掉引号前面的空格"))
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
      Sentence("the file has a NUL byte here", "这里出现了 NUL 字节"),
      hint: Sentence("save the file again as CSV UTF-8", "请重新另存为 CSV UTF-8"))
  }
}
