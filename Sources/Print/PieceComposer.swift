internal import Catalog

/// Lays out what one link shows on one piece of a job.
struct PieceComposer {
  let run: PrintRun
  let item: PrintItem

  /// A piece that was laid out and can be drawn in any place of a sheet.
  struct Piece {
    var draw: (JobLayout.Piece) -> [SheetElement]
    /// The width of the symbol.
    var symbolWidth: Double
    /// The largest symbol that it has room for.
    var largestWidth: Double
  }

  /// The code of the link.
  var plan: CodePlan {
    CodePlan(
      item, job: run.job, level: run.level, distance: run.layout.usualDistance)
  }

  /// Lays out the piece.
  ///
  /// - Throws: `LayoutProblem`.
  func compose() throws(LayoutProblem) -> Piece {
    switch run.job.kind {
    case .labels, .roll: try label()
    case .poster, .cards: try poster()
    case .tent: try tent()
    }
  }

  private func label() throws(LayoutProblem) -> Piece {
    let composer = LabelComposer(
      layout: run.layout, context: run.context, item: item, plan: plan)
    let (face, largest) = try composer.compose()
    return Piece(
      draw: { piece in (try? face.elements(on: piece)) ?? [] },
      symbolWidth: plan.symbolWidth(ofPlate: face.side), largestWidth: largest)
  }

  private func poster() throws(LayoutProblem) -> Piece {
    let first = run.layout.pieces[0]
    let face = Rectangle(x: 0, y: 0, width: first.frame.width, height: first.frame.height)
    var ground = first.ground
    ground.x -= first.frame.x
    ground.y -= first.frame.y
    let composed = try FaceComposer(
      face: face, ground: ground, context: run.context, item: item, plan: plan,
      clearEdge: run.layout.clearEdge
    ).compose()
    return piece(composed) { piece in
      [.placed(composed.elements, Placement(x: piece.frame.x, y: piece.frame.y))]
    }
  }

  /// Two faces that share their upper edge, the fold; the one behind is upside down on the flat sheet.
  private func tent() throws(LayoutProblem) -> Piece {
    let frame = run.layout.pieces[0].frame
    let folds = TentFolds(frame, run.layout.fold, isStock: run.layout.stock != nil)
    let face = Rectangle(x: 0, y: 0, width: frame.width, height: folds.faceHeight)
    // Colour ends at folds, and goes on beyond the other edges.
    let beyond = max(0, frame.y - run.layout.pieces[0].ground.y)
    let ground = Rectangle(
      x: -beyond, y: 0, width: face.width + 2 * beyond,
      height: face.height + (folds.isPrism ? 0 : beyond))
    let composed = try FaceComposer(
      face: face, ground: ground, context: run.context, item: item, plan: plan,
      clearEdge: run.layout.clearEdge
    ).compose()
    return piece(composed) { piece in
      let ridge = piece.frame.y + folds.faceHeight
      return [
        .placed(
          composed.elements, Placement(x: piece.frame.right, y: ridge, isTurned: true)),
        .placed(composed.elements, Placement(x: piece.frame.x, y: ridge)),
      ]
    }
  }

  private func piece(
    _ face: FaceComposer.Result, draw: @escaping (JobLayout.Piece) -> [SheetElement]
  ) -> Piece {
    var width = 0.0
    for case .code(let code) in face.elements { width = code.frame.width }
    return Piece(draw: draw, symbolWidth: width, largestWidth: face.largestWidth)
  }
}

/// Where a tent is folded.
struct TentFolds {
  let isPrism: Bool
  let faceHeight: Double
  /// The folds, from the top of the piece.
  let folds: [Double]

  /// The width of the flap that a prism is glued with (`docs/decisions.md`).
  static let flap = 12.0

  init(_ frame: Rectangle, _ fold: PrintJob.Fold, isStock: Bool) {
    isPrism = fold == .prism && !isStock
    if isPrism {
      faceHeight = (frame.height - Self.flap) / 3
      folds = [faceHeight, 2 * faceHeight, 3 * faceHeight]
    } else {
      faceHeight = frame.height / 2
      folds = [faceHeight]
    }
  }
}
