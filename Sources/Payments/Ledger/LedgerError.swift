internal import GRDB

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
