/// Something whose bytes are read from start to end.
package protocol ByteReader: AnyObject {
  /// Fills the buffer with the next bytes; leaves it empty at the end.
  func readChunk(into buffer: inout [UInt8]) throws(ReadingError)
}

extension InputFile: ByteReader {}

/// Bytes in memory, read as a file is.
package final class MemoryReader: ByteReader {
  private var rest: ArraySlice<UInt8>

  /// How many bytes are read at a time.
  private static let chunkSize = 65536

  /// A reader of bytes.
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  package func readChunk(into buffer: inout [UInt8]) {
    buffer = Array(rest.prefix(Self.chunkSize))
    rest = rest.dropFirst(Self.chunkSize)
  }
}
