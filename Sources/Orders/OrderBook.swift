internal import Catalog
public import GatePay
public import Support

/// The file of orders cannot be used as it is.
public struct OrderFileDamaged: Error, Hashable, Sendable {
  /// Where it stops making sense.
  public let position: Position
}

/// The file of orders cannot be written.
public struct OrderFileError: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The system's error number.
  public let errorNumber: Int32

  /// The system's own words for the error.
  public var reason: String { String(cString: strerror(errorNumber)) }
}

/// The file of orders while it is written: each record is on the disk before the call that adds it
/// returns.
///
/// New records go to the end; `finish` sorts them. A process that is killed leaves at worst a table cut
/// off at the end, which says that nothing was sent yet.
public final class OrderBook {
  /// The orders, with those recorded so far.
  public private(set) var list: OrderList

  private let path: String
  private let folder: Int32
  private let file: Int32

  /// Takes the file for this process alone, until the book is let go.
  ///
  /// - Parameters:
  ///   - path: the file; made where it is missing.
  ///   - onWait: called once when another process has it, before waiting.
  /// - Throws: `OrderFileError`, `OrderFileDamaged`, `ReadingError`.
  public init(_ path: String, onWait: () -> Void) throws {
    let folderPath = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let folder = try Self.lock(folderPath, onWait: onWait)
    do {
      let contents = try Self.contents(of: path)
      if contents.isCutOff || contents.isMissing {
        try Self.replace(path, with: OrderFileText.file(contents.records.values), in: folder)
      }
      let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
      guard file >= 0 else { throw OrderFileError(path: path, errorNumber: errno) }
      self.path = path
      self.folder = folder
      self.file = file
      list = OrderList(contents.records)
    } catch {
      close(folder)
      throw error
    }
  }

  deinit {
    close(file)
    close(folder)
  }

  /// Adds what is new of an order, for good.
  public func add(_ record: OrderRecord) throws(OrderFileError) {
    try Self.write(OrderFileText.table(record), to: file, path)
    list.take(record)
  }

  /// Adds what an order check told of an order that the file has.
  ///
  /// - Parameter moment: when it was told, in Unix seconds.
  public func add(
    _ check: CheckedOrder, of number: OutOrderID, at moment: Int64
  ) throws(OrderFileError) {
    guard var record = list.records[number] else { return }
    record.take(check, at: moment)
    try add(record)
  }

  /// Takes out an order that was never asked for: no byte of the request was sent.
  ///
  /// The file has it until `finish`; a process that is killed before leaves an order that is looked up.
  package func forget(_ number: OutOrderID) {
    list.remove(number)
  }

  /// Sorts the file, unless it is sorted.
  ///
  /// - Throws: `OrderFileError`, `ReadingError`; nothing is lost then.
  public func finish() throws {
    let text = OrderFileText.file(list.records.values)
    guard try InputFile.bytes(of: path) != Array(text.utf8) else { return }
    try Self.replace(path, with: text, in: folder)
  }

  /// The orders of a file.
  static func contents(
    of path: String
  ) throws -> (records: [OutOrderID: OrderRecord], isCutOff: Bool, isMissing: Bool) {
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try InputFile.bytes(of: path)
    } catch {
      if error.isMissing { return ([:], false, true) }
      throw error
    }
    do throws(OrderFileText.Damage) {
      let (records, isCutOff) = try OrderFileText.read(bytes)
      return (records, isCutOff, bytes.isEmpty)
    } catch {
      throw OrderFileDamaged(position: Position(file: path, line: error.line))
    }
  }

  // MARK: Writing

  private static func lock(_ path: String, onWait: () -> Void) throws(OrderFileError) -> Int32 {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw OrderFileError(path: path, errorNumber: errno) }
    if flock(folder, LOCK_EX | LOCK_NB) == 0 { return folder }
    onWait()
    while flock(folder, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      let errorNumber = errno
      close(folder)
      throw OrderFileError(path: path, errorNumber: errorNumber)
    }
    return folder
  }

  /// Puts a whole file in the place of another, so that a power cut leaves one of the two.
  private static func replace(
    _ path: String, with text: String, in folder: Int32
  ) throws(OrderFileError) {
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw OrderFileError(path: temporary, errorNumber: errno) }
    defer { close(file) }
    try write(text, to: file, temporary)
    guard rename(temporary, path) == 0, fsync(folder) == 0 else {
      throw OrderFileError(path: path, errorNumber: errno)
    }
  }

  private static func write(
    _ text: String, to file: Int32, _ path: String
  ) throws(OrderFileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { SystemCall.write(file, $0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw OrderFileError(path: path, errorNumber: errno) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw OrderFileError(path: path, errorNumber: errno) }
  }
}
