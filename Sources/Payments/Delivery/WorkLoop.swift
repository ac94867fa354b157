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
  /// How often all items are fetched again, because another process may have made a settled one wait
  /// again; nil for never: then such an item gets a new place.
  var rescan: Duration?
  /// The time in Unix seconds.
  var wallClock: @Sendable () -> Int64 = { Clock.now }

  fileprivate struct State {
    var ready: [Int64] = []
    var retries = RetryQueue()
    /// The items that are being worked on.
    var open: Set<Int64> = []
    /// Those, the ready ones and the ones that wait for their next try.
    var known: Set<Int64> = []
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
      var scannedAt = ContinuousClock.now
      while true {
        do throws(LedgerError) {
          let free = Self.readyCount - shared.state.withLock(\.ready.count)
          let items = free > 0 ? try await fetch(last, free) : []
          last = items.last?.place ?? last
          add(items, to: shared)
          if let rescan, scannedAt + rescan <= .now {
            try await scan(upTo: last, into: shared)
            scannedAt = .now
          }
          hasFailed = false
        } catch {
          try Task.checkCancellation()
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

  private func add(_ items: [Item], to shared: Shared) {
    let now = wallClock()
    shared.state.withLock { $0.add(items, at: now, longestWaitInSeconds) }
  }

  /// Adds all items up to a place that wait in the ledger and are not known.
  private func scan(upTo end: Int64, into shared: Shared) async throws(LedgerError) {
    var last: Int64 = 0
    while true {
      let items = try await fetch(last, Self.readyCount)
      let known = shared.state.withLock(\.known)
      add(items.filter { $0.place <= end && !known.contains($0.id) }, to: shared)
      guard items.count == Self.readyCount, let place = items.last?.place, place < end else {
        return
      }
      last = place
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
        if let wait { state.retries.add(id, at: .now + wait) } else { state.known.remove(id) }
      }
    }
  }
}

extension WorkLoop.State {
  fileprivate mutating func add(_ items: [WorkLoop.Item], at now: Int64, _ longestWait: Int64) {
    for item in items {
      known.insert(item.id)
      // The wall clock counts only for what an earlier run, or another process, left behind.
      let wait = min(max(0, item.dueAt - now), longestWait)
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
