internal import Support
internal import Synchronization

/// Loads the setup again when one of its files changes, or on request.
public struct SetupWatch: Sendable {
  /// A setup with the files that it was made from.
  public struct Loaded: Sendable {
    /// The setup.
    public var setup: ReceiverSetup
    /// The paths of the files.
    public var files: [String]

    /// A setup with its files.
    public init(setup: ReceiverSetup, files: [String]) {
      self.setup = setup
      self.files = files
    }
  }

  private let current: CurrentSetup
  private let files: [String]
  private let requests: AsyncStream<Void>
  private let load: @Sendable () -> Loaded?

  /// Creates a watch.
  ///
  /// - Parameters:
  ///   - files: the paths of the files that the current setup was made from.
  ///   - requests: each one loads the setup, whatever changed.
  ///   - load: reads everything again; reports what is wrong, and returns nil then.
  public init(
    _ current: CurrentSetup, files: [String], requests: AsyncStream<Void>,
    load: @escaping @Sendable () -> Loaded?
  ) {
    self.current = current
    self.files = files
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
    var files = files
    var active = Self.signatures(of: files)
    while true {
      try await Task.sleep(for: Self.interval)
      let now = Self.signatures(of: files)
      let isRequested = isWanted.lower()
      guard isRequested || now != active else { continue }
      // A program that saves a file may not be done; its last change is looked at again.
      active = now
      let loaded = await Task.detached { [load] in load() }.value
      if let loaded {
        current.replace(with: loaded.setup)
        files = loaded.files
        active = Self.signatures(of: files).filter { now[$0.key] ?? $0.value == $0.value }
      }
      report(.reloaded(isValid: loaded != nil))
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
