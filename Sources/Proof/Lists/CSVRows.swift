internal import Support

/// Reads the rows of a CSV file in the form that builds write: RFC 4180, UTF-8 with its mark, a
/// header; shares no code with the writer.
struct CSVRows {
  private let path: String
  private let file: InputFile
  private var chunk: [UInt8] = []
  private var position = 0
  private var chunkStart = 0

  /// Opens a file, and reads its header.
  ///
  /// - Throws: `ReadingError`, `MalformedList` when the header is not one of `headers`.
  init(_ path: String, headers: [[String]]) throws {
    self.path = path
    file = try InputFile(path)
    for byte in "\u{FEFF}".utf8 where try take() != byte { throw malformed }
    guard let header = try next(), headers.contains(header) else { throw malformed }
  }

  private var malformed: MalformedList { MalformedList(path: path, offset: chunkStart + position) }

  private mutating func peek() throws -> UInt8? {
    if position == chunk.count {
      chunkStart += chunk.count
      position = 0
      try file.readChunk(into: &chunk)
    }
    return position < chunk.count ? chunk[position] : nil
  }

  private mutating func take() throws -> UInt8? {
    guard let byte = try peek() else { return nil }
    position += 1
    return byte
  }

  /// The cells of the next row; nil after the last.
  ///
  /// - Throws: `ReadingError`, `MalformedList`.
  mutating func next() throws -> [String]? {
    guard try peek() != nil else { return nil }
    var cells: [String] = []
    while true {
      cells.append(try cell())
      switch try take() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "\r") where try take() == UInt8(ascii: "\n"): return cells
      default: throw malformed
      }
    }
  }

  private mutating func cell() throws -> String {
    var bytes: [UInt8] = []
    if try peek() == UInt8(ascii: "\"") {
      position += 1
      while true {
        guard let byte = try take() else { throw malformed }
        if byte != UInt8(ascii: "\"") {
          bytes.append(byte)
        } else if try peek() == UInt8(ascii: "\"") {
          position += 1
          bytes.append(byte)
        } else {
          break
        }
      }
    } else {
      while let byte = try peek(), byte != UInt8(ascii: ","), byte != UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") { throw malformed }
        bytes.append(byte)
        position += 1
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw malformed }
    return text
  }
}
