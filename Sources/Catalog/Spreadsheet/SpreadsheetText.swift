internal import Support

/// A CSV file as text with the places of its cells, for programs that change some of them and leave the
/// rest as it is, byte for byte.
package struct SpreadsheetText: Sendable {
  /// Why a change cannot be made; the text is then left alone.
  package enum Refusal: Error, Hashable, Sendable {
    /// The file is no CSV file, or not one that can be read.
    case unreadable
    /// There is no such row or cell.
    case missing
    /// The value has a character that no cell should have, such as a line end.
    case unusableValue
    /// The changed text would not say what was wanted, and nothing else.
    case notExact
  }

  /// A row with its cells.
  package struct Row: Hashable, Sendable {
    /// The number of the row as spreadsheet programs show it.
    package let number: Int
    /// The texts of the cells.
    package let cells: [String]

    init(_ row: RawRow) {
      number = row.number
      cells = (0..<row.count).map { row[$0] }
    }
  }

  /// The file.
  package let bytes: [UInt8]
  private let form: EncodedForm
  /// The encoding that the config names.
  private let named: TextEncoding?
  private let headerRow: Int?
  /// The text in UTF-8, without a mark.
  private let text: [UInt8]

  /// Reads a file as an entry of a config says.
  init(_ bytes: [UInt8], _ spec: SpreadsheetSpec) throws(Refusal) {
    try self.init(bytes, encoding: spec.encoding?.value, headerRow: spec.headerRow)
  }

  private init(
    _ bytes: [UInt8], encoding: TextEncoding?, headerRow: Int?
  ) throws(Refusal) {
    do {
      form = try EncodedForm.of(.memory(bytes), named: encoding)
      text = try Self.decoded(bytes.dropFirst(form.byteCountOfMark), form)
    } catch {
      throw .unreadable
    }
    self.bytes = bytes
    self.headerRow = headerRow
    named = encoding
  }

  /// The text of the file.
  package var string: String { String(decoding: text, as: UTF8.self) }

  /// A row; nil if there is none.
  package func row(_ number: Int) throws(Refusal) -> Row? {
    try rawRow(number, reader()).map { Row($0) }
  }

  /// The text with other values in some cells of a row, by their index.
  package func setting(_ cells: [Int: String], inRow number: Int) throws(Refusal) -> SpreadsheetText
  {
    let reader = try reader()
    guard let row = try rawRow(number, reader) else { throw .missing }
    var edits: [(range: Range<Int>, text: [UInt8])] = []
    let places = CellPlaces(text, separator: reader.separator)
    for (index, value) in cells where index < row.count {
      let range = places.range(of: row, index)
      edits.append((range, try written(value, like: text[range], reader.separator)))
    }
    if let added = try added(cells, to: row, places) { edits.append(added) }
    var changed = self.bytes
    // From the end on, so that what comes first stays in its place.
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      let (start, end) = (try place(edit.range.lowerBound), try place(edit.range.upperBound))
      changed.replaceSubrange(start..<end, with: try encoded(edit.text))
    }
    // Its encoding is found again, as a build will.
    let result = try SpreadsheetText(changed, encoding: named, headerRow: headerRow)
    try result.check(cells, inRow: number, of: self)
    return result
  }

  /// The text without a row; all bytes of the others stay.
  package func removing(row number: Int) throws(Refusal) -> SpreadsheetText {
    let reader = try reader()
    guard let row = try rawRow(number, reader), row.count > 0 else { throw .missing }
    let lines = CellPlaces(text, separator: reader.separator).lines(of: row)
    var changed = self.bytes
    changed.removeSubrange(try place(lines.lowerBound)..<place(lines.upperBound))
    let result = try SpreadsheetText(changed, encoding: named, headerRow: headerRow)
    try result.check(without: number, of: self)
    return result
  }

  // MARK: Rows

  private func reader() throws(Refusal) -> CSVReader {
    do {
      return try CSVReader(.memory(bytes), file: "", encoding: named, headerRow: headerRow)
    } catch {
      throw .unreadable
    }
  }

  private func rawRow(_ number: Int, _ reader: CSVReader) throws(Refusal) -> RawRow? {
    do {
      while let row = try reader.readRow(), row.number <= number {
        if row.number == number { return row }
      }
      return nil
    } catch {
      throw .unreadable
    }
  }

  /// Throws unless all cells are as in another text, except those that were set.
  private func check(
    _ cells: [Int: String], inRow number: Int, of old: SpreadsheetText
  ) throws(Refusal) {
    try check(against: old) { row in
      var wanted = Row(row).cells
      if row.number == number {
        let count = max(wanted.count, (cells.keys.max() ?? -1) + 1)
        wanted += Array(repeating: "", count: count - wanted.count)
        for (index, value) in cells { wanted[index] = value }
      }
      return (row.number, wanted)
    }
  }

  /// Throws unless all rows are as in another text, except the one that was removed.
  private func check(without number: Int, of old: SpreadsheetText) throws(Refusal) {
    try check(against: old) { row in
      if row.number == number { return nil }
      return (row.number > number ? row.number - 1 : row.number, Row(row).cells)
    }
  }

  /// Throws unless the rows are those that must be in place of another text's; nil for a row that must be gone.
  private func check(
    against old: SpreadsheetText, _ wanted: (RawRow) -> (number: Int, cells: [String])?
  ) throws(Refusal) {
    let (before, after) = (try old.reader(), try reader())
    do {
      while let row = try before.readRow() {
        guard let wanted = wanted(row) else { continue }
        guard let found = try after.readRow(), found.number == wanted.number,
          Row(found).cells == wanted.cells
        else { throw Refusal.notExact }
      }
      guard try after.readRow() == nil else { throw Refusal.notExact }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .notExact
    }
  }

  // MARK: Cells

  /// The cells behind the last one of a short row.
  private func added(
    _ cells: [Int: String], to row: RawRow, _ places: CellPlaces
  ) throws(Refusal) -> (range: Range<Int>, text: [UInt8])? {
    guard let last = cells.filter({ $0.key >= row.count && !$0.value.isEmpty }).keys.max() else {
      return nil
    }
    guard last < CSVReader.maximumColumnCount, row.count > 0 else { throw .missing }
    var written: [UInt8] = []
    for index in row.count...last {
      written.append(places.separator)
      written += try self.written(cells[index] ?? "", like: [], places.separator)
    }
    let end = places.range(of: row, row.count - 1).upperBound
    return (end..<end, written)
  }

  /// A value in the form of the cell that it replaces: in quotes where that has some or it needs some.
  private func written(
    _ value: String, like old: ArraySlice<UInt8>, _ separator: UInt8
  ) throws(Refusal) -> [UInt8] {
    let isPlain = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard isPlain, value.utf8.count <= CSVReader.maximumCellByteCount else { throw .unusableValue }
    let quote = UInt8(ascii: "\"")
    let isQuoted = old.last == quote && old.first == quote
    guard isQuoted || value.utf8.contains(where: { $0 == separator || $0 == quote }) else {
      return Array(value.utf8)
    }
    return [quote] + value.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  // MARK: Encoding

  private static func decoded(
    _ bytes: ArraySlice<UInt8>, _ form: EncodedForm
  ) throws(Refusal) -> [UInt8] {
    guard let name = form.converterName else { return Array(bytes) }
    return try converted(Array(bytes), TextConverter(from: name))
  }

  private func encoded(_ text: [UInt8]) throws(Refusal) -> [UInt8] {
    guard let name = form.converterName else { return text }
    return try Self.converted(text, TextConverter(from: "UTF-8", to: name))
  }

  private static func converted(
    _ bytes: [UInt8], _ converter: TextConverter?
  ) throws(Refusal) -> [UInt8] {
    var result: [UInt8] = []
    guard let converter, converter.convert(bytes, appendingTo: &result),
      !converter.isWithinCharacter
    else { throw .unreadable }
    return result
  }

  /// The place in the file of a place in the text.
  private func place(_ index: Int) throws(Refusal) -> Int {
    guard form.converterName != nil else { return form.byteCountOfMark + index }
    let start = try encoded(Array(text[..<index]))
    // Some characters can be written in two ways.
    guard bytes.dropFirst(form.byteCountOfMark).starts(with: start) else { throw .notExact }
    return form.byteCountOfMark + start.count
  }
}

/// Where the cells of rows are in a text.
private struct CellPlaces {
  let separator: UInt8
  private let text: [UInt8]
  /// Where each line starts: at the start, and behind each LF, CR or CRLF, as the reader counts them.
  private let lines: [Int]

  init(_ text: [UInt8], separator: UInt8) {
    self.text = text
    self.separator = separator
    var lines = [0]
    for (index, byte) in text.enumerated() {
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
          && !(index + 1 < text.count && text[index + 1] == UInt8(ascii: "\n"))
      if isEnd { lines.append(index + 1) }
    }
    self.lines = lines
  }

  /// The text of a cell with its quotes.
  func range(of row: RawRow, _ index: Int) -> Range<Int> {
    let start = place(row.place(of: index))
    if index + 1 < row.count { return start..<place(row.place(of: index + 1)) - 1 }
    return start..<endOfLastCell(from: start)
  }

  /// The lines of a row with their ends.
  func lines(of row: RawRow) -> Range<Int> {
    let start = lines[row.place(of: 0).line - 1]
    let end = range(of: row, row.count - 1).upperBound
    return start..<(lines.first { $0 > end } ?? text.count)
  }

  private func place(_ place: (line: Int, column: Int)) -> Int {
    var index = lines[place.line - 1]
    for _ in 1..<place.column {
      index += 1
      while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index
  }

  private func endOfLastCell(from start: Int) -> Int {
    let quote = UInt8(ascii: "\"")
    var index = start
    while index < text.count, text[index] == UInt8(ascii: " ") { index += 1 }
    if index < text.count, text[index] == quote {
      index += 1
      while index < text.count {
        if text[index] == quote {
          guard index + 1 < text.count, text[index + 1] == quote else { return index + 1 }
          index += 1
        }
        index += 1
      }
      return index
    }
    let end = text[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    // DOS programs write a mark behind a text.
    return end ?? (text.last == 0x1A ? max(start, text.count - 1) : text.count)
  }
}
