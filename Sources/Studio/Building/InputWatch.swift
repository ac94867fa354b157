internal import Dispatch
internal import Support
internal import Synchronization

/// Tells when an input may have changed: at once where the system gives notice, and otherwise, as
/// for files on another machine, within a second.
final class InputWatch: Sendable {
  /// Changes, of which several at once count as one.
  let changes: AsyncStream<Void>

  /// How often the files are looked at, whatever the system says.
  static let interval = Duration.seconds(1)

  private struct State {
    /// The folders, each with the names of entries that matter; nil for all of them.
    var places: [String: Set<String>?] = [:]
    var noticeCount = 0
  }

  private let notices: FolderNotices?
  private let source: Source?
  private let state = Mutex(State())
  private let continuation: AsyncStream<Void>.Continuation

  /// A watch of nothing yet.
  init() {
    (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    notices = FolderNotices()
    source = notices.map { Source($0.descriptor) }
    source?.start { [weak self] in _ = self?.noticeCount }
  }

  deinit {
    source?.cancel()
    continuation.finish()
  }

  /// Watches these inputs from now on; returns whether there are folders among theirs that were not
  /// watched before.
  func watch(_ inputs: WatchedInputs) -> Bool {
    let places = inputs.places
    return state.withLock { state in
      defer { state.places = places }
      notices?.watch(Set(places.keys))
      return places.keys.contains { state.places[$0] == nil }
    }
  }

  /// How many times the system gave notice of a change, up to this moment; nil where it does not.
  var noticeCount: Int? {
    guard let notices else { return nil }
    // Whoever asks meanwhile waits until what was taken from the queue is counted.
    return state.withLock { state in
      let matters = notices.take().contains { notice in
        guard let names = state.places[notice.folder] else { return false }
        guard let names, let name = notice.name else { return true }
        return names.contains(name)
      }
      if matters {
        state.noticeCount += 1
        continuation.yield()
      }
      return state.noticeCount
    }
  }

  /// A source, which may be cancelled from any thread.
  private struct Source: @unchecked Sendable {
    private let source: any DispatchSourceRead

    init(_ descriptor: Int32) {
      source = DispatchSource.makeReadSource(
        fileDescriptor: descriptor, queue: .global(qos: .userInitiated))
    }

    func start(_ body: @escaping @Sendable () -> Void) {
      source.setEventHandler(handler: body)
      source.activate()
    }

    func cancel() { source.cancel() }
  }
}
