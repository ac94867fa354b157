internal import Support

/// A row of a spreadsheet as bytes; text and position of a cell are computed on demand.
struct RawRow: Sendable {
  /// The number of the row as a spreadsheet program shows it.
  let number: Int
  /// The cells whose value cannot be used, by index, each with the reason.
  private let faults: [Int: Problem]
  /// The cells that merged cells of a workbook hide.
  var hiddenCells: [HiddenCells] = []
  /// The numbers of cells of a workbook, by index, whose text has more than the number: `1288` for
  /// `¥1,288.00`.
  let numbers: [Int: String]

  /// The bytes of the cells: a piece of the file, or a copy with quotes removed.
  private let bytes: [UInt8]
  private let start: Int
  /// The end of each cell; one byte lies between two cells.
  private let ends: [Int]
  private let line: Int
  /// The position of each cell of a row with quotes; empty for any other row.
  private let places: [(line: Int, column: Int)]
  private var isInWorkbook = false

  /// A row without quotes on a line, as a piece of the file that is valid UTF-8.
  init(in bytes: [UInt8], from start: Int, cellsEndingAt ends: [Int], line: Int, number: Int) {
    self.bytes = bytes
    self.start = start
    self.ends = ends
    self.line = line
    self.number = number
    places = []
    faults = [:]
    numbers = [:]
  }

  /// A row of cells in valid UTF-8, each followed by one more byte, with the position of each.
  init(
    _ bytes: [UInt8], cellsEndingAt ends: [Int], places: [(line: Int, column: Int)], number: Int
  ) {
    self.bytes = bytes
    start = 0
    self.ends = ends
    line = places.first?.line ?? 1
    self.places = places
    self.number = number
    faults = [:]
    numbers = [:]
  }

  /// A row of a workbook, as cells in valid UTF-8, each followed by one more byte.
  init(
    _ bytes: [UInt8], cellsEndingAt ends: [Int], faults: [Int: Problem], numbers: [Int: String],
    number: Int
  ) {
    self.bytes = bytes
    start = 0
    self.ends = ends
    line = number
    self.number = number
    places = []
    self.faults = faults
    self.numbers = numbers
    isInWorkbook = true
  }

  /// Cells side by side that are not shown.
  struct HiddenCells: Sendable {
    let indices: ClosedRange<Int>
    let problem: Problem
  }

  /// Why a cell cannot be used, which is an error only if it is used; nil for a sound one.
  func fault(of index: Int) -> Problem? {
    faults[index] ?? hiddenCells.first { $0.indices.contains(index) }?.problem
  }

  /// The number of cells.
  var count: Int { ends.count }

  /// Whether no cell holds anything but spaces and tabs.
  var isBlank: Bool { ends.indices.allSatisfy { isBlank($0) } }

  /// Whether a cell holds nothing but spaces and tabs, or does not exist.
  func isBlank(_ index: Int) -> Bool {
    guard index < count else { return true }
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    return bytes[range(of: index)].allSatisfy(isSpace)
      && faults[index] == nil
  }

  /// The text of a cell; empty for one that a short row lacks.
  subscript(index: Int) -> String {
    index < count ? String(decoding: bytes[range(of: index)], as: UTF8.self) : ""
  }

  /// The bytes of a cell; none for one that a short row lacks.
  func bytes(of index: Int) -> ArraySlice<UInt8> { index < count ? bytes[range(of: index)] : [] }

  /// Where a cell starts; the end of the row for one that a short row lacks.
  func place(of index: Int) -> (line: Int, column: Int) {
    if isInWorkbook { return (number, index + 1) }
    guard places.isEmpty else { return places[min(index, places.count - 1)] }
    let end = index < count ? range(of: index).lowerBound : ends.last ?? start
    // Continuation bytes of UTF-8 do not start a character.
    return (line, 1 + bytes[start..<end].count { $0 & 0xC0 != 0x80 })
  }

  private func range(of index: Int) -> Range<Int> {
    (index == 0 ? start : ends[index - 1] + 1)..<ends[index]
  }
}
