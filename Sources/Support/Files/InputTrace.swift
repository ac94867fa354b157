internal import Synchronization

/// Records every file, folder and environment variable that a check reads or misses while this is
/// `current`, so that a later build can detect changed inputs.
package final class InputTrace: Sendable {
  /// Something that was read.
  package enum Input: Hashable, Sendable {
    case file(String)
    case folder(String)
    case variable(String)
    /// The date in the machine's time zone.
    case day
  }

  /// The current trace.
  @TaskLocal package static var current: InputTrace?

  private struct State {
    var inputs: [Input: ContentDigest?] = [:]
    var isComplete = true
  }

  private let state = Mutex(State())

  package init() {}

  /// Records the digest of an input; nil if it is missing.
  package func note(_ input: Input, _ digest: ContentDigest?) {
    state.withLock { state in
      if let known = state.inputs[input], known != digest { state.isComplete = false }
      state.inputs[input] = .some(digest)
    }
  }

  /// Records that the program itself changed a file that it had read, so that a later build finds it
  /// as it is now.
  package func noteOwnChange(of path: String, to bytes: [UInt8]) {
    state.withLock { state in
      if state.inputs[.file(path)] != nil { state.inputs[.file(path)] = ContentDigest(bytes) }
    }
  }

  /// Records that the result depends on the date.
  package func noteDay() { note(.day, Input.digestOfDay) }

  /// Records an input that no later build can compare.
  package func noteIncomplete() {
    state.withLock { $0.isComplete = false }
  }

  /// All inputs in a fixed order; nil if one was not read to its end, or changed between two reads.
  package var inputs: [(input: Input, digest: ContentDigest?)]? {
    state.withLock { state in
      guard state.isComplete else { return nil }
      return state.inputs.map { ($0.key, $0.value) }.sorted { $0.input.key < $1.input.key }
    }
  }
}

extension InputTrace.Input {
  /// The digest of the input as it is now; nil if it is missing.
  package func digest(environment: [String: String]) throws(ReadingError) -> ContentDigest? {
    do throws(ReadingError) {
      switch self {
      case .file(let path): return try InputFile.digest(of: path)
      case .folder(let path): return InputFolder.digest(of: try InputFolder.names(of: path))
      case .variable(let name): return environment[name].map { ContentDigest(Array($0.utf8)) }
      case .day: return Self.digestOfDay
      }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// A unique key to sort by.
  package var key: String {
    switch self {
    case .file(let path): "1\(path)"
    case .folder(let path): "2\(path)"
    case .variable(let name): "3\(name)"
    case .day: "4"
    }
  }

  /// The digest of today's date; nil when the clock is far off.
  fileprivate static var digestOfDay: ContentDigest? {
    Clock.localDay.map { ContentDigest(Array("\($0.year)-\($0.month)-\($0.day)".utf8)) }
  }
}
