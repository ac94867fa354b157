internal import Synchronization

/// Notes what a check reads, so that a later build can tell whether it would read the same.
///
/// Every file, folder and environment variable that is looked at while a trace is `current` is noted,
/// those that are not there too.
package final class InputTrace: Sendable {
  /// Something that was looked at.
  package enum Input: Hashable, Sendable {
    case file(String)
    case folder(String)
    case variable(String)
  }

  /// The trace that notes what is read just now.
  @TaskLocal package static var current: InputTrace?

  private struct State {
    var inputs: [Input: ContentDigest?] = [:]
    var isComplete = true
  }

  private let state = Mutex(State())

  package init() {}

  /// Notes what was found; nil where nothing was.
  package func note(_ input: Input, _ digest: ContentDigest?) {
    state.withLock { state in
      if let known = state.inputs[input], known != digest { state.isComplete = false }
      state.inputs[input] = .some(digest)
    }
  }

  /// Notes that something was read that no later build can compare.
  package func noteIncomplete() {
    state.withLock { $0.isComplete = false }
  }

  /// All that was noted, in a fixed order; nil where something was not read to its end, or not the
  /// same each time.
  package var inputs: [(input: Input, digest: ContentDigest?)]? {
    state.withLock { state in
      guard state.isComplete else { return nil }
      return state.inputs.map { ($0.key, $0.value) }.sorted { $0.input.key < $1.input.key }
    }
  }
}

extension InputTrace.Input {
  /// What is there now, or nil.
  ///
  /// - Throws: `ReadingError` where something is there that cannot be read.
  package func digest(environment: [String: String]) throws(ReadingError) -> ContentDigest? {
    do throws(ReadingError) {
      switch self {
      case .file(let path): return try InputFile.digest(of: path)
      case .folder(let path): return InputFolder.digest(of: try InputFolder.names(of: path))
      case .variable(let name): return environment[name].map { ContentDigest(Array($0.utf8)) }
      }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// A text that tells it from all others.
  package var key: String {
    switch self {
    case .file(let path): "1\(path)"
    case .folder(let path): "2\(path)"
    case .variable(let name): "3\(name)"
    }
  }
}
