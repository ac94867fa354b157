/// The merged cells of a sheet.
///
/// A spreadsheet program shows the value of the first cell across all of them. For the rows that
/// lie below, the value counts as that of the first column; using a cell of the other columns is a
/// fault, and so is a value below, which is hidden.
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
  /// Whether two areas that were met overlap, which no spreadsheet program allows.
  private(set) var areOverlapping = false

  /// Adds the area of a reference such as `A2:A5`.
  mutating func add(_ reference: String) {
    let corners = reference.split(separator: ":").compactMap { CellReference($0.utf8) }
    guard corners.count == 2, !areTooMany else { return }
    let area = Area(
      firstRow: Int32(min(corners[0].row, corners[1].row)),
      lastRow: Int32(max(corners[0].row, corners[1].row)),
      firstColumn: Int32(min(corners[0].column, corners[1].column)),
      lastColumn: Int32(max(corners[0].column, corners[1].column)))
    if area.firstColumn <= CSVReader.maximumColumnCount { areas.append(area) }
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
      if current.contains(where: { Self.overlap($0.area, area) }) { areOverlapping = true }
      let isFirstRow = area.firstRow == row.number
      current.append((area, isFirstRow ? row.value(at: Int(area.firstColumn)) : nil))
    }
    for (area, value) in current {
      var first = Int(area.firstColumn)
      if area.firstRow == row.number {
        first += 1
      } else if row.value(at: first) == nil {
        if let value { row.set(value, at: first) }
        first += 1
      }
      let last = Int(area.lastColumn)
      if first <= last { row.addFault(.mergedCell(Self.reference(area)), at: first...last) }
    }
  }

  private static func overlap(_ area: Area, _ other: Area) -> Bool {
    area.firstColumn <= other.lastColumn && other.firstColumn <= area.lastColumn
  }

  private static func reference(_ area: Area) -> String {
    let first = CellReference(row: Int(area.firstRow), column: Int(area.firstColumn))
    let last = CellReference(row: Int(area.lastRow), column: Int(area.lastColumn))
    return "\(first.text):\(last.text)"
  }
}
