internal import Catalog
internal import Support

/// Lays out a menu: rows of words and codes in columns, in groups with headings.
struct MenuComposer {
  let face: SharedFace
  let items: [PrintItem]

  private static let scale = DesignScale.label
  /// How much smaller words become where that saves a page.
  private static let leastScale = 0.85
  /// How much larger rows become where pages have room.
  private static let mostScale = 1.8
  /// The most rows whose words are set again in other sizes: a longer menu fills its pages anyway.
  private static let mostRows = 200
  /// The least width of the words beside a code, in multiples of the row's unit.
  private static let leastWords = 36.0

  /// A row with its words laid out.
  struct Row {
    let item: PrintItem
    let plan: CodePlan
    let words: FaceStack
  }

  /// The measures of all rows, in millimetres.
  struct Measures {
    /// The side of a code with its quiet zone.
    var plate: Double
    /// The factor of the sizes in a row: 1 beside a code of 30 mm.
    var unit: Double
    var columnCount: Int
    var columnWidth: Double
    var columnGap: Double
    /// The distance from words to code.
    var gap: Double
    /// The part of a page between head and foot.
    var area: Rectangle

    var wordsWidth: Double { columnWidth - plate - gap }
  }

  /// The sheets of the menu.
  func sheets() throws(SharedRefusal) -> [SharedSheet] {
    guard let first = items.first else { return [] }
    let head = face.head(first)
    let foot: SharedFace.Strip
    do throws(PrintRefusal) {
      foot = try face.foot()
    } catch {
      throw .link(first, error)
    }
    let area = Rectangle(
      x: face.inner.x, y: head.edge, width: face.inner.width, height: foot.edge - head.edge)
    guard let pages = try flow(in: area).pages() else { throw .link(first, .noRoom) }
    return pages.map { page in
      SharedSheet(
        furniture: head.elements + foot.elements + page.furniture, cells: page.cells,
        leftOut: head.leftOut.union(foot.leftOut))
    }
  }

  /// The menu with the largest rows on the fewest pages.
  private func flow(in area: Rectangle) throws(SharedRefusal) -> MenuFlow {
    var best = try flow(in: area, scale: 1)
    guard items.count <= Self.mostRows, var count = best.pageCount() else { return best }
    var (low, high) = (1.0, Self.mostScale)
    if count > 1, let tight = try? flow(in: area, scale: Self.leastScale),
      let fewer = tight.pageCount(), fewer < count
    {
      (best, count, low, high) = (tight, fewer, Self.leastScale, 1)
    }
    for _ in 0..<5 {
      let scale = (low + high) / 2
      if let other = try? flow(in: area, scale: scale), other.pageCount() == count {
        (best, low) = (other, scale)
      } else {
        high = scale
      }
    }
    return best
  }

  private func flow(in area: Rectangle, scale: Double) throws(SharedRefusal) -> MenuFlow {
    let measures = try measures(in: area, scale: scale)
    return MenuFlow(face: face, rows: try rows(measures), measures: measures)
  }

  private func plan(_ item: PrintItem) -> CodePlan {
    CodePlan(item.size, job: face.job, layout: face.layout)
  }

  /// The least side of a link's code with its quiet zone.
  private func leastPlate(_ plan: CodePlan) -> Double {
    if case .exactly(let width) = face.job.codeWidth { return plan.plateSide(ofSymbol: width) }
    return plan.plateSide(ofSymbol: plan.reading.comfortableWidth + 0.05)
  }

  /// The measures of rows of a scale; codes are never smaller than they must be.
  private func measures(
    in area: Rectangle, scale: Double
  ) throws(SharedRefusal) -> Measures {
    let widest = items.map { ($0, leastPlate(plan($0))) }.max { $0.1 < $1.1 }
    guard let (item, least) = widest else {
      return Measures(
        plate: 0, unit: 1, columnCount: 1, columnWidth: 0, columnGap: 0, gap: 0,
        area: area)
    }
    var plate = least * max(1, scale)
    if case .exactly = face.job.codeWidth { plate = least }
    let unit = scale * min(max(least / 30, 0.7), 4)
    let (gap, columnGap) = (4 * unit, 12 * unit)
    let width = plate + gap + Self.leastWords * unit
    guard width <= area.width, plate <= area.height else {
      let largest = min(area.width - gap - Self.leastWords * unit, area.height)
      let plan = plan(item)
      throw .link(
        item,
        .code(
          wanted: plan.symbolWidth(ofPlate: plate),
          largest: max(0, plan.symbolWidth(ofPlate: largest))))
    }
    let count = max(1, Int((area.width + columnGap) / (width + columnGap)))
    return Measures(
      plate: plate, unit: unit, columnCount: count,
      columnWidth: (area.width - Double(count - 1) * columnGap) / Double(count),
      columnGap: columnGap, gap: gap, area: area)
  }

  private func rows(_ measures: Measures) throws(SharedRefusal) -> [Row] {
    let shop = items.first?.merchant
    let colours = (face.words, face.faint, face.readableAccent)
    var rows: [Row] = []
    for item in items {
      let words = SharedWords(
        face: face, item: item, setter: face.setter(unit: measures.unit, anchor: .start),
        width: measures.wordsWidth, colours: colours, namesShop: item.merchant != shop,
        steps: (6, 7), scale: Self.scale)
      do throws(PrintRefusal) {
        var stack = try words.title()
        stack.append(try words.amount())
        rows.append(Row(item: item, plan: plan(item), words: stack))
      } catch {
        throw .link(item, error)
      }
    }
    return rows
  }
}
