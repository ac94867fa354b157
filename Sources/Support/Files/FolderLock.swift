/// Locks a folder for one process; the system unlocks it however the process ends.
package final class FolderLock: Sendable {
  private let lock: AdvisoryLock

  /// Locks the folder itself; calls a closure once before waiting for another process.
  package init(folder path: String, onWait: () -> Void) throws(WritingError) {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if number < 0 { throw WritingError(path: path, errorNumber: errno) }
    lock = AdvisoryLock(descriptor: Descriptor(takingOwnershipOf: number))
    try Self.wait(for: lock, path, onWait: onWait)
  }

  /// Locks a file that stays in the folder, waiting for the process that holds it.
  ///
  /// - Parameter onWait: called once before waiting, with the holder's process id if known.
  package init(
    _ name: String, in folder: FolderHandle, onWait: (String?) -> Void
  ) throws(WritingError) {
    let path = folder.name(name)
    while true {
      let lock = AdvisoryLock(descriptor: try Self.openFile(name, in: folder))
      try Self.wait(for: lock, path) { onWait(Self.holder(of: lock)) }
      // The last holder may have removed the locked file.
      if Self.isFile(lock.descriptor, name, in: folder) {
        self.lock = lock
        break
      }
    }
    do throws(ErrorNumber) {
      try lock.write("\(getpid())")
    } catch {
      throw WritingError(path: path, errorNumber: error.value)
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
    ftruncate(lock.descriptor.number, 0)
  }

  private static func wait(
    for lock: AdvisoryLock, _ path: String, onWait: () -> Void
  ) throws(WritingError) {
    do throws(ErrorNumber) {
      if try lock.take() { return }
      onWait()
      try lock.wait()
    } catch {
      throw WritingError(path: path, errorNumber: error.value)
    }
  }

  private static func isFile(
    _ descriptor: Descriptor, _ name: String, in folder: FolderHandle
  ) -> Bool {
    var opened = stat()
    guard fstat(descriptor.number, &opened) == 0 else { return false }
    return (try? folder.signature(of: name))??.inode == UInt64(opened.st_ino)
  }

  /// The process id of a lock's holder; nil if it did not say.
  private static func holder(of lock: AdvisoryLock) -> String? {
    let digits = lock.words.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}
