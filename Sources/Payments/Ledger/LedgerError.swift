internal import GRDB

/// The database of payments cannot be used.
public struct LedgerError: Error, Hashable, Sendable {
  /// The path of the database.
  public let path: String
  /// The message of SQLite or the system.
  public let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, _ error: any Error) {
    if let error = error as? LedgerError {
      self = error
      return
    }
    let error = error as? DatabaseError
    self.init(
      path: path,
      reason: error.map { $0.message ?? $0.resultCode.description } ?? "an unexpected error")
  }
}
