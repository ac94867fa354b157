internal import Catalog

/// The distances of frame, words and code from the edges of a face, in millimetres.
struct FaceEdge {
  /// The outer line of a frame, and the inner one if it is double; nil without a frame.
  let frame: (outer: Double, inner: Double)?
  /// Words: at least 5 mm, the tolerance of printers and cutters.
  let words: Double
  /// The code with its white card.
  let code: Double
  /// The height of a decoration across the upper edge, above words and code.
  let top: Double

  private static let least = 5.2

  /// Computes the distances for a design; `clear` is `JobLayout.clearEdge`.
  init(_ design: PrintJob.Design, width: Double, height: Double, unit: Double, clear: Double) {
    let outer = max(clear, 6 * unit)
    switch design {
    case .classic, .market, .bistro, .bold: frame = nil
    case .night, .seal: frame = (outer, outer + max(0.7, 1.9 * unit))
    }
    let within = frame.map(\.inner) ?? 0
    // Further in than the squares in the corners of `seal`.
    let air = design == .seal ? DesignFrame.corner + 3.3 : 5.5
    words = max(
      Self.least, clear + 0.8, 14 * unit, frame == nil ? 0 : within + max(2.2, air * unit))
    // Neither may its card lie on those squares.
    let gap = design == .seal ? DesignFrame.corner : 2
    code = max(Self.least, clear, frame == nil ? 0 : within + max(1.2, gap * unit))
    let awning = design == .bistro ? Awning(width: width, height: height, unit: unit).height : 0
    // Words below an awning need less distance than from an edge.
    top = max(0, awning - words * 0.45)
  }
}
