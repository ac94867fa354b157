internal import Console
internal import Support
internal import Synchronization

/// Ends the programs that a command has started when the command is told to end.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Whether the process was started with a signal ignored, as `nohup` does.
  private static func isIgnored(_ number: Int32) -> Bool {
    let handler = signal(number, SIG_IGN)
    signal(number, handler)
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Does some work, and cancels it when the process gets a signal to end.
  ///
  /// - Parameter outcome: what cancelled work leaves behind.
  /// - Throws: what the work throws; a `Failure` when it was cancelled and has cleaned up.
  static func cancelling<Result: Sendable>(
    leaving outcome: Sentence = Sentence("nothing was changed", "没有改动任何内容"),
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let state = Mutex<(signal: Int32?, task: Task<Result, any Error>?)>((nil, nil))
    let caught = signals.filter { !isIgnored($0) }
    // Ready before anything is started that would have to be ended.
    let handling = await ProcessSignals(caught) { number in
      state.withLock { state in
        state.signal = state.signal ?? number
        state.task?.cancel()
      }
    }
    let task = Task { try await work() }
    state.withLock { state in
      state.task = task
      if state.signal != nil { task.cancel() }
    }
    let result = await task.result
    await handling.end()
    if case .failure = result, let number = state.withLock({ $0.signal }) {
      throw Failure.interrupted(signal: number, outcome)
    }
    return try result.get()
  }
}
