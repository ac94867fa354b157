internal import CZlib

/// Writes a ZIP archive of uncompressed entries (PKWARE APPNOTE 6.3.10): the same entries give the
/// same bytes.
///
///     var archive = ZIPWriter()
///     archive.add("list.csv", bytes)
///     let file = archive.finish()
package struct ZIPWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// 1 January 1980, the first day that the format knows.
  private static let date: UInt16 = 1 << 5 | 1
  /// Names are UTF-8.
  private static let flags: UInt16 = 1 << 11
  private static let version: UInt16 = 20

  package init() {}

  /// Adds an entry with a relative path; at most 65,535 entries and 4 GB fit in all.
  package mutating func add(_ name: String, _ content: [UInt8]) {
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
    Self.append(UInt16(name.utf8.count), to: &common)
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
    Self.append(count, to: &bytes)
    Self.append(count, to: &bytes)
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
