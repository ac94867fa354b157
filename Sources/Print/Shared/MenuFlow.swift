internal import Catalog
internal import Support

/// Fills the columns of a menu's pages with rows and headings.
struct MenuFlow {
  private let face: SharedFace
  private let rows: [MenuComposer.Row]
  private let measures: MenuComposer.Measures
  /// The width of the widest symbol, as a part of its side with the quiet zone.
  private let widestShare: Double

  private static let scale = DesignScale.label

  /// Fills pages with rows.
  init(face: SharedFace, rows: [MenuComposer.Row], measures: MenuComposer.Measures) {
    self.face = face
    self.rows = rows
    self.measures = measures
    widestShare = rows.map { $0.plan.symbolWidth(ofPlate: 1) }.max() ?? 1
  }

  /// The parts of one page.
  struct Page {
    var furniture: [SheetElement] = []
    var cells: [SharedSheet.Cell] = []
  }

  /// A row, or the heading of a group, in a column.
  private struct Entry {
    /// The index of the row; of a heading, that of the first row of its group.
    var row: Int
    var heading: String?
    /// From the top of the column.
    var top: Double
    var height: Double
  }

  private typealias Column = [Entry]

  /// The pages; nil when not even one row fits.
  func pages() -> [Page]? {
    guard var columns = columns(plate: measures.plate, height: measures.area.height) else {
      return nil
    }
    let count = pageCount(columns)
    var plate = measures.plate
    // Codes grow as long as the menu needs no other page.
    for step in stride(from: 0.02, through: 0.4, by: 0.02) {
      let next = min(measures.mostPlate, measures.plate * (1 + step))
      guard next > plate, let grown = self.columns(plate: next, height: measures.area.height),
        pageCount(grown) == count
      else { break }
      (plate, columns) = (next, grown)
    }
    return (0..<count).map { page in
      let start = page * measures.columnCount
      let part = Array(columns[start..<min(columns.count, start + measures.columnCount)])
      return draw(stretched(balanced(part, plate: plate)), plate: plate)
    }
  }

  private func pageCount(_ columns: [Column]) -> Int {
    (columns.count + measures.columnCount - 1) / measures.columnCount
  }

  // MARK: Columns

  /// The heading above a row; nil if it continues a group within a column.
  private func heading(above row: Int, startsColumn: Bool) -> String? {
    let group = rows[row].item.group
    if !startsColumn, row > 0, rows[row - 1].item.group == group { return nil }
    return group.map { face.job.headings[$0] ?? $0 }
  }

  /// The height of a row with the distance to the next.
  private func height(of row: Int, plate: Double) -> Double {
    let symbol = widestShare * plate
    let words = rows[row].words.height + 6 * measures.unit
    return max(AimingFrame.pitch(ofSymbol: symbol), plate + 3 * measures.unit, words)
  }

  private var headingHeight: Double { 10 * measures.unit }
  /// The distance of a heading from the row above.
  private var headingGap: Double { 3 * measures.unit }

  /// The rows from one to another in columns of a height; nil when one does not fit.
  private func columns(
    _ range: Range<Int>? = nil, plate: Double, height: Double
  ) -> [Column]? {
    var columns: [Column] = []
    var column: Column = []
    var y = 0.0
    for row in range ?? rows.indices {
      var heading = heading(above: row, startsColumn: column.isEmpty)
      let rowHeight = self.height(of: row, plate: plate)
      // The gap below the last row of a column may be cut off.
      let least = rowHeight - 3 * measures.unit
      func head() -> Double {
        heading == nil ? 0 : headingHeight + (column.isEmpty ? 0 : headingGap)
      }
      if !column.isEmpty, y + head() + least > height {
        columns.append(column)
        (column, y) = ([], 0)
        heading = self.heading(above: row, startsColumn: true)
      }
      guard y + head() + least <= height else { return nil }
      if let heading {
        y += column.isEmpty ? 0 : headingGap
        column.append(Entry(row: row, heading: heading, top: y, height: headingHeight))
        y += headingHeight
      }
      column.append(Entry(row: row, top: y, height: rowHeight))
      y += rowHeight
    }
    return columns + (column.isEmpty ? [] : [column])
  }

  /// The columns of a page, about equally high.
  private func balanced(_ columns: [Column], plate: Double) -> [Column] {
    guard let first = columns.first?.first?.row, let last = columns.last?.last?.row else {
      return columns
    }
    var best = columns
    var height = measures.area.height
    while height > 0 {
      height -= 2
      guard let other = self.columns(first..<(last + 1), plate: plate, height: height),
        other.count <= measures.columnCount
      else { break }
      best = other
    }
    return best
  }

  /// The columns with spare height between their rows.
  private func stretched(_ columns: [Column]) -> [Column] {
    func bottom(_ column: Column) -> Double { column.last.map { $0.top + $0.height } ?? 0 }
    let spare = measures.area.height - (columns.map(bottom).max() ?? 0)
    let rowCount = columns.map { $0.count { $0.heading == nil } }.max() ?? 0
    guard spare > 0, rowCount > 0 else { return columns }
    let more = min(spare / Double(rowCount), 0.3 * measures.plate)
    return columns.map { column in
      var shift = 0.0
      return column.map { entry in
        var entry = entry
        entry.top += shift
        if entry.heading == nil {
          entry.height += more
          shift += more
        }
        return entry
      }
    }
  }

  // MARK: Drawing

  private func draw(_ columns: [Column], plate: Double) -> Page {
    var page = Page()
    for (index, column) in columns.enumerated() {
      let x = measures.area.x + Double(index) * (measures.columnWidth + measures.columnGap)
      for (number, entry) in column.enumerated() {
        let frame = Rectangle(
          x: x, y: measures.area.y + entry.top, width: measures.columnWidth, height: entry.height)
        if let heading = entry.heading {
          page.furniture += draw(heading, in: frame)
          continue
        }
        page.cells.append(cell(rows[entry.row], in: frame, plate: plate))
        if number + 1 < column.count, column[number + 1].heading == nil {
          page.furniture.append(
            .line(
              fromX: frame.x, y: frame.bottom, toX: frame.right, toY: frame.bottom,
              Stroke(face.faint, 0.12, dash: 0.8)))
        }
      }
    }
    return page
  }

  private func draw(_ heading: String, in frame: Rectangle) -> [SheetElement] {
    let unit = measures.unit
    let words = WordSetter.Style(
      face: face.style.titleFace, colour: face.readableAccent, size: Self.scale.text(6),
      least: 0.3)
    let language = face.job.languages.first ?? .chinese
    let block = face.setter(unit: unit, anchor: .start).block(
      .title, Phrase(text: heading, language: language), words, width: frame.width, gap: 0,
      spring: 0)
    let line = Rectangle(
      x: frame.x, y: frame.bottom - 1.6 * unit, width: frame.width, height: max(0.25, 0.5 * unit))
    return
      (block?.draw(
        Rectangle(
          x: frame.x, y: line.y - 2.4 * unit - (block?.height ?? 0), width: frame.width,
          height: block?.height ?? 0)) ?? []) + [.rectangle(line, fill: face.readableAccent)]
  }

  private func cell(
    _ row: MenuComposer.Row, in frame: Rectangle, plate: Double
  ) -> SharedSheet.Cell {
    // The line below lies outside.
    let piece = frame.inset(by: 0.4)
    let inner = Rectangle(
      x: frame.x, y: piece.y, width: frame.width, height: piece.height)
    var side = plate
    if case .exactly(let width) = face.job.codeWidth { side = row.plan.plateSide(ofSymbol: width) }
    let place = Rectangle.square(
      side, aroundX: frame.right - plate / 2, y: frame.middleY)
    let code = row.plan.code(row.item, in: place, on: inner, job: face.job)
    let words = Rectangle(
      x: frame.x, y: frame.middleY - row.words.height / 2, width: measures.wordsWidth,
      height: row.words.height)
    let drawn = zip(row.words.blocks, row.words.frames(in: words)).flatMap { $0.draw($1) }
    let card: [SheetElement] =
      face.ground == .white
      ? [] : [.rectangle(place, fill: .white, radius: 0.02 * side)]
    return SharedSheet.Cell(
      item: row.item, plan: row.plan, frame: inner, elements: card + drawn + [.code(code)],
      leftOut: row.words.leftOut, symbolWidth: code.frame.width)
  }
}
