internal import Catalog
internal import Support

/// Stats every recorded file in parallel before a build.
public struct Lookout: Sendable {
  /// The metadata of the record that lists the files.
  let record: FileSignature
  /// One mask per entry with one bit per file: 1 if its metadata is as recorded.
  private let masks: [UInt8]
  /// Whether the record is sound and every file's metadata is as recorded.
  let findsAllInPlace: Bool

  /// Stats all files of the last build with `jobs` threads, 1 or more; nil when there is no record.
  ///
  /// `goesOn` receives whether all files were in place so far and returns whether to continue.
  init?(
    root: FolderHandle, state: FolderHandle, jobs: Int, goesOn: (Bool) -> Bool
  ) async throws {
    guard let record = try BuildRecord.signature(in: state),
      let reader = try BuildRecord.reader(in: state)
    else { return nil }
    self.record = record
    (masks, findsAllInPlace) = try await withThrowingTaskGroup(
      of: (Int, [UInt8], Bool).self
    ) { group in
      var found: [Int: [UInt8]] = [:]
      var isGood = true
      var startedCount = 0
      while goesOn(isGood), let chunk = try reader.nextChunk() {
        if startedCount - found.count == jobs, let (number, masks, isWhole) = try await group.next()
        {
          found[number] = masks
          isGood = isGood && isWhole
        }
        let number = startedCount
        startedCount += 1
        group.addTask {
          let (masks, isWhole) = Self.look(at: chunk, root: root, noted: record.changeTime)
          return (number, masks, isWhole)
        }
      }
      while let (number, masks, isWhole) = try await group.next() {
        found[number] = masks
        isGood = isGood && isWhole
      }
      return ((0..<startedCount).flatMap { found[$0] ?? [] }, isGood && !reader.isDamaged)
    }
  }

  /// Stats a folder's files before a build with `jobs` threads, 1 or more; nil without a record.
  ///
  /// Holds no lock: a build uses the result only with the same record.
  public static func ahead(of folder: String, jobs: Int) async -> Lookout? {
    guard let root = try? FolderHandle(folder), let state = try? StateFolder.open(in: root) else {
      return nil
    }
    return try? await Lookout(root: root, state: state, jobs: jobs) { _ in true }
  }

  /// Whether a file of an entry is unchanged.
  func isInPlace(_ entry: Int, _ file: Int) -> Bool {
    entry < masks.count && file < 8 && masks[entry] >> UInt8(file) & 1 == 1
  }

  private static func look(
    at chunk: [UInt8], root: FolderHandle, noted: Int64
  ) -> (masks: [UInt8], isWhole: Bool) {
    var view = FolderView(root, noted: noted)
    var path: [UInt8] = []
    var masks: [UInt8] = []
    var isWhole = true
    chunk.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        guard let count = RecordCoding.byteCount(rest) else {
          isWhole = false
          return
        }
        let end = RecordCoding.headerByteCount + count
        var mask: UInt8 = 0
        var number: UInt8 = 0
        let isSound = RecordCoding.forEachFile(UnsafeRawBufferPointer(rebasing: rest[..<end])) {
          file, appendPath in
          path.removeAll(keepingCapacity: true)
          appendPath(&path)
          path.append(0)
          if view.isAsNoted(path, file) {
            if number < 8 { mask |= 1 << number }
          } else {
            isWhole = false
          }
          number += 1
          return true
        }
        isWhole = isWhole && isSound
        // `PreviousBuild` does not number damaged entries.
        if isSound { masks.append(mask) }
        offset += end
      }
    }
    return (masks, isWhole)
  }
}

/// Compares files of an output folder with their recorded metadata.
private struct FolderView {
  private let root: FolderHandle
  /// When the record was completed, in nanoseconds since 1970.
  private let noted: Int64
  private var reader: MetadataReader

  init(_ root: FolderHandle, noted: Int64) {
    self.root = root
    self.noted = noted
    reader = MetadataReader(root)
  }

  /// Whether a file's metadata is as recorded; the relative path is null-terminated.
  mutating func isAsNoted(_ path: [UInt8], _ file: RecordedFile) -> Bool {
    guard let present = reader.signature(of: path), present == file.signature else { return false }
    if !present.isTooFresh(noted: noted) { return true }
    let name = String(decoding: path.dropLast(), as: UTF8.self)
    return (try? root.digest(of: name)) == file.content
  }
}
