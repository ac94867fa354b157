/// The layout and scale of a face, by its shape and size.
struct FaceFormat {
  /// Whether words and code lie side by side.
  let isWide: Bool
  /// The factor of all sizes: 1 on A4.
  let unit: Double

  /// Whether words lie above and below the code on a face that has little height for them.
  let isSquare: Bool

  init(width: Double, height: Double) {
    isWide = width > height * 1.12
    isSquare = !isWide && width > height * 0.85
    if isWide {
      unit = min(width / 297, height / 210 * 1.12)
    } else if isSquare {
      // As on an A4 of the same area.
      unit = (width * height / (210 * 297)).squareRoot()
    } else {
      unit = min(width / 210, height / 297 * 1.06)
    }
  }
}
