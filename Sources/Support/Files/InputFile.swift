/// An open file, read sequentially.
public final class InputFile {
  private let descriptor: Int32
  private let path: String
  /// The size in bytes when the file was opened.
  package let byteCount: Int
  private let trace = InputTrace.current
  private var digester: ContentDigester?
  private var isAtEnd = false

  /// Whether a path leads to a regular file.
  public static func isOrdinary(_ path: String) -> Bool {
    (try? InputFile(path, isReread: true)) != nil
  }

  /// Whether nothing exists at a path.
  public static func isMissing(_ path: String) -> Bool {
    access(path, F_OK) != 0
  }

  /// Opens a file; one that is read more than once cannot be a pipe.
  ///
  /// - Throws: `ReadingError` when it cannot be opened, is a folder, or cannot be read again.
  public init(_ path: String, isReread: Bool = false) throws(ReadingError) {
    self.path = path
    // Opening a pipe without a writer would wait for ever.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | (isReread ? O_NONBLOCK : 0))
    guard descriptor >= 0 else {
      let error = ReadingError(path: path, errorNumber: errno)
      if error.isMissing { trace?.note(.file(path), nil) } else { trace?.noteIncomplete() }
      throw error
    }
    digester = trace.map { _ in ContentDigester() }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    byteCount = Int(status.st_size)
    guard isKnown else { throw ReadingError(path: path, errorNumber: errno) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw ReadingError(path: path, errorNumber: EISDIR) }
    if isReread && kind != S_IFREG { throw ReadingError(path: path, errorNumber: ESPIPE) }
  }

  deinit {
    if !isAtEnd { trace?.noteIncomplete() }
    close(descriptor)
  }

  /// Fills the buffer with the next bytes; leaves it empty at the end.
  public func readChunk(into buffer: inout [UInt8]) throws(ReadingError) {
    let capacity = 65536
    var count = -1
    var errorNumber: Int32 = 0
    buffer = [UInt8](unsafeUninitializedCapacity: capacity) { target, initialized in
      repeat {
        count = read(descriptor, target.baseAddress, capacity)
        errorNumber = errno
      } while count < 0 && errorNumber == EINTR
      initialized = max(0, count)
    }
    if count < 0 { throw ReadingError(path: path, errorNumber: errorNumber) }
    digester?.add(buffer)
    if buffer.isEmpty && !isAtEnd {
      isAtEnd = true
      trace?.note(.file(path), digester?.digest)
    }
  }

  /// Reads bytes at an offset, whatever the chunks have reached; fewer at the end of the file.
  package func bytes(at offset: Int, count: Int) throws(ReadingError) -> [UInt8] {
    var readCount = 0
    var errorNumber: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
      while readCount < count {
        let start = target.baseAddress.map { $0 + readCount }
        let piece = pread(descriptor, start, count - readCount, off_t(offset + readCount))
        errorNumber = piece < 0 ? errno : 0
        if piece < 0 && errorNumber == EINTR { continue }
        if piece <= 0 { break }
        readCount += piece
      }
      initialized = readCount
    }
    if errorNumber != 0 { throw ReadingError(path: path, errorNumber: errorNumber) }
    return bytes
  }

  /// The digest of a whole file.
  package static func digest(of path: String) throws(ReadingError) -> ContentDigest {
    let file = try InputFile(path, isReread: true)
    var digester = ContentDigester()
    var chunk: [UInt8] = []
    repeat {
      try file.readChunk(into: &chunk)
      digester.add(chunk)
    } while !chunk.isEmpty
    return digester.digest
  }

  /// The whole of a file, up to a limit; one more byte is read to show that there are more.
  public static func bytes(
    of path: String, limit: Int = .max - 1
  ) throws(ReadingError) -> [UInt8] {
    let file = try InputFile(path)
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    while bytes.count <= limit {
      try file.readChunk(into: &chunk)
      if chunk.isEmpty { break }
      bytes += chunk
    }
    return bytes
  }
}
