import CPNGWriter

/// Writes symbols as PNG files, in memory that is reused for each picture.
///
/// Not safe for concurrent use; make one for each thread.
public final class PNGWriter {
  /// zlib's level: 4 is the knee of size against time (`docs/decisions.md`).
  private static let compressionLevel: Int32 = 4

  private let writer: OpaquePointer

  /// Allocates about 330 KB.
  ///
  /// - Throws: `QRImageError.pngFailed` when memory runs out.
  public init() throws(QRImageError) {
    guard let writer = png_writer_create() else { throw .pngFailed("out of memory") }
    self.writer = writer
  }

  deinit {
    png_writer_destroy(writer)
  }

  /// A symbol as a PNG file: 1-bit greyscale, dark on white, whole pixels a module, the quiet zone part
  /// of the picture, and a pHYs chunk that gives the printed width.
  ///
  /// - Throws: `QRImageError.pngFailed` when the picture would be wider than 8,192 pixels or memory
  ///   runs out.
  public func png(
    _ symbol: QRSymbol, _ options: PNGOptions = PNGOptions()
  ) throws(QRImageError) -> [UInt8] {
    let size = symbol.size
    let width = options.printedWidthInMillimetres(of: size)
    let side = Double(size.sideWithQuietZoneInModules) * Double(options.pixelsPerModule)
    let pixelsPerMetre = (side * 1000 / width).rounded()
    guard let scale = UInt32(exactly: options.pixelsPerModule),
      let pixelsPerMetre = UInt32(exactly: pixelsPerMetre)
    else { throw .pngFailed("picture size out of range") }

    var result = png_writer_result()
    let done = symbol.modules.withUnsafeBufferPointer { modules in
      var picture = png_writer_picture(
        modules: modules.baseAddress, side_in_modules: UInt32(size.sideInModules),
        quiet_zone_in_modules: UInt32(SymbolSize.quietZoneInModules), pixels_per_module: scale,
        pixels_per_metre: pixelsPerMetre, compression_level: Self.compressionLevel)
      return png_writer_write(writer, &picture, &result)
    }
    guard done == 1 else {
      let message = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .pngFailed(message)
    }
    return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
  }
}
