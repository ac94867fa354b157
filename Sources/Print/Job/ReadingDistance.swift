internal import QRImage

/// How wide a symbol must be to be read from a distance, in millimetres (`docs/decisions.md`).
struct ReadingDistance {
  /// The width that is read comfortably: distance × modules ÷ 350, four pixels a module in a camera of
  /// 26 mm.
  let comfortableWidth: Double
  /// The least width that is read: distance × modules ÷ 460, three pixels a module.
  let leastWidth: Double

  /// - Parameter distance: from camera to code, in millimetres.
  init(_ distance: Double, _ size: SymbolSize) {
    comfortableWidth = distance * Double(size.sideInModules) / 350
    leastWidth = distance * Double(size.sideInModules) / 460
  }
}
