internal import Catalog
internal import QRImage
internal import Support

/// Lays out a label: the code as large as possible, and the words that say what it is for.
struct LabelComposer {
  let layout: JobLayout
  let context: FaceComposer.Context
  let item: PrintItem
  let plan: CodePlan
  private let shape: LabelShape

  init(layout: JobLayout, context: FaceComposer.Context, item: PrintItem, plan: CodePlan) {
    self.layout = layout
    self.context = context
    self.item = item
    self.plan = plan
    shape = LabelShape(layout: layout, job: context.job, style: context.style)
  }

  private var job: PrintJob { context.job }
  private var form: LabelShape.Form { shape.form }
  private var piece: Rectangle { shape.piece }

  private var setter: LabelWords { LabelWords(context: context, item: item) }

  private var gap: Double { max(1.2, min(piece.width, piece.height) * 0.05) }

  /// The height reserved for words on a label with the code above.
  private var stripHeight: Double {
    max(3.4, piece.height * 0.11, piece.height - piece.width - 1)
  }

  /// The least room on any label of the sheet; all labels use it.
  private var room: (width: Double, height: Double) {
    let lives = layout.pieces.map { layout.live($0) }
    return (lives.map(\.width).min() ?? 0, lives.map(\.height).min() ?? 0)
  }

  /// The side of a code beside words.
  private var usualWidePlate: Double { min(room.height, room.width * 0.62) }

  /// The side of a code that is read comfortably.
  private var readable: Double { plan.plateSide(ofSymbol: plan.reading.comfortableWidth) }

  /// The side of the largest code with its quiet zone that fits every label of the sheet.
  var largestPlate: Double {
    switch form {
    case .wide: return min(room.height, max(usualWidePlate, min(readable, room.width * 0.72)))
    case .high: return min(room.width, room.height - stripHeight)
    case .round: return piece.width / 2.0.squareRoot() - 2
    }
  }

  /// The least share of its largest side to which a code shrinks to make room for words.
  private static let leastShare = 0.68
  /// By how many millimetres it shrinks at a time.
  private static let step = 0.4

  /// Lays out the label for each place of a sheet.
  func compose() throws(PrintRefusal) -> PieceComposer.Piece {
    let largest = largestPlate
    guard largest > 4 else { throw .noRoom }
    var side = largest
    var least = largest
    switch job.codeWidth {
    case .largest: least = form == .wide ? usualWidePlate : Self.leastShare * largest
    case .exactly(let width): side = plan.plateSide(ofSymbol: width)
    case .readable:
      side = min(largest, readable)
    }
    let sideWithoutWords = form == .wide ? room.height : 0
    if side > max(largest, sideWithoutWords) + 0.001 {
      throw .code(
        wanted: plan.symbolWidth(ofPlate: side),
        largest: plan.symbolWidth(ofPlate: largest))
    }
    var refusal: PrintRefusal?
    repeat {
      do throws(PrintRefusal) {
        return try label(side)
      } catch {
        refusal = refusal ?? error
        side -= Self.step
      }
    } while side >= least
    throw refusal ?? .noRoom
  }

  private func label(_ side: Double) throws(PrintRefusal) -> PieceComposer.Piece {
    let words: LabelWords.Result
    switch form {
    case .wide: words = try wide(side)
    case .high: words = try high(side)
    case .round: words = try setter.round(diameter: piece.width, side: side)
    }
    return PieceComposer.Piece(
      plan: plan, grounds: { _ in [] },
      // A piece may be kept for long: it holds these values, and not the measure of the words.
      face: { [shape, plan, item] piece in
        let plate = shape.plate(side, on: piece)
        // The words are set beside a code whose corner is the origin.
        return shape.frame(on: piece) + [
          .code(plan.code(item, in: plate, on: piece.frame, job: shape.job)),
          .placed(words.elements, Placement(x: plate.x, y: plate.y)),
        ]
      },
      leftOut: words.leftOut, symbolWidth: plan.symbolWidth(ofPlate: side))
  }

  /// The width of the quiet zone of a code.
  private func quiet(_ side: Double) -> Double {
    let quiet = Double(plan.quietZoneInModules)
    return side * quiet / (Double(plan.size.sideInModules) + 2 * quiet)
  }

  // MARK: Forms

  private func wide(_ side: Double) throws(PrintRefusal) -> LabelWords.Result {
    let width =
      piece.width - shape.leftInset - side - gap - shape.rightInset
      - (shape.hasFrame ? LabelShape.frameGap : 0)
    guard width > 5 else { throw .title }
    // Words align with the code's modules, not with its quiet zone.
    let border = quiet(side)
    let area = Rectangle(x: side + gap, y: border, width: width, height: side - 2 * border)
    return try setter.stacked(in: area, anchor: .start, unit: piece.height / 38.1)
  }

  private func high(_ side: Double) throws(PrintRefusal) -> LabelWords.Result {
    let border = quiet(side)
    let strip = Rectangle(
      x: border, y: side, width: side - 2 * border, height: room.height - side)
    // Longer words may extend by another quiet zone on each side, if the label has room.
    let reach = min(room.width, side + 2 * border)
    let whole = Rectangle(x: (side - reach) / 2, y: side, width: reach, height: strip.height)
    let unit = min(strip.height / 20, piece.width / 45)
    return try setter.below(strip: strip, whole: whole, unit: unit)
  }
}
