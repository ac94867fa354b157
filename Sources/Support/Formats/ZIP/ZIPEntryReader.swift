internal import CZlib

/// Reads the bytes of one entry of a ZIP archive in sequence, and checks size and checksum at the
/// end.
package final class ZIPEntryReader {
  private let entry: ZIPArchive.Entry
  private let file: InputFile
  /// The library keeps the address of the stream.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var inputStart = 0
  /// Where the next compressed bytes lie in the file.
  private var offset: Int
  private var restOfInput: Int
  private var restOfOutput: Int
  private var checksum = crc32(0, nil, 0)
  private var isAtEnd = false

  private static let chunkByteCount = 1 << 16

  init(_ entry: ZIPArchive.Entry, of file: InputFile) throws {
    self.entry = entry
    self.file = file
    restOfInput = entry.compressedByteCount
    restOfOutput = entry.byteCount
    offset = try Self.start(of: entry, in: file)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // A window of 32 kB, without a header (zlib.h, inflateInit2).
    let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw ReadingError(path: entry.name, errorNumber: ENOMEM) }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Replaces the buffer with the next bytes; empties it at the end.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, `ZIPFault` when the entry is damaged.
  package func readChunk(into buffer: inout [UInt8]) throws {
    buffer.removeAll(keepingCapacity: true)
    guard !isAtEnd else { return }
    if entry.method == 0 {
      try fillInput()
      swap(&buffer, &input)
      isAtEnd = restOfInput == 0
    } else {
      while buffer.isEmpty && !isAtEnd { try inflate(into: &buffer) }
    }
    guard buffer.count <= restOfOutput else { throw ZIPFault.damagedEntry(entry.name) }
    restOfOutput -= buffer.count
    checksum = buffer.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
    guard isAtEnd else { return }
    let isComplete = restOfInput == 0 && restOfOutput == 0 && stream.pointee.avail_in == 0
    guard isComplete, checksum == UInt(entry.checksum) else {
      throw ZIPFault.damagedEntry(entry.name)
    }
  }

  /// The offset of the entry's first byte, behind the local header, which must have the same name.
  private static func start(of entry: ZIPArchive.Entry, in file: InputFile) throws -> Int {
    let headerByteCount = 30
    let record = ZIPArchive.Record(try file.bytes(at: entry.offset, count: headerByteCount))
    guard record.bytes.count == headerByteCount, record.uint32(0) == 0x0403_4B50 else {
      throw ZIPFault.damagedEntry(entry.name)
    }
    let nameByteCount = record.uint16(26)
    let name = try file.bytes(at: entry.offset + headerByteCount, count: nameByteCount)
    guard String(decoding: name, as: UTF8.self).replacing("\\", with: "/") == entry.name,
      record.uint16(8) == entry.method
    else { throw ZIPFault.damagedEntry(entry.name) }
    switch entry.method {
    case 0 where entry.byteCount != entry.compressedByteCount:
      throw ZIPFault.damagedEntry(entry.name)
    case 0, 8: return entry.offset + headerByteCount + nameByteCount + record.uint16(28)
    default: throw ZIPFault.unknownMethod(entry.name)
    }
  }

  private func fillInput() throws {
    let count = min(Self.chunkByteCount, restOfInput)
    input = try file.bytes(at: offset, count: count)
    guard input.count == count else { throw ZIPFault.damagedEntry(entry.name) }
    inputStart = 0
    offset += count
    restOfInput -= count
  }

  private func inflate(into buffer: inout [UInt8]) throws {
    if inputStart == input.count { try fillInput() }
    var status = Z_OK
    let start = inputStart
    let output = [UInt8](unsafeUninitializedCapacity: Self.chunkByteCount) { target, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.pointee.next_in = source.baseAddress.map { $0 + start }
        stream.pointee.avail_in = UInt32(source.count - start)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        status = CZlib.inflate(stream, Z_NO_FLUSH)
        count = target.count - Int(stream.pointee.avail_out)
      }
    }
    inputStart = input.count - Int(stream.pointee.avail_in)
    buffer = output
    switch status {
    case Z_STREAM_END: isAtEnd = true
    case Z_OK where !output.isEmpty || restOfInput > 0: break
    default: throw ZIPFault.damagedEntry(entry.name)
    }
  }
}
