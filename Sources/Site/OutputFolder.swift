internal import Catalog
internal import Pages
internal import Synchronization

/// Why an output folder is not touched.
public enum OutputRefusal: Error, Hashable, Sendable {
  /// Something stands in it that no build wrote.
  case notOurs(folder: String, name: String)
  /// A file that the build would write is there already, and no build wrote it.
  case foreignFile(String)
  /// A symbolic link stands in the way.
  case symbolicLink(String)
  /// Something that is no folder stands in the way.
  case notAFolder(String)
}

/// Moving files into place stopped half-way: each file is an old or a new one, and the next build puts
/// all right.
public struct InterruptedPublication: Error, Hashable, Sendable {
  /// What could not be done.
  public let cause: WritingError
}

/// The folder that a site is written to: an old site or a whole new one, never half of one.
///
/// New and changed files are written to a staging folder inside it and moved into place by renames
/// when all of them are there. What a build wrote is on record, so that only that is ever replaced
/// or removed.
final class OutputFolder: Sendable {
  private let root: String
  private let state: String
  private let staging: String
  private let lock: FolderLock
  /// The files that earlier builds wrote, by path relative to the folder.
  private let ownFiles: Set<String>
  /// Whether no build ever ended here.
  private let isNew: Bool
  private let progress = Mutex(Progress())

  private struct Progress {
    var stagedFolders: Set<String> = []
    var checkedFolders: Set<String> = []
    var stagedFileCount = 0
    var currentFiles: Set<String> = []
    var unchangedCount = 0
  }

  /// What a build did to the folder.
  struct Outcome {
    var writtenCount: Int
    var unchangedCount: Int
    var removedCount: Int
  }

  /// Takes the folder, waiting for another build of it to end.
  ///
  /// - Throws: `OutputRefusal` when it is not ours, `WritingError`, `ReadingError`.
  init(_ path: String, onWait: (String?) -> Void) throws {
    root = Self.withoutTrailingDots(path)
    state = "\(root)/\(OutputLayout.stateFolder)"
    staging = "\(state)/staging"
    try Self.checkOwnership(of: root, state: state)
    try FileSystem.makeFolders(root)
    try FileSystem.makeFolder(state)
    lock = try FolderLock("\(state)/lock", onWait: onWait)
    // Another build may have ended while this one waited; what it wrote counts.
    try Self.checkOwnership(of: root, state: state)
    ownFiles = try OwnFiles.read(state, staging: staging)
    isNew = try !OwnFiles.exists(state)
    if !isNew { try OwnFiles.write(ownFiles, state) }
    try FileSystem.removeTree(staging)
    try FileSystem.makeFolder(staging)
  }

  /// `out/` and `out/.` name the folder that `out` does, and would hide that it is a symbolic link.
  private static func withoutTrailingDots(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path = path.dropLast() }
    return String(path)
  }

  /// Names at the top of a folder that say nothing about whose it is.
  private static let neutralNames: Set<String> = [
    ".git", ".gitignore", ".gitkeep", ".nojekyll", ".DS_Store", OutputLayout.stateFolder,
  ]

  private static func checkOwnership(of root: String, state: String) throws {
    switch try FileSystem.kind(of: root) {
    case nil: return
    case .folder: break
    case .symbolicLink: throw OutputRefusal.symbolicLink(root)
    case .file, .other: throw OutputRefusal.notAFolder(root)
    }
    switch try FileSystem.kind(of: state) {
    case nil: break
    case .folder where try OwnFiles.exists(state): return
    case .folder: break
    case .symbolicLink: throw OutputRefusal.symbolicLink(state)
    case .file, .other: throw OutputRefusal.notAFolder(state)
    }
    if let name = try InputFolder.names(of: root).first(where: { !neutralNames.contains($0) }) {
      throw OutputRefusal.notOurs(folder: root, name: name)
    }
  }

  // MARK: Staging

  /// Stages a file unless the folder has it with these bytes already, whoever wrote it.
  func stage(_ path: String, _ bytes: [UInt8]) throws {
    let present = try present(path)
    if present != .nothing,
      try InputFile.bytes(of: "\(root)/\(path)", limit: bytes.count) == bytes
    {
      record(path, isUnchanged: true)
      return
    }
    if present == .foreign { throw OutputRefusal.foreignFile("\(root)/\(path)") }
    try makeStagedFolders(path)
    try NewFile.create("\(staging)/\(path)", with: bytes)
    record(path, isUnchanged: false)
  }

  /// A file that is written bit by bit; hand it back to `finishStream`.
  func openStream(_ path: String) throws -> NewFile {
    try makeStagedFolders(path)
    return try NewFile("\(staging)/\(path)")
  }

  /// Ends a file that was written bit by bit; it counts as unchanged when the folder has it already.
  func finishStream(_ file: NewFile, _ path: String) throws {
    try file.finish()
    let present = try present(path)
    let isUnchanged =
      try present != .nothing && Self.haveSameBytes("\(root)/\(path)", "\(staging)/\(path)")
    if isUnchanged {
      try FileSystem.removeFile("\(staging)/\(path)")
    } else if present == .foreign {
      throw OutputRefusal.foreignFile("\(root)/\(path)")
    }
    record(path, isUnchanged: isUnchanged)
  }

  private func record(_ path: String, isUnchanged: Bool) {
    progress.withLock { progress in
      progress.currentFiles.insert(path)
      if isUnchanged {
        progress.unchangedCount += 1
      } else {
        progress.stagedFileCount += 1
      }
    }
  }

  /// What stands where a file is to be written.
  private enum Present {
    case nothing
    case own
    case foreign
  }

  private func present(_ path: String) throws -> Present {
    for folder in Self.folders(of: path) { try checkFolder(folder) }
    switch try FileSystem.kind(of: "\(root)/\(path)") {
    case nil: return .nothing
    case .file: return ownFiles.contains(path) ? .own : .foreign
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(path)")
    case .folder, .other: throw OutputRefusal.foreignFile("\(root)/\(path)")
    }
  }

  private func checkFolder(_ folder: String) throws {
    if progress.withLock({ $0.checkedFolders.contains(folder) }) { return }
    try refuseUnlessFolder(folder)
    progress.withLock { _ = $0.checkedFolders.insert(folder) }
  }

  private func refuseUnlessFolder(_ folder: String) throws {
    switch try FileSystem.kind(of: "\(root)/\(folder)") {
    case nil, .folder: return
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(folder)")
    case .file, .other: throw OutputRefusal.notAFolder("\(root)/\(folder)")
    }
  }

  private func makeStagedFolders(_ path: String) throws {
    for folder in Self.folders(of: path) {
      if progress.withLock({ $0.stagedFolders.contains(folder) }) { continue }
      try FileSystem.makeFolder("\(staging)/\(folder)")
      progress.withLock { _ = $0.stagedFolders.insert(folder) }
    }
  }

  /// The folders that a path goes through, outermost first.
  private static func folders(of path: String) -> [String] {
    zip(path.indices, path).filter { $0.1 == "/" }.map { String(path[..<$0.0]) }
  }

  private static func haveSameBytes(_ left: String, _ right: String) throws -> Bool {
    let leftFile = try InputFile(left)
    let rightFile = try InputFile(right)
    var leftChunk: [UInt8] = []
    var rightChunk: [UInt8] = []
    repeat {
      try leftFile.readChunk(into: &leftChunk)
      try rightFile.readChunk(into: &rightChunk)
      if leftChunk != rightChunk { return false }
    } while !leftChunk.isEmpty
    return true
  }

  // MARK: Publishing

  /// Moves all staged files into place and removes files of earlier builds that are not part of this
  /// one.
  ///
  /// - Throws: `InterruptedPublication` when the folder has files of both builds; anything else means
  ///   that it has only the old ones.
  func publish() throws -> Outcome {
    let (current, unchangedCount, writtenCount) = progress.withLock {
      ($0.currentFiles, $0.unchangedCount, $0.stagedFileCount)
    }
    let moves = try InputFolder.names(of: staging).flatMap(plannedMoves)
    // From here to the last line a file may be an old or a new one; both are on record as ours.
    try OwnFiles.writePending(ownFiles.union(current), state)
    do {
      for path in moves {
        for folder in Self.folders(of: path) { try refuseUnlessFolder(folder) }
        try FileSystem.move("\(staging)/\(path)", to: "\(root)/\(path)")
      }
      var removedCount = 0
      for path in ownFiles.subtracting(current).sorted() where try removeStale(path) {
        removedCount += 1
      }
      try OwnFiles.write(current, state)
      clearStaging()
      return Outcome(
        writtenCount: writtenCount, unchangedCount: unchangedCount, removedCount: removedCount)
    } catch let error as WritingError {
      throw InterruptedPublication(cause: error)
    }
  }

  /// Throws away what is staged, so that the folder is as it was.
  func clearStaging() {
    // What stays behind here, the next build throws away before it starts.
    try? FileSystem.removeTree(staging)
  }

  /// Throws away what is staged and, where no build ever ended, everything that this one made.
  func abandon() {
    clearStaging()
    guard isNew else { return }
    try? FileSystem.removeFile("\(state)/lock")
    if FileSystem.removeIfEmpty(state) { _ = FileSystem.removeIfEmpty(root) }
  }

  /// The renames that put a staged file or folder into place: one for a folder that is not there yet,
  /// else those of what is in it.
  private func plannedMoves(_ path: String) throws -> [String] {
    let isFolder = try FileSystem.kind(of: "\(staging)/\(path)") == .folder
    guard isFolder, try FileSystem.kind(of: "\(root)/\(path)") != nil else { return [path] }
    return try InputFolder.names(of: "\(staging)/\(path)").flatMap { name in
      try plannedMoves("\(path)/\(name)")
    }
  }

  private func removeStale(_ path: String) throws -> Bool {
    let folders = Self.folders(of: path)
    for folder in folders where try FileSystem.kind(of: "\(root)/\(folder)") != .folder {
      return false
    }
    guard try FileSystem.kind(of: "\(root)/\(path)") == .file else { return false }
    try FileSystem.removeFile("\(root)/\(path)")
    for folder in folders.reversed() where !FileSystem.removeIfEmpty("\(root)/\(folder)") { break }
    return true
  }
}
