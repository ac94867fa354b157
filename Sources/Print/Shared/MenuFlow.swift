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
    /// The index of the row; of a heading, that of the row below.
    var row: Int
    /// The heading of a group, empty where only its line is drawn; nil for a row.
    var heading: String?
    /// From the top of the column.
    var top: Double
    var height: Double
  }

  private typealias Column = [Entry]

  /// The fewest pages; nil when a row does not fit a column.
  func pageCount() -> Int? { columns.pageCount() }

  /// The pages; nil when a row does not fit a column.
  func pages() -> [Page]? {
    columns.pages()?.map { ranges in
      draw(stretched(ranges.map { column($0, isFirst: $0 == ranges.first) }))
    }
  }

  // MARK: Columns

  private var columns: MenuColumns {
    MenuColumns(
      rows: rows.map { MenuColumns.Row(height: height(of: $0), group: $0.item.group) },
      height: measures.area.height, countOnPage: measures.columnCount,
      headingHeight: headingHeight, headingGap: headingGap, lastGap: 3 * measures.unit)
  }

  /// The height of a row with the distance to the next.
  private func height(of row: MenuComposer.Row) -> Double {
    let symbol = widestShare * measures.plate
    let words = row.words.height + 6 * measures.unit
    return max(AimingFrame.pitch(ofSymbol: symbol), measures.plate + 3 * measures.unit, words)
  }

  private var headingHeight: Double { 10 * measures.unit }
  /// The distance of a heading from the row above.
  private var headingGap: Double { 3 * measures.unit }

  /// The entries of a column; a group that continues from another page has its heading again, one
  /// that continues from the column before only the line.
  private func column(_ range: Range<Int>, isFirst: Bool) -> Column {
    let columns = columns
    var column: Column = []
    var y = 0.0
    for row in range {
      if columns.hasHeading(row, inColumnFrom: range.lowerBound) {
        y += column.isEmpty ? 0 : headingGap
        let group = rows[row].item.group ?? ""
        let isNamed = isFirst || columns.beginsGroup(row)
        column.append(
          Entry(
            row: row, heading: isNamed ? face.job.headings[group] ?? group : "", top: y,
            height: headingHeight))
        y += headingHeight
      }
      let height = height(of: rows[row])
      column.append(Entry(row: row, top: y, height: height))
      y += height
    }
    return column
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

  private func draw(_ columns: [Column]) -> Page {
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
        page.cells.append(cell(rows[entry.row], in: frame))
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
    let block =
      heading.isEmpty
      ? nil
      : face.setter(unit: unit, anchor: .start).block(
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

  private func cell(_ row: MenuComposer.Row, in frame: Rectangle) -> SharedSheet.Cell {
    let plate = measures.plate
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
