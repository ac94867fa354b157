internal import Dispatch

/// The signals that the process gets.
///
/// Dispatch takes a signal over on a thread of its own, some time after a source was made: one that comes
/// before has its usual effect. Nothing else may change what a signal does, because Dispatch does so once
/// for all sources of it.
package final class ProcessSignals: Sendable {
  private let sources: [Source]
  private let signals: [Int32]
  private let cancelled = DispatchGroup()
  private let queue: DispatchQueue

  /// Calls a handler for each of some signals, which do not end the process any more; returns once
  /// none is missed.
  ///
  /// - Parameter isUrgent: whether the handler runs before other work that waits for a thread.
  package init(
    _ signals: [Int32], isUrgent: Bool = false, _ handler: @escaping @Sendable (Int32) -> Void
  ) async {
    let queue = DispatchQueue(label: "signals", qos: isUrgent ? .userInteractive : .default)
    let (registered, cancelled) = (DispatchGroup(), cancelled)
    self.queue = queue
    self.signals = signals
    sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { handler(number) }
      registered.enter()
      source.setRegistrationHandler { registered.leave() }
      cancelled.enter()
      source.setCancelHandler { cancelled.leave() }
      source.activate()
      return Source(source)
    }
    await withCheckedContinuation { continuation in
      registered.notify(queue: queue) { continuation.resume() }
    }
  }

  deinit { cancel() }

  private func cancel() {
    for source in sources { source.source.cancel() }
  }

  /// Gives the signals their usual effect back; returns once they have it.
  package func end() async {
    cancel()
    await withCheckedContinuation { continuation in
      cancelled.notify(queue: queue) { continuation.resume() }
    }
    for number in signals { signal(number, SIG_DFL) }
  }

  /// Each time the process gets one of some signals, which are ignored until this returns.
  package static func stream(_ signals: [Int32]) async -> AsyncStream<Void> {
    for number in signals { signal(number, SIG_IGN) }
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let handling = await ProcessSignals(signals) { _ in continuation.yield() }
    continuation.onTermination = { _ in withExtendedLifetime(handling) {} }
    return stream
  }

  /// A source may be cancelled from any thread.
  private struct Source: @unchecked Sendable {
    let source: any DispatchSourceSignal
    init(_ source: any DispatchSourceSignal) { self.source = source }
  }
}
