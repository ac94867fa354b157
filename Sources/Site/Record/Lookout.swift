internal import Catalog
internal import Support
internal import Synchronization

/// Stats every recorded file in parallel before a build.
public struct Lookout: Sendable {
  /// The metadata of the record that lists the files.
  let record: FileSignature
  /// One mask per entry with one bit per file: 1 if its metadata is as recorded.
  private let masks: [UInt8]
  /// Whether the record is sound and every file's metadata is as recorded.
  let findsAllInPlace: Bool

  /// Stats all files of the last build with `jobs` threads, 1 or more; nil when there is no record.
  private init?(root: FolderHandle, state: FolderHandle, jobs: Int) async throws {
    guard let record = try BuildRecord.signature(in: state),
      let reader = try BuildRecord.reader(in: state)
    else { return nil }
    self.record = record
    let chunks = RecordChunks(reader)
    var masks: [Int: [UInt8]] = [:]
    var isWhole = true
    try await withThrowingTaskGroup(of: ([Int: [UInt8]], Bool).self) { group in
      for _ in 0..<jobs {
        group.addTask {
          var view = FolderView(root, noted: record.changeTime)
          var found: [Int: [UInt8]] = [:]
          while let (number, chunk) = try chunks.next() { found[number] = view.masks(of: chunk) }
          return (found, view.findsAllInPlace)
        }
      }
      for try await (found, findsAllInPlace) in group {
        masks.merge(found) { first, _ in first }
        isWhole = isWhole && findsAllInPlace
      }
    }
    self.masks = masks.keys.sorted().flatMap { masks[$0] ?? [] }
    findsAllInPlace = isWhole && !chunks.isDamaged
  }

  /// Stats a folder's files before a build with `jobs` threads, 1 or more; nil without a record.
  ///
  /// Holds no lock: a build uses the result only with the same record.
  public static func ahead(of folder: String, jobs: Int) async -> Lookout? {
    guard let root = try? FolderHandle(folder), let state = try? StateFolder.open(in: root) else {
      return nil
    }
    return try? await Lookout(root: root, state: state, jobs: jobs)
  }

  /// Whether a file of an entry is unchanged.
  func isInPlace(_ entry: Int, _ file: Int) -> Bool {
    entry < masks.count && file < 8 && masks[entry] >> UInt8(file) & 1 == 1
  }
}

/// The chunks of a record in order, for several threads.
private final class RecordChunks: Sendable {
  private let state: Mutex<(reader: RecordReader, count: Int)>

  init(_ reader: sending RecordReader) {
    state = Mutex((reader, 0))
  }

  /// The next chunk with its number; nil at the end.
  func next() throws -> (number: Int, bytes: ArraySlice<UInt8>)? {
    try state.withLock { state in
      guard let chunk = try state.reader.nextChunk() else { return nil }
      defer { state.count += 1 }
      return (state.count, chunk)
    }
  }

  /// Whether anything was skipped so far.
  var isDamaged: Bool { state.withLock { $0.reader.isDamaged } }
}

/// Compares files of an output folder with their recorded metadata.
private struct FolderView {
  /// Whether all entries were sound and all their files unchanged so far.
  private(set) var findsAllInPlace = true
  private let root: FolderHandle
  /// When the record was completed, in nanoseconds since 1970.
  private let noted: Int64
  private var reader: MetadataReader
  private var path: [UInt8] = []

  init(_ root: FolderHandle, noted: Int64) {
    self.root = root
    self.noted = noted
    reader = MetadataReader(root)
  }

  /// The masks of whole entries.
  mutating func masks(of entries: ArraySlice<UInt8>) -> [UInt8] {
    var masks: [UInt8] = []
    entries.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        let count = RecordCoding.headerByteCount + (RecordCoding.byteCount(rest) ?? rest.count)
        offset += count
        // `PreviousBuild` does not number damaged entries.
        guard let mask = mask(of: UnsafeRawBufferPointer(rebasing: rest.prefix(count))) else {
          findsAllInPlace = false
          continue
        }
        masks.append(mask)
      }
    }
    return masks
  }

  /// The mask of an entry, header included; nil if it is damaged.
  private mutating func mask(of entry: UnsafeRawBufferPointer) -> UInt8? {
    var mask: UInt8 = 0
    var bit: UInt8 = 1
    let isSound = RecordCoding.forEachFile(entry) { file, appendPath in
      path.removeAll(keepingCapacity: true)
      appendPath(&path)
      path.append(0)
      if isAsNoted(file) { mask |= bit } else { findsAllInPlace = false }
      bit <<= 1
    }
    return isSound ? mask : nil
  }

  /// Whether the metadata of the file at `path` is as recorded.
  private mutating func isAsNoted(_ file: RecordedFile) -> Bool {
    guard let present = reader.signature(of: path), present == file.signature else { return false }
    if file.hasOwnTime || !present.isTooFresh(noted: noted) { return true }
    let name = String(decoding: path.dropLast(), as: UTF8.self)
    return (try? root.digest(of: name)) == file.content
  }
}
