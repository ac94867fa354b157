internal import CSystemCalls
internal import Dispatch
internal import Synchronization

/// A pipe that programs write to and whose lines are read as they come: no program waits for
/// whoever reads our own output, and one that goes on in the background holds nothing up.
package final class LinePipe: Sendable {
  /// The most bytes of a line; the rest of it is left out.
  package static let maximumLineByteCount = 1000
  /// How long the rest of a line is waited for, in milliseconds.
  private static let patience: Int32 = 200

  private let input: Mutex<Descriptor?>
  private let end = DispatchSemaphore(value: 0)

  /// Opens a pipe.
  ///
  /// - Parameter take: gets each line without its end, from a thread of its own.
  /// - Throws: `WritingError` when too many files are open.
  package init(_ take: @escaping @Sendable (String) -> Void) throws(WritingError) {
    var ends: [Int32] = [-1, -1]
    guard system_pipe(&ends) == 0 else { throw WritingError(path: "pipe", errorNumber: errno) }
    input = Mutex(Descriptor(takingOwnershipOf: ends[1]))
    let output = Descriptor(takingOwnershipOf: ends[0])
    DispatchQueue(label: "lines of programs").async { [end] in
      var lines = Lines(take)
      while Self.read(output, into: &lines) {}
      lines.flush()
      end.signal()
    }
  }

  /// What programs write to; -1 after the end.
  var descriptor: Int32 { input.withLock { $0?.number ?? -1 } }

  /// Ends the pipe, and waits a moment for the last lines.
  package func finish() {
    input.withLock { $0 = nil }
    _ = end.wait(timeout: .now() + .milliseconds(500))
  }

  /// Reads what is there; false at the end.
  private static func read(_ output: Descriptor, into lines: inout Lines) -> Bool {
    var waiting = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
    let count = poll(&waiting, 1, lines.hasPart ? patience : -1)
    if count == 0 { lines.flush() }
    guard count > 0 else { return count == 0 || errno == EINTR }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let byteCount = buffer.withUnsafeMutableBytes { SystemCall.read(output.number, $0) }
    if byteCount < 0 { return errno == EINTR }
    lines.add(buffer[..<byteCount])
    return byteCount > 0
  }

  /// Splits bytes into lines of limited length.
  private struct Lines {
    private let take: (String) -> Void
    private var part: [UInt8] = []
    private(set) var hasPart = false

    init(_ take: @escaping (String) -> Void) { self.take = take }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
      var rest = bytes
      while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
        keep(rest[..<lineEnd])
        rest = rest[(lineEnd + 1)...]
        hasPart = true
        flush()
      }
      if !rest.isEmpty { keep(rest) }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
      hasPart = true
      // One more than the limit shows that something is left out.
      part += bytes.prefix(maximumLineByteCount + 1 - part.count)
    }

    /// Takes what there is of a line.
    mutating func flush() {
      guard hasPart else { return }
      let isWhole = part.count <= maximumLineByteCount
      let text = String(decoding: part.prefix(maximumLineByteCount), as: UTF8.self)
      take(isWhole ? text : text + "…")
      part = []
      hasPart = false
    }
  }
}
