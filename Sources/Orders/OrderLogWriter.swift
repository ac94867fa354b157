internal import Catalog
public import GatePay
public import Support

/// The file of orders is damaged.
public struct OrderLogDamaged: Error, Hashable, Sendable {
  /// The first place that cannot be parsed.
  public let position: Position

  /// What a command says that sends requests.
  package var diagnostic: Diagnostic {
    let problem = Problem.orderFileDamaged
    return Diagnostic(
      .error, at: .position(position),
      Problem(
        Sentence(
          "\(problem.message.english); nothing was sent", "\(problem.message.chinese)；没有发送任何内容"),
        hint: problem.hint, code: problem.code))
  }
}

/// Writes the file of orders: each record is on disk before the call that adds it returns.
///
/// Records are appended; `finish` sorts them. A killed process leaves at worst a partial last line,
/// whose request was not sent.
public final class OrderLogWriter {
  /// The orders, with those added so far.
  public private(set) var log: OrderLog

  private let path: String
  private let lock: FolderLock
  private let file: OutputFile

  /// Creates the file if missing, locks it until the writer is released, and converts a file of
  /// PayPress 0.2.
  ///
  /// - Parameter onWait: called once before waiting for a lock of another process.
  /// - Throws: `WritingError`, `OrderLogDamaged`, `ReadingError`.
  public init(_ path: String, onWait: () -> Void) throws {
    self.path = path
    lock = try FolderLock(folder: FileSystem.folder(of: path), onWait: onWait)
    let owner = FileSystem.ownerToKeep(of: path)
    let contents = try OrderLogFormat.contents(of: path)
    if !contents.isAppendable {
      try Self.replace(path, with: OrderLogFormat.file(contents.records.values))
    }
    // Contacts of payers are nobody else's business.
    FileSystem.makePrivate(path)
    file = try OutputFile(appendingTo: path)
    FileSystem.give(path, to: owner)
    log = OrderLog(contents.records)
  }

  /// What `onWait` may say.
  package static func waiting(for path: String) -> Sentence {
    Sentence("waiting for another process that is writing \(path)", "正在等待另一个进程写完 \(path)")
  }

  /// Adds an order, or its new state.
  public func add(_ record: OrderRecord) throws(WritingError) {
    try file.append(OrderLogFormat.line(record).utf8)
    try file.finishDurably()
    log.take(record)
  }

  /// Adds the answer of an order check, given at a time in Unix seconds.
  public func add(
    _ check: CheckedOrder, of number: OutOrderID, at moment: Int64
  ) throws(WritingError) {
    guard var record = log.records[number] else { return }
    record.take(check, at: moment)
    try add(record)
  }

  /// Removes an order that was never requested: no byte of the request was sent.
  ///
  /// The file keeps it until `finish`; after a kill, the next run checks it.
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

  /// Replaces the whole file atomically, even in a power cut; it is private to its owner, because it
  /// holds contacts of payers.
  private static func replace(_ path: String, with text: String) throws(WritingError) {
    let owner = FileSystem.ownerToKeep(of: path)
    let place = try FileSystem.openFolder(of: path)
    try place.folder.replace(
      place.name, with: Array(text.utf8), mode: 0o600, isDurable: true)
    FileSystem.give(path, to: owner)
  }
}
