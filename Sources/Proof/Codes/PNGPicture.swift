internal import CLibSPNG

/// A PNG as libspng decodes it, which shares no code with libpng, the writer (ISO/IEC 15948).
struct PNGPicture: Hashable {
  let image: GrayImage
  /// Pixels a metre in both directions; nil when the file does not say it.
  let pixelsPerMetre: Int?
  /// Whether it is black and white, not interlaced, and holds nothing besides the picture and its
  /// printed size.
  let isPlain: Bool

  private static let maximumSide: UInt32 = 8192

  /// Decodes a whole file, its checksums included; nil when it is damaged or too large.
  init?(_ bytes: [UInt8]) {
    guard let context = spng_ctx_new(0) else { return nil }
    defer { spng_ctx_free(context) }
    var header = spng_ihdr()
    var size = spng_phys()
    let pixels: [UInt8]? = bytes.withUnsafeBytes { buffer in
      guard spng_set_image_limits(context, Self.maximumSide, Self.maximumSide) == 0,
        spng_set_png_buffer(context, buffer.baseAddress, buffer.count) == 0,
        spng_get_ihdr(context, &header) == 0
      else { return nil }
      return Self.pixels(of: context, header)
    }
    guard let pixels else { return nil }
    image = GrayImage(width: Int(header.width), height: Int(header.height), pixels: pixels)
    let hasSize =
      spng_get_phys(context, &size) == 0 && size.unit_specifier == 1 && size.ppu_x > 0
      && size.ppu_x == size.ppu_y
    pixelsPerMetre = hasSize ? Int(size.ppu_x) : nil
    isPlain =
      header.bit_depth == 1 && header.color_type == UInt8(SPNG_COLOR_TYPE_GRAYSCALE.rawValue)
      && header.interlace_method == 0 && Self.hasOnlyPicture(bytes)
  }

  private static func pixels(of context: OpaquePointer, _ header: spng_ihdr) -> [UInt8]? {
    let isGray =
      header.color_type == UInt8(SPNG_COLOR_TYPE_GRAYSCALE.rawValue) && header.bit_depth <= 8
    // libspng takes a nanosecond a bit to widen rows of bits.
    let isPacked = isGray && header.bit_depth == 1
    let wide = isGray ? SPNG_FMT_G8 : SPNG_FMT_RGBA8
    let format = Int32(bitPattern: (isPacked ? SPNG_FMT_RAW : wide).rawValue)
    var byteCount = 0
    guard spng_decoded_image_size(context, format, &byteCount) == 0 else { return nil }
    var status: Int32 = -1
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      status = spng_decode_image(context, buffer.baseAddress, byteCount, format, 0)
      count = status == 0 ? byteCount : 0
    }
    guard status == 0 else { return nil }
    if isPacked { return widened(bytes, width: Int(header.width)) }
    if isGray { return bytes }
    // The luma of ITU-R BT.601 on white, as viewers show transparent pixels.
    return stride(from: 0, to: bytes.count, by: 4).map { index in
      let (red, green, blue) = (Int(bytes[index]), Int(bytes[index + 1]), Int(bytes[index + 2]))
      let opacity = Int(bytes[index + 3])
      let luma = (299 * red + 587 * green + 114 * blue) / 1000
      return UInt8((luma * opacity + 255 * (255 - opacity)) / 255)
    }
  }

  /// The eight pixels of each byte of a row of bits.
  private static let eightPixels: [UInt64] = (0..<256).map { bits in
    (0..<8).reduce(0) { pixels, bit in
      bits & (0x80 >> bit) == 0 ? pixels : pixels | 0xFF << (8 * UInt64(bit))
    }
  }

  /// One byte a pixel, from rows of bits that are padded to whole bytes.
  private static func widened(_ rows: [UInt8], width: Int) -> [UInt8] {
    let byteCount = (width + 7) / 8
    let height = rows.count / max(1, byteCount)
    // The last bytes of a row may reach into the next one, which is written after it.
    var pixels = [UInt8](repeating: 0, count: width * height + 8)
    pixels.withUnsafeMutableBytes { target in
      for row in 0..<height {
        for index in 0..<byteCount {
          target.storeBytes(
            of: eightPixels[Int(rows[row * byteCount + index])].littleEndian,
            toByteOffset: row * width + 8 * index, as: UInt64.self)
        }
      }
    }
    pixels.removeLast(8)
    return pixels
  }

  /// Whether a file holds the chunks IHDR, pHYs, IDAT and IEND only, and nothing after them.
  private static func hasOnlyPicture(_ bytes: [UInt8]) -> Bool {
    var names: [String] = []
    var position = 8
    while position + 12 <= bytes.count {
      let count = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self)
      if names.last != name { names.append(name) }
      position += 12 + count
    }
    return position == bytes.count && names == ["IHDR", "pHYs", "IDAT", "IEND"]
  }
}
