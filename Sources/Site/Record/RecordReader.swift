internal import Catalog
internal import Support

/// Reads the entries of a record, in order or at an offset, through a window of the file; skips and
/// notes damaged entries.
final class RecordReader {
  /// Whether anything was skipped so far.
  private(set) var isDamaged = false
  /// The offset of the entry that `next` returned last.
  private(set) var entryOffset = 0

  private static let windowByteCount = 1 << 16
  private static let pieceByteCount = 1 << 12

  private let file: InputFile
  private var window: [UInt8] = []
  private var windowOffset = 0
  private var nextOffset = 0

  /// Opens a record in a state folder; nil when it does not exist.
  init?(_ name: String, in state: FolderHandle) throws(ReadingError) {
    do throws(ReadingError) {
      file = try state.input(name)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    try rewind()
  }

  /// Returns to the first entry.
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

  /// The checked bytes of the next entry, header included; nil at the end.
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

  /// Visits the remaining sound entries with their offsets and key hashes.
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

  /// The next entries as unchecked bytes, headers included, as many as the window holds; the entry
  /// of a list file, which may be large, ends its chunk.
  func nextChunk() throws(ReadingError) -> ArraySlice<UInt8>? {
    guard let first = try nextRange() else { return nil }
    var last = first
    while isLink(last), let count = byteCountInWindow(at: last.upperBound) {
      last = last.upperBound..<last.upperBound + count
    }
    nextOffset = windowOffset + last.upperBound
    return window[first.lowerBound..<last.upperBound]
  }

  private func isLink(_ range: Range<Int>) -> Bool {
    window.withUnsafeBytes { RecordCoding.isLink(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The length of the entry at an index of the window, header included; nil if it goes on beyond
  /// the window, or is damaged.
  private func byteCountInWindow(at index: Int) -> Int? {
    guard index + RecordCoding.headerByteCount <= window.count else { return nil }
    let count = window.withUnsafeBytes {
      RecordCoding.byteCount(UnsafeRawBufferPointer(rebasing: $0[index...]))
    }
    guard let count, index + withHeader(count) <= window.count else { return nil }
    return withHeader(count)
  }

  /// The entry at an offset from `entryOffset`.
  func entry(at offset: Int) throws(ReadingError) -> RecordEntry? {
    nextOffset = offset
    return try nextRange().flatMap(decode)
  }

  private func decode(_ range: Range<Int>) -> RecordEntry? {
    window.withUnsafeBytes { RecordCoding.entry(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The range of the next entry within the window.
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
      // Without a plausible length the next entry cannot be found.
      isDamaged = true
      nextOffset = .max
      return nil
    }
    nextOffset += withHeader(count)
    return start..<start + withHeader(count)
  }

  private func withHeader(_ count: Int) -> Int { RecordCoding.headerByteCount + count }

  /// The window index of some bytes of the file; nil when the file is too short.
  private func bytes(at offset: Int, count: Int) throws(ReadingError) -> Int? {
    if offset < windowOffset || offset + count > windowOffset + window.count {
      // Random access reads small pieces.
      let isNext = abs(offset - windowOffset - window.count) < Self.pieceByteCount
      try fill(from: offset, count: max(count, isNext ? Self.windowByteCount : Self.pieceByteCount))
    }
    let start = offset - windowOffset
    return start + count <= window.count ? start : nil
  }

  private func fill(from offset: Int, count: Int) throws(ReadingError) {
    window = try file.bytes(at: offset, count: count)
    windowOffset = offset
  }
}
