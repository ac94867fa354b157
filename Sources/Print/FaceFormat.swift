internal import Catalog

/// What follows from the shape and size of a face.
struct FaceFormat {
  /// Whether words and code lie side by side.
  let isWide: Bool
  /// What sizes are multiplied with: 1 on A4.
  let unit: Double

  init(width: Double, height: Double) {
    isWide = width > height * 1.12
    unit =
      isWide
      ? min(width / 297, height / 210 * 1.12) : min(width / 210, height / 297 * 1.06)
  }
}

/// How far from the edges of a face its frame, words and code keep.
struct FaceEdge {
  /// The outer line of a frame, and the inner one where it is double; nil without a frame.
  let frame: (outer: Double, inner: Double)?
  /// Words: 5 mm at least, where printers and knives are not trusted.
  let words: Double
  /// The code with its white card.
  let code: Double

  /// The least distance of words and codes.
  private static let least = 5.2

  /// - Parameter clear: how far from the edge nothing but ground may lie, see `JobLayout.clearEdge`.
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
