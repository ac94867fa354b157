import CPNGReader

/// A PNG file that was decoded completely.
public struct PNGFile: Hashable, Sendable {
  /// Pixels from left to right, 1 to 4,096.
  public let width: Int
  /// Pixels from top to bottom, 1 to 4,096.
  public let height: Int

  /// The most pixels on a side, which are decoded in 0.1 s: 35 cm at 300 dots an inch.
  public static let maximumSide = 4096

  /// Why a file is refused.
  public enum Refusal: Error, Hashable, Sendable {
    /// It has more pixels on a side than `maximumSide`.
    case tooManyPixels(width: Int, height: Int)
    /// It is not a complete PNG; libpng's message.
    case damaged(String)
  }

  /// Reads a file.
  public init(_ bytes: [UInt8]) throws(Refusal) {
    var result = png_reader_result()
    let done = bytes.withUnsafeBufferPointer { buffer in
      png_reader_check(buffer.baseAddress, buffer.count, UInt32(Self.maximumSide), &result)
    }
    (width, height) = (Int(result.width), Int(result.height))
    if width > Self.maximumSide || height > Self.maximumSide {
      throw .tooManyPixels(width: width, height: height)
    }
    guard done == 1 else {
      let message = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .damaged(message)
    }
  }
}

extension PNGFile {
  /// The pixels of a file with these bytes, row by row: red, green, blue and opacity; nil if it is not
  /// the file that was read.
  package func pixels(of bytes: [UInt8]) -> [UInt8]? {
    var pixels = [UInt8](repeating: 0, count: 4 * width * height)
    let done = bytes.withUnsafeBufferPointer { buffer in
      pixels.withUnsafeMutableBufferPointer { pixels in
        png_reader_pixels(
          buffer.baseAddress, buffer.count, UInt32(width), UInt32(height), pixels.baseAddress)
      }
    }
    return done == 1 ? pixels : nil
  }

  /// The modules of a picture as `PNGWriter` makes it of a symbol of this size, 1 for dark; nil for
  /// any other picture.
  static func modules(
    of bytes: [UInt8], size: SymbolSize, _ options: PNGOptions
  ) -> [UInt8]? {
    let side = size.sideInModules
    var modules = [UInt8](repeating: 0, count: side * side)
    let done = bytes.withUnsafeBufferPointer { buffer in
      modules.withUnsafeMutableBufferPointer { modules in
        png_reader_modules(
          buffer.baseAddress, buffer.count, UInt32(side), UInt32(SymbolSize.quietZoneInModules),
          UInt32(options.pixelsPerModule), modules.baseAddress)
      }
    }
    return done == 1 ? modules : nil
  }
}
