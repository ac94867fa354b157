internal import CPhotoFiles
internal import Support

/// Why a photo is not looked at.
public enum PhotoRefusal: Error, Hashable, Sendable {
  /// It is a HEIC or AVIF, the form of iPhones and some Android phones.
  case highEfficiency
  /// It is no JPEG or PNG.
  case unknownForm
  /// The file is larger than this number of bytes.
  case tooManyBytes(limit: Int)
  /// It has more pixels than are read.
  case tooManyPixels(width: Int, height: Int)
  /// It is damaged or not whole; the library's own words.
  case damaged(words: String)
}

/// A photo file: a JPEG or a PNG, of which nothing is decoded yet.
struct PhotoFile {
  /// The largest file in bytes, and the most pixels: more than phones make.
  static let maximumByteCount = 1 << 26
  static let maximumPixelCount = 100_000_000

  private enum Form {
    case jpeg
    case png
  }

  private let bytes: [UInt8]
  private let form: Form
  private let orientation: Int
  /// The size of the file's rows, before it is turned upright.
  private let rowLength: Int
  private let rowCount: Int

  /// Reads a file, and its size in pixels.
  ///
  /// - Throws: `ReadingError`, `PhotoRefusal`.
  init(_ path: String) throws {
    let limit = Self.maximumByteCount
    try self.init(bytes: try InputFile.bytes(of: path, limit: limit))
  }

  /// Takes a file.
  ///
  /// - Throws: `PhotoRefusal`.
  init(bytes: [UInt8]) throws(PhotoRefusal) {
    guard bytes.count <= Self.maximumByteCount else {
      throw .tooManyBytes(limit: Self.maximumByteCount)
    }
    form = try Self.form(of: bytes)
    self.bytes = bytes
    orientation = form == .jpeg ? Orientation.of(bytes) : 1
    var result = photo_file_result()
    let isRead =
      switch form {
      case .jpeg: photo_jpeg_size(bytes, bytes.count, &result)
      case .png: photo_png_size(bytes, bytes.count, &result)
      }
    guard isRead == 1 else { throw .damaged(words: Self.words(result)) }
    (rowLength, rowCount) = (Int(result.width), Int(result.height))
    guard rowLength * rowCount <= Self.maximumPixelCount else {
      throw .tooManyPixels(width: rowLength, height: rowCount)
    }
  }

  private static func form(of bytes: [UInt8]) throws(PhotoRefusal) -> Form {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
    // ISO/IEC 14496-12, 4.3: a box of the type `ftyp`, and the brand.
    if bytes.dropFirst(4).starts(with: "ftyp".utf8) {
      let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
      if ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis"].contains(brand) {
        throw .highEfficiency
      }
    }
    throw .unknownForm
  }

  /// Decodes the photo and turns it upright; `channels` is 1 for grey, 3 for colours.
  func pixels(channels: Int) throws(PhotoRefusal) -> PhotoPixels {
    var result = photo_file_result()
    var isRead: Int32 = 0
    let count = rowLength * rowCount * channels
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      isRead =
        switch form {
        case .jpeg:
          photo_jpeg_pixels(bytes, bytes.count, Int32(channels), buffer.baseAddress, &result)
        case .png:
          photo_png_pixels(bytes, bytes.count, Int32(channels), buffer.baseAddress, &result)
        }
      initialized = isRead == 1 ? count : 0
    }
    guard isRead == 1 else { throw .damaged(words: Self.words(result)) }
    let stored = PhotoPixels(
      width: rowLength, height: rowCount, channels: channels, values: pixels)
    return orientation == 1 ? stored : stored.turned(orientation)
  }

  private static func words(_ result: photo_file_result) -> String {
    withUnsafeBytes(of: result.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// The pixels of a photo, row after row.
struct PhotoPixels {
  let width: Int
  let height: Int
  let channels: Int
  var values: [UInt8]

  /// Turned as an EXIF orientation says.
  func turned(_ orientation: Int) -> PhotoPixels {
    let isSideways = orientation > 4
    return PhotoPixels(
      width: isSideways ? height : width, height: isSideways ? width : height, channels: channels,
      values: filled(values.count) {
        photo_turn(
          values, UInt32(width), UInt32(height), Int32(channels), Int32(orientation), $0)
      })
  }

  /// Half as wide and high.
  func halved() -> PhotoPixels {
    PhotoPixels(
      width: width / 2, height: height / 2, channels: channels,
      values: filled((width / 2) * (height / 2) * channels) {
        photo_halve(values, UInt32(width), UInt32(height), Int32(channels), $0)
      })
  }

  private func filled(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      fill(buffer.baseAddress)
      initialized = count
    }
  }

  /// The photo as a JPEG; needs three channels.
  func jpeg() throws(PhotoRefusal) -> [UInt8] {
    var result = photo_file_result()
    var written: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard
      photo_jpeg_write(values, UInt32(width), UInt32(height), 88, &written, &count, &result) == 1
    else {
      let words = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .damaged(words: words)
    }
    defer { free(written) }
    return Array(UnsafeBufferPointer(start: written, count: count))
  }
}

/// How the rows of a JPEG lie in the upright photo (Exif 2.32, tag 274).
enum Orientation {
  /// The orientation, 1 to 8; 1 where the file does not say it.
  static func of(_ jpeg: [UInt8]) -> Int {
    var position = 2
    while position + 4 <= jpeg.count, jpeg[position] == 0xFF {
      let marker = jpeg[position + 1]
      let count = Int(jpeg[position + 2]) << 8 | Int(jpeg[position + 3])
      let end = position + 2 + count
      // The picture begins, and no segment with words follows.
      if marker == 0xDA || count < 2 || end > jpeg.count { return 1 }
      let start = "Exif\0\0".utf8
      if marker == 0xE1, jpeg[(position + 4)..<end].starts(with: start) {
        return inTIFF(Array(jpeg[(position + 4 + start.count)..<end]))
      }
      position = end
    }
    return 1
  }

  private static func inTIFF(_ bytes: [UInt8]) -> Int {
    let isLittle = bytes.starts(with: "II".utf8)
    guard isLittle || bytes.starts(with: "MM".utf8) else { return 1 }
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start >= 0, start + count <= bytes.count else { return nil }
      let part = bytes[start..<(start + count)]
      return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let folder = number(4, 4), let entryCount = number(folder, 2) else { return 1 }
    for entry in 0..<entryCount {
      let start = folder + 2 + 12 * entry
      guard let tag = number(start, 2), let value = number(start + 8, 2) else { return 1 }
      if tag == 274 { return (1...8).contains(value) ? value : 1 }
    }
    return 1
  }
}
