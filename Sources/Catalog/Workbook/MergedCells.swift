/// The merged cells of a sheet.
///
/// A spreadsheet program shows the value of the first cell across all of them. For the rows that
/// lie below, the value counts as that of the first column; in the other columns the cells are
/// empty, and using one is a fault.
struct MergedCells {
  /// The most merged ranges of a sheet.
  static let maximumCount = 1_000_000

  private struct Area {
    var firstRow: Int32
    var lastRow: Int32
    var firstColumn: Int32
    var lastColumn: Int32
  }

  /// In the order of their first rows once they are sorted.
  private var areas: [Area] = []
  private var next = 0
  /// The areas with cells in the current row or below, and the values of their first cells.
  private var current: [(area: Area, value: RowBuilder.Value?)] = []

  /// Whether there are too many to read.
  var areTooMany: Bool { areas.count > Self.maximumCount }

  /// Adds the area of a reference such as `A2:A5`.
  mutating func add(_ reference: String) {
    let corners = reference.split(separator: ":").compactMap { CellReference($0.utf8) }
    guard corners.count == 2, !areTooMany else { return }
    areas.append(
      Area(
        firstRow: Int32(min(corners[0].row, corners[1].row)),
        lastRow: Int32(max(corners[0].row, corners[1].row)),
        firstColumn: Int32(min(corners[0].column, corners[1].column)),
        lastColumn: Int32(max(corners[0].column, corners[1].column))))
  }

  /// Prepares for rows from the first one on.
  mutating func sort() {
    areas.sort { ($0.firstRow, $0.firstColumn) < ($1.firstRow, $1.firstColumn) }
  }

  /// Fills the merged cells of a row that has values of its own; rows come in order.
  mutating func fill(_ row: inout RowBuilder) {
    guard next < areas.count || !current.isEmpty else { return }
    current.removeAll { $0.area.lastRow < row.number }
    while next < areas.count, areas[next].firstRow <= row.number {
      let area = areas[next]
      next += 1
      guard area.lastRow >= row.number else { continue }
      let isFirstRow = area.firstRow == row.number
      current.append((area, isFirstRow ? row.value(at: Int(area.firstColumn)) : nil))
    }
    for (area, value) in current {
      if area.firstRow < row.number, let value { row.set(value, at: Int(area.firstColumn)) }
      guard area.firstColumn < area.lastColumn else { continue }
      let columns = Int(area.firstColumn) + 1...Int(area.lastColumn)
      row.addFaults(.mergedCell(Self.reference(area)), at: columns)
    }
  }

  private static func reference(_ area: Area) -> String {
    let first = CellReference(row: Int(area.firstRow), column: Int(area.firstColumn))
    let last = CellReference(row: Int(area.lastRow), column: Int(area.lastColumn))
    return "\(first.text):\(last.text)"
  }
}
