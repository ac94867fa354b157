internal import Catalog
internal import Pages
internal import Support

/// Takes files out of the site in a way that can be undone until the state folder is cleared.
///
/// A replaced file takes its successor's place in the staging folder; where the file system cannot
/// exchange files, and for a removed file, it is kept in a folder of its own.
struct Withdrawal {
  private let root: FolderHandle
  private let kept: FolderHandle

  init(_ folder: OutputFolder) throws {
    root = folder.root
    try folder.state.makeFolder(StateFolder.withdrawn)
    kept = try folder.state.subfolder(StateFolder.withdrawn)
  }

  /// How a recorded file is found.
  enum State {
    /// It is not there, or not a file.
    case missing
    /// It is the file that the build wrote.
    case ours
    /// It is another one.
    case foreign
  }

  /// Whether a file is the one on record: by its form, and by its bytes or, when it was damaged, by
  /// its inode.
  func state(of path: String, _ recorded: RecordedFile) throws -> State {
    let found: FileSignature?
    do throws(WritingError) {
      found = try root.signature(of: path)
    } catch {
      // Behind a symbolic link is nothing of ours.
      if error.errorNumber == ELOOP { return .missing }
      throw error
    }
    guard let found else { return .missing }
    guard try WrittenForm.fits(path, in: root) else { return .foreign }
    if found.inode == recorded.signature.inode { return .ours }
    return try root.digest(of: path) == recorded.content ? .ours : .foreign
  }

  /// Whether a file is a PDF.
  func isPDF(_ path: String) throws -> Bool {
    guard try root.signature(of: path) != nil else { return false }
    return try root.input(path).bytes(at: 0, count: 5) == Array("%PDF-".utf8)
  }

  /// Puts a staged file in the place of an old one; returns false when the old one is gone.
  func replace(_ path: String, by staging: FolderHandle) throws -> Bool {
    do throws(WritingError) {
      guard try root.exchange(path, with: path, of: staging) else {
        try kept.makeFolders(above: path)
        // Not every file system has second names; the old file cannot be put back then.
        try? root.link(path, to: path, of: kept)
        try root.move(path, of: staging, to: path)
        return true
      }
    } catch {
      if error.errorNumber == ENOENT { return false }
      throw error
    }
    // Something else may have been put there since it was looked at.
    guard try staging.kind(of: path) == .file else {
      _ = try root.exchange(path, with: path, of: staging)
      throw OutputRefusal.foreignFile(root.name(path))
    }
    return true
  }

  /// Removes a file and the folders that are empty then; returns whether it was there.
  func remove(_ path: String) throws -> Bool {
    guard try root.kind(of: path) == .file else { return false }
    try kept.makeFolders(above: path)
    try kept.moveNew(path, of: root, to: path)
    try removeEmptyFolders(above: path)
    return true
  }

  /// Removes empty folders above a path, such as those that a killed build left.
  func removeEmptyFolders(above path: String) throws {
    for parent in RelativePath.folders(of: path).reversed() {
      do throws(WritingError) {
        guard try root.kind(of: parent) == .folder else { return }
      } catch {
        if error.errorNumber == ELOOP { return }
        throw error
      }
      guard try root.removeIfEmpty(parent) else { return }
    }
  }

  // MARK: Undoing

  /// Undoes the placing of a staged file that is in place.
  func takeBack(_ path: String, to staging: FolderHandle) throws {
    if try staging.kind(of: path) != nil {
      guard try root.exchange(path, with: path, of: staging) else {
        throw WritingError(path: root.name(path), errorNumber: ENOTSUP)
      }
      return
    }
    // What is kept is renamed over it later.
    if try kept.kind(of: path) != nil { return }
    try root.removeFile(path)
    try removeEmptyFolders(above: path)
  }

  /// The paths of all files that were removed.
  func removedPaths(in folder: String = "") throws -> [String] {
    var paths: [String] = []
    for name in try kept.names(of: folder) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      paths += try kept.kind(of: path) == .folder ? removedPaths(in: path) : [path]
    }
    return paths
  }

  /// Puts a removed file back.
  func restore(_ path: String) throws {
    try root.makeFolders(above: path)
    try root.move(path, of: kept, to: path)
  }
}
