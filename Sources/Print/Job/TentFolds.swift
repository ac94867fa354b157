/// The folds of a tent.
struct TentFolds {
  let isPrism: Bool
  /// The height of a face in millimetres.
  let faceHeight: Double
  /// The folds, in millimetres from the top of the piece.
  let folds: [Double]

  /// The width of a prism's glue flap, in millimetres (`docs/decisions.md`).
  private static let flap = 12.0

  /// The folds of a piece with a height in millimetres.
  init(height: Double, isPrism: Bool) {
    self.isPrism = isPrism
    faceHeight = isPrism ? (height - Self.flap) / 3 : height / 2
    folds = isPrism ? [faceHeight, 2 * faceHeight, 3 * faceHeight] : [faceHeight]
  }
}
