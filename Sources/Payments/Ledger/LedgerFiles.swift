internal import Support

/// The files of a database: private to their owner, and the ones that the connection writes.
struct LedgerFiles: Sendable {
  private let path: String
  /// Inode numbers.
  private let database: UInt64
  private let log: UInt64?
  private let index: UInt64?

  /// Remembers the files of an open database.
  init(of path: String) throws(LedgerError) {
    self.path = path
    guard let database = FileSignature(of: path)?.inode else {
      throw LedgerError(path: path, reason: Self.removed)
    }
    self.database = database
    log = FileSignature(of: path + "-wal")?.inode
    index = FileSignature(of: path + "-shm")?.inode
  }

  private static let removed = "the file was removed or replaced while it is in use"

  /// Checks that the files are still in their place; what is written to removed files is lost.
  func check() throws(LedgerError) {
    guard FileSignature(of: path)?.inode == database else {
      throw LedgerError(path: path, reason: Self.removed)
    }
    // Without the index of the log, another process would make a new one, and both would write over
    // each other's changes.
    for (name, inode) in [(path + "-wal", log), (path + "-shm", index)] {
      guard FileSignature(of: name)?.inode == inode else {
        throw LedgerError(path: name, reason: Self.removed)
      }
    }
  }

  /// What a path of a database leads to: it has one lock and one log, whatever links lead to it.
  static func realPath(_ path: String) -> String {
    var path = path
    // As many links as the system follows.
    for _ in 0..<40 {
      let resolved = FileSystem.resolved(path)
      // A link to a database that is not created yet.
      guard let target = FileSystem.target(ofLink: resolved) else { return resolved }
      path = target.hasPrefix("/") ? target : FileSystem.folder(of: resolved) + "/" + target
    }
    return path
  }

  /// Creates a missing database, and lets only the owner read it: it holds contacts of payers.
  static func prepare(_ path: String) throws(LedgerError) {
    let owner = FileSystem.ownerToKeep(of: path)
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard file >= 0 else {
      let number = errno
      throw LedgerError(
        path: path, reason: String(cString: strerror(number)),
        kind: [EACCES, EPERM, EROFS].contains(number) ? .notPermitted : .other)
    }
    // Nobody has the database open in this process: closing would drop SQLite's locks.
    close(file)
    // SQLite gives its side files to the owner of the database.
    FileSystem.give(path, to: owner)
    makePrivate(path)
  }

  /// The process that holds a lock on a database or a file beside it, such as `1234 sqlite3`; nil if
  /// that is not known, as where another user's processes are hidden.
  ///
  /// The kernel's list of locks is read: opening and closing the files would drop this process's own
  /// locks (fcntl(2)).
  static func lockHolder(of path: String) -> String? {
    let path = realPath(path)
    let inodes = [path, path + "-wal", path + "-shm"].compactMap { FileSignature(of: $0)?.inode }
    guard let list = try? InputFile.bytes(of: "/proc/locks") else { return nil }
    var reader: Int32?
    for line in list.split(separator: UInt8(ascii: "\n")) {
      // 1: POSIX  ADVISORY  WRITE 1234 08:01:5678 0 EOF, perhaps with an arrow for who waits.
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard !words.contains("->"), words.count >= 6, let process = Int32(words[4]),
        process > 0, process != getpid(),
        let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) }),
        inodes.contains(inode)
      else { continue }
      if words[3] == "WRITE" { return name(process) }
      reader = reader ?? process
    }
    return reader.map(name)
  }

  private static func name(_ process: Int32) -> String {
    let bytes = (try? InputFile.bytes(of: "/proc/\(process)/comm")) ?? []
    let words = "\(process) \(String(decoding: bytes, as: UTF8.self))"
    return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Takes the permissions of others away; files of somebody else stay as they are.
  static func makePrivate(_ path: String) {
    for name in [path, path + "-wal", path + "-shm"] { FileSystem.makePrivate(name) }
  }
}
