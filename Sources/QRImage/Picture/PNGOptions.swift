/// How a symbol becomes a PNG.
public struct PNGOptions: Hashable, Sendable {
  /// Pixels on one side of a module; 8 makes a module one byte of a row.
  public var pixelsPerModule: Int
  /// The printed width of the whole picture, quiet zone included; without it the picture is marked
  /// with `defaultModuleInMillimetres`.
  public var widthInMillimetres: Double?

  /// The module size, in millimetres, that a picture without an asked width is marked with.
  ///
  /// 0.6 mm reads comfortably on a hand-held print (`docs/decisions.md`).
  public static let defaultModuleInMillimetres = 0.6

  /// The most pixels a module that a picture of any version can have: 44 for a width up to 8,192.
  public static let pixelsPerModuleRange = 1...44

  /// Options with 8 pixels a module unless said otherwise.
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
