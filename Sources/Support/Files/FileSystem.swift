/// Something on disk that could not be written, made or removed.
public struct WritingError: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The system's error number.
  public let errorNumber: Int32

  package init(path: String, errorNumber: Int32) {
    self.path = path
    self.errorNumber = errorNumber
  }

  /// The system's own words for the error, such as `No space left on device`.
  public var reason: String { String(cString: strerror(errorNumber)) }
}

/// The few calls on files that a build needs, each checked.
package enum FileSystem {
  package enum Kind {
    case file
    case folder
    case symbolicLink
    case other
  }

  /// What stands at a path, without following a symbolic link there; nil when nothing does.
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

  /// The signature of the ordinary file at a path; nil when nothing is there, or something else.
  package static func signature(of path: String) throws(WritingError) -> FileSignature? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let errorNumber = errno
      if errorNumber == ENOENT || errorNumber == ENOTDIR { return nil }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return status.st_mode & S_IFMT == S_IFREG ? FileSignature(status) : nil
  }

  /// Some bytes of an open file, fewer where it ends.
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

  /// Makes a folder and those that it stands in.
  package static func makeFolders(_ path: String) throws(WritingError) {
    for (index, character) in zip(path.indices, path) where character == "/" {
      if index != path.startIndex { try makeFolder(String(path[..<index])) }
    }
    try makeFolder(path)
  }

  /// Renames a file or folder; a file that stood at the target is replaced in one step.
  package static func move(_ source: String, to target: String) throws(WritingError) {
    if rename(source, target) != 0 { throw WritingError(path: target, errorNumber: errno) }
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

/// A new file that is written from start to end.
package final class NewFile {
  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private let digester: ParallelDigester?

  /// The digest of what was written; nil unless it was asked for.
  package var digest: ContentDigest? { digester?.digest }

  /// Makes a file.
  ///
  /// - Parameter takesDigest: whether the digest of its bytes is taken as they come.
  /// - Throws: when something stands there already, a symbolic link included.
  package init(_ path: String, takesDigest: Bool = false) throws(WritingError) {
    self.path = path
    digester = takesDigest ? ParallelDigester() : nil
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Adds bytes; they reach the file at the latest with `finish`.
  package func append(_ bytes: some Collection<UInt8>) throws(WritingError) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try finish() }
  }

  /// Writes what is still held.
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

  /// Writes what is still held, and waits until it would survive a power cut.
  package func finishDurably() throws(WritingError) {
    try finish()
    if fsync(descriptor) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }

  /// What the system says of the file; complete once it is finished.
  package func signature() throws(WritingError) -> FileSignature {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw WritingError(path: path, errorNumber: errno)
    }
    return FileSignature(status)
  }

  /// Makes a whole file.
  ///
  /// - Returns: what the system says of it.
  @discardableResult
  package static func create(_ path: String, with bytes: [UInt8]) throws(WritingError)
    -> FileSignature
  {
    let file = try NewFile(path)
    file.buffer = bytes
    try file.finish()
    return try file.signature()
  }
}

/// Holds a folder for one process; the system lets go when the process ends, however it ends.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Waits until nobody else holds the folder.
  ///
  /// - Parameters:
  ///   - path: the lock file; it stays.
  ///   - onWait: called once, with the holder's process id where it is known, before waiting.
  package init(_ path: String, onWait: (String?) -> Void) throws(WritingError) {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        onWait(Self.holder(descriptor))
        while flock(descriptor, LOCK_EX) != 0 {
          if errno != EINTR { throw WritingError(path: path, errorNumber: errno) }
        }
      }
      // Its last holder may have removed the file that this lock is on.
      if Self.isFile(descriptor, at: path) {
        self.descriptor = descriptor
        break
      }
      close(descriptor)
    }
    let words = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) != 0 || pwrite(descriptor, words, words.count, 0) != words.count {
      throw WritingError(path: path, errorNumber: errno)
    }
  }

  deinit {
    // The process id says nothing once the process is done, and would make two builds differ.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var opened = stat()
    var present = stat()
    return fstat(descriptor, &opened) == 0 && lstat(path, &present) == 0
      && opened.st_ino == present.st_ino && opened.st_dev == present.st_dev
  }

  private static func holder(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let digits = buffer.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}

extension WritingError {
  /// Whether the trouble is that something stands there already.
  public var isAlreadyThere: Bool { errorNumber == EEXIST }

  /// Something stands at a path already.
  package static func alreadyThere(_ path: String) -> WritingError {
    WritingError(path: path, errorNumber: EEXIST)
  }
}
