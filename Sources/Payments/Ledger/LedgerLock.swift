internal import Support

/// Another process works on a database.
public struct LedgerIsHeld: Error, Hashable, Sendable {
  /// The path of the database.
  public let path: String
  /// The other process, such as `1234 paypress notify listen`; nil if it did not say.
  public let holder: String?
}

/// Lets one process at a time deliver the payments of a database.
public final class LedgerLock: Sendable {
  private let lock: ProcessLock

  /// Takes the lock of a database, a file beside it; does not wait.
  ///
  /// - Parameter words: what this process is, for the next one that wants the lock.
  /// - Throws: `LedgerIsHeld`, `LedgerError`.
  public init(_ database: String, words: String) throws {
    let outcome: ProcessLock.Outcome
    do throws(WritingError) {
      outcome = try ProcessLock.take(database + "-lock", words: words)
    } catch {
      throw LedgerError(path: error.path, reason: error.reason)
    }
    switch outcome {
    case .taken(let lock): self.lock = lock
    case .held(let holder): throw LedgerIsHeld(path: database, holder: holder)
    }
  }
}
