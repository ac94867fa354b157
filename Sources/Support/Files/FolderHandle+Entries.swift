internal import CSystemCalls

extension FolderHandle {
  // MARK: What is there

  /// The kind of entry at a path; nil if there is none.
  package func kind(of path: String) throws(WritingError) -> FileSystem.Kind? {
    try status(of: path).map { FileSystem.Kind($0) }
  }

  /// The signature of a regular file; nil for anything else.
  package func signature(of path: String) throws(WritingError) -> FileSignature? {
    guard let status = try status(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileSignature(status)
  }

  private func status(of path: String) throws(WritingError) -> stat? {
    var status = stat()
    do throws(ErrorNumber) {
      try atParent(of: path) { fstatat($0, $1, &status, AT_SYMLINK_NOFOLLOW) }
      return status
    } catch {
      if error.value == ENOENT || error.value == ENOTDIR { return nil }
      throw failure(path, error)
    }
  }

  /// Whether this is the folder that a path leads to.
  package func isSame(as path: String) -> Bool {
    var other = stat()
    guard let own = try? status(), stat(path, &other) == 0 else { return false }
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }

  /// The sorted names in the folder, or in one below it.
  package func names(of path: String = "") throws(ReadingError) -> [String] {
    let folder: Descriptor
    do throws(ErrorNumber) {
      folder = try path.isEmpty ? reopen() : open(path, O_RDONLY | O_DIRECTORY)
    } catch {
      throw ReadingError(path: name(path), errorNumber: error.value)
    }
    // The stream closes its own descriptor.
    let copy = dup(folder.number)
    guard copy >= 0, let stream = fdopendir(copy) else {
      let error = ReadingError(path: name(path), errorNumber: errno)
      if copy >= 0 { close(copy) }
      throw error
    }
    return try InputFolder.names(takingOwnershipOf: stream, path: name(path))
  }

  // MARK: Making

  /// Creates a folder unless it exists.
  package func makeFolder(_ path: String) throws(WritingError) {
    do throws(ErrorNumber) {
      try atParent(of: path) { mkdirat($0, $1, 0o777) }
    } catch {
      if error.value != EEXIST { throw failure(path, error) }
    }
  }

  /// Creates a folder with a unique name, accessible to this user only; returns the name.
  package func makeUnique(_ prefix: String) throws(WritingError) -> String {
    while true {
      let name = prefix + Hexadecimal.text(UInt64.random(in: 0...UInt64.max), digitCount: 16)
      do throws(ErrorNumber) {
        try atParent(of: name) { mkdirat($0, $1, 0o700) }
        return name
      } catch {
        if error.value != EEXIST { throw failure(name, error) }
      }
    }
  }

  /// Creates the folders above a path.
  package func makeFolders(above path: String) throws(WritingError) {
    for folder in RelativePath.folders(of: path) { try makeFolder(folder) }
  }

  // MARK: Moving

  /// Renames a file of a folder, atomically replacing a file at the target.
  package func move(
    _ source: String, of folder: FolderHandle, to target: String
  ) throws(WritingError) {
    try rename(source, folder, target) { renameat($0, $1, $2, $3) }
  }

  /// Renames a file or folder of a folder; an error with `isAlreadyThere` when the target exists.
  package func moveNew(
    _ source: String, of folder: FolderHandle, to target: String
  ) throws(WritingError) {
    try rename(source, folder, target) { system_rename_new($0, $1, $2, $3) }
  }

  /// Exchanges an entry with one of a folder, atomically.
  ///
  /// - Returns: false if the file system cannot; nothing has changed then.
  package func exchange(
    _ path: String, with other: String, of folder: FolderHandle
  ) throws(WritingError) -> Bool {
    do throws(WritingError) {
      try rename(other, folder, path) { system_exchange($0, $1, $2, $3) }
      return true
    } catch {
      if error.errorNumber == ENOTSUP { return false }
      throw error
    }
  }

  /// Gives a file a second name in a folder.
  package func link(
    _ source: String, to target: String, of folder: FolderHandle
  ) throws(WritingError) {
    try folder.rename(source, self, target) { linkat($0, $1, $2, $3, 0) }
  }

  private func rename(
    _ source: String, _ folder: FolderHandle, _ target: String,
    _ call: (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>) -> Int32
  ) throws(WritingError) {
    defer {
      folder.forget(source)
      forget(target)
    }
    do throws(ErrorNumber) {
      let (from, name) = try folder.parent(of: source)
      try atParent(of: target) { to, newName in
        name.withCString { call(from.number, $0, to, newName) }
      }
    } catch {
      throw failure(target, error)
    }
  }

  // MARK: Removing

  /// Removes a file, or a symbolic link itself, if it exists.
  package func removeFile(_ path: String) throws(WritingError) {
    do throws(ErrorNumber) {
      try atParent(of: path) { unlinkat($0, $1, 0) }
    } catch {
      if error.value != ENOENT { throw failure(path, error) }
    }
  }

  /// Removes a folder if it is empty; returns whether it is gone.
  package func removeIfEmpty(_ path: String) throws(WritingError) -> Bool {
    forget(path)
    do throws(ErrorNumber) {
      try atParent(of: path) { unlinkat($0, $1, AT_REMOVEDIR) }
      return true
    } catch {
      switch error.value {
      case ENOENT: return true
      // POSIX leaves the choice between the first two.
      case ENOTEMPTY, EEXIST, ENOTDIR: return false
      default: throw failure(path, error)
      }
    }
  }

  /// Removes a file, or a folder of ours with its contents; a symbolic link is removed, not followed.
  package func removeTree(_ path: String) throws {
    do throws(ErrorNumber) {
      try atParent(of: path) { unlinkat($0, $1, 0) }
      return
    } catch {
      switch error.value {
      case ENOENT, ENOTDIR: return
      // Linux and POSIX say so of a folder.
      case EISDIR, EPERM: if try kind(of: path) != .folder { throw failure(path, error) }
      default: throw failure(path, error)
      }
    }
    let folder = try subfolder(path)
    for name in try folder.names() { try folder.removeTree(name) }
    guard try removeIfEmpty(path) else {
      throw WritingError(path: name(path), errorNumber: ENOTEMPTY)
    }
  }

  /// Throws unless entries may be added to a folder, empty for this one, and removed from it.
  package func checkChanges(in path: String) throws(WritingError) {
    do throws(ErrorNumber) {
      let problem = try checkFolder(path)
      if problem != 0 { throw ErrorNumber(value: problem) }
    } catch {
      throw failure(path, error)
    }
  }

  /// Throws unless what is at a path, if anything, may be replaced or removed; its folder may change.
  package func checkRemoval(of path: String) throws(WritingError) {
    do throws(ErrorNumber) {
      let problem = try atParent(of: path) { system_check_entry($0, $1) }
      if problem != 0 { throw ErrorNumber(value: problem) }
    } catch {
      if error.value == ENOENT { return }
      throw failure(path, error)
    }
  }
}
