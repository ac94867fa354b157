internal import Catalog
internal import Pages
public import Support
internal import Synchronization

/// Why an output folder is not touched.
public enum OutputRefusal: Error, Hashable, Sendable {
  /// It holds something that no build wrote.
  case notOurs(folder: String, name: String)
  /// A file that the build would write is there already, and no build wrote it.
  case foreignFile(String)
  /// A symbolic link is in the way.
  case symbolicLink(String)
  /// Something other than a folder is in the way.
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
  let root: String
  let state: String
  let staging: String
  private let lock: FolderLock
  /// Whether no build ever ended here.
  let isNew: Bool
  /// What stood at the top of the folder before this build.
  private let topNames: Set<String>
  /// Folders that hold files of many links and were found or made already.
  private let knownFolders = Mutex<(present: Set<String>, staged: Set<String>)>(([], []))

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
    isNew = try !BuildRecord.exists(state)
    topNames = Set(try InputFolder.names(of: root))
  }

  /// The name of the folder that holds what the next build needs to know.
  static let stateFolder = OutputLayout.stateFolder

  /// The record of this folder's files.
  var record: BuildRecord { BuildRecord(root: root, state: state, staging: staging) }

  /// Repairs what a killed build left, and makes room for a new one.
  ///
  /// - Parameter lookout: what was found of the folder's files ahead of the build.
  /// - Returns: what the last complete build noted.
  func prepare(_ lookout: Lookout? = nil) throws -> PreviousBuild {
    let old = try record.repaired(lookout)
    try FileSystem.removeTree(staging)
    try FileSystem.makeFolder(staging)
    return old
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
    case .folder where try BuildRecord.exists(state): return
    case .folder: break
    case .symbolicLink: throw OutputRefusal.symbolicLink(state)
    case .file, .other: throw OutputRefusal.notAFolder(state)
    }
    if let name = try InputFolder.names(of: root).first(where: { !neutralNames.contains($0) }) {
      throw OutputRefusal.notOurs(folder: root, name: name)
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
    try? record.removeUnfinished()
    guard isNew else { return }
    try? FileSystem.removeFile("\(state)/lock")
    if FileSystem.removeIfEmpty(state) { _ = FileSystem.removeIfEmpty(root) }
  }

  // MARK: What is there

  /// Whether a place at the top of the folder was free when the build started.
  func wasFree(_ path: String) -> Bool {
    if topNames.isEmpty { return true }
    return !topNames.contains(String(path.prefix { $0 != "/" }))
  }

  /// What the system says of the file at a path; nil when nothing is there.
  ///
  /// - Throws: `OutputRefusal` when something else is there or on the way to it.
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

  /// Refuses when something on the way to a path is no folder.
  func checkFolders(_ path: String) throws {
    for folder in Self.folders(of: path) {
      if knownFolders.withLock({ $0.present.contains(folder) }) { continue }
      try refuseUnlessFolder(folder)
      if Self.isShared(folder) { knownFolders.withLock { _ = $0.present.insert(folder) } }
    }
  }

  /// Refuses when something at a path is no folder.
  func refuseUnlessFolder(_ folder: String) throws {
    switch try FileSystem.kind(of: "\(root)/\(folder)") {
    case nil, .folder: return
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(folder)")
    case .file, .other: throw OutputRefusal.notAFolder("\(root)/\(folder)")
    }
  }

  /// The folders that a path goes through, outermost first.
  static func folders(of path: String) -> [String] {
    zip(path.indices, path).filter { $0.1 == "/" }.map { String(path[..<$0.0]) }
  }

  /// Whether a folder holds the files of many links; the others are not worth remembering.
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

  /// A file that is written bit by bit to the staging folder.
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
