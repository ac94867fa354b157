internal import CCodeReader
internal import Support

/// A grey picture in memory, one byte a pixel.
struct GrayImage: Hashable, Sendable {
  let width: Int
  let height: Int
  let pixels: [UInt8]

  /// The texts of all codes in the picture, read by ZXing, which shares no code with the program
  /// that draws them; nil without memory.
  ///
  /// A text that phones may show in different ways starts with NUL, so that it equals no URL.
  ///
  /// A code in whole pixels is read at a few pixels a module, which shows the same modules.
  func codes() -> [String]? {
    if let side = sideInModules, width > Self.readPixelsPerModule * side {
      return reduced(side).codes()
    }
    let texts = pixels.withUnsafeBufferPointer {
      code_reader_read($0.baseAddress, Int32(width), Int32(height))
    }
    guard let texts else { return nil }
    defer { code_reader_free(texts) }
    return (0..<code_reader_count(texts)).map { index in
      var count = 0
      let bytes = code_reader_bytes(texts, index, &count)
      let text = String(
        decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
      return code_reader_is_special(texts, index) == 0 ? text : "\0\(text)"
    }
  }

  private static let readPixelsPerModule = 4

  private func reduced(_ side: Int) -> GrayImage {
    let scale = Self.readPixelsPerModule
    let module = width / side
    var reduced: [UInt8] = []
    reduced.reserveCapacity(scale * side * scale * side)
    for row in 0..<side {
      let start = reduced.count
      for column in 0..<side {
        let value = pixels[row * module * width + column * module]
        for _ in 0..<scale { reduced.append(value) }
      }
      let line = reduced[start...]
      for _ in 1..<scale { reduced += line }
    }
    return GrayImage(width: scale * side, height: scale * side, pixels: reduced)
  }

  /// Whether this and another code in whole pixels have the same modules.
  func isSameCode(as other: GrayImage) -> Bool {
    guard let side = sideInModules, side == other.sideInModules else { return false }
    return (0..<side).allSatisfy { row in
      (0..<side).allSatisfy { column in
        value(row, column, of: side) == other.value(row, column, of: side)
      }
    }
  }

  private func value(_ row: Int, _ column: Int, of side: Int) -> UInt8 {
    pixels[row * height / side * width + column * width / side]
  }

  /// Whether this is a code in whole pixels: each module a square of one colour, black or white,
  /// with a white border of four on all sides.
  var isCode: Bool { sideInModules != nil }

  /// The modules on a side of a code in whole pixels, with its border; nil if it is no code.
  private var sideInModules: Int? {
    guard width == height, let start = pixels.firstIndex(of: 0) else { return nil }
    let (top, left) = start.quotientAndRemainder(dividingBy: width)
    // The symbol's corner is a finder pattern of seven modules.
    let run = pixels[start...].prefix { $0 == 0 }.count
    let module = run / 7
    guard module > 0, run == 7 * module, left == CodePicture.border * module, top == left,
      width % module == 0
    else { return nil }
    let side = width / module
    let modules = side - 2 * CodePicture.border
    guard (21...177).contains(modules), (modules - 17) % 4 == 0 else { return nil }
    let isGrid = pixels.withUnsafeBytes {
      Self.isGrid($0, width: width, module: module, side: side)
    }
    return isGrid ? side : nil
  }

  private static func isGrid(
    _ pixels: UnsafeRawBufferPointer, width: Int, module: Int, side: Int
  ) -> Bool {
    guard let start = pixels.baseAddress else { return false }
    let inside = CodePicture.border..<(side - CodePicture.border)
    for row in 0..<side {
      let line = start + row * module * width
      for column in 0..<side {
        let first = line + column * module
        let value = first.load(as: UInt8.self)
        let isLight = value == 255
        guard isLight || value == 0 && inside.contains(row) && inside.contains(column),
          memcmp(first, first + 1, module - 1) == 0
        else { return false }
      }
      // The module's other rows are equal, each to the one before.
      guard memcmp(line, line + width, width * (module - 1)) == 0 else { return false }
    }
    return true
  }
}
