internal import Catalog
internal import Support

/// Lays out one face: a poster, a side of a tent or a card.
struct FaceComposer {
  /// The values shared by all faces of a job.
  struct Context {
    var job: PrintJob
    var measure: any TextMeasure
    var style: FaceStyle
    var shops: [String]
    var host: String
    var areSamples: [Bool]
  }

  /// The face without bleed.
  let face: Rectangle
  let context: Context
  let item: PrintItem
  let plan: CodePlan
  /// Margin that holds background only, in millimetres.
  let clearEdge: Double
  /// How far a ruler extends from the lower edge.
  let rulerReach: Double

  private var job: PrintJob { context.job }
  private var style: FaceStyle { context.style }

  private var format: FaceFormat { FaceFormat(width: face.width, height: face.height) }
  private var isWide: Bool { format.isWide }
  private var unit: Double { format.unit }

  private var edge: FaceEdge { FaceEdge(style.design, unit: unit, clear: clearEdge) }

  private var margin: Double { edge.words }

  /// How far a white card extends beyond the code's quiet zone.
  private var padding: Double { style.cardPadding * unit }

  /// The gap between words and a code beside them.
  private var wideGap: Double { margin * 1.15 + padding }

  /// The distance from the edge of a code beside words.
  private func sideMargin(_ plate: Double) -> Double {
    min(max(edge.code + padding, (face.height - plate) / 2), margin * 1.5)
  }

  /// A laid-out face.
  struct Result {
    /// The background, which fills a rectangle beyond the face.
    var grounds: (Rectangle) -> [SheetElement]
    var elements: [SheetElement]
    /// The words that do not fit.
    var leftOut: Set<PrintedWords>
    /// The width of the symbol in millimetres.
    var symbolWidth: Double
  }

  /// Lays out the face.
  func compose() throws(PrintRefusal) -> Result {
    var (found, refusal) = search(hasNote: true)
    // A note is left out, with a warning, before a code becomes unreadably small.
    let least = min(leastPlate, plan.plateSide(ofSymbol: plan.reading.leastWidth))
    if job.note ?? item.note != nil, (found?.largestPlate ?? 0) < least - 0.001,
      let other = search(hasNote: false).found, other.largestPlate >= least - 0.001
    {
      found = other
    }
    guard let fallback = found else { throw refusal }
    if isExact, fallback.largestPlate < leastPlate - 0.001 {
      throw .code(
        wanted: plan.symbolWidth(ofPlate: wantedPlate),
        largest: plan.symbolWidth(ofPlate: fallback.largestPlate))
    }
    return try finish(fallback)
  }

  /// The arrangement with the largest words that leave the code its size, else the largest code.
  private func search(hasNote: Bool) -> (found: Arrangement?, refusal: PrintRefusal) {
    var refusal = PrintRefusal.noRoom
    var fallback: Arrangement?
    // Words shrink before the code, down to a limit.
    for step in 0...9 {
      do throws(PrintRefusal) {
        let arrangement = try arrange(textScale: 1 - 0.05 * Double(step), hasNote: hasNote)
        if arrangement.largestPlate >= leastPlate - 0.001 { return (arrangement, refusal) }
        if arrangement.largestPlate > fallback?.largestPlate ?? 0 {
          fallback = arrangement
        }
      } catch {
        refusal = error
      }
    }
    return (fallback, refusal)
  }

  // MARK: Code

  private var isExact: Bool {
    if case .exactly = job.codeWidth { true } else { false }
  }

  /// The preferred side of the code with its quiet zone.
  private var wantedPlate: Double {
    switch job.codeWidth {
    case .exactly(let width): plan.plateSide(ofSymbol: width)
    case .readable: plan.plateSide(ofSymbol: plan.reading.comfortableWidth)
    case .largest:
      max(naturalPlate, min(widestPlate, plan.plateSide(ofSymbol: readableWidth)))
    }
  }

  /// The side below which words shrink: the code must be readable and not look lost.
  private var leastPlate: Double {
    guard case .largest = job.codeWidth else { return wantedPlate }
    let least = (isWide ? 0.85 : 0.92) * naturalPlate
    return min(wantedPlate, max(least, plan.plateSide(ofSymbol: readableWidth)))
  }

  private var readableWidth: Double { plan.reading.comfortableWidth + 0.05 }

  /// The side that looks right unless the job sets one.
  private var naturalPlate: Double {
    isWide
      ? min(face.height - 2 * margin - 12 * unit, face.width * 0.4) * 0.94
      : min(0.6 * face.width, 0.42 * face.height)
  }

  /// The largest code that the format allows without any words.
  private var widestPlate: Double {
    // A requested width is used even if it comes too near to a cut, with a warning.
    if isExact { return min(face.width, face.height) - 2 * exactInset }
    return isWide
      ? min(face.height - 2 * (edge.code + padding), face.width * 0.52)
      : min(face.width - 2 * margin, face.height * 0.6)
  }

  /// How near to the edge a code of a requested width may come; never over a frame or a ruler.
  private var exactInset: Double {
    let least = isWide ? max(JobLayout.labelInset, rulerReach) : JobLayout.labelInset
    return edge.frame == nil ? least : max(least, edge.code + padding)
  }

  // MARK: Arrangement

  private struct Arrangement {
    var setter: WordSetter
    var upper: FaceStack
    var lower: FaceStack
    /// The area of the words beside a code.
    var column: Rectangle
    var largestPlate: Double
    var hasNote: Bool
  }

  private func arrange(
    textScale: Double, hasNote: Bool
  ) throws(PrintRefusal) -> Arrangement {
    let anchor: SheetText.Anchor = isWide ? .start : .middle
    var setter = WordSetter(
      measure: context.measure, anchor: anchor, unit: unit, textScale: textScale)
    setter.leastReadable = plan.distance / WordSetter.readingFactor
    var column = face.inset(by: margin)
    if isWide {
      let plate = min(wantedPlate, widestPlate)
      column.width = face.width - plate - sideMargin(plate) - wideGap - margin
      guard column.width > 10 else { throw .noRoom }
    }
    let words = FaceWords(
      context: context, item: item, setter: setter, width: column.width, isWide: isWide,
      hasNote: hasNote)
    let upper = try words.upper()
    let lower = try words.lower()
    let largest: Double
    if isWide {
      guard upper.height + (try words.footer()).height + 8 * unit <= column.height else {
        throw .noRoom
      }
      let room = face.height - 2 * (isExact ? exactInset : edge.code + padding)
      largest = plate(beside: words, in: room)
    } else {
      let gaps = 2 * DesignScale.face.space(5) * unit
      largest = min(widestPlate, column.height - upper.height - lower.height - gaps)
    }
    guard largest > 8 else { throw .noRoom }
    return Arrangement(
      setter: setter, upper: upper, lower: lower, column: column, largestPlate: largest,
      hasNote: hasNote)
  }

  /// The gap between a code and the instruction under it.
  private var captionGap: Double {
    let scale = DesignScale.face
    return (scale.space(3) + style.cardPadding + (style.call == nil ? 0 : scale.space(3))) * unit
  }

  /// The largest code, up to the preferred one, that leaves room for the words under it.
  private func plate(beside words: FaceWords, in room: Double) -> Double {
    var side = min(wantedPlate, widestPlate)
    while side > 8 {
      let rest = room - captionHeight(words.caption(width: side))
      if rest >= side { break }
      // Under a narrower code the words may need another line.
      side = min(rest, side - 0.2)
    }
    return side
  }

  /// The height of the words under the code when words and code lie side by side.
  private func captionHeight(_ caption: FaceStack) -> Double {
    caption.blocks.isEmpty ? 0 : caption.height + captionGap + barReach
  }

  /// How far the bar behind the instruction extends below the words.
  private var barReach: Double { style.call == nil ? 0 : FaceDecoration.barPadding * unit }

  private func finish(_ arrangement: Arrangement) throws(PrintRefusal) -> Result {
    let side = min(wantedPlate, arrangement.largestPlate)
    var blocks: [FaceDecoration.PlacedBlock] = []
    var words: [SheetElement] = []
    func draw(_ stack: FaceStack, _ places: [Rectangle]) {
      for (block, place) in zip(stack.blocks, places) {
        blocks.append(
          FaceDecoration.PlacedBlock(
            role: block.role, frame: place, inkWidth: block.inkWidth, padding: block.padding))
        words += block.draw(place)
      }
    }
    let plate: Rectangle
    var leftOut = arrangement.upper.leftOut
    if isWide {
      let drawn = try drawBeside(arrangement, side, draw)
      plate = drawn.plate
      leftOut.formUnion(drawn.leftOut)
    } else {
      plate = drawBelow(arrangement, side, draw)
      leftOut.formUnion(arrangement.lower.leftOut)
    }
    let decoration = FaceDecoration(
      face: face, style: style, blocks: blocks, plate: plate, unit: unit,
      isWide: isWide, frame: edge.frame)
    let code = plan.code(item, in: plate, on: face, job: job)
    let elements = decoration.below() + decoration.around(code) + words + [.code(code)]
    return Result(
      grounds: decoration.grounds, elements: elements, leftOut: leftOut,
      symbolWidth: code.frame.width)
  }

  /// Draws words above and below the code.
  private func drawBelow(
    _ arrangement: Arrangement, _ side: Double, _ draw: (FaceStack, [Rectangle]) -> Void
  ) -> Rectangle {
    var stack = arrangement.upper
    let gap = DesignScale.face.space(5) * unit
    let plateBlock = StackBlock(role: .plate, height: side, gap: gap, spring: 1) { _ in [] }
    let plateIndex = stack.blocks.count
    stack.blocks.append(plateBlock)
    stack.blocks += arrangement.lower.blocks
    let frames = stack.frames(in: arrangement.column)
    draw(stack, frames)
    let place = frames[plateIndex]
    return Rectangle(x: place.middleX - side / 2, y: place.y, width: side, height: side)
  }

  /// Draws words on the left, and the code with the instruction on the right.
  private func drawBeside(
    _ arrangement: Arrangement, _ side: Double, _ draw: (FaceStack, [Rectangle]) -> Void
  ) throws(PrintRefusal) -> (plate: Rectangle, leftOut: Set<PrintedWords>) {
    let words = FaceWords(
      context: context, item: item, setter: arrangement.setter, width: arrangement.column.width,
      isWide: true, hasNote: arrangement.hasNote)
    var left = arrangement.upper
    left.append(try words.footer())
    draw(left, left.frames(in: arrangement.column))
    let caption = words.caption(width: side)
    let captionGap = captionGap
    let captionHeight = captionHeight(caption)
    let top = face.middleY - (side + captionHeight) / 2
    let plate = Rectangle(
      x: face.right - sideMargin(side) - side, y: top, width: side, height: side)
    let below = Rectangle(
      x: plate.x, y: plate.bottom + captionGap, width: side, height: caption.height)
    draw(caption, caption.frames(in: below))
    return (plate, left.leftOut.union(caption.leftOut))
  }
}
