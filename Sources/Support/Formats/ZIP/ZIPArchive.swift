/// Reads a ZIP archive through its central directory (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5).
///
///     let archive = try ZIPArchive(file)
///     let reader = try archive.open("xl/workbook.xml", limit: 1 << 20)
///
/// Entries are stored or deflated; sizes and checksums must agree. Memory does not grow with the
/// size of an entry.
package final class ZIPArchive {
  /// An entry as the central directory describes it.
  struct Entry {
    var name: String
    var isEncrypted: Bool
    var method: Int
    var checksum: UInt32
    var compressedByteCount: Int
    var byteCount: Int
    var offset: Int
  }

  /// The largest size of the central directory in bytes.
  static let maximumDirectoryByteCount = 1 << 22
  /// The largest ratio of an entry's size to its compressed size, beyond some first megabytes;
  /// Apache POI has the same (`ZipSecureFile.MIN_INFLATE_RATIO`).
  static let maximumRatio = 100
  static let byteCountOfAnyRatio = 1 << 24

  private let file: InputFile
  private var entries: [String: Entry] = [:]

  /// Reads the directory of an open file.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `ZIPFault` when it is no valid archive.
  package init(_ file: InputFile) throws {
    self.file = file
    let directory = try Self.findDirectory(of: file)
    try readEntries(directory)
  }

  /// The names of all entries, sorted.
  package var names: [String] { entries.values.map(\.name).sorted() }

  /// Whether there is an entry; upper and lower case count as the same, as in Office documents
  /// (ECMA-376-2, section 9.1.1).
  package func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

  /// Opens an entry; nil if there is none of this name.
  ///
  /// - Throws: `ReadingError`, or `ZIPFault` when the entry is damaged, needs a password or has more
  ///   bytes than `limit`.
  package func open(_ name: String, limit: Int) throws -> ZIPEntryReader? {
    guard let entry = entries[name.lowercased()] else { return nil }
    guard !entry.isEncrypted else { throw ZIPFault.encrypted(entry.name) }
    let isPlausible =
      entry.byteCount <= Self.byteCountOfAnyRatio
      || entry.byteCount / Self.maximumRatio <= entry.compressedByteCount
    guard entry.byteCount <= limit, isPlausible else { throw ZIPFault.tooLarge(entry.name) }
    return try ZIPEntryReader(entry, of: file)
  }

  // MARK: The directory

  private struct Directory {
    var entryCount: Int
    var bytes: [UInt8]
    /// Where it starts; entries lie before it.
    var offset: Int
  }

  private static func findDirectory(of file: InputFile) throws -> Directory {
    let endByteCount = 22
    let locatorByteCount = 20
    // The end record may be followed by a comment.
    let tailByteCount = min(file.byteCount, endByteCount + 0xFFFF + locatorByteCount)
    let tail = Record(try file.bytes(at: file.byteCount - tailByteCount, count: tailByteCount))
    var start = tail.bytes.count - endByteCount
    while start >= 0 {
      let isEnd =
        tail.uint32(start) == 0x0605_4B50
        && start + endByteCount + tail.uint16(start + 20) == tail.bytes.count
      if isEnd { break }
      start -= 1
    }
    guard start >= 0 else { throw ZIPFault.noDirectory }
    // Archives of several files are not made any more.
    guard tail.uint16(start + 4) == 0, tail.uint16(start + 6) == 0 else {
      throw ZIPFault.damagedDirectory
    }
    var count = tail.uint16(start + 10)
    var byteCount = tail.uint32(start + 12)
    var offset = tail.uint32(start + 16)
    if count == 0xFFFF || byteCount == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard start >= locatorByteCount, tail.uint32(start - locatorByteCount) == 0x0706_4B50,
        let position = tail.uint64(start - locatorByteCount + 8), position < file.byteCount
      else { throw ZIPFault.damagedDirectory }
      let end = Record(try file.bytes(at: position, count: 56))
      guard end.bytes.count == 56, end.uint32(0) == 0x0606_4B50, let wideCount = end.uint64(32),
        let wideByteCount = end.uint64(40), let wideOffset = end.uint64(48)
      else { throw ZIPFault.damagedDirectory }
      (count, byteCount, offset) = (wideCount, wideByteCount, wideOffset)
    }
    let end = file.byteCount - tailByteCount + start
    guard byteCount <= maximumDirectoryByteCount, offset <= end, byteCount <= end - offset else {
      throw ZIPFault.damagedDirectory
    }
    let bytes = try file.bytes(at: offset, count: byteCount)
    guard bytes.count == byteCount else { throw ZIPFault.damagedDirectory }
    return Directory(entryCount: count, bytes: bytes, offset: offset)
  }

  private func readEntries(_ directory: Directory) throws {
    let record = Record(directory.bytes)
    var start = 0
    var count = 0
    while start < directory.bytes.count {
      let fixedByteCount = 46
      guard start + fixedByteCount <= directory.bytes.count, record.uint32(start) == 0x0201_4B50
      else { throw ZIPFault.damagedDirectory }
      let nameEnd = start + fixedByteCount + record.uint16(start + 28)
      let extraEnd = nameEnd + record.uint16(start + 30)
      let end = extraEnd + record.uint16(start + 32)
      guard end <= directory.bytes.count else { throw ZIPFault.damagedDirectory }
      let name = String(decoding: directory.bytes[start + fixedByteCount..<nameEnd], as: UTF8.self)
      var entry = Entry(
        // Some writers take the separator of Windows.
        name: name.replacing("\\", with: "/"), isEncrypted: record.uint16(start + 8) & 1 != 0,
        method: record.uint16(start + 10), checksum: UInt32(record.uint32(start + 16)),
        compressedByteCount: record.uint32(start + 20), byteCount: record.uint32(start + 24),
        offset: record.uint32(start + 42))
      try Self.widen(&entry, record, nameEnd..<extraEnd)
      guard entry.offset < directory.offset,
        entry.compressedByteCount <= directory.offset - entry.offset
      else { throw ZIPFault.damagedDirectory }
      if entries.updateValue(entry, forKey: entry.name.lowercased()) != nil {
        throw ZIPFault.repeatedName(entry.name)
      }
      count += 1
      start = end
    }
    guard count == directory.entryCount else { throw ZIPFault.damagedDirectory }
  }

  /// Takes 64-bit numbers from the extra field where 32 bits are full (section 4.5.3).
  private static func widen(_ entry: inout Entry, _ record: Record, _ extra: Range<Int>) throws {
    let full = 0xFFFF_FFFF
    guard entry.byteCount == full || entry.compressedByteCount == full || entry.offset == full
    else { return }
    var start = extra.lowerBound
    while start + 4 <= extra.upperBound {
      let end = start + 4 + record.uint16(start + 2)
      guard end <= extra.upperBound else { break }
      if record.uint16(start) == 1 {
        var next = start + 4
        for number in [\Entry.byteCount, \.compressedByteCount, \.offset]
        where entry[keyPath: number] == full {
          guard next + 8 <= end, let value = record.uint64(next) else {
            throw ZIPFault.damagedDirectory
          }
          entry[keyPath: number] = value
          next += 8
        }
        return
      }
      start = end
    }
    throw ZIPFault.damagedDirectory
  }

  /// Little-endian numbers in bytes.
  struct Record {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func uint16(_ start: Int) -> Int { Int(bytes[start]) | Int(bytes[start + 1]) << 8 }

    func uint32(_ start: Int) -> Int { uint16(start) | uint16(start + 2) << 16 }

    /// Nil for a number that no file's size can be.
    func uint64(_ start: Int) -> Int? {
      let high = uint32(start + 4)
      return high < 1 << 24 ? uint32(start) | high << 32 : nil
    }
  }
}
