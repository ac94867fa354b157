internal import Catalog
internal import Pages
internal import Support
internal import Synchronization

/// The folder that a site is written to: an old site or a complete new one, never a mix.
///
/// New and changed files are written to a staging folder inside it and renamed into place once all
/// exist. Every written file is on record, and only recorded files are replaced or removed. All of
/// it goes through open folders, so that nothing outside is touched.
final class OutputFolder: Sendable {
  let root: FolderHandle
  let state: FolderHandle
  private let lock: FolderLock
  /// Whether no build ever finished here.
  let isNew: Bool
  private let topNames: Set<String>
  /// Folders with the files of many links that were already checked.
  private let knownFolders = Mutex<Set<String>>([])
  private let obstacles = Mutex<Set<String>>([])

  /// Locks the folder, waiting for another build of it to end; the path may be a symbolic link.
  ///
  /// - Throws: `OutputRefusal` when the folder is not ours, `WritingError`, `ReadingError`.
  init(_ path: String, onWait: (String?) -> Void) throws {
    let path = Self.withoutTrailingDots(path)
    switch try FileSystem.kind(of: path, followsLink: true) {
    case nil: try FileSystem.makeFolders(path)
    case .folder: break
    case .symbolicLink, .file, .other: throw OutputRefusal.notAFolder(path)
    }
    root = try FolderHandle(path)
    try Self.checkOwnership(of: root)
    try root.makeFolder(OutputLayout.stateFolder)
    state = try root.subfolder(OutputLayout.stateFolder)
    lock = try FolderLock(StateFolder.lock, in: state, onWait: onWait)
    // Another build may have finished during the wait, so check what it wrote.
    try Self.checkOwnership(of: root)
    isNew = try !BuildRecord.exists(state)
    topNames = Set(try root.names())
  }

  /// The name of the folder that holds the state for the next build.
  static let stateFolder = OutputLayout.stateFolder

  /// The record of this folder's files.
  var record: BuildRecord { BuildRecord(root: root, state: state) }

  /// Repairs what a killed build left, and returns the last record and an empty staging folder.
  func prepare(_ lookout: Lookout? = nil) throws -> (old: PreviousBuild, staging: StagingFolder) {
    let old = try record.repaired(lookout)
    try StateFolder.removeLeftovers(state)
    try state.makeFolder(StateFolder.staging)
    return (old, StagingFolder(try state.subfolder(StateFolder.staging)))
  }

  /// The path as messages show it best.
  private static func withoutTrailingDots(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path = path.dropLast() }
    return String(path)
  }

  /// Names at the top of a folder that do not show who owns it.
  private static let neutralNames: Set<String> = [
    ".git", ".gitignore", ".gitkeep", ".nojekyll", ".DS_Store", OutputLayout.stateFolder,
  ]

  private static func checkOwnership(of root: FolderHandle) throws {
    if let state = try StateFolder.open(in: root), try BuildRecord.exists(state) { return }
    if let name = try root.names().first(where: { !neutralNames.contains($0) }) {
      throw OutputRefusal.notOurs(folder: root.path, name: name)
    }
  }

  /// Discards staged and withdrawn files; the next build removes what is left here.
  func clear() {
    try? StateFolder.removeLeftovers(state)
  }

  /// Discards staged files and, if no build ever finished here, everything that this one made.
  func abandon() {
    clear()
    guard isNew, (try? BuildRecord.exists(state)) == false else { return }
    try? state.removeFile(StateFolder.lock)
    if (try? root.removeIfEmpty(Self.stateFolder)) == true {
      FileSystem.removeIfEmpty(root.path)
    }
  }

  // MARK: What is there

  /// Whether a top-level path was free when the build started.
  func wasFree(_ path: String) -> Bool {
    if topNames.isEmpty { return true }
    return !topNames.contains(RelativePath.top(of: path))
  }

  /// The metadata of the file at a path; nil when nothing is there, or an obstacle that the last
  /// build may have left.
  ///
  /// - Throws: `OutputRefusal` when something else is there, or a parent is not a folder.
  func signature(_ path: String) throws -> FileSignature? {
    if wasFree(path) { return nil }
    return try refusingLinks(on: path) {
      if let signature = try root.signature(of: path) { return signature }
      try checkFolders(path)
      switch try root.kind(of: path) {
      case nil, .file: return nil
      case .symbolicLink: throw OutputRefusal.symbolicLink(root.name(path))
      case .other: throw OutputRefusal.foreignFile(root.name(path))
      case .folder:
        noteObstacle(path)
        return nil
      }
    }
  }

  /// Names the link when one stopped a call.
  func refusingLinks<Result>(on path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as WritingError where error.errorNumber == ELOOP {
      for folder in RelativePath.folders(of: path) + [path]
      where try root.kind(of: folder) == .symbolicLink {
        throw OutputRefusal.symbolicLink(root.name(folder))
      }
      throw error
    }
  }

  /// Throws when a parent of a path is not a folder, unless it is a file that may go away.
  func checkFolders(_ path: String) throws {
    for folder in RelativePath.folders(of: path) {
      if knownFolders.withLock({ $0.contains(folder) }) { continue }
      switch try root.kind(of: folder) {
      case nil, .folder: break
      case .symbolicLink: throw OutputRefusal.symbolicLink(root.name(folder))
      case .other: throw OutputRefusal.notAFolder(root.name(folder))
      case .file: return noteObstacle(folder)
      }
      if Self.isShared(folder) { knownFolders.withLock { _ = $0.insert(folder) } }
    }
  }

  private func noteObstacle(_ path: String) {
    obstacles.withLock { _ = $0.insert(path) }
  }

  /// Files in the place of folders and folders in the place of files, such as when `fan_out` was
  /// switched on or off: the build can go on if all of it is to be removed.
  var foundObstacles: [String] { obstacles.withLock { $0.sorted() } }

  /// Whether a folder holds the files of many links; only these are worth caching.
  static func isShared(_ folder: String) -> Bool {
    let parts = folder.utf8.split(separator: UInt8(ascii: "/"))
    return parts.count == 1 || (parts.count == 2 && parts[1].count == 2)
  }
}
