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
  private let lock: FolderLock
  private let file: OutputFile

  /// Locks the file for this process until the writer is released, and converts a file of PayPress 0.2.
  ///
  /// - Parameters:
  ///   - path: the file; created where it is missing.
  ///   - onWait: called once when another process has the lock, before waiting.
  /// - Throws: `WritingError`, `OrderLogDamaged`, `ReadingError`.
  public init(_ path: String, onWait: () -> Void) throws {
    self.path = path
    lock = try FolderLock(folder: FileSystem.folder(of: path), onWait: onWait)
    let contents = try OrderLogFormat.contents(of: path)
    if !contents.isAppendable {
      try Self.replace(path, with: OrderLogFormat.file(contents.records.values))
    }
    file = try OutputFile(appendingTo: path)
    log = OrderLog(contents.records)
  }

  /// Adds an order, or its new state.
  public func add(_ record: OrderRecord) throws(WritingError) {
    try file.append(OrderLogFormat.line(record).utf8)
    try file.finishDurably()
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
    try Self.replace(path, with: text)
  }

  /// Replaces the whole file, so that a power cut leaves the old or the new one.
  ///
  /// A new file is for its owner only, because it holds contacts of payers; one that exists keeps its mode.
  private static func replace(_ path: String, with text: String) throws(WritingError) {
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    try FileSystem.replace(path, with: Array(text.utf8), mode: mode, isDurable: true)
  }
}
