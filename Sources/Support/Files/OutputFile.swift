/// A file that is written from start to end, or appended to; `FolderHandle` makes them.
package final class OutputFile {
  private let descriptor: Descriptor
  private let path: String
  private var buffer: [UInt8] = []
  private let digester: ParallelDigester?

  /// The digest of what was written; nil unless `takesDigest` was set.
  package var digest: ContentDigest? { digester?.digest }

  init(_ descriptor: Descriptor, path: String, takesDigest: Bool) {
    self.descriptor = descriptor
    self.path = path
    digester = takesDigest ? ParallelDigester() : nil
  }

  /// Opens an existing file to append to it.
  package init(appendingTo path: String) throws(WritingError) {
    self.path = path
    digester = nil
    // Opening a pipe that nobody reads would wait for ever.
    let number = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK)
    if number < 0 { throw WritingError(path: path, errorNumber: errno) }
    descriptor = Descriptor(takingOwnershipOf: number)
  }

  /// Adds bytes; they may be buffered until `finish`.
  package func append(_ bytes: some Collection<UInt8>) throws(WritingError) {
    // Without this, other modules' calls would copy byte by byte.
    let isCopied: Void? = bytes.withContiguousStorageIfAvailable { buffer += $0 }
    if isCopied == nil { buffer += bytes }
    if buffer.count >= 1 << 16 { try finish() }
  }

  /// Writes buffered bytes.
  package func finish() throws(WritingError) {
    let bytes = buffer
    buffer = []
    digester?.add(bytes)
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes {
        write(descriptor.number, $0.baseAddress, $0.count)
      }
      let errorNumber = errno
      if count < 0 && errorNumber != EINTR {
        throw WritingError(path: path, errorNumber: errorNumber)
      }
      offset += max(0, count)
    }
  }

  /// Writes buffered bytes, and syncs the file so that it survives a power cut.
  package func finishDurably() throws(WritingError) {
    try finish()
    if fsync(descriptor.number) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// Takes the space for a number of bytes, so that writing them does not find the disk full.
  package func reserve(_ byteCount: Int) throws(WritingError) {
    guard byteCount > 0 else { return }
    var problem: Int32
    repeat {
      problem = SystemCall.allocate(descriptor.number, byteCount)
    } while problem == EINTR
    // Not every file system can.
    if problem != 0 && problem != EOPNOTSUPP && problem != EINVAL && problem != ENOSYS {
      throw WritingError(path: path, errorNumber: problem)
    }
  }

  /// Sets the permissions, whatever the process's mask is.
  package func setPermissions(_ mode: mode_t) throws(WritingError) {
    if fchmod(descriptor.number, mode) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// Whether each change of the file after a look at its metadata has another change time.
  ///
  /// Linux does so from 6.13 on where the file system takes part (its
  /// Documentation/filesystems/multigrain-ts.rst). Elsewhere, changes within some milliseconds have
  /// the same time. False if it cannot be tried.
  package var givesChangesOwnTimes: Bool {
    // A process is not interrupted for some milliseconds so many times in a row.
    let count = 8
    var times: Set<Int64> = []
    for _ in 0..<count {
      var status = stat()
      guard fstat(descriptor.number, &status) == 0,
        fchmod(descriptor.number, status.st_mode & 0o7777) == 0,
        let changed = try? signature()
      else { return false }
      times.insert(changed.changeTime)
    }
    return times.count == count
  }

  /// The metadata of the file; complete once it is finished.
  package func signature() throws(WritingError) -> FileSignature {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else {
      throw WritingError(path: path, errorNumber: errno)
    }
    return FileSignature(status)
  }
}
