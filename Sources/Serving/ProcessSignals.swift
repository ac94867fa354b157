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

  /// A source may be cancelled from any thread.
  private struct Source: @unchecked Sendable {
    let source: any DispatchSourceSignal
    init(_ source: any DispatchSourceSignal) { self.source = source }
  }
}
