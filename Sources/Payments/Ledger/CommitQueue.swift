internal import Dispatch
internal import GRDB
internal import Synchronization

/// Commits many changes at once: whoever comes while a commit is being flushed shares the next one.
///
/// Each change returns once it is on disk.
final class CommitQueue: Sendable {
  /// A change that waits.
  private struct Change: Sendable {
    /// Makes the change; errors that undo only this change are kept for `finish`.
    var run: @Sendable (Database) throws -> Void
    /// Tells the caller; the error undid the whole commit.
    var finish: @Sendable ((any Error)?) -> Void
  }

  private struct State {
    var waiting: [Change] = []
    var isRunning = false
    /// Whether the process is about to end.
    var isStopping = false
    /// The error of a commit since then.
    var lastError: (any Error)?
  }

  /// The most changes of a commit.
  private static let maximumCount = 512

  private let database: any DatabaseWriter
  private let check: @Sendable () throws -> Void
  private let describe: @Sendable (any Error) -> any Error
  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "ledger")

  /// Creates a queue.
  ///
  /// - Parameters:
  ///   - describe: called once for a commit that failed; its result is the error of every change.
  ///   - check: called after each commit; its error makes the changes fail.
  init(
    _ database: any DatabaseWriter,
    describing describe: @escaping @Sendable (any Error) -> any Error,
    check: @escaping @Sendable () throws -> Void
  ) {
    self.database = database
    self.describe = describe
    self.check = check
  }

  /// Makes a change and returns its result when it is on disk.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let box = Box<Swift.Result<Result, any Error>?>(nil)
      add(
        Change(
          run: { database in
            do {
              var result: Result?
              try database.inSavepoint {
                result = try body(database)
                return .commit
              }
              if let result { box.value.withLock { $0 = .success(result) } }
            } catch {
              // A full disk undoes everything.
              guard database.isInsideTransaction else { throw error }
              box.value.withLock { $0 = .failure(error) }
            }
          },
          finish: { error in
            if let error { return continuation.resume(throwing: error) }
            let result = box.value.withLock { $0 }
            continuation.resume(with: result ?? .failure(CancellationError()))
          }))
    }
  }

  /// Waits for a database that cannot be used once more at most: the process is about to end.
  ///
  /// All changes that wait then fail with that commit, instead of one batch after the other.
  func stop() {
    state.withLock { $0.isStopping = true }
  }

  private func add(_ change: Change) {
    let (mustStart, error) = state.withLock { state in
      if let error = state.lastError { return (false, error as (any Error)?) }
      state.waiting.append(change)
      defer { state.isRunning = true }
      return (!state.isRunning, nil)
    }
    if let error { change.finish(error) }
    if mustStart { thread.async { self.commitAll() } }
  }

  /// The changes that fail with a commit, besides its own.
  private func giveUp(after error: any Error) -> [Change] {
    state.withLock { state in
      guard state.isStopping else { return [] }
      state.lastError = error
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  private func commitAll() {
    while true {
      let changes = state.withLock { state in
        let changes = Array(state.waiting.prefix(Self.maximumCount))
        state.waiting.removeFirst(changes.count)
        if changes.isEmpty { state.isRunning = false }
        return changes
      }
      if changes.isEmpty { return }
      do {
        try database.writeWithoutTransaction { database in
          try database.inTransaction(.immediate) {
            for change in changes { try change.run(database) }
            return .commit
          }
        }
        try check()
        for change in changes { change.finish(nil) }
      } catch {
        let error = describe(error)
        for change in changes + giveUp(after: error) { change.finish(error) }
      }
    }
  }
}

/// Lets closures share a lock.
private final class Box<Value: Sendable>: Sendable {
  let value: Mutex<Value>
  init(_ value: Value) { self.value = Mutex(value) }
}
