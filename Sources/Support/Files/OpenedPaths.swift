internal import Synchronization

/// Collects the paths of all input files that are opened or missed while this is `current`, so that
/// somebody can watch them: also those of a check that fails.
package final class OpenedPaths: Sendable {
  /// The current collection.
  @TaskLocal package static var current: OpenedPaths?

  private let paths = Mutex(Set<String>())

  package init() {}

  func note(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
  }

  /// The paths so far, in a fixed order.
  package var all: [String] { paths.withLock { $0.sorted() } }
}
