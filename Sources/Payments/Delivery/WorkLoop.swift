internal import Support
internal import Synchronization

/// Works on numbered items of the ledger, several at once: new ones as they come, failed ones later.
///
/// It waits by the monotonic clock, so that a jump of the wall clock neither delays nor repeats
/// anything.
struct WorkLoop: Sendable {
  /// An item that the ledger holds.
  struct Item: Sendable {
    /// Its place; items are fetched in this order.
    var place: Int64
    var id: Int64
    /// When it is due, in Unix seconds, as it was recorded.
    var dueAt: Int64
  }

  /// The most items at once.
  let limit: Int
  /// The longest wait of an item from an earlier run, in seconds.
  let longestWaitInSeconds: Int64
  /// The items after a place.
  let fetch: @Sendable (_ after: Int64, _ limit: Int) async throws(LedgerError) -> [Item]
  /// Works on an item; returns how long to wait before it is tried again, or nil if it is settled.
  let work: @Sendable (Int64) async throws -> Duration?
  /// Called once when items cannot be fetched.
  let report: @Sendable (LedgerError) -> Void

  fileprivate struct State {
    var ready: [Int64] = []
    var retries = RetryQueue()
    /// The items that are being worked on.
    var open: Set<Int64> = []
    var workerCount = 0
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  /// How often the ledger is looked at.
  private static let interval = Duration.milliseconds(100)
  /// The most items that are fetched ahead.
  private static let readyCount = 256

  /// Works until the task is cancelled.
  func run() async throws {
    let shared = Shared()
    try await withThrowingDiscardingTaskGroup { group in
      var last: Int64 = 0
      var hasFailed = false
      while true {
        do throws(LedgerError) {
          let free = Self.readyCount - shared.state.withLock(\.ready.count)
          let items = free > 0 ? try await fetch(last, free) : []
          last = items.last?.place ?? last
          shared.state.withLock { $0.add(items, longestWaitInSeconds) }
          hasFailed = false
        } catch {
          if !hasFailed { report(error) }
          hasFailed = true
        }
        for _ in 0..<shared.state.withLock({ $0.startWorkers(limit) }) {
          group.addTask { try await workOff(shared) }
        }
        try await Task.sleep(for: Self.interval)
      }
    }
  }

  /// Works as long as anything is due.
  private func workOff(_ shared: Shared) async throws {
    defer { shared.state.withLock { $0.workerCount -= 1 } }
    while let id = shared.state.withLock({ $0.take() }) {
      let wait = try await work(id)
      try Task.checkCancellation()
      shared.state.withLock { state in
        state.open.remove(id)
        if let wait { state.retries.add(id, at: .now + wait) }
      }
    }
  }
}

extension WorkLoop.State {
  fileprivate mutating func add(_ items: [WorkLoop.Item], _ longestWait: Int64) {
    for item in items {
      // The wall clock counts only for what an earlier run left behind.
      let wait = min(max(0, item.dueAt - Clock.now), longestWait)
      if wait == 0 {
        ready.append(item.id)
      } else {
        retries.add(item.id, at: .now + .seconds(wait))
      }
    }
  }

  /// The number of workers that are missing for what is due.
  fileprivate mutating func startWorkers(_ limit: Int) -> Int {
    while let id = retries.popDue(.now) { ready.append(id) }
    let missing = max(0, min(limit - workerCount, ready.count))
    workerCount += missing
    return missing
  }

  fileprivate mutating func take() -> Int64? {
    guard !ready.isEmpty else { return nil }
    let id = ready.removeFirst()
    // Wanted again while it is being worked on.
    guard open.insert(id).inserted else {
      retries.add(id, at: .now + .seconds(1))
      return take()
    }
    return id
  }
}
