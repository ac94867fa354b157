internal import GRDB
package import Support

/// The database of payments cannot be used.
public struct LedgerError: Error, Hashable, Sendable {
  /// Why, as far as it matters for what helps.
  public enum Kind: Hashable, Sendable {
    /// Another process has it locked.
    case locked
    /// This user may not use the file.
    case notPermitted
    /// Anything else: no room, a broken disk, a file that was removed.
    case other
  }

  /// The path of the database.
  public let path: String
  /// The message of SQLite or the system; it names the process that holds a lock, if that is known.
  public let reason: String
  /// What kind of error it is.
  public let kind: Kind

  /// What is wrong, and what helps.
  package var problem: Problem {
    Problem(
      Sentence("\(path): \(reason)", "\(path)：\(Sentence(system: reason).chinese)"),
      hint: kind.remedy, code: "unusable-database")
  }

  init(path: String, reason: String, kind: Kind = .other) {
    self.path = path
    self.reason = reason
    self.kind = kind
  }

  init(path: String, _ error: any Error) {
    if let error = error as? LedgerError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      let words = error is CancellationError ? "it was called off" : "an unexpected error"
      self.init(path: path, reason: words)
      return
    }
    let reason = error.message ?? error.resultCode.description
    switch error.resultCode.primaryResultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      let holder = LedgerFiles.lockHolder(of: path)
      self.init(
        path: path, reason: reason + (holder.map { " by process \($0)" } ?? ""), kind: .locked)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
      self.init(path: path, reason: reason, kind: .notPermitted)
    default: self.init(path: path, reason: reason)
    }
  }
}

extension LedgerError.Kind {
  fileprivate var remedy: Sentence {
    switch self {
    case .locked:
      Sentence(
        "wait for the process that uses it, or stop it; then run this again",
        "请等待或停止占用它的进程，然后重新运行")
    case .notPermitted:
      Sentence(
        "run this as the user of the receiver, who must own the files and be able to write in "
          + "their folder, or choose another one with --database",
        "请以运行接收程序的用户运行：文件须属于该用户，目录须可写；或用 --database 指定另一个文件")
    case .other:
      Sentence(
        "check that the disk has room and that you may write the file, or choose another one "
          + "with --database",
        "请确认磁盘有空间且有写权限，或用 --database 指定另一个文件")
    }
  }
}
