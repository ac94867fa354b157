/// The layout and scale of a face, by its shape and size.
struct FaceFormat {
  /// Whether words and code lie side by side.
  let isWide: Bool
  /// The factor of all sizes: 1 on A4.
  let unit: Double

  init(width: Double, height: Double) {
    isWide = width > height * 1.12
    unit =
      isWide
      ? min(width / 297, height / 210 * 1.12) : min(width / 210, height / 297 * 1.06)
  }
}
