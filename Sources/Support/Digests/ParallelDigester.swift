internal import Dispatch
internal import Synchronization

/// Takes the digest of bytes that come piece by piece, while the next ones are made.
package final class ParallelDigester: Sendable {
  private let digester = Mutex(ContentDigester())
  private let queue = DispatchQueue(label: "digest")
  /// Lets so many pieces wait at most, so that memory does not fill with them.
  private let places = DispatchSemaphore(value: 16)

  /// Adds bytes.
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
