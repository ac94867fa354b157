/// A file that is written from start to end, or appended to.
package final class OutputFile {
  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private let digester: ParallelDigester?

  /// The digest of what was written; nil unless `takesDigest` was set.
  package var digest: ContentDigest? { digester?.digest }

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - mode: the permissions, less the process's mask.
  ///   - takesDigest: whether to hash the bytes.
  /// - Throws: when anything exists there already, even a symbolic link.
  package init(
    _ path: String, mode: mode_t = 0o666, takesDigest: Bool = false
  ) throws(WritingError) {
    self.path = path
    digester = takesDigest ? ParallelDigester() : nil
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// Opens an existing file to append to it.
  package init(appendingTo path: String) throws(WritingError) {
    self.path = path
    digester = nil
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Adds bytes; they may be buffered until `finish`.
  package func append(_ bytes: some Collection<UInt8>) throws(WritingError) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try finish() }
  }

  /// Writes buffered bytes.
  package func finish() throws(WritingError) {
    let bytes = buffer
    buffer = []
    digester?.add(bytes)
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
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
    if fsync(descriptor) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// The metadata of the file; complete once it is finished.
  package func signature() throws(WritingError) -> FileSignature {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw WritingError(path: path, errorNumber: errno)
    }
    return FileSignature(status)
  }

  /// Creates a whole file; returns its metadata.
  @discardableResult
  package static func create(_ path: String, with bytes: [UInt8]) throws(WritingError)
    -> FileSignature
  {
    let file = try OutputFile(path)
    file.buffer = bytes
    try file.finish()
    return try file.signature()
  }
}
