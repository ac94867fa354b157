internal import Synchronization

/// Gives every new state to everybody who follows; who is slow gets the newest alone.
final class StateFeed: Sendable {
  private struct Followers {
    var continuations: [Int: AsyncStream<StudioState>.Continuation] = [:]
    var lastNumber = 0
    var isFinished = false
  }

  private let followers = Mutex(Followers())

  /// The states from now on, until a time limit or the end of the studio.
  func states(for limit: Duration) -> AsyncStream<StudioState> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: StudioState.self, bufferingPolicy: .bufferingNewest(1))
    let number = followers.withLock { followers -> Int? in
      guard !followers.isFinished else { return nil }
      followers.lastNumber += 1
      followers.continuations[followers.lastNumber] = continuation
      return followers.lastNumber
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    let end = Task {
      try? await Task.sleep(for: limit)
      continuation.finish()
    }
    continuation.onTermination = { [self] _ in
      end.cancel()
      followers.withLock { $0.continuations[number] = nil }
    }
    return stream
  }

  func publish(_ state: StudioState) {
    for continuation in followers.withLock({ $0.continuations.values.map { $0 } }) {
      continuation.yield(state)
    }
  }

  /// Ends every stream.
  func finish() {
    let all = followers.withLock { followers in
      followers.isFinished = true
      return followers.continuations.values.map { $0 }
    }
    for continuation in all { continuation.finish() }
  }
}
