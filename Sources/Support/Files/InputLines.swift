/// Reads a file line by line.
package final class InputLines {
  private let file: InputFile
  private var chunk: [UInt8] = []
  private var position = 0

  /// Opens a file.
  package init(_ path: String) throws(ReadingError) {
    file = try InputFile(path)
  }

  /// The next line without its end; nil after the last.
  package func next() throws(ReadingError) -> [UInt8]? {
    var line: [UInt8]?
    while true {
      if position == chunk.count {
        try file.readChunk(into: &chunk)
        position = 0
        if chunk.isEmpty { return line }
      }
      let rest = chunk[position...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      line = (line ?? []) + rest[..<(end ?? rest.endIndex)]
      position = end.map { $0 + 1 } ?? chunk.count
      if end != nil { return line }
    }
  }
}
