/// Numbers that are due at moments of the monotonic clock, so that a jump of the wall clock neither
/// delays nor repeats anything.
struct RetryQueue: Sendable {
  /// A binary heap, the earliest first.
  private var heap: [(at: ContinuousClock.Instant, id: Int64)] = []

  /// Adds a number.
  mutating func add(_ id: Int64, at moment: ContinuousClock.Instant) {
    heap.append((moment, id))
    var child = heap.count - 1
    while child > 0, heap[child].at < heap[(child - 1) / 2].at {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Removes and returns the earliest number that is due; nil if none is.
  mutating func popDue(_ now: ContinuousClock.Instant) -> Int64? {
    guard let first = heap.first, first.at <= now else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return first.id
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].at < heap[least].at { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
