internal import Support

/// Finds out before the first rename whether every one can work: permissions, files that may not
/// change, other file systems.
///
/// Looks at each shared folder once.
struct PublicationCheck {
  private let root: FolderHandle
  private var known: Set<String> = []

  init(root: FolderHandle) {
    self.root = root
  }

  /// Throws unless entries of a folder, empty for the output folder, may be added and removed.
  mutating func folder(_ path: String) throws {
    if known.contains(path) { return }
    try root.checkChanges(in: path)
    if path.isEmpty || OutputFolder.isShared(path) { known.insert(path) }
  }

  /// Throws unless a file may be put at a path.
  mutating func place(_ path: String, isReplacement: Bool) throws {
    if isReplacement {
      try folder(Self.parent(of: path))
      return try root.checkRemoval(of: path)
    }
    // New folders are made in the innermost one that exists.
    for parent in RelativePath.folders(of: path).reversed() {
      if known.contains(parent) { return }
      if try root.kind(of: parent) == .folder { return try folder(parent) }
    }
    try folder("")
  }

  /// Throws unless a file may be removed, with its folder if that is empty then.
  mutating func removal(_ path: String) throws {
    for parent in RelativePath.folders(of: path) {
      if known.contains(parent) { continue }
      do throws(WritingError) {
        guard try root.kind(of: parent) == .folder else { return }
      } catch {
        // Nothing behind a symbolic link is removed.
        if error.errorNumber == ELOOP { return }
        throw error
      }
    }
    guard try root.kind(of: path) == .file else { return }
    let parent = Self.parent(of: path)
    try folder(parent)
    if !parent.isEmpty { try folder(Self.parent(of: parent)) }
    try root.checkRemoval(of: path)
  }

  private static func parent(of path: String) -> String {
    RelativePath.folders(of: path).last ?? ""
  }
}
