internal import Catalog
internal import Pages
public import Support
internal import Synchronization

/// Why an output folder is refused.
public enum OutputRefusal: Error, Hashable, Sendable {
  /// It holds something that no build wrote.
  case notOurs(folder: String, name: String)
  /// A file that the build would write exists already, and no build wrote it.
  case foreignFile(String)
  /// A symbolic link is in the way.
  case symbolicLink(String)
  /// Something that is not a folder is in the way.
  case notAFolder(String)
}

/// Moving files into place stopped half-way: old and new files are mixed until the next build.
public struct InterruptedPublication: Error, Hashable, Sendable {
  /// The operation that failed.
  public let cause: WritingError
}

/// The folder that a site is written to: an old site or a complete new one, never a mix.
///
/// New and changed files are written to a staging folder inside it and renamed into place once all
/// exist. Every written file is on record, and only recorded files are replaced or removed.
final class OutputFolder: Sendable {
  let root: String
  let state: String
  let staging: String
  private let lock: FolderLock
  /// Whether no build ever finished here.
  let isNew: Bool
  private let topNames: Set<String>
  /// Folders with the files of many links that were already checked or created.
  private let knownFolders = Mutex<(present: Set<String>, staged: Set<String>)>(([], []))

  /// Locks the folder, waiting for another build of it to end.
  ///
  /// - Throws: `OutputRefusal` when the folder is not ours, `WritingError`, `ReadingError`.
  init(_ path: String, onWait: (String?) -> Void) throws {
    root = Self.withoutTrailingDots(path)
    state = "\(root)/\(OutputLayout.stateFolder)"
    staging = "\(state)/staging"
    try Self.checkOwnership(of: root, state: state)
    try FileSystem.makeFolders(root)
    try FileSystem.makeFolder(state)
    lock = try FolderLock("\(state)/lock", onWait: onWait)
    // Another build may have finished during the wait, so check what it wrote.
    try Self.checkOwnership(of: root, state: state)
    isNew = try !BuildRecord.exists(state)
    topNames = Set(try InputFolder.names(of: root))
  }

  /// The name of the folder that holds the state for the next build.
  static let stateFolder = OutputLayout.stateFolder

  /// The record of this folder's files.
  var record: BuildRecord { BuildRecord(root: root, state: state, staging: staging) }

  /// Repairs what a killed build left, clears the staging folder, and returns the last record.
  func prepare(_ lookout: Lookout? = nil) throws -> PreviousBuild {
    let old = try record.repaired(lookout)
    try FileSystem.removeTree(staging)
    try FileSystem.makeFolder(staging)
    return old
  }

  /// Without this, `out/` and `out/.` would hide that `out` is a symbolic link.
  private static func withoutTrailingDots(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path = path.dropLast() }
    return String(path)
  }

  /// Names at the top of a folder that do not show who owns it.
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
    case .folder where try BuildRecord.exists(state): return
    case .folder: break
    case .symbolicLink: throw OutputRefusal.symbolicLink(state)
    case .file, .other: throw OutputRefusal.notAFolder(state)
    }
    if let name = try InputFolder.names(of: root).first(where: { !neutralNames.contains($0) }) {
      throw OutputRefusal.notOurs(folder: root, name: name)
    }
  }

  /// Discards staged files, so that the folder is unchanged.
  func clearStaging() {
    // The next build removes what is left here.
    try? FileSystem.removeTree(staging)
  }

  /// Discards staged files and, if no build ever finished here, everything that this one made.
  func abandon() {
    clearStaging()
    try? record.removeUnfinished()
    guard isNew else { return }
    try? FileSystem.removeFile("\(state)/lock")
    if FileSystem.removeIfEmpty(state) { _ = FileSystem.removeIfEmpty(root) }
  }

  // MARK: What is there

  /// Whether a top-level path was free when the build started.
  func wasFree(_ path: String) -> Bool {
    if topNames.isEmpty { return true }
    return !topNames.contains(String(path.prefix { $0 != "/" }))
  }

  /// The metadata of the file at a path; nil when nothing is there.
  ///
  /// - Throws: `OutputRefusal` when it is not a file, or a parent is not a folder.
  func signature(_ path: String) throws -> FileSignature? {
    if wasFree(path) { return nil }
    if let signature = try FileSystem.signature(of: "\(root)/\(path)") { return signature }
    try checkFolders(path)
    switch try FileSystem.kind(of: "\(root)/\(path)") {
    case nil, .file: return nil
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(path)")
    case .folder, .other: throw OutputRefusal.foreignFile("\(root)/\(path)")
    }
  }

  /// Throws when a parent of a path is not a folder.
  func checkFolders(_ path: String) throws {
    for folder in Self.folders(of: path) {
      if knownFolders.withLock({ $0.present.contains(folder) }) { continue }
      try refuseUnlessFolder(folder)
      if Self.isShared(folder) { knownFolders.withLock { _ = $0.present.insert(folder) } }
    }
  }

  /// Throws when something at a path is not a folder.
  func refuseUnlessFolder(_ folder: String) throws {
    switch try FileSystem.kind(of: "\(root)/\(folder)") {
    case nil, .folder: return
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(folder)")
    case .file, .other: throw OutputRefusal.notAFolder("\(root)/\(folder)")
    }
  }

  /// The parent folders of a path, outermost first.
  static func folders(of path: String) -> [String] {
    zip(path.indices, path).filter { $0.1 == "/" }.map { String(path[..<$0.0]) }
  }

  /// Whether a folder holds the files of many links; only these are worth caching.
  private static func isShared(_ folder: String) -> Bool {
    let parts = folder.split(separator: "/")
    return parts.count == 1 || (parts.count == 2 && parts[1].utf8.count == 2)
  }

  // MARK: Staging

  /// Writes a file to the staging folder.
  func stage(_ path: String, _ bytes: [UInt8]) throws -> FileSignature {
    try makeStagedFolders(path)
    return try OutputFile.create("\(staging)/\(path)", with: bytes)
  }

  /// A file that is streamed to the staging folder.
  func openStream(_ path: String) throws -> OutputFile {
    try makeStagedFolders(path)
    return try OutputFile("\(staging)/\(path)", takesDigest: true)
  }

  private func makeStagedFolders(_ path: String) throws {
    for folder in Self.folders(of: path) {
      if knownFolders.withLock({ $0.staged.contains(folder) }) { continue }
      try FileSystem.makeFolder("\(staging)/\(folder)")
      if Self.isShared(folder) { knownFolders.withLock { _ = $0.staged.insert(folder) } }
    }
  }
}
