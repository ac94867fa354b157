/// The lock of an open file or folder, which the system releases however the process ends, and the
/// words that its holder leaves in a file.
struct AdvisoryLock: Sendable {
  let descriptor: Descriptor

  /// Takes the lock without waiting.
  ///
  /// - Returns: whether it is taken; false when another process holds it.
  func take() throws(ErrorNumber) -> Bool {
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { return false }
      throw .last
    }
    return true
  }

  /// Takes the lock, waiting for the process that holds it.
  func wait() throws(ErrorNumber) {
    while flock(descriptor.number, LOCK_EX) != 0 {
      if errno != EINTR { throw .last }
    }
  }

  /// Leaves words in the file for those who find the lock taken.
  func write(_ words: String) throws(ErrorNumber) {
    let bytes = Array("\(words)\n".utf8)
    if ftruncate(descriptor.number, 0) != 0
      || pwrite(descriptor.number, bytes, bytes.count, 0) != bytes.count
    {
      throw .last
    }
  }

  /// The words of the process that holds the lock, at most 200 bytes; empty if it did not say.
  var words: String {
    var buffer = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor.number, &buffer, buffer.count, 0)
    let line = buffer.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self)
  }
}
