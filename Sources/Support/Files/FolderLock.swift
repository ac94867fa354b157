/// Locks a folder for one process; the system unlocks it however the process ends.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Locks the folder itself; calls a closure once before waiting for another process.
  package init(folder path: String, onWait: () -> Void) throws(WritingError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
    // Closes the descriptor when it fails; `deinit` would close it again.
    try Self.wait(for: descriptor, path, onWait: onWait)
    self.descriptor = descriptor
  }

  /// Locks a file that stays in the folder, waiting for the process that holds it.
  ///
  /// - Parameter onWait: called once before waiting, with the holder's process id if known.
  package init(_ path: String, onWait: (String?) -> Void) throws(WritingError) {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if descriptor < 0 { throw WritingError(path: path, errorNumber: errno) }
      try Self.wait(for: descriptor, path) { onWait(Self.holder(descriptor)) }
      // The last holder may have removed the locked file.
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
    // A stale process id would make two builds differ. A folder cannot be truncated.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func wait(
    for descriptor: Int32, _ path: String, onWait: () -> Void
  ) throws(WritingError) {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    onWait()
    while flock(descriptor, LOCK_EX) != 0 {
      let errorNumber = errno
      if errorNumber == EINTR { continue }
      close(descriptor)
      throw WritingError(path: path, errorNumber: errorNumber)
    }
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
