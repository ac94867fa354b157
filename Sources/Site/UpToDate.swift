public import Catalog
internal import Pages

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A site that need not be built, because a build would read what the last one read and every file is
/// as that one left it.
public struct UpToDate: Sendable {
  /// What a build would say of the folder.
  public let summary: Site.Summary
  /// The findings that a build would print, in their order.
  public let findings: [String]

  /// Looks whether a folder is up to date, at no more than the inputs' bytes and what the system says of
  /// the files.
  ///
  /// - Parameters:
  ///   - config: the path of the config.
  ///   - path: the output folder.
  ///   - language: the language of the findings.
  ///   - jobs: how many processors look, 1 or more.
  ///   - report: told when another build holds the folder.
  /// - Returns: nil when a build has to look closer.
  public static func check(
    config: String, environment: [String: String], folder path: String, language: Language,
    jobs: Int, report: (Site.Event) -> Void
  ) async throws -> UpToDate? {
    let state = "\(path)/\(OutputLayout.stateFolder)"
    guard BuildNote(readFrom: state)?.holds(config: config, environment: environment) == true
    else { return nil }
    let folder = try OutputFolder(path) { report(.waiting(holder: $0)) }
    // Another build may have ended while this one waited.
    guard let note = BuildNote(readFrom: folder.state),
      note.holds(config: config, environment: environment),
      let result = note.result(in: language),
      try await allFilesAreThere(folder, jobs: jobs)
    else { return nil }
    return UpToDate(summary: result.summary, findings: result.findings)
  }

  private static func allFilesAreThere(_ folder: OutputFolder, jobs: Int) async throws -> Bool {
    guard try FileSystem.kind(of: "\(folder.state)/record.pending") == nil,
      let noted = try FileSystem.signature(of: "\(folder.state)/record")?.changeTime,
      let reader = try RecordReader("\(folder.state)/record")
    else { return false }
    let root = folder.root
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      var runningCount = 0
      var isGood = true
      while isGood, let chunk = try reader.nextChunk() {
        if runningCount == jobs, let result = try await group.next() {
          runningCount -= 1
          isGood = result
        }
        group.addTask { allFilesAreThere(chunk, root: root, noted: noted) }
        runningCount += 1
      }
      while let result = try await group.next() { isGood = isGood && result }
      return isGood && !reader.isDamaged
    }
  }

  /// Whether the files of some entries are as they were noted.
  private static func allFilesAreThere(_ chunk: [UInt8], root: String, noted: Int64) -> Bool {
    var path = Array(root.utf8) + [UInt8(ascii: "/")]
    let rootCount = path.count
    return chunk.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        guard let count = RecordCoding.byteCount(rest) else { return false }
        let end = RecordCoding.headerByteCount + count
        let isSound = RecordCoding.forEachFile(UnsafeRawBufferPointer(rebasing: rest[..<end])) {
          file, appendPath in
          path.removeLast(path.count - rootCount)
          appendPath(&path)
          path.append(0)
          return isAsNoted(path, file, noted: noted)
        }
        if !isSound { return false }
        offset += end
      }
      return true
    }
  }

  private static func isAsNoted(_ path: [UInt8], _ file: RecordedFile, noted: Int64) -> Bool {
    var status = stat()
    let isThere = path.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { pointer in
        pointer.baseAddress.map { lstat($0, &status) == 0 } ?? false
      }
    }
    guard isThere, status.st_mode & S_IFMT == S_IFREG else { return false }
    let present = FileSignature(status)
    guard present == file.signature else { return false }
    if !present.isTooFresh(noted: noted) { return true }
    let text = String(decoding: path.dropLast(), as: UTF8.self)
    return (try? InputFile.digest(of: text)) == file.content
  }
}
