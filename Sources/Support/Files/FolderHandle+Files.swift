extension FolderHandle {
  /// Creates a file to be written from start to end.
  ///
  /// - Parameters:
  ///   - mode: the permissions, less the process's mask.
  ///   - takesDigest: whether to hash the bytes.
  /// - Throws: when anything exists there already, even a symbolic link.
  package func openNew(
    _ path: String, mode: mode_t = 0o666, takesDigest: Bool = false
  ) throws(WritingError) -> OutputFile {
    do throws(ErrorNumber) {
      let descriptor = try open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
      return OutputFile(descriptor, path: name(path), takesDigest: takesDigest)
    } catch {
      throw failure(path, error)
    }
  }

  /// Creates a whole file; returns its metadata.
  @discardableResult
  package func create(_ path: String, with bytes: [UInt8]) throws(WritingError) -> FileSignature {
    let file = try openNew(path)
    try file.append(bytes)
    try file.finish()
    return try file.signature()
  }

  /// Replaces a whole file atomically through a name ending in `.new`; a failure keeps the old one.
  ///
  /// - Parameters:
  ///   - mode: the permissions; nil for the process's default.
  ///   - isDurable: whether the new file survives a power cut once this returns.
  package func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t? = nil, isDurable: Bool = false
  ) throws(WritingError) {
    guard RelativePath.isInside(path) else { throw failure(path, ErrorNumber(value: EINVAL)) }
    let temporary = path + ".new"
    try removeFile(temporary)
    let file = try openNew(temporary, mode: mode ?? 0o666)
    do throws(WritingError) {
      if let mode { try file.setPermissions(mode) }
      try file.append(bytes)
      try isDurable ? file.finishDurably() : file.finish()
      try move(temporary, of: self, to: path)
    } catch {
      try? removeFile(temporary)
      throw error
    }
    if isDurable { try synchronize() }
  }

  /// Makes renames in the folder itself survive a power cut.
  private func synchronize() throws(WritingError) {
    do throws(ErrorNumber) {
      let folder = try reopen()
      if fsync(folder.number) != 0 { throw .last }
    } catch {
      throw WritingError(path: path, errorNumber: error.value)
    }
  }

  /// Opens a file to read it; an error for anything but an ordinary file.
  package func input(_ path: String) throws(ReadingError) -> InputFile {
    try InputFile(path, in: self)
  }

  /// The whole of a file, up to a limit; one more byte is read to show that there are more.
  package func bytes(of path: String, limit: Int = .max - 1) throws(ReadingError) -> [UInt8] {
    try input(path).bytes(limit: limit)
  }

  /// The digest of a whole file.
  package func digest(of path: String) throws(ReadingError) -> ContentDigest {
    try input(path).digest()
  }
}
