internal import Synchronization

/// Collects the paths of all input files that are opened or missed, and of all folders that are
/// listed, while this is `current`, so that somebody can watch them: also those of a check that fails.
package final class OpenedPaths: Sendable {
  /// The current collection.
  @TaskLocal package static var current: OpenedPaths?

  private let paths = Mutex(Set<String>())
  private let listed = Mutex(Set<String>())

  package init() {}

  func note(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
  }

  func note(folder path: String) {
    listed.withLock { _ = $0.insert(path) }
  }

  /// The folders that were listed so far, in a fixed order.
  package var folders: [String] { listed.withLock { $0.sorted() } }

  /// The paths of files so far, in a fixed order.
  package var all: [String] { paths.withLock { $0.sorted() } }
}
