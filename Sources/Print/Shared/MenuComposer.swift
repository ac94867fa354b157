internal import Catalog
internal import Support

/// Lays out a menu: rows of words and codes in columns, in groups with headings.
struct MenuComposer {
  let face: SharedFace
  let items: [PrintItem]

  private static let scale = DesignScale.label
  /// The most by which codes grow where a page has room.
  private static let mostGrowth = 1.25
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
    /// The side of a code with its quiet zone, and the most to which it grows.
    var plate: Double
    var mostPlate: Double
    /// The factor of the sizes in a row: 1 beside a code of 30 mm.
    var unit: Double
    var columnCount: Int
    var columnWidth: Double
    var columnGap: Double
    /// The distance from words to code.
    var gap: Double
    /// The part of a page between head and foot.
    var area: Rectangle

    /// The width of the words, whatever the code grows to.
    var wordsWidth: Double { columnWidth - mostPlate - gap }
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
    let measures = try measures(in: area)
    let rows = try rows(measures)
    let flow = MenuFlow(face: face, rows: rows, measures: measures)
    guard let pages = flow.pages() else { throw .link(first, .noRoom) }
    return pages.map { page in
      SharedSheet(
        furniture: head.elements + foot.elements + page.furniture, cells: page.cells,
        leftOut: head.leftOut.union(foot.leftOut))
    }
  }

  private func plan(_ item: PrintItem) -> CodePlan {
    CodePlan(item.size, job: face.job, layout: face.layout)
  }

  /// The least side of a link's code with its quiet zone.
  private func leastPlate(_ plan: CodePlan) -> Double {
    if case .exactly(let width) = face.job.codeWidth { return plan.plateSide(ofSymbol: width) }
    return plan.plateSide(ofSymbol: plan.reading.comfortableWidth + 0.05)
  }

  private func measures(in area: Rectangle) throws(SharedRefusal) -> Measures {
    let widest = items.map { ($0, leastPlate(plan($0))) }.max { $0.1 < $1.1 }
    guard let (item, plate) = widest else {
      return Measures(
        plate: 0, mostPlate: 0, unit: 1, columnCount: 1, columnWidth: 0, columnGap: 0, gap: 0,
        area: area)
    }
    var growth = Self.mostGrowth
    if case .exactly = face.job.codeWidth { growth = 1 }
    let unit = min(max(plate / 30, 0.7), 4)
    let (gap, columnGap) = (4 * unit, 12 * unit)
    var least = growth * plate + gap + Self.leastWords * unit
    if least > area.width {
      // One column, with codes as they are.
      growth = 1
      least = plate + gap + Self.leastWords * unit
    }
    guard least <= area.width, plate <= area.height else {
      let largest = min(area.width - gap - Self.leastWords * unit, area.height)
      let plan = plan(item)
      throw .link(
        item,
        .code(
          wanted: plan.symbolWidth(ofPlate: plate),
          largest: max(0, plan.symbolWidth(ofPlate: largest))))
    }
    let count = max(1, Int((area.width + columnGap) / (least + columnGap)))
    return Measures(
      plate: plate, mostPlate: growth * plate, unit: unit, columnCount: count,
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
