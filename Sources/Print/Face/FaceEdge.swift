internal import Catalog

/// The distances of frame, words and code from the edges of a face, in millimetres.
struct FaceEdge {
  /// The outer line of a frame, and the inner one if it is double; nil without a frame.
  let frame: (outer: Double, inner: Double)?
  /// Words: at least 5 mm, the tolerance of printers and cutters.
  let words: Double
  /// The code with its white card.
  let code: Double

  private static let least = 5.2

  /// Computes the distances for a design; `clear` is `JobLayout.clearEdge`.
  init(_ design: PrintJob.Design, unit: Double, clear: Double) {
    let outer = max(clear, 6 * unit)
    switch design {
    case .classic, .market: frame = nil
    case .night: frame = (outer, outer)
    case .seal: frame = (outer, outer + max(0.7, 1.9 * unit))
    }
    let within = frame.map(\.inner) ?? 0
    words = max(
      Self.least, clear + 0.8, 16 * unit, frame == nil ? 0 : within + max(2.2, 5.5 * unit))
    code = max(Self.least, clear, frame == nil ? 0 : within + max(1.2, 2 * unit))
  }
}
