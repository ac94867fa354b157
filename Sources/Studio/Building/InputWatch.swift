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

  private let notices: FolderNotices?
  private let source: Source?
  private let places = Mutex<[String: Set<String>?]>([:])
  private let continuation: AsyncStream<Void>.Continuation

  /// A watch of nothing yet.
  init() {
    (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    notices = FolderNotices()
    source = notices.map { Source($0.descriptor) }
    source?.start { [weak self] in self?.look() }
  }

  deinit {
    source?.cancel()
    continuation.finish()
  }

  /// Watches these inputs from now on.
  func watch(_ inputs: WatchedInputs) {
    let new = inputs.places
    places.withLock { $0 = new }
    notices?.watch(Set(new.keys))
  }

  private func look() {
    guard let notices else { return }
    let taken = notices.take()
    let matters = places.withLock { places in
      taken.contains { notice in
        guard let names = places[notice.folder] else { return false }
        guard let names, let name = notice.name else { return true }
        return names.contains(name)
      }
    }
    if matters { continuation.yield() }
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
