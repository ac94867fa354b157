internal import QRImage

/// The pictures of `/qrcode/build`.
enum QRCodeFile {
  /// The accepted sizes, in pixels.
  static let sizes = 21...2000

  /// The longest text in bytes.
  static let maximumTextLength = 1000

  /// A PNG at most this wide, with whole pixels for each module, and at least one.
  static func png(_ text: String, sizeInPixels: Int) throws(QRImageError) -> [UInt8] {
    let symbol = try QRSymbol(text)
    let scale = max(1, sizeInPixels / symbol.size.sideWithQuietZoneInModules)
    let range = PNGOptions.pixelsPerModuleRange
    return try PNGWriter().png(
      symbol, PNGOptions(pixelsPerModule: min(scale, range.upperBound)))
  }
}
