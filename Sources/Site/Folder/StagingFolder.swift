internal import Support
internal import Synchronization

/// New and changed files of a build, at the paths that they will have in the output folder.
final class StagingFolder: Sendable {
  let files: FolderHandle
  private let knownFolders = Mutex<Set<String>>([])

  init(_ files: FolderHandle) {
    self.files = files
  }

  /// Writes a file.
  func stage(_ path: String, _ bytes: [UInt8]) throws -> FileSignature {
    try makeFolders(path)
    return try files.create(path, with: bytes)
  }

  /// A file that is streamed.
  func openStream(_ path: String) throws -> OutputFile {
    try makeFolders(path)
    return try files.openNew(path, takesDigest: true)
  }

  private func makeFolders(_ path: String) throws {
    for folder in RelativePath.folders(of: path) {
      if knownFolders.withLock({ $0.contains(folder) }) { continue }
      try files.makeFolder(folder)
      if OutputFolder.isShared(folder) { knownFolders.withLock { _ = $0.insert(folder) } }
    }
  }
}
