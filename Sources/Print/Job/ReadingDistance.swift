internal import QRImage

/// How wide a symbol must be to be read from a distance, in millimetres (`docs/decisions.md`).
struct ReadingDistance {
  /// Comfortable reading: distance × modules ÷ 350, four pixels a module in a 26 mm camera.
  let comfortableWidth: Double
  /// The least readable width: distance × modules ÷ 460, three pixels a module.
  let leastWidth: Double

  /// Computes the widths for a distance from camera to code in millimetres.
  init(_ distance: Double, _ size: SymbolSize) {
    comfortableWidth = distance * Double(size.sideInModules) / 350
    leastWidth = distance * Double(size.sideInModules) / 460
  }
}
