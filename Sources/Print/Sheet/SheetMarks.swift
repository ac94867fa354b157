internal import Catalog

/// Draws the marks of a sheet: ruler, cut marks and folds.
struct SheetMarks {
  let layout: JobLayout
  let context: FaceComposer.Context

  private var job: PrintJob { context.job }

  func elements() -> [SheetElement] {
    folds() + cuts() + outlines() + ruler()
  }

  /// The cut marks, if the job has them.
  func cuts() -> [SheetElement] {
    guard layout.cutMarks else { return [] }
    let frames = layout.pieces.map(\.frame)
    let (first, last) = (frames[0], frames[frames.count - 1])
    let block = Rectangle(
      x: first.x, y: first.y, width: last.right - first.x, height: last.bottom - first.y)
    let columnCount = layout.stock?.columns ?? 1
    let columns = frames.prefix(columnCount).flatMap { [$0.x, $0.x + $0.width] }
    let rows = stride(from: 0, to: frames.count, by: columnCount).flatMap {
      [frames[$0].y, frames[$0].y + frames[$0].height]
    }
    return CutMarks.around(columns: columns, rows: rows, block, layout.bleed)
  }

  /// A dashed line along each fold, and instructions on the other sides of a prism.
  func folds() -> [SheetElement] {
    guard job.kind == .tent else { return [] }
    let folds = layout.tentFolds
    var elements: [SheetElement] = []
    for piece in layout.pieces {
      for fold in folds.folds {
        let y = piece.frame.y + fold
        elements.append(
          .line(
            fromX: piece.frame.x, y: y, toX: piece.frame.right, toY: y,
            Stroke(Colour(red: 150, green: 150, blue: 150), 0.15, dash: 1.5)))
      }
      if folds.isPrism { elements += prismWords(piece.frame, folds) }
    }
    return elements
  }

  private func prismWords(_ frame: Rectangle, _ folds: TentFolds) -> [SheetElement] {
    let base = PrintPhrases.prismBase.phrases(job.languages)
    let flap = PrintPhrases.prismFlap.phrases(job.languages)
    func words(_ phrases: [Phrase], at y: Double) -> [SheetElement] {
      phrases.enumerated().map { index, phrase in
        let baseline = y + Double(index) * 4.6
        let room = Rectangle(
          x: frame.x + 10, y: baseline, width: frame.width - 20, height: 4)
        return .text(
          .line(
            phrase.text, context.measure, size: 3.2, colour: FaceStyle.grey, .middle,
            phrase.language, in: room, baseline: baseline))
      }
    }
    let top = frame.y
    return words(base, at: top + folds.folds[1] + folds.faceHeight / 2)
      + words(flap, at: top + folds.folds[2] + (flap.count > 1 ? 5.2 : 7.2))
  }

  /// The ruler, in a colour that is visible on its background.
  func ruler() -> [SheetElement] {
    guard let place = layout.ruler else { return [] }
    return Ruler.elements(
      x: place.x, y: place.y, colour: rulerColour, measure: context.measure)
  }

  private var rulerColour: Colour {
    let isOnGround = layout.stock == nil && layout.slug < CutMarks.room
    let isOnFace =
      switch job.kind {
      case .poster, .menu, .board: true
      case .tent: layout.fold != .prism
      case .labels, .cards, .roll, .plate: false
      }
    return isOnGround && isOnFace ? context.style.lowerFaint : FaceStyle.grey
  }
}
