internal import GatePay
internal import Support
internal import Synchronization

/// Counts refused messages and keeps the last ones; writes them now and then, so that whoever sends
/// many forged messages causes few writes.
final class RefusalLog: Sendable {
  private struct State {
    var count = 0
    var unwritten: [RefusedMessage] = []
  }

  private let ledger: Ledger
  private let state = Mutex(State())

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// How many messages were refused since the start.
  var count: Int { state.withLock(\.count) }

  /// Adds a message.
  func add(_ reason: String, outOrderID: String?) {
    let message = RefusedMessage(
      receivedAt: Clock.now, reason: reason, outOrderID: outOrderID.map { String($0.prefix(64)) })
    state.withLock { state in
      state.count += 1
      state.unwritten.append(message)
      if state.unwritten.count > 2 * Ledger.maximumRefusalCount {
        state.unwritten.removeFirst(Ledger.maximumRefusalCount)
      }
    }
  }

  /// Writes what is not written yet; after an error it stays so.
  func write() async throws(LedgerError) {
    let (messages, count) = state.withLock { ($0.unwritten, $0.count) }
    guard !messages.isEmpty else { return }
    try await ledger.note(messages)
    // Meanwhile others may have come, and the oldest may have given way to them.
    state.withLock { state in
      state.unwritten = Array(state.unwritten.suffix(state.count - count))
    }
  }

  /// Writes every two seconds until the task is cancelled, and once more then.
  func run() async throws {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      // The receiver reports a ledger that cannot be used with the next payment.
      try? await write()
    }
    throw CancellationError()
  }
}
