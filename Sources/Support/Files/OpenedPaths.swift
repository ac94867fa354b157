internal import Synchronization

/// Collects the paths of all input files that are opened or missed, and of all folders that are
/// listed, while this is `current`, so that somebody can watch them: also those of a check that fails.
package final class OpenedPaths: Sendable {
  /// The current collection.
  @TaskLocal package static var current: OpenedPaths?

  /// The metadata of each path before it was first opened; nil where nothing was.
  private let files = Mutex<[String: FileSignature?]>([:])
  private let listed = Mutex<[String: FileSignature?]>([:])

  package init() {}

  func note(_ path: String) { Self.note(path, in: files) }

  func note(folder path: String) { Self.note(path, in: listed) }

  private static func note(_ path: String, in paths: borrowing Mutex<[String: FileSignature?]>) {
    paths.withLock { paths in
      if paths[path] == nil { paths[path] = .some(FileSignature(of: path)) }
    }
  }

  /// The folders that were listed so far, in a fixed order.
  package var folders: [String] { listed.withLock { $0.keys.sorted() } }

  /// The paths of files so far, in a fixed order.
  package var all: [String] { files.withLock { $0.keys.sorted() } }

  /// The metadata of each path and folder before it was first opened; nil where nothing was.
  package var signatures: [String: FileSignature?] {
    let listed = listed.withLock { $0 }
    return files.withLock { $0.merging(listed) { file, _ in file } }
  }
}
