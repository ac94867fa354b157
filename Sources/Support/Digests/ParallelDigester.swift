internal import Dispatch
internal import Synchronization

/// Hashes bytes on its own thread, while the next ones are made.
package final class ParallelDigester: Sendable {
  private let digester = Mutex(ContentDigester())
  private let queue = DispatchQueue(label: "digest")
  /// Limits the number of waiting pieces, and so the memory.
  private let places = DispatchSemaphore(value: 16)

  package func add(_ bytes: [UInt8]) {
    places.wait()
    queue.async { [self] in
      digester.withLock { $0.add(bytes) }
      places.signal()
    }
  }

  /// The digest of all that was added.
  package var digest: ContentDigest {
    queue.sync { digester.withLock { $0.digest } }
  }
}
