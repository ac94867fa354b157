internal import Catalog
internal import Support

/// Reads the entries of a record of files, one after the other or at a place; holds a window of it.
///
/// An entry that is damaged is left out and noted; what follows is read where it can be found.
final class RecordReader {
  /// Whether something was left out so far.
  private(set) var isDamaged = false
  /// Where the entry that `next` gave last starts.
  private(set) var entryOffset = 0

  private static let windowByteCount = 1 << 18
  private static let pieceByteCount = 1 << 12

  private let descriptor: Int32
  private let path: String
  private var window: [UInt8] = []
  private var windowOffset = 0
  private var nextOffset = 0

  /// Opens a record.
  ///
  /// - Returns: nil when there is none.
  init?(_ path: String) throws(ReadingError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw ReadingError(path: path, errorNumber: errno)
    }
    try rewind()
  }

  deinit {
    close(descriptor)
  }

  /// Goes back to the first entry.
  func rewind() throws(ReadingError) {
    let firstLine = RecordCoding.firstLine
    nextOffset = firstLine.count
    let start = try bytes(at: 0, count: firstLine.count)
    guard let start, window[start..<start + firstLine.count].elementsEqual(firstLine) else {
      isDamaged = true
      nextOffset = .max
      return
    }
  }

  /// The next entry, or nil at the end.
  func next() throws(ReadingError) -> RecordEntry? {
    while let range = try nextRange() {
      if let entry = decode(range) { return entry }
      isDamaged = true
    }
    return nil
  }

  /// The bytes of the next entry, header included and checked; nil at the end.
  func nextBytes() throws(ReadingError) -> ArraySlice<UInt8>? {
    while let range = try nextRange() {
      let isSound = window.withUnsafeBytes { buffer in
        RecordCoding.keyHash(UnsafeRawBufferPointer(rebasing: buffer[range])) != nil
      }
      if isSound { return window[range] }
      isDamaged = true
    }
    return nil
  }

  /// Goes through the rest, giving each sound entry with its place and the hash of its key.
  func scan(
    _ body: (_ offset: Int, _ hash: UInt64) -> Void
  ) throws(ReadingError) {
    while let range = try nextRange() {
      let offset = entryOffset
      let isSound = window.withUnsafeBytes { buffer in
        let entry = UnsafeRawBufferPointer(rebasing: buffer[range])
        guard let hash = RecordCoding.keyHash(entry) else { return false }
        body(offset, hash)
        return true
      }
      if !isSound { isDamaged = true }
    }
  }

  /// The next entries as bytes, headers included and not checked; nil at the end.
  ///
  /// A file of the site as a whole, which may be large, is the last of its chunk.
  func nextChunk() throws(ReadingError) -> [UInt8]? {
    var chunk: [UInt8] = []
    while chunk.count < Self.windowByteCount / 4, let range = try nextRange() {
      chunk.append(contentsOf: window[range])
      let isLink = window.withUnsafeBytes {
        RecordCoding.isLink(UnsafeRawBufferPointer(rebasing: $0[range]))
      }
      if !isLink { break }
    }
    return chunk.isEmpty ? nil : chunk
  }

  /// The entry that starts at a place that `entryOffset` told.
  func entry(at offset: Int) throws(ReadingError) -> RecordEntry? {
    nextOffset = offset
    return try nextRange().flatMap(decode)
  }

  private func decode(_ range: Range<Int>) -> RecordEntry? {
    window.withUnsafeBytes { RecordCoding.entry(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The place of the next entry within the window.
  private func nextRange() throws(ReadingError) -> Range<Int>? {
    guard nextOffset != .max else { return nil }
    entryOffset = nextOffset
    guard let header = try bytes(at: nextOffset, count: RecordCoding.headerByteCount) else {
      if windowOffset + window.count != nextOffset { isDamaged = true }
      nextOffset = .max
      return nil
    }
    let count = window.withUnsafeBytes { buffer in
      RecordCoding.byteCount(UnsafeRawBufferPointer(rebasing: buffer[header...]))
    }
    guard let count, let start = try bytes(at: nextOffset, count: withHeader(count)) else {
      // Without a length that can be true nothing behind it can be found.
      isDamaged = true
      nextOffset = .max
      return nil
    }
    nextOffset += withHeader(count)
    return start..<start + withHeader(count)
  }

  private func withHeader(_ count: Int) -> Int { RecordCoding.headerByteCount + count }

  /// Where some bytes of the file stand in the window; nil when the file ends before.
  private func bytes(at offset: Int, count: Int) throws(ReadingError) -> Int? {
    if offset < windowOffset || offset + count > windowOffset + window.count {
      // What is read out of order is read in small pieces.
      let isNext = abs(offset - windowOffset - window.count) < Self.pieceByteCount
      try fill(from: offset, count: max(count, isNext ? Self.windowByteCount : Self.pieceByteCount))
    }
    let start = offset - windowOffset
    return start + count <= window.count ? start : nil
  }

  private func fill(from offset: Int, count: Int) throws(ReadingError) {
    window = try FileSystem.read(descriptor, offset, count: count, path: path)
    windowOffset = offset
  }
}
