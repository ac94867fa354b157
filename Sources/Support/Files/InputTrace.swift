internal import Synchronization

/// Records what a check reads, so that a later build can see whether an input has changed.
///
/// While a trace is `current`, it records every file, folder and environment variable that is read or
/// found missing.
package final class InputTrace: Sendable {
  /// Something that was read.
  package enum Input: Hashable, Sendable {
    case file(String)
    case folder(String)
    case variable(String)
  }

  /// The trace that records what is read now.
  @TaskLocal package static var current: InputTrace?

  private struct State {
    var inputs: [Input: ContentDigest?] = [:]
    var isComplete = true
  }

  private let state = Mutex(State())

  package init() {}

  /// Records the digest of an input; nil where it is missing.
  package func note(_ input: Input, _ digest: ContentDigest?) {
    state.withLock { state in
      if let known = state.inputs[input], known != digest { state.isComplete = false }
      state.inputs[input] = .some(digest)
    }
  }

  /// Records that an input was read that no later build can compare.
  package func noteIncomplete() {
    state.withLock { $0.isComplete = false }
  }

  /// All inputs in a fixed order; nil where one was not read to its end, or changed between two reads.
  package var inputs: [(input: Input, digest: ContentDigest?)]? {
    state.withLock { state in
      guard state.isComplete else { return nil }
      return state.inputs.map { ($0.key, $0.value) }.sorted { $0.input.key < $1.input.key }
    }
  }
}

extension InputTrace.Input {
  /// The digest of the input as it is now; nil where it is missing.
  ///
  /// - Throws: `ReadingError` where it cannot be read.
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

  /// A unique key, to sort by.
  package var key: String {
    switch self {
    case .file(let path): "1\(path)"
    case .folder(let path): "2\(path)"
    case .variable(let name): "3\(name)"
    }
  }
}
