internal import Catalog
internal import Support

/// Lays out one link on one piece of a job.
struct PieceComposer {
  let layout: JobLayout
  let context: FaceComposer.Context
  let item: PrintItem
  /// The code of the link.
  let plan: CodePlan

  init(layout: JobLayout, context: FaceComposer.Context, item: PrintItem) {
    self.layout = layout
    self.context = context
    self.item = item
    plan = CodePlan(item.size, job: context.job, layout: layout)
  }

  /// A laid-out piece that can be drawn in any place of a sheet.
  struct Piece {
    /// The code.
    var plan: CodePlan
    /// Draws the colour that extends beyond its edges, before everything else on the sheet.
    var grounds: (JobLayout.Piece) -> [SheetElement]
    /// Draws everything else, within its edges.
    var face: (JobLayout.Piece) -> [SheetElement]
    /// The words that do not fit.
    var leftOut: Set<PrintedWords>
    /// The width of the symbol in millimetres.
    var symbolWidth: Double

    /// All elements in a place.
    func draw(_ place: JobLayout.Piece) -> [SheetElement] { grounds(place) + face(place) }
  }

  /// Lays out the piece.
  func compose() throws(PrintRefusal) -> Piece {
    switch context.job.kind {
    case .labels, .roll:
      try LabelComposer(layout: layout, context: context, item: item, plan: plan).compose()
    case .poster, .cards, .plate: try poster()
    case .tent: try tent()
    // `SharedComposer` lays these out, all links together.
    case .menu, .board: throw .noRoom
    }
  }

  private func compose(_ face: Rectangle) throws(PrintRefusal) -> FaceComposer.Result {
    var rest = face
    var band: SampleBand?
    if context.areSamples[item.merchant] {
      let sample = try SampleBand(face, context, clearEdge: layout.clearEdge)
      rest.y += sample.height
      rest.height -= sample.height
      band = sample
    }
    var result = try FaceComposer(
      face: rest, piece: face, context: context, item: item, plan: plan,
      clearEdge: layout.clearEdge,
      rulerReach: layout.rulerReach
    ).compose()
    if let band {
      let grounds = result.grounds
      result.grounds = { grounds($0) + band.ground($0) }
      result.elements += band.elements
    }
    return result
  }

  private func poster() throws(PrintRefusal) -> Piece {
    let first = layout.pieces[0].frame
    let face = try compose(Rectangle(x: 0, y: 0, width: first.width, height: first.height))
    return piece(face) { piece in
      [(Placement(x: piece.frame.x, y: piece.frame.y), piece.ground)]
    }
  }

  /// Two faces that share their upper edge, the fold; the back one is upside down when flat.
  private func tent() throws(PrintRefusal) -> Piece {
    let folds = layout.tentFolds
    let face = try compose(
      Rectangle(x: 0, y: 0, width: layout.pieces[0].frame.width, height: folds.faceHeight))
    return piece(face) { piece in
      let ridge = piece.frame.y + folds.faceHeight
      // Colour ends at folds, and extends beyond the other edges.
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

  /// A face in one or two places, each with the part of the page that its background fills.
  private func piece(
    _ face: FaceComposer.Result,
    places: @escaping (JobLayout.Piece) -> [(Placement, ground: Rectangle)]
  ) -> Piece {
    Piece(
      plan: plan,
      grounds: { piece in
        places(piece).map { placement, ground in
          .placed(face.grounds(placement.origin(of: ground)), placement)
        }
      },
      face: { piece in places(piece).map { .placed(face.elements, $0.0) } },
      leftOut: face.leftOut, symbolWidth: face.symbolWidth)
  }
}
