package import Support

/// Another process works on a database.
public struct LedgerIsHeld: Error, Hashable, Sendable {
  /// The path of the database.
  public let path: String
  /// The other process, such as `1234 paypress notify listen`; nil if it did not say.
  public let holder: String?

  /// Who works on it, and what helps.
  package var problem: Problem {
    let holder = holder.map { quoted($0) }
    return Problem(
      Sentence(
        "\(path) is in use by another receiver" + (holder.map { ": process \($0)" } ?? ""),
        "\(path) 正由另一个接收程序使用" + (holder.map { "：进程 \($0)" } ?? "")),
      hint: Sentence(
        "stop it first, or choose another database with --database",
        "请先停止它，或用 --database 指定另一个数据库"),
      code: "database-is-held")
  }
}

/// Lets one receiver at a time use a database.
public final class LedgerLock: Sendable {
  private let lock: ProcessLock

  /// Takes the lock of a database, a file beside it; does not wait.
  ///
  /// - Parameter words: what this process is, for the next one that asks for the lock.
  /// - Throws: `LedgerIsHeld`, `LedgerError`.
  public init(_ database: String, words: String) throws {
    switch try ProcessLock.take(besideLedger: database, words: words) {
    case .taken(let lock): self.lock = lock
    case .held(let holder): throw LedgerIsHeld(path: database, holder: holder)
    }
  }
}

/// Lets one process at a time pass payments on to a target, so that none arrives twice.
public final class TargetLock: Sendable {
  /// What became of taking a lock.
  public enum Outcome: Sendable {
    /// This process holds it until the value is released.
    case taken(TargetLock)
    /// Another process serves the target: its id and words; nil if it did not say.
    case held(by: String?)
  }

  private let lock: ProcessLock

  private init(_ lock: ProcessLock) { self.lock = lock }

  /// Takes the lock of a target, a file beside the database; does not wait.
  public static func take(
    _ target: DeliveryTarget, of database: String, words: String
  ) throws(LedgerError) -> Outcome {
    let name = Hexadecimal.text(SHA256Hash.digest(Array(target.description.utf8)).prefix(4))
    switch try ProcessLock.take(besideLedger: database, name, words: words) {
    case .taken(let lock): return .taken(TargetLock(lock))
    case .held(let holder): return .held(by: holder)
    }
  }

  /// Whether a process serves a target now.
  public static func isHeld(
    _ target: DeliveryTarget, of database: String
  ) throws(LedgerError) -> Bool {
    let outcome = try take(target, of: database, words: "paypress payments")
    return if case .held = outcome { true } else { false }
  }
}

extension ProcessLock {
  /// Takes a lock beside what a path of a database leads to: one database has one lock, whatever
  /// symbolic links lead to it.
  fileprivate static func take(
    besideLedger database: String, _ name: String? = nil, words: String
  ) throws(LedgerError) -> Outcome {
    let realPath = LedgerFiles.realPath(database)
    let path = realPath + "-lock" + (name.map { "-\($0)" } ?? "")
    do throws(WritingError) {
      let owner = FileSystem.ownerToKeep(of: realPath)
      let outcome = try take(path, words: words)
      // A lock that root leaves behind must not shut the receiver out.
      FileSystem.give(path, to: owner)
      return outcome
    } catch {
      throw LedgerError(path: error.path, reason: error.reason)
    }
  }
}
