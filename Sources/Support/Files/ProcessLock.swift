/// Lets one process at a time do something; the system unlocks it however the process ends.
package final class ProcessLock: Sendable {
  private let lock: AdvisoryLock

  private init(_ lock: AdvisoryLock) { self.lock = lock }

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
  ///   - words: what this process is, for the next one that asks for the lock.
  package static func take(_ path: String, words: String) throws(WritingError) -> Outcome {
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard number >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    let lock = AdvisoryLock(descriptor: Descriptor(takingOwnershipOf: number))
    fchmod(number, 0o600)
    do throws(ErrorNumber) {
      guard try lock.take() else {
        let words = lock.words
        return .held(by: words.isEmpty ? nil : words)
      }
    } catch {
      throw WritingError(path: path, errorNumber: error.value)
    }
    // A full disk hides only the name.
    try? lock.write("\(getpid()) \(words)")
    return .taken(ProcessLock(lock))
  }
}
