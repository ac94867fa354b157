internal import Support

/// A row of a spreadsheet as bytes; the text and the place of a cell are made when somebody asks.
struct RawRow: Sendable {
  /// The bytes that the cells lie in: a piece of the file, or the row's own where quotes were removed.
  private let bytes: [UInt8]
  private let start: Int
  /// Where each cell ends; one byte lies between two cells.
  private let ends: [Int]
  /// The line that the row starts on.
  private let line: Int
  /// The place of each cell of a row with quotes; empty for any other row.
  private let places: [(line: Int, column: Int)]

  /// A row without quotes, which lies in a piece of the file as it is.
  ///
  /// - Parameters:
  ///   - bytes: the piece of the file; the cells are valid UTF-8.
  ///   - start: where the first cell starts.
  ///   - ends: where each cell ends.
  ///   - line: the line that the row starts on.
  init(in bytes: [UInt8], from start: Int, cellsEndingAt ends: [Int], line: Int) {
    self.bytes = bytes
    self.start = start
    self.ends = ends
    self.line = line
    places = []
  }

  /// A row whose cells were read one by one.
  ///
  /// - Parameters:
  ///   - bytes: the cells in valid UTF-8, each followed by one more byte.
  ///   - ends: where each cell ends.
  ///   - places: the line and column where each cell starts.
  init(_ bytes: [UInt8], cellsEndingAt ends: [Int], places: [(line: Int, column: Int)]) {
    self.bytes = bytes
    start = 0
    self.ends = ends
    line = places.first?.line ?? 1
    self.places = places
  }

  /// How many cells the row has.
  var count: Int { ends.count }

  /// Whether all cells are empty.
  var isBlank: Bool { ends.indices.allSatisfy { range(of: $0).isEmpty } }

  /// The text of a cell.
  subscript(index: Int) -> String { String(decoding: bytes[range(of: index)], as: UTF8.self) }

  /// Where a cell starts.
  func place(of index: Int) -> (line: Int, column: Int) {
    guard places.isEmpty else { return places[index] }
    // Continuation bytes of UTF-8 do not start a character.
    let before = bytes[start..<range(of: index).lowerBound]
    return (line, 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  private func range(of index: Int) -> Range<Int> {
    (index == 0 ? start : ends[index - 1] + 1)..<ends[index]
  }
}
