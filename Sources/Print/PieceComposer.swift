internal import Catalog

/// Lays out what one link shows on one piece of a job.
struct PieceComposer {
  let run: PrintRun
  let item: PrintItem

  /// A piece that was laid out and can be drawn in any place of a sheet.
  struct Piece {
    /// What goes on beyond its edges: it is drawn before everything else on the sheet.
    var grounds: (JobLayout.Piece) -> [SheetElement]
    /// What stays within its edges.
    var face: (JobLayout.Piece) -> [SheetElement]
    /// The words that have no room.
    var leftOut: Set<PrintedWords>
    /// The width of the symbol.
    var symbolWidth: Double
    /// The largest symbol that it has room for.
    var largestWidth: Double

    /// All that is drawn in a place.
    func draw(_ place: JobLayout.Piece) -> [SheetElement] { grounds(place) + face(place) }
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
    let label = try composer.compose()
    return Piece(
      grounds: { _ in [] }, face: label.elements, leftOut: label.leftOut,
      symbolWidth: plan.symbolWidth(ofPlate: label.side), largestWidth: label.largestWidth)
  }

  private func compose(_ face: Rectangle) throws(LayoutProblem) -> FaceComposer.Result {
    try FaceComposer(
      face: face, context: run.context, item: item, plan: plan, clearEdge: run.layout.clearEdge,
      rulerReach: run.layout.rulerReach
    ).compose()
  }

  private func poster() throws(LayoutProblem) -> Piece {
    let first = run.layout.pieces[0].frame
    let face = try compose(Rectangle(x: 0, y: 0, width: first.width, height: first.height))
    return piece(face) { piece in
      [(Placement(x: piece.frame.x, y: piece.frame.y), piece.ground)]
    }
  }

  /// Two faces that share their upper edge, the fold; the one behind is upside down on the flat sheet.
  private func tent() throws(LayoutProblem) -> Piece {
    let frame = run.layout.pieces[0].frame
    let folds = TentFolds(frame, run.layout.fold, isStock: run.layout.stock != nil)
    let face = try compose(
      Rectangle(x: 0, y: 0, width: frame.width, height: folds.faceHeight))
    return piece(face) { piece in
      let ridge = piece.frame.y + folds.faceHeight
      // Colour ends at folds, and goes on beyond the other edges.
      var behind = piece.ground
      behind.height = ridge - behind.y
      var front = piece.ground
      front.y = ridge
      front.height = (folds.isPrism ? ridge + folds.faceHeight : piece.ground.bottom) - ridge
      return [
        (Placement(x: piece.frame.right, y: ridge, isTurned: true), behind),
        (Placement(x: piece.frame.x, y: ridge), front),
      ]
    }
  }

  /// A face in one or two places, each with the part of the page that its ground fills.
  private func piece(
    _ face: FaceComposer.Result,
    places: @escaping (JobLayout.Piece) -> [(Placement, ground: Rectangle)]
  ) -> Piece {
    var width = 0.0
    for case .code(let code) in face.elements { width = code.frame.width }
    return Piece(
      grounds: { piece in
        places(piece).map { placement, ground in
          .placed(face.grounds(placement.origin(of: ground)), placement)
        }
      },
      face: { piece in places(piece).map { .placed(face.elements, $0.0) } },
      leftOut: face.leftOut, symbolWidth: width, largestWidth: face.largestWidth)
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
