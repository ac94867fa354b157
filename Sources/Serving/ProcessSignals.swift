internal import Dispatch
internal import Support

/// The signals that the process gets.
package enum ProcessSignals {
  /// Each time the process gets one of some signals, which do not end it any more.
  package static func stream(_ signals: [Int32]) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.activate()
      return Source(source)
    }
    continuation.onTermination = { _ in
      for source in sources { source.source.cancel() }
    }
    return stream
  }

  /// Ends the process some time after it gets one of some signals, whatever it does then: a disk or a
  /// lock may hold everything else up.
  ///
  /// Status 0, as after an end in time: it was told to end, and what was not answered is not promised.
  package static func limitEnd(after limit: Duration, of signals: [Int32]) {
    let queue = DispatchQueue(label: "end", qos: .userInteractive)
    let milliseconds =
      limit.components.seconds * 1000
      + limit.components.attoseconds / 1_000_000_000_000_000
    for number in signals {
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      let held = Source(source)
      source.setEventHandler {
        withExtendedLifetime(held) {}
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(milliseconds))) { _exit(0) }
      }
      source.activate()
    }
  }

  /// A source may be cancelled from any thread.
  private struct Source: @unchecked Sendable {
    let source: any DispatchSourceSignal
    init(_ source: any DispatchSourceSignal) { self.source = source }
  }
}
