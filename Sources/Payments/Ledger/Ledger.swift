internal import Catalog
internal import GRDB
internal import GatePay
internal import Support

/// The effect of recording a payment.
public enum RecordingOutcome: String, Hashable, Sendable {
  /// The payment is new.
  case new
  /// The state of a known payment moved forward.
  case advanced
  /// Nothing changed.
  case repeated
}

/// The inbox, all payments and their deliveries, in SQLite: writing returns once it is on disk.
public struct Ledger: Sendable {
  let database: any DatabaseWriter
  /// As the user wrote it, for messages.
  let path: String
  /// Where it is, symbolic links resolved.
  let realPath: String
  let queue: CommitQueue

  /// Opens a database; a read-only one must exist, and only its tables may be migrated.
  public init(_ path: String, isReadOnly: Bool = false) throws(LedgerError) {
    self.path = path
    let realPath = LedgerFiles.realPath(path)
    self.realPath = realPath
    do {
      if isReadOnly {
        // Opening and closing it would drop the locks of another connection of this process.
        guard (try? FileSystem.kind(of: realPath)) == .file else {
          throw LedgerError(path: path, reason: "there is no such file")
        }
      } else {
        try LedgerFiles.prepare(realPath)
      }
      let database = try Self.open(realPath)
      if isReadOnly {
        let known = try database.writeWithoutTransaction {
          try Self.migrator.appliedIdentifiers($0)
        }
        guard !known.isEmpty else {
          throw LedgerError(path: path, reason: "it is no database of payments")
        }
      }
      try Self.migrator.migrate(database)
      LedgerFiles.makePrivate(realPath)
      self.database = database
      let files = try LedgerFiles(of: realPath)
      // Naming who holds a lock takes some milliseconds.
      queue = CommitQueue(database, describing: { LedgerError(path: path, $0) }) {
        try files.check()
      }
    } catch {
      throw LedgerError(path: path, error)
    }
  }

  /// How long a change waits for another process that writes, in seconds.
  private static let busyLimitInSeconds = 2.0

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyLimitInSeconds)
    configuration.maximumReaderCount = 2
    let database = try DatabasePool(path: path, configuration: configuration)
    // A pool's default survives a crash of the program, but not of the machine; and the pool sets
    // it after any configuration.
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1")
    }
    return database
  }

  // MARK: Access

  /// Makes a change; returns when it is on the disk.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(LedgerError) -> Result {
    do {
      return try await queue.write(body)
    } catch {
      throw LedgerError(path: path, error)
    }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(LedgerError) -> Result {
    do {
      return try await database.read(body)
    } catch {
      throw LedgerError(path: path, error)
    }
  }

  /// Copies the database to a file that must not exist, while others may write: all of it or nothing.
  ///
  /// - Returns: how many payments the copy holds.
  public func backUp(to copy: String) throws -> Int {
    let descriptor = Support.open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw WritingError(path: copy, errorNumber: errno) }
    close(descriptor)
    do {
      let target = try DatabaseQueue(path: copy)
      try database.backup(to: target)
      let count = try target.writeWithoutTransaction { database in
        // One file, without a log beside it.
        try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
        guard try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok" else {
          throw LedgerError(path: copy, reason: "the copy is damaged")
        }
        return try Int.fetchOne(database, sql: "SELECT count(*) FROM payment") ?? 0
      }
      try target.close()
      try Self.sync(copy)
      return count
    } catch {
      unlink(copy)
      if let error = error as? WritingError { throw error }
      throw LedgerError(path: copy, error)
    }
  }

  private static func sync(_ path: String) throws(WritingError) {
    let descriptor = Support.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw WritingError(path: path, errorNumber: errno) }
  }
}
