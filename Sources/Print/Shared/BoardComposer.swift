internal import Catalog
internal import Support

/// Lays out a board: two to four large codes, each on a card of its own.
struct BoardComposer {
  let face: SharedFace
  let items: [PrintItem]

  /// How many codes a board has.
  static let counts = 2...4

  private static let scale = DesignScale.face

  /// The cards of a board, all of one size.
  private struct Grid {
    var columns: Int
    var rows: Int
    var card: (width: Double, height: Double)
    var gap: Double
    var padding: Double
    var shorterSide: Double { min(card.width, card.height) }
    /// Whether words and code lie side by side.
    var isWide: Bool { card.width > 1.25 * card.height }
  }

  /// A grid with the words of its cards, and the side of the codes with their quiet zones.
  private struct Arrangement {
    var grid: Grid
    var plate: Double
    var words: [(title: FaceStack, amount: FaceStack)]
  }

  /// The sheet of the board.
  func sheets() throws(SharedRefusal) -> [SharedSheet] {
    guard Self.counts.contains(items.count) else { throw .boardCount(items.count) }
    let head = face.head(items[0])
    let foot: SharedFace.Strip
    do throws(PrintRefusal) {
      foot = try face.foot()
    } catch {
      throw .link(items[0], error)
    }
    let area = Rectangle(
      x: face.inner.x, y: head.edge, width: face.inner.width, height: foot.edge - head.edge)
    let arrangement = try arrangement(in: area)
    return [
      SharedSheet(
        furniture: head.elements + foot.elements + cards(arrangement, in: area),
        cells: cells(arrangement, in: area), leftOut: head.leftOut.union(foot.leftOut))
    ]
  }

  // MARK: Arrangement

  /// The sizes of title and amount, as steps of the scale, from large to small.
  private static let sizes = [(6, 8), (5, 7), (4, 6), (3, 5)]

  /// The most height of a card as a part of its width, where there is a choice.
  private static let mostHeight = 1.75

  /// The least share of a card's shorter side that its code takes, unless words need it.
  private static let leastShare = 0.58

  /// The arrangement with the largest words that leaves codes large, and readable from the usual
  /// distance, or else with the largest codes.
  private func arrangement(in area: Rectangle) throws(SharedRefusal) -> Arrangement {
    var best: Arrangement?
    var refusal = SharedRefusal.link(items[0], .noRoom)
    let enough =
      wantedPlate
      ?? items.map { plan($0).plateSide(ofSymbol: plan($0).reading.comfortableWidth + 0.05) }.max()
      ?? 0
    let all = (1...items.count).filter { items.count % $0 == 0 }.map { grid(columns: $0, in: area) }
    let usual = all.filter { $0.card.height <= Self.mostHeight * $0.card.width }
    for steps in Self.sizes {
      for grid in usual.isEmpty ? all : usual {
        do throws(SharedRefusal) {
          let found = try arrangement(grid, steps)
          if found.plate > best?.plate ?? 0 { best = found }
        } catch {
          refusal = error
        }
      }
      if let best, best.plate >= max(enough, Self.leastShare * best.grid.shorterSide) { break }
    }
    guard var best else { throw refusal }
    let wanted = wantedPlate
    if let wanted, wanted > best.plate + 0.001 {
      let plan = plan(items[0])
      throw .link(
        items[0],
        .code(
          wanted: plan.symbolWidth(ofPlate: wanted),
          largest: plan.symbolWidth(ofPlate: best.plate)))
    }
    best.plate = wanted ?? best.plate
    return best
  }

  private func grid(columns: Int, in area: Rectangle) -> Grid {
    let rows = items.count / columns
    let gap = Self.scale.space(3) * face.unit
    return Grid(
      columns: columns, rows: rows,
      card: (
        width: (area.width - Double(columns - 1) * gap) / Double(columns),
        height: (area.height - Double(rows - 1) * gap) / Double(rows)
      ), gap: gap, padding: Self.scale.space(3) * face.unit)
  }

  private func plan(_ item: PrintItem) -> CodePlan {
    CodePlan(item.size, job: face.job, layout: face.layout)
  }

  /// The side that the job asks for; nil for the largest.
  private var wantedPlate: Double? {
    switch face.job.codeWidth {
    case .largest: nil
    case .exactly(let width): items.map { plan($0).plateSide(ofSymbol: width) }.max()
    case .readable:
      items.map { plan($0).plateSide(ofSymbol: plan($0).reading.comfortableWidth + 0.05) }.max()
    }
  }

  /// The widest symbol of a side with quiet zones.
  private func symbol(_ plate: Double) -> Double {
    items.map { plan($0).symbolWidth(ofPlate: plate) }.max() ?? 0
  }

  /// Whether neighbours are far enough apart.
  private func isApart(_ plate: Double, _ grid: Grid) -> Bool {
    let pitch = AimingFrame.pitch(ofSymbol: symbol(plate))
    return (grid.columns == 1 || grid.card.width + grid.gap >= pitch)
      && (grid.rows == 1 || grid.card.height + grid.gap >= pitch)
  }

  private func arrangement(
    _ grid: Grid, _ steps: (title: Int, amount: Int)
  ) throws(SharedRefusal) -> Arrangement {
    let room = (
      width: grid.card.width - 2 * grid.padding, height: grid.card.height - 2 * grid.padding
    )
    var plate = min(room.width, room.height)
    var refusal = SharedRefusal.link(items[0], .noRoom)
    while plate > 12 {
      if isApart(plate, grid) {
        do throws(SharedRefusal) {
          if let words = try words(grid, steps, plate: plate, room) {
            return Arrangement(grid: grid, plate: plate, words: words)
          }
        } catch {
          refusal = error
        }
      }
      plate -= 0.5
    }
    throw refusal
  }

  /// The words of each card beside codes of a size; nil when one needs more room.
  private func words(
    _ grid: Grid, _ steps: (title: Int, amount: Int), plate: Double,
    _ room: (width: Double, height: Double)
  ) throws(SharedRefusal) -> [(title: FaceStack, amount: FaceStack)]? {
    let width = grid.isWide ? room.width - plate - grid.padding : room.width
    guard width > 0.3 * room.width else { return nil }
    let rest = grid.isWide ? room.height : room.height - plate
    let gaps = (grid.isWide ? 3 : 2) * Self.scale.space(2) * face.unit
    var all: [(title: FaceStack, amount: FaceStack)] = []
    for item in items {
      let words = SharedWords(
        face: face, item: item,
        setter: face.setter(unit: face.unit, anchor: grid.isWide ? .start : .middle),
        width: width, colours: colours, namesShop: item.merchant != items[0].merchant,
        steps: steps, scale: Self.scale)
      do throws(PrintRefusal) {
        let (title, amount) = (try words.title(), try words.amount())
        guard title.height + amount.height + gaps <= rest else { return nil }
        all.append((title, amount))
      } catch {
        throw .link(item, error)
      }
    }
    let upper = all.map(\.title.height).max() ?? 0
    let lower = all.map(\.amount.height).max() ?? 0
    return grid.isWide || upper + lower + gaps <= rest ? all : nil
  }

  // MARK: Colours

  /// The colour of a card; nil for a line alone.
  private var cardFill: Colour? {
    switch face.style.design {
    case .night: nil
    case .classic: face.style.accent.mixed(with: .white, share: 0.9)
    default: .white
    }
  }

  private var cardStroke: Stroke? {
    switch face.style.design {
    case .classic, .market: nil
    default: Stroke(face.style.accent, max(0.2, 0.35 * face.unit))
    }
  }

  private var colours: (words: Colour, faint: Colour, amount: Colour) {
    guard let fill = cardFill else {
      return (face.words, face.faint, face.readableAccent)
    }
    let words = face.style.lowerWords.ifReadable(on: fill, else: FaceStyle.ink)
    return (
      words, face.style.lowerFaint.ifReadable(on: fill, else: FaceStyle.grey),
      face.style.accent.ifReadable(on: fill, else: words)
    )
  }

  // MARK: Drawing

  private func card(_ index: Int, _ grid: Grid, in area: Rectangle) -> Rectangle {
    Rectangle(
      x: area.x + Double(index % grid.columns) * (grid.card.width + grid.gap),
      y: area.y + Double(index / grid.columns) * (grid.card.height + grid.gap),
      width: grid.card.width, height: grid.card.height)
  }

  private func cards(_ arrangement: Arrangement, in area: Rectangle) -> [SheetElement] {
    items.indices.map { index in
      .rectangle(
        card(index, arrangement.grid, in: area), fill: cardFill, stroke: cardStroke,
        radius: (face.style.design == .seal ? 0 : 4) * face.unit)
    }
  }

  private func cells(_ arrangement: Arrangement, in area: Rectangle) -> [SharedSheet.Cell] {
    items.enumerated().map { index, item in
      let frame = card(index, arrangement.grid, in: area)
      let inner = frame.inset(by: arrangement.grid.padding)
      let (title, amount) = arrangement.words[index]
      let plan = plan(item)
      var side = arrangement.plate
      if case .exactly(let width) = face.job.codeWidth { side = plan.plateSide(ofSymbol: width) }
      let (words, middle) =
        arrangement.grid.isWide
        ? beside(title, amount, in: inner, plate: arrangement.plate)
        : around(title, amount, in: inner, arrangement)
      let place = Rectangle.square(side, aroundX: middle.x, y: middle.y)
      let code = plan.code(item, in: place, on: frame, job: face.job)
      return SharedSheet.Cell(
        item: item, plan: plan, frame: frame,
        elements: [.rectangle(place, fill: .white, radius: 0.02 * side)] + words + [.code(code)],
        leftOut: title.leftOut.union(amount.leftOut), symbolWidth: code.frame.width)
    }
  }

  private func draw(_ stack: FaceStack, in column: Rectangle) -> [SheetElement] {
    zip(stack.blocks, stack.frames(in: column)).flatMap { $0.draw($1) }
  }

  /// Words on the left, the code on the right.
  private func beside(
    _ title: FaceStack, _ amount: FaceStack, in inner: Rectangle, plate: Double
  ) -> (words: [SheetElement], middle: (x: Double, y: Double)) {
    let gap = 2 * Self.scale.space(2) * face.unit
    let height = title.height + gap + amount.height
    var column = Rectangle(
      x: inner.x, y: inner.middleY - height / 2,
      width: inner.width - plate - Self.scale.space(3) * face.unit, height: title.height)
    let upper = draw(title, in: column)
    (column.y, column.height) = (column.bottom + gap, amount.height)
    return (upper + draw(amount, in: column), (inner.right - plate / 2, inner.middleY))
  }

  /// The title above the code, the amount below; the codes of all cards lie on one line.
  private func around(
    _ title: FaceStack, _ amount: FaceStack, in inner: Rectangle, _ arrangement: Arrangement
  ) -> (words: [SheetElement], middle: (x: Double, y: Double)) {
    let upper = arrangement.words.map(\.title.height).max() ?? 0
    let lower = arrangement.words.map(\.amount.height).max() ?? 0
    func column(_ y: Double, _ height: Double) -> Rectangle {
      Rectangle(x: inner.x, y: y, width: inner.width, height: height)
    }
    let words =
      draw(title, in: column(inner.y + (upper - title.height) / 2, title.height))
      + draw(
        amount, in: column(inner.bottom - (lower + amount.height) / 2, amount.height))
    return (words, (inner.middleX, (inner.y + upper + inner.bottom - lower) / 2))
  }
}
