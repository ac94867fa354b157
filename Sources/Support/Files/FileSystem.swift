/// System calls on files, each checked.
package enum FileSystem {
  /// What a path leads to.
  package enum Kind {
    case file
    case folder
    case symbolicLink
    case other
  }

  /// The kind of what is at a path, without following a symbolic link; nil when nothing is there.
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

  /// The signature of the ordinary file at a path; nil for anything else.
  package static func signature(of path: String) throws(WritingError) -> FileSignature? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let errorNumber = errno
      if errorNumber == ENOENT || errorNumber == ENOTDIR { return nil }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return status.st_mode & S_IFMT == S_IFREG ? FileSignature(status) : nil
  }

  /// Bytes of an open file, fewer at its end.
  ///
  /// - Parameter path: the file's path as errors show it.
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

  /// Makes a folder; one that is there already is fine.
  package static func makeFolder(_ path: String) throws(WritingError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    throw WritingError(path: path, errorNumber: errno)
  }

  /// Makes a folder and its parents.
  package static func makeFolders(_ path: String) throws(WritingError) {
    for (index, character) in zip(path.indices, path) where character == "/" {
      if index != path.startIndex { try makeFolder(String(path[..<index])) }
    }
    try makeFolder(path)
  }

  /// Renames a file or folder; a file at the target is replaced in one step.
  package static func move(_ source: String, to target: String) throws(WritingError) {
    if rename(source, target) != 0 { throw WritingError(path: target, errorNumber: errno) }
  }

  /// Puts a whole file at a path in one step: until then the old one stays, whatever goes wrong.
  ///
  /// Uses the name with `.new` behind it.
  ///
  /// - Parameters:
  ///   - mode: who may read and write it; nil for what the process's mask leaves.
  ///   - isDurable: whether the new file outlives a power cut once this returns.
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

  /// Waits until the names in the folder of a path would outlive a power cut.
  private static func synchronizeFolder(of path: String) throws(WritingError) {
    let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    defer { close(folder) }
    if fsync(folder) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// The folder that a path lies in.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes a file; one that is gone already is fine.
  package static func removeFile(_ path: String) throws(WritingError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    throw WritingError(path: path, errorNumber: errno)
  }

  /// Removes a folder when it is empty.
  ///
  /// - Returns: whether it is gone.
  package static func removeIfEmpty(_ folder: String) -> Bool {
    rmdir(folder) == 0
  }

  /// Removes a folder of our own with all that is in it; symbolic links are removed, not followed.
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
