internal import CZlib

/// Writes a ZIP archive of uncompressed entries (PKWARE APPNOTE 6.3.10): the same entries give the
/// same bytes.
///
///     var archive = ZIPWriter()
///     try archive.add("list.csv", bytes)
///     let file = archive.finish()
package struct ZIPWriter {
  /// An archive without the extension ZIP64 has no room for an entry: it holds 65,534 and 4 GB.
  package struct Full: Error {}

  /// The most entries of an archive: the largest number means that ZIP64 has the real one (4.4.1.4).
  package static let maximumEntryCount = Int(UInt16.max) - 1
  /// The most bytes of an archive: offsets have 32 bits, of which the same is true.
  package static let maximumByteCount = Int(UInt32.max) - 1

  private let byteLimit: Int
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// 1 January 1980, the first day that the format knows.
  private static let date: UInt16 = 1 << 5 | 1
  /// Names are UTF-8.
  private static let flags: UInt16 = 1 << 11
  private static let version: UInt16 = 20
  /// The bytes of the parts with a fixed length: before a content, in the directory, and at the end.
  private static let headByteCount = 30
  private static let directoryEntryByteCount = 46
  private static let endByteCount = 22

  /// An archive without entries, of at most so many bytes.
  package init(byteLimit: Int = maximumByteCount) {
    self.byteLimit = min(byteLimit, Self.maximumByteCount)
  }

  /// Adds an entry with a relative path.
  ///
  /// - Throws: `Full`; nothing is added then.
  package mutating func add(_ name: String, _ content: [UInt8]) throws(Full) {
    let nameByteCount = name.utf8.count
    let added =
      Self.headByteCount + Self.directoryEntryByteCount + 2 * nameByteCount + content.count
    guard count < Self.maximumEntryCount, nameByteCount <= Int(UInt16.max),
      bytes.count + directory.count + added + Self.endByteCount <= byteLimit
    else { throw Full() }
    let offset = UInt32(bytes.count)
    let checksum = UInt32(
      content.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
    var common: [UInt8] = []
    Self.append(Self.version, to: &common)
    Self.append(Self.flags, to: &common)
    Self.append(UInt16(0), to: &common)
    Self.append(UInt16(0), to: &common)
    Self.append(Self.date, to: &common)
    Self.append(checksum, to: &common)
    Self.append(UInt32(content.count), to: &common)
    Self.append(UInt32(content.count), to: &common)
    Self.append(UInt16(nameByteCount), to: &common)
    Self.append(UInt16(0), to: &common)
    Self.append(UInt32(0x0403_4B50), to: &bytes)
    bytes += common
    bytes += name.utf8
    bytes += content
    Self.append(UInt32(0x0201_4B50), to: &directory)
    Self.append(Self.version, to: &directory)
    directory += common
    // No comment, first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    Self.append(offset, to: &directory)
    directory += name.utf8
    count += 1
  }

  /// The archive.
  package consuming func finish() -> [UInt8] {
    let offset = UInt32(bytes.count)
    bytes += directory
    Self.append(UInt32(0x0605_4B50), to: &bytes)
    Self.append(UInt32(0), to: &bytes)
    Self.append(UInt16(count), to: &bytes)
    Self.append(UInt16(count), to: &bytes)
    Self.append(UInt32(directory.count), to: &bytes)
    Self.append(offset, to: &bytes)
    Self.append(UInt16(0), to: &bytes)
    return bytes
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    for index in 0..<(Number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
