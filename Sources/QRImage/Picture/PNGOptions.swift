/// How a symbol becomes a PNG.
public struct PNGOptions: Hashable, Sendable {
  /// Pixels on one side of a module; 8 make a module one byte of a row.
  public var pixelsPerModule: Int
  /// The printed width of the picture with its quiet zone; nil for `defaultModuleInMillimetres`.
  public var widthInMillimetres: Double?

  /// Default module size in millimetres: 0.6 mm reads well on a hand-held print
  /// (`docs/decisions.md`).
  public static let defaultModuleInMillimetres = 0.6

  /// Pixels per module that work for any version: at most 44, for a width up to 8,192.
  public static let pixelsPerModuleRange = 1...44

  /// Options, by default with 8 pixels per module.
  public init(pixelsPerModule: Int = 8, widthInMillimetres: Double? = nil) {
    self.pixelsPerModule = pixelsPerModule
    self.widthInMillimetres = widthInMillimetres
  }

  /// The printed width of a whole picture in millimetres.
  public func printedWidthInMillimetres(of size: SymbolSize) -> Double {
    widthInMillimetres
      ?? Double(size.sideWithQuietZoneInModules) * Self.defaultModuleInMillimetres
  }
}
