/// An open file, read sequentially or by position.
///
/// Every input of the programs is opened here.
public final class InputFile {
  /// What a path may lead to.
  public enum Source: Sendable {
    /// An ordinary file only: no pipe, device, socket or folder, so that opening and reading never
    /// wait and have no other effect.
    case file
    /// A pipe, terminal or device too, such as `/dev/stdin`.
    case stream
  }

  private let descriptor: Descriptor
  private let path: String
  private let trace = InputTrace.current
  private var digester: ContentDigester?
  private var isAtEnd = false
  private var hasStarted = false

  /// How long a named pipe may have no writer, in milliseconds.
  private static let writerLimit: Int32 = 5000

  /// Whether a path leads to a regular file that can be read.
  public static func isOrdinary(_ path: String) -> Bool {
    (try? InputFile(path)) != nil
  }

  /// Whether nothing exists at a path.
  public static func isMissing(_ path: String) -> Bool {
    access(path, F_OK) != 0
  }

  /// Opens a file.
  ///
  /// - Throws: `ReadingError` when it cannot be opened, or is something other than `source` says.
  public init(_ path: String, from source: Source = .file) throws(ReadingError) {
    self.path = path
    OpenedPaths.current?.note(path)
    do throws(ErrorNumber) {
      if let overlaid = try InputOverlay.descriptor(for: path) {
        descriptor = overlaid
      } else {
        descriptor = try Self.open(path, source)
      }
    } catch {
      let error = ReadingError(path: path, errorNumber: error.value)
      if error.isMissing { trace?.note(.file(path), nil) } else { trace?.noteIncomplete() }
      throw error
    }
    digester = trace.map { _ in ContentDigester() }
  }

  /// Opens an ordinary file below a folder.
  init(_ path: String, in folder: FolderHandle) throws(ReadingError) {
    self.path = folder.name(path)
    OpenedPaths.current?.note(self.path)
    do throws(ErrorNumber) {
      descriptor = try folder.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
      try Self.check(descriptor, .file)
    } catch {
      throw ReadingError(path: folder.name(path), errorNumber: error.value)
    }
    digester = trace.map { _ in ContentDigester() }
  }

  private static func open(
    _ path: String, _ source: Source
  ) throws(ErrorNumber) -> Descriptor {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last }
    // Looked at first, because opening some devices has an effect.
    try check(status, source)
    // Opening a pipe without a writer would wait for ever.
    let number = openForReading(path)
    if number < 0 { throw .last }
    let descriptor = Descriptor(takingOwnershipOf: number)
    try check(descriptor, source)
    return descriptor
  }

  private static func check(
    _ descriptor: Descriptor, _ source: Source
  ) throws(ErrorNumber) {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .last }
    try check(status, source)
  }

  private static func check(_ status: stat, _ source: Source) throws(ErrorNumber) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw ErrorNumber(value: EISDIR)
    case S_IFIFO, S_IFCHR: if source == .file { throw ErrorNumber(value: ESPIPE) }
    default: throw ErrorNumber(value: ESPIPE)
    }
  }

  deinit {
    if !isAtEnd { trace?.noteIncomplete() }
  }

  /// The owner and permissions.
  ///
  /// - Throws: `ReadingError`.
  package func status() throws(ReadingError) -> stat {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw failure(errno) }
    return status
  }

  /// The size in bytes; 0 if the system does not tell.
  package var byteCount: Int {
    var status = stat()
    return fstat(descriptor.number, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Fills the buffer with the next bytes; leaves it empty at the end.
  public func readChunk(into buffer: inout [UInt8]) throws(ReadingError) {
    let capacity = 65536
    var count = -1
    var errorNumber: Int32 = 0
    buffer = [UInt8](unsafeUninitializedCapacity: capacity) { target, initialized in
      (count, errorNumber) = take(target.baseAddress, capacity)
      initialized = max(0, count)
    }
    if count < 0 { throw failure(errorNumber) }
    digester?.add(buffer)
    if buffer.isEmpty && !isAtEnd {
      isAtEnd = true
      trace?.note(.file(path), digester?.digest)
    }
  }

  /// Reads bytes, waiting for those of a pipe that somebody writes; returns -1 with an error number.
  private func take(_ target: UnsafeMutableRawPointer?, _ capacity: Int) -> (Int, Int32) {
    var waited: Int32 = 0
    while true {
      let count = read(descriptor.number, target, capacity)
      let errorNumber = errno
      if count < 0 && errorNumber == EINTR { continue }
      if count < 0 && errorNumber == EAGAIN {
        // There is a writer.
        hasStarted = true
        var waiting = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
        continue
      }
      if count == 0 && !hasStarted && isPipe {
        if waited >= Self.writerLimit { return (-1, EPIPE) }
        let step: Int32 = 20
        poll(nil, 0, step)
        waited += step
        continue
      }
      hasStarted = true
      return (count, errorNumber)
    }
  }

  private var isPipe: Bool {
    var status = stat()
    return fstat(descriptor.number, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// Reads bytes at an offset, fewer at the end of the file.
  package func bytes(at offset: Int, count: Int) throws(ReadingError) -> [UInt8] {
    var errorNumber: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var got = 0
      while got < count {
        let target = buffer.baseAddress.map { $0 + got }
        let result = pread(descriptor.number, target, count - got, off_t(offset + got))
        if result < 0 && errno == EINTR { continue }
        if result < 0 { errorNumber = errno }
        if result <= 0 { break }
        got += result
      }
      initialized = got
    }
    if errorNumber != 0 { throw failure(errorNumber) }
    return bytes
  }

  private func failure(_ errorNumber: Int32) -> ReadingError {
    ReadingError(path: path, errorNumber: errorNumber)
  }

  /// The rest of the file, up to a limit; one more byte is read to show that there are more.
  package func bytes(limit: Int = .max - 1) throws(ReadingError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    while bytes.count <= limit {
      try readChunk(into: &chunk)
      if chunk.isEmpty { break }
      bytes += chunk
    }
    return bytes
  }

  /// The digest of the rest of the file.
  package func digest() throws(ReadingError) -> ContentDigest {
    var digester = ContentDigester()
    var chunk: [UInt8] = []
    repeat {
      try readChunk(into: &chunk)
      digester.add(chunk)
    } while !chunk.isEmpty
    return digester.digest
  }

  /// The digest of a whole file.
  package static func digest(of path: String) throws(ReadingError) -> ContentDigest {
    try InputFile(path).digest()
  }

  /// The whole of a file, up to a limit; one more byte is read to show that there are more.
  public static func bytes(
    of path: String, from source: Source = .file, limit: Int = .max - 1
  ) throws(ReadingError) -> [UInt8] {
    try InputFile(path, from: source).bytes(limit: limit)
  }
}

private func openForReading(_ path: String) -> Int32 {
  open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
}
