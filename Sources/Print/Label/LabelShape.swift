internal import Catalog
internal import Support

/// What is the same on all labels of a job: how code and words lie, where the code is, and the frame.
struct LabelShape {
  let layout: JobLayout
  let job: PrintJob
  let style: FaceStyle

  /// How code and words lie.
  enum Form {
    /// Code on the left.
    case wide
    /// Code above.
    case high
    /// Code in the middle of a circle.
    case round
  }

  var form: Form {
    if isRound { return .round }
    return piece.width >= piece.height * 1.3 ? .wide : .high
  }

  private var isRound: Bool { layout.stock?.isRound == true }

  /// The first label of the sheet.
  var piece: Rectangle { layout.pieces[0].frame }

  // MARK: Frame

  /// The distance of the frame from the edge of a label, and the width of its line.
  private static let (frameInset, frameWidth) = (1.15, 0.35)
  /// How much further from a frame than from an edge words end.
  static let frameGap = 1.2

  /// Whether labels have a frame.
  ///
  /// Rolls have none, because they are printed in black. Where labels reach the edge of the sheet,
  /// printers would leave out a side of it.
  var hasFrame: Bool {
    let page = Rectangle(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    return job.kind == .labels
      && layout.pieces.allSatisfy {
        page.inset(by: JobLayout.trimInset).holds($0.frame.inset(by: Self.frameInset))
      }
  }

  /// A frame in the accent, between the edge of the label and everything on it.
  func frame(on piece: JobLayout.Piece) -> [SheetElement] {
    guard hasFrame else { return [] }
    let frame = piece.frame.inset(by: Self.frameInset)
    let stroke = Stroke(style.accent, Self.frameWidth)
    if isRound { return [.ellipse(frame, stroke: stroke)] }
    return [.rectangle(frame, stroke: stroke, radius: style.design == .seal ? 0 : 1.5)]
  }

  // MARK: Code

  /// The place of a code with its quiet zone on a label of the sheet.
  func plate(_ side: Double, on piece: JobLayout.Piece) -> Rectangle {
    let frame = piece.frame
    let live = layout.live(piece)
    switch form {
    case .wide:
      let top = min(max(frame.middleY - side / 2, live.y), live.bottom - side)
      return Rectangle(x: frame.x + leftInset, y: top, width: side, height: side)
    case .high:
      return Rectangle(x: frame.middleX - side / 2, y: live.y, width: side, height: side)
    case .round:
      return .square(side, aroundX: frame.middleX, y: frame.middleY)
    }
  }

  /// The distance of the code from the left edge, the same on every label of the sheet.
  var leftInset: Double {
    layout.pieces.map { layout.live($0).x - $0.frame.x }.max() ?? 0
  }

  /// The distance of the words from the right edge.
  var rightInset: Double {
    layout.pieces.map { $0.frame.right - layout.live($0).right }.max() ?? 0
  }
}
