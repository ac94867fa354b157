/// Locks a folder for one process; the system unlocks it however the process ends.
package final class FolderLock: Sendable {
  private let descriptor: Descriptor

  /// Locks the folder itself; calls a closure once before waiting for another process.
  package init(folder path: String, onWait: () -> Void) throws(WritingError) {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if number < 0 { throw WritingError(path: path, errorNumber: errno) }
    descriptor = Descriptor(takingOwnershipOf: number)
    try Self.wait(for: number, path, onWait: onWait)
  }

  /// Locks a file that stays in the folder, waiting for the process that holds it.
  ///
  /// - Parameter onWait: called once before waiting, with the holder's process id if known.
  package init(
    _ name: String, in folder: FolderHandle, onWait: (String?) -> Void
  ) throws(WritingError) {
    let path = folder.name(name)
    while true {
      let descriptor = try Self.openFile(name, in: folder)
      try Self.wait(for: descriptor.number, path) { onWait(Self.holder(descriptor.number)) }
      // The last holder may have removed the locked file.
      if Self.isFile(descriptor, name, in: folder) {
        self.descriptor = descriptor
        break
      }
    }
    let words = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor.number, 0) != 0
      || pwrite(descriptor.number, words, words.count, 0) != words.count
    {
      throw WritingError(path: path, errorNumber: errno)
    }
  }

  private static func openFile(
    _ name: String, in folder: FolderHandle
  ) throws(WritingError) -> Descriptor {
    do throws(ErrorNumber) {
      // Opening a pipe must not wait.
      let descriptor = try folder.open(
        name, O_RDWR | O_CREAT | O_NONBLOCK | O_NOCTTY, mode: 0o666)
      var status = stat()
      guard fstat(descriptor.number, &status) == 0 else { throw .last }
      if status.st_mode & S_IFMT != S_IFREG { throw ErrorNumber(value: ESPIPE) }
      return descriptor
    } catch {
      throw WritingError(path: folder.name(name), errorNumber: error.value)
    }
  }

  deinit {
    // A stale process id would make two builds differ. A folder cannot be truncated.
    ftruncate(descriptor.number, 0)
  }

  private static func wait(
    for descriptor: Int32, _ path: String, onWait: () -> Void
  ) throws(WritingError) {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    onWait()
    while flock(descriptor, LOCK_EX) != 0 {
      let errorNumber = errno
      if errorNumber == EINTR { continue }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
  }

  private static func isFile(
    _ descriptor: Descriptor, _ name: String, in folder: FolderHandle
  ) -> Bool {
    var opened = stat()
    guard fstat(descriptor.number, &opened) == 0 else { return false }
    return (try? folder.signature(of: name))??.inode == UInt64(opened.st_ino)
  }

  private static func holder(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let digits = buffer.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
