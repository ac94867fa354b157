internal import Support

/// The place of a cell in a sheet, such as `B12`.
struct CellReference: Hashable, Sendable {
  /// The largest row number (Microsoft, "Excel specifications and limits").
  static let maximumRow = 1_048_576
  /// The largest column number.
  static let maximumColumn = 16_384

  /// The row, from 1.
  let row: Int
  /// The column, from 1.
  let column: Int

  /// A place by its numbers.
  init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Parses a reference such as `B12`, also `$B$12`; nil for anything else.
  init?(_ text: some Sequence<UInt8>) {
    var row = 0
    var column = 0
    for byte in text where byte != UInt8(ascii: "$") {
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0:
        column = column * 26 + Int(byte | 0x20) - 0x60
        guard column <= Self.maximumColumn else { return nil }
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && byte < 0x40:
        row = row * 10 + Int(byte) - 0x30
        guard (1...Self.maximumRow).contains(row) else { return nil }
      default: return nil
      }
    }
    guard row > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// The reference as a spreadsheet program writes it.
  var text: String { Position.Cell(row: row, number: column).reference }
}
