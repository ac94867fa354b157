/// Breaks the rows of a menu into columns and pages: columns are about equally high, and groups stay
/// together where they can.
struct MenuColumns {
  /// A row with the distance to the next.
  struct Row {
    var height: Double
    /// The group that it belongs to; its first row has a heading above it.
    var group: String?
  }

  let rows: [Row]
  /// The height of a column, and the columns of a page.
  let (height, countOnPage): (Double, Int)
  let headingHeight: Double
  /// The distance of a heading from the row above.
  let headingGap: Double
  /// What may be cut off below the last row of a column.
  let lastGap: Double

  /// The fewest pages; nil when a row does not fit a column.
  func pageCount() -> Int? {
    guard let columns = filled() else { return nil }
    return (columns.count + countOnPage - 1) / countOnPage
  }

  /// The rows of each column of each page, in as few pages as possible; nil when one does not fit.
  func pages() -> [[Range<Int>]]? {
    guard let filled = filled(), let pageCount = pageCount() else { return nil }
    let columns = balanced(pageCount * countOnPage) ?? filled
    return stride(from: 0, to: columns.count, by: countOnPage).map {
      Array(columns[$0..<min(columns.count, $0 + countOnPage)])
    }
  }

  /// Whether a row has a heading above it, or the line of one that continues from the column before.
  func hasHeading(_ row: Int, inColumnFrom start: Int) -> Bool {
    rows[row].group != nil && (row == start || beginsGroup(row))
  }

  /// Whether the row above belongs to another group.
  func beginsGroup(_ row: Int) -> Bool { row == 0 || rows[row - 1].group != rows[row].group }

  /// The height that a row adds to a column with its heading.
  private func added(_ row: Int, inColumnFrom start: Int) -> Double {
    guard hasHeading(row, inColumnFrom: start) else { return rows[row].height }
    return headingHeight + (row == start ? 0 : headingGap) + rows[row].height
  }

  private func fits(_ used: Double) -> Bool { used - lastGap <= height }

  /// Columns that are as full as possible.
  private func filled() -> [Range<Int>]? {
    var columns: [Range<Int>] = []
    var (start, used) = (0, 0.0)
    for row in rows.indices {
      if row > start, !fits(used + added(row, inColumnFrom: start)) {
        columns.append(start..<row)
        (start, used) = (row, 0)
      }
      used += added(row, inColumnFrom: start)
      guard fits(used) else { return nil }
    }
    return start < rows.count ? columns + [start..<rows.count] : columns
  }

  // MARK: Balance

  /// How much a break costs, beside the squares of the columns' heights as parts of the page's: within
  /// a group at the end of a page or a column, so that one row is alone above the next heading, and so
  /// that one is alone under its heading.
  private enum Cost {
    static let (page, column, last, first) = (0.2, 0.12, 0.1, 0.3)
  }

  /// How far the rows before a column differ from those of equal columns.
  private static let window = 64

  /// The columns with the least cost; nil when there are none near equal ones.
  private func balanced(_ count: Int) -> [Range<Int>]? {
    func span(_ column: Int) -> ClosedRange<Int> {
      let equal = rows.count * column / count
      return max(0, equal - Self.window)...min(rows.count, equal + Self.window)
    }
    /// The least cost of all rows before one in so many columns, and where the last of them starts.
    var best: [[(cost: Double, start: Int)]] = (0...count).map { column in
      span(column).map { _ in (.infinity, 0) }
    }
    best[0][0].cost = 0
    for column in 0..<count {
      let (from, to) = (span(column), span(column + 1))
      func reach(_ end: Int, _ cost: Double, _ start: Int) {
        // Of equal ones, that with more rows in the columns before.
        guard to.contains(end), cost < best[column + 1][end - to.lowerBound].cost + 1e-9 else {
          return
        }
        best[column + 1][end - to.lowerBound] = (cost, start)
      }
      for start in from {
        let cost = best[column][start - from.lowerBound].cost
        guard cost < .infinity else { continue }
        // The last columns may be empty.
        if start == rows.count { reach(start, cost, start) }
        var used = 0.0
        for row in start..<rows.count {
          used += added(row, inColumnFrom: start)
          guard fits(used) else { break }
          let share = used / height
          reach(row + 1, cost + share * share + breakCost(start..<row + 1, column), start)
        }
      }
    }
    var columns: [Range<Int>] = []
    var end = rows.count
    guard let last = best[count].last, last.cost < .infinity else { return nil }
    for column in stride(from: count, to: 0, by: -1) {
      let start = best[column][end - span(column).lowerBound].start
      if start < end { columns.insert(start..<end, at: 0) }
      end = start
    }
    return columns
  }

  private func breakCost(_ rows: Range<Int>, _ column: Int) -> Double {
    let (first, last) = (rows.lowerBound, rows.upperBound - 1)
    var cost = 0.0
    if !beginsGroup(first), self.rows[first].group != nil {
      cost += column % countOnPage == 0 ? Cost.page : Cost.column
      if first == last || beginsGroup(first + 1) { cost += Cost.last }
    }
    let continues = last + 1 < self.rows.count && !beginsGroup(last + 1)
    if continues, last > first, beginsGroup(last), self.rows[last].group != nil {
      cost += Cost.first
    }
    return cost
  }
}
