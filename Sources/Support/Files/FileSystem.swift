/// System calls on files, each checked.
package enum FileSystem {
  /// What a path leads to.
  package enum Kind {
    case file
    case folder
    case symbolicLink
    case other
  }

  /// The kind of entry at a path, without following a symbolic link; nil if there is none.
  package static func kind(of path: String) throws(WritingError) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let errorNumber = errno
      if errorNumber == ENOENT || errorNumber == ENOTDIR { return nil }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }

  /// Whether two paths lead to the same file or folder.
  package static func isSame(_ left: String, _ right: String) -> Bool {
    var first = stat()
    var second = stat()
    guard stat(left, &first) == 0, stat(right, &second) == 0 else { return false }
    return first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  /// The signature of a regular file; nil for anything else.
  package static func signature(of path: String) throws(WritingError) -> FileSignature? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let errorNumber = errno
      if errorNumber == ENOENT || errorNumber == ENOTDIR { return nil }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return status.st_mode & S_IFMT == S_IFREG ? FileSignature(status) : nil
  }

  /// Reads bytes of an open file, fewer at its end; the path is for errors.
  package static func read(
    _ descriptor: Int32, _ offset: Int, count: Int, path: String
  ) throws(ReadingError) -> [UInt8] {
    var errorNumber: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var got = 0
      while got < count {
        let target = buffer.baseAddress.map { $0 + got }
        let result = pread(descriptor, target, count - got, off_t(offset + got))
        if result < 0 && errno == EINTR { continue }
        if result < 0 { errorNumber = errno }
        if result <= 0 { break }
        got += result
      }
      initialized = got
    }
    if errorNumber != 0 { throw ReadingError(path: path, errorNumber: errorNumber) }
    return bytes
  }

  /// Creates a folder unless it exists.
  package static func makeFolder(_ path: String) throws(WritingError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    throw WritingError(path: path, errorNumber: errno)
  }

  /// Creates a folder and its parents.
  package static func makeFolders(_ path: String) throws(WritingError) {
    for (index, character) in zip(path.indices, path) where character == "/" {
      if index != path.startIndex { try makeFolder(String(path[..<index])) }
    }
    try makeFolder(path)
  }

  /// Renames a file or folder, atomically replacing a file at the target.
  package static func move(_ source: String, to target: String) throws(WritingError) {
    if rename(source, target) != 0 { throw WritingError(path: target, errorNumber: errno) }
  }

  /// Replaces a whole file atomically through a name ending in `.new`; a failure keeps the old one.
  ///
  /// - Parameters:
  ///   - mode: the permissions; nil for the process's default.
  ///   - isDurable: whether the new file survives a power cut once this returns.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t? = nil, isDurable: Bool = false
  ) throws(WritingError) {
    let temporary = path + ".new"
    try removeFile(temporary)
    let file = try OutputFile(temporary, mode: mode ?? 0o666)
    if let mode, chmod(temporary, mode) != 0 {
      throw WritingError(path: temporary, errorNumber: errno)
    }
    try file.append(bytes)
    try isDurable ? file.finishDurably() : file.finish()
    try move(temporary, to: path)
    if isDurable { try synchronizeFolder(of: path) }
  }

  private static func synchronizeFolder(of path: String) throws(WritingError) {
    let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    defer { close(folder) }
    if fsync(folder) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// The folder that contains a path.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes a file if it exists.
  package static func removeFile(_ path: String) throws(WritingError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    throw WritingError(path: path, errorNumber: errno)
  }

  /// Removes a folder if it is empty; returns whether it is gone.
  package static func removeIfEmpty(_ folder: String) -> Bool {
    rmdir(folder) == 0
  }

  /// Removes one of our folders with its contents, without following symbolic links.
  package static func removeTree(_ path: String) throws {
    switch try kind(of: path) {
    case nil:
      return
    case .folder:
      for name in try InputFolder.names(of: path) { try removeTree("\(path)/\(name)") }
      if rmdir(path) != 0 { throw WritingError(path: path, errorNumber: errno) }
    case .file, .symbolicLink, .other:
      try removeFile(path)
    }
  }
}
