/// Lets one process at a time do something; the system unlocks it however the process ends.
package final class ProcessLock: Sendable {
  private let descriptor: Descriptor

  private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// The result of taking a lock.
  package enum Outcome: Sendable {
    /// This process holds it until the value is released.
    case taken(ProcessLock)
    /// Another process holds it: its id and words; nil if it did not say.
    case held(by: String?)
  }

  /// Takes a lock without waiting.
  ///
  /// - Parameters:
  ///   - path: a file of its own, which is created, and stays.
  ///   - words: what this process is, for the next one that wants the lock.
  package static func take(_ path: String, words: String) throws(WritingError) -> Outcome {
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard number >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    let descriptor = Descriptor(takingOwnershipOf: number)
    fchmod(number, 0o600)
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw WritingError(path: path, errorNumber: errno) }
      return .held(by: holder(number))
    }
    let bytes = Array("\(getpid()) \(words)\n".utf8)
    // A full disk hides only the name.
    _ = ftruncate(number, 0)
    _ = pwrite(number, bytes, bytes.count, 0)
    return .taken(ProcessLock(descriptor))
  }

  private static func holder(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let line = buffer.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }
}
