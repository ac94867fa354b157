import CPNGWriter

/// Writes symbols as PNG files, reusing its memory; not thread-safe.
public final class PNGWriter {
  /// What packs the rows of a picture.
  enum Compressor: Int32 {
    /// Made for pictures of codes, in C.
    case moduleDeflate = -1
    /// libpng's own with zlib, at the level of the best trade of size against time: the reference.
    case zlib = 4
  }

  private let writer: OpaquePointer

  /// Allocates about 20 KB; throws `QRImageError.pngFailed` without memory.
  public init() throws(QRImageError) {
    guard let writer = png_writer_create() else { throw .pngFailed("out of memory") }
    self.writer = writer
  }

  deinit {
    png_writer_destroy(writer)
  }

  /// A PNG file: 1-bit greyscale, dark on white, whole pixels per module, with the quiet zone and a
  /// pHYs chunk for the printed width.
  ///
  /// - Throws: `QRImageError.pngFailed` for a picture wider than 8,192 pixels, or without memory.
  public func png(
    _ symbol: QRSymbol, _ options: PNGOptions = PNGOptions()
  ) throws(QRImageError) -> [UInt8] {
    try png(symbol, options, .moduleDeflate)
  }

  /// The same picture packed by one or the other compressor.
  func png(
    _ symbol: QRSymbol, _ options: PNGOptions, _ compressor: Compressor
  ) throws(QRImageError) -> [UInt8] {
    let size = symbol.size
    let width = options.printedWidthInMillimetres(of: size)
    let side = Double(size.sideWithQuietZoneInModules) * Double(options.pixelsPerModule)
    let pixelsPerMetre = (side * 1000 / width).rounded()
    guard let scale = UInt32(exactly: options.pixelsPerModule),
      let pixelsPerMetre = UInt32(exactly: pixelsPerMetre)
    else { throw .pngFailed("picture size out of range") }

    return try png(
      symbol.modules, sideInModules: size.sideInModules,
      quietZoneInModules: SymbolSize.quietZoneInModules, pixelsPerModule: scale,
      pixelsPerMetre: pixelsPerMetre, compressor)
  }

  /// A PNG file of exactly this width for a screen: 1-bit greyscale, whole pixels per module, what
  /// is left over around the quiet zone.
  ///
  /// - Returns: nil if the symbol has more modules, with its quiet zone, than the picture pixels.
  /// - Throws: `QRImageError.pngFailed` for a picture wider than 8,192 pixels, or without memory.
  package func png(
    _ symbol: QRSymbol, sideInPixels: Int
  ) throws(QRImageError) -> [UInt8]? {
    let side = symbol.size.sideInModules
    let scale = sideInPixels / symbol.size.sideWithQuietZoneInModules
    guard scale > 0 else { return nil }
    guard sideInPixels <= PNGFile.maximumSide else {
      throw .pngFailed("picture size out of range")
    }
    let margin = (sideInPixels - side * scale) / 2
    var pixels = [UInt8](repeating: 0, count: sideInPixels * sideInPixels)
    for row in 0..<side * scale {
      let start = (row + margin) * sideInPixels + margin
      let modules = row / scale * side
      for column in 0..<side * scale {
        pixels[start + column] = symbol.modules[modules + column / scale]
      }
    }
    return try png(
      pixels, sideInModules: sideInPixels, quietZoneInModules: 0, pixelsPerModule: 1,
      pixelsPerMetre: 0, .zlib)
  }

  /// A PNG file with a palette, whose bytes depend on no library's version.
  package func png(_ picture: IndexedPicture) throws(QRImageError) -> [UInt8] {
    var result = png_writer_result()
    let palette = picture.palette.flatMap { [$0.red, $0.green, $0.blue] }
    let done = picture.indexes.withUnsafeBufferPointer { indexes in
      palette.withUnsafeBufferPointer { palette in
        var picture = png_writer_indexed_picture(
          indexes: indexes.baseAddress, side: UInt32(picture.side), palette: palette.baseAddress,
          colour_count: UInt32(picture.palette.count))
        return png_writer_write_indexed(writer, &picture, &result)
      }
    }
    return try bytes(of: result, isDone: done == 1)
  }

  private func png(
    _ modules: [UInt8], sideInModules: Int, quietZoneInModules: Int, pixelsPerModule: UInt32,
    pixelsPerMetre: UInt32, _ compressor: Compressor
  ) throws(QRImageError) -> [UInt8] {
    var result = png_writer_result()
    let done = modules.withUnsafeBufferPointer { modules in
      var picture = png_writer_picture(
        modules: modules.baseAddress, side_in_modules: UInt32(sideInModules),
        quiet_zone_in_modules: UInt32(quietZoneInModules), pixels_per_module: pixelsPerModule,
        pixels_per_metre: pixelsPerMetre, compression_level: compressor.rawValue)
      return png_writer_write(writer, &picture, &result)
    }
    return try bytes(of: result, isDone: done == 1)
  }

  /// The file that was written, which the writer's next call overwrites.
  private func bytes(
    of result: png_writer_result, isDone: Bool
  ) throws(QRImageError) -> [UInt8] {
    guard isDone else {
      let message = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .pngFailed(message)
    }
    return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
  }
}
