internal import Support
internal import Synchronization

/// Loads the setup again when one of its files changes, or on request.
public struct SetupWatch: Sendable {
  /// A setup with the files that it was made from.
  public struct Loaded: Sendable {
    /// The setup; nil if the files have errors.
    public var setup: ReceiverSetup?
    /// The paths of the files that were read or missed: mending one of them may mend the setup.
    public var files: [String]
    /// When reading them began, in nanoseconds since 1970.
    public var startedAt: Int64

    /// A setup with its files.
    public init(setup: ReceiverSetup?, files: [String], startedAt: Int64) {
      self.setup = setup
      self.files = files
      self.startedAt = startedAt
    }

    /// Whether a file changed after reading it began, or just before.
    fileprivate var mayBeOutdated: Bool {
      files.contains { FileSignature(of: $0)?.isTooFresh(noted: startedAt) ?? false }
    }
  }

  private let current: CurrentSetup
  private let first: Loaded
  private let requests: AsyncStream<Void>
  private let load: @Sendable () -> Loaded

  /// Creates a watch.
  ///
  /// - Parameters:
  ///   - first: the current setup.
  ///   - requests: each one loads the setup, whatever changed.
  ///   - load: reads everything again, and reports what is wrong.
  public init(
    _ current: CurrentSetup, first: Loaded, requests: AsyncStream<Void>,
    load: @escaping @Sendable () -> Loaded
  ) {
    self.current = current
    self.first = first
    self.requests = requests
    self.load = load
  }

  /// How often the files are looked at.
  private static let interval = Duration.seconds(1)

  /// Watches until the task is cancelled.
  func run(_ report: @Sendable @escaping (ReceiverEvent) -> Void) async throws {
    let isWanted = Flag()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in requests { isWanted.raise() }
      }
      group.addTask { try await watch(isWanted, report) }
      try await group.waitForAll()
    }
  }

  private func watch(
    _ isWanted: Flag, _ report: @Sendable @escaping (ReceiverEvent) -> Void
  ) async throws {
    var files = first.files
    // Those of the active setup: what replaces a broken config may have them again.
    var activeFiles = files
    var active = Self.signatures(of: files)
    // Those that were read again because they were too fresh: once is enough, and a clock that jumped
    // back makes them look fresh for long.
    var repeated: [String: FileSignature?]?
    if first.mayBeOutdated {
      isWanted.raise()
      repeated = active
    }
    while true {
      try await Task.sleep(for: Self.interval)
      let now = Self.signatures(of: files)
      let isRequested = isWanted.lower()
      guard isRequested || now != active else { continue }
      let loaded = await Task.detached { [load] in load() }.value
      if let setup = loaded.setup {
        current.replace(with: setup)
        activeFiles = loaded.files
      }
      files = Array(Set(activeFiles + loaded.files))
      active = Self.signatures(of: files)
      if loaded.mayBeOutdated, repeated != active {
        isWanted.raise()
        repeated = active
      }
      report(.reloaded(isValid: loaded.setup != nil))
    }
  }

  private static func signatures(of files: [String]) -> [String: FileSignature?] {
    Dictionary(files.map { ($0, FileSignature(of: $0)) }) { $1 }
  }
}

/// Whether somebody asked for something.
private final class Flag: Sendable {
  private let isRaised = Mutex(false)

  func raise() { isRaised.withLock { $0 = true } }

  /// Whether it was raised since the last call.
  func lower() -> Bool {
    isRaised.withLock { isRaised in
      defer { isRaised = false }
      return isRaised
    }
  }
}
