package import NIOCore
internal import Synchronization

/// The open connections of a server: fewer than the process may have files open.
///
/// One too many closes the one that has been slow for the longest.
package final class OpenConnections: Sendable {
  /// What a connection is doing, and since when.
  package final class Timing: Sendable {
    /// Nanoseconds of the monotonic clock; `UInt64.max` while a request is being answered.
    private let waitingSince: Atomic<UInt64>

    package init() { waitingSince = Atomic(NIODeadline.now().uptimeNanoseconds) }

    /// The client has to send something from now on.
    package func wait() {
      waitingSince.store(NIODeadline.now().uptimeNanoseconds, ordering: .relaxed)
    }

    /// A request is complete, and is being answered.
    package func answer() { waitingSince.store(.max, ordering: .relaxed) }

    var since: UInt64 { waitingSince.load(ordering: .relaxed) }
  }

  private struct Connection {
    var channel: any Channel
    var timing: Timing
  }

  /// The most connections.
  package let limit: Int
  private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

  /// Creates a list.
  ///
  /// - Parameter fileLimit: how many files the process may have open; some stay free for the database,
  ///   for programs and for requests to others.
  package init(fileLimit: Int) {
    limit = max(8, min(4096, fileLimit - max(48, fileLimit / 4)))
  }

  /// How many connections beyond the limit may be closing.
  package static let closingCount = 8

  /// Adds a connection until its channel closes, and closes another one if there are too many.
  package func add(_ channel: any Channel, _ timing: Timing) {
    let key = ObjectIdentifier(timing)
    let slowest = connections.withLock { connections -> (any Channel)? in
      var slowest: (any Channel)?
      if connections.count >= limit,
        let found = connections.min(by: { $0.value.timing.since < $1.value.timing.since })
      {
        slowest = found.value.channel
        connections[found.key] = nil
      }
      connections[key] = Connection(channel: channel, timing: timing)
      return slowest
    }
    slowest?.close(promise: nil)
    channel.closeFuture.whenComplete { _ in
      self.connections.withLock { $0[key] = nil }
    }
  }

  /// How many there are.
  package var count: Int { connections.withLock(\.count) }
}
