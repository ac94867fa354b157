internal import Catalog
public import GatePay
public import Support

/// The file of orders cannot be used as it is.
public struct OrderLogDamaged: Error, Hashable, Sendable {
  /// Where it stops making sense.
  public let position: Position
}

/// Writes the file of orders: each record is on the disk before the call that adds it returns.
///
/// New records go to the end; `finish` sorts them. A process that is killed leaves at worst a partial
/// last line, whose request was not sent.
public final class OrderLogWriter {
  /// The orders, with those added so far.
  public private(set) var log: OrderLog

  private let path: String
  private let folder: Int32
  private let file: Int32

  /// Locks the file for this process until the writer is released, and converts a file of PayPress 0.2.
  ///
  /// - Parameters:
  ///   - path: the file; created where it is missing.
  ///   - onWait: called once when another process has the lock, before waiting.
  /// - Throws: `WritingError`, `OrderLogDamaged`, `ReadingError`.
  public init(_ path: String, onWait: () -> Void) throws {
    let folderPath = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let folder = try Self.lock(folderPath, onWait: onWait)
    do {
      let contents = try OrderLogFormat.contents(of: path)
      if !contents.isAppendable {
        try Self.replace(path, with: OrderLogFormat.file(contents.records.values), in: folder)
      }
      let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
      guard file >= 0 else { throw WritingError(path: path, errorNumber: errno) }
      self.path = path
      self.folder = folder
      self.file = file
      log = OrderLog(contents.records)
    } catch {
      close(folder)
      throw error
    }
  }

  deinit {
    close(file)
    close(folder)
  }

  /// Adds an order, or its new state.
  public func add(_ record: OrderRecord) throws(WritingError) {
    try Self.write(OrderLogFormat.line(record), to: file, path)
    log.take(record)
  }

  /// Adds what an order check told about an order in the file.
  ///
  /// - Parameter moment: when it was told, in Unix seconds.
  public func add(
    _ check: CheckedOrder, of number: OutOrderID, at moment: Int64
  ) throws(WritingError) {
    guard var record = log.records[number] else { return }
    record.take(check, at: moment)
    try add(record)
  }

  /// Removes an order that was never requested: no byte of the request was sent.
  ///
  /// The file has it until `finish`; a process that is killed before leaves an order that is looked up.
  package func forget(_ number: OutOrderID) {
    log.remove(number)
  }

  /// Sorts the file, unless it is sorted.
  ///
  /// - Throws: `WritingError`, `ReadingError`; nothing is lost then.
  public func finish() throws {
    let text = OrderLogFormat.file(log.records.values)
    guard try InputFile.bytes(of: path) != Array(text.utf8) else { return }
    try Self.replace(path, with: text, in: folder)
  }

  // MARK: Writing

  private static func lock(_ path: String, onWait: () -> Void) throws(WritingError) -> Int32 {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw WritingError(path: path, errorNumber: errno) }
    if flock(folder, LOCK_EX | LOCK_NB) == 0 { return folder }
    onWait()
    while flock(folder, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      let errorNumber = errno
      close(folder)
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return folder
  }

  /// Replaces the whole file, so that a power cut leaves the old or the new one.
  private static func replace(
    _ path: String, with text: String, in folder: Int32
  ) throws(WritingError) {
    let temporary = path + ".new"
    // A new file is for its owner only: it holds contacts of payers.
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw WritingError(path: temporary, errorNumber: errno) }
    defer { close(file) }
    guard fchmod(file, mode) == 0 else { throw WritingError(path: temporary, errorNumber: errno) }
    try write(text, to: file, temporary)
    guard rename(temporary, path) == 0, fsync(folder) == 0 else {
      throw WritingError(path: path, errorNumber: errno)
    }
  }

  private static func write(
    _ text: String, to file: Int32, _ path: String
  ) throws(WritingError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { SystemCall.write(file, $0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw WritingError(path: path, errorNumber: errno) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw WritingError(path: path, errorNumber: errno) }
  }
}
