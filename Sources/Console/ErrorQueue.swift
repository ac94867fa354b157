internal import Dispatch
package import Support
internal import Synchronization

/// Writes texts to a descriptor from a thread of its own, so that a reader that stalls holds nobody
/// up: beyond a limit, texts are dropped and counted.
package final class ErrorQueue: Sendable {
  private struct State {
    var waiting: [[UInt8]] = []
    var byteCount = 0
    var droppedCount = 0
    var isWriting = false
  }

  /// The most bytes that wait.
  package static let maximumByteCount = 1 << 20

  private let descriptor: Int32
  private let gap: @Sendable (Int) -> String
  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "standard error")

  /// Creates a queue.
  ///
  /// - Parameter gap: the line that says how many texts were dropped, without its end.
  package init(_ descriptor: Int32, gap: @escaping @Sendable (Int) -> String) {
    self.descriptor = descriptor
    self.gap = gap
  }

  /// What the log says in place of texts that nobody took in time.
  package static func words(ofGap count: Int) -> Sentence {
    Sentence(
      "\(count) lines of this log were dropped: nobody read it in time",
      "此处丢弃了 \(count) 行日志：没有程序及时读取")
  }

  /// Adds a text and returns at once.
  package func add(_ text: String) {
    let bytes = Array(text.utf8)
    let mustStart = state.withLock { state in
      guard state.byteCount + bytes.count <= Self.maximumByteCount else {
        state.droppedCount += 1
        return false
      }
      state.waiting.append(bytes)
      state.byteCount += bytes.count
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if mustStart { thread.async { self.writeAll() } }
  }

  /// Waits until everything is written, but not for long.
  package func drain(within limit: Duration) {
    let isIdle = DispatchSemaphore(value: 0)
    // Comes after what is being written: the thread takes one after the other.
    thread.async { isIdle.signal() }
    let (seconds, attoseconds) = limit.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    _ = isIdle.wait(timeout: .now() + .nanoseconds(nanoseconds))
  }

  private func writeAll() {
    while true {
      let (texts, droppedCount) = state.withLock { state in
        let texts = state.waiting
        let droppedCount = state.droppedCount
        state.waiting = []
        state.byteCount = 0
        state.droppedCount = 0
        if texts.isEmpty { state.isWriting = false }
        return (texts, droppedCount)
      }
      if texts.isEmpty { return }
      var bytes = Array(texts.joined())
      if droppedCount > 0 { bytes += (gap(droppedCount) + "\n").utf8 }
      _ = Terminal.write(bytes, to: descriptor)
    }
  }
}
