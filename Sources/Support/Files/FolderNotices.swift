internal import Synchronization

/// The system's notices about entries of folders that were written, renamed or removed: inotify(7)
/// on Linux; other systems have none here, and their users look at the files from time to time.
package final class FolderNotices: Sendable {
  /// What a notice is about.
  package struct Notice: Hashable, Sendable {
    /// The folder, as it was given.
    package var folder: String
    /// The name of the entry; nil for the folder itself, or if notices were lost.
    package var name: String?
  }

  /// Readable while there are notices.
  package var descriptor: Int32 { queue.number }

  private let queue: Descriptor
  /// The folders of each watch: several paths may lead to one folder.
  private let watches = Mutex<[Int32: Set<String>]>([:])

  #if os(Linux)
    private static let mask = UInt32(
      IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR)
    /// Bytes of an event before its name.
    private static let headerByteCount = MemoryLayout<inotify_event>.size

    /// Opens a queue of notices; nil where the system gives none.
    package init?() {
      let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard number >= 0 else { return nil }
      queue = Descriptor(takingOwnershipOf: number)
    }

    /// Watches exactly these folders from now on; those that cannot be watched are left out.
    package func watch(_ folders: Set<String>) {
      watches.withLock { watches in
        for (watch, known) in watches where known.isDisjoint(with: folders) {
          inotify_rm_watch(queue.number, watch)
        }
        watches = [:]
        // A folder that was replaced has another watch, so each is asked for again.
        for folder in folders {
          let watch = inotify_add_watch(queue.number, folder, Self.mask)
          if watch >= 0 { watches[watch, default: []].insert(folder) }
        }
      }
    }

    /// The notices that wait.
    package func take() -> [Notice] {
      var notices: [Notice] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = buffer.withUnsafeMutableBytes { SystemCall.read(queue.number, $0) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return notices }
        var offset = 0
        while offset + Self.headerByteCount <= count {
          let event = buffer.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          }
          let start = offset + Self.headerByteCount
          offset = min(count, start + Int(event.len))
          let name = buffer[start..<offset].prefix { $0 != 0 }
          notices += self.notices(event, name: String(decoding: name, as: UTF8.self))
        }
      }
    }

    private func notices(_ event: inotify_event, name: String) -> [Notice] {
      watches.withLock { watches in
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
          return watches.values.joined().map { Notice(folder: $0) }
        }
        let folders = watches[event.wd] ?? []
        if event.mask & UInt32(IN_IGNORED) != 0 { watches[event.wd] = nil }
        return folders.map { Notice(folder: $0, name: name.isEmpty ? nil : name) }
      }
    }
  #else
    /// Opens a queue of notices; nil where the system gives none.
    package init?() { nil }

    /// Watches exactly these folders from now on.
    package func watch(_ folders: Set<String>) {}

    /// The notices that wait.
    package func take() -> [Notice] { [] }
  #endif
}
