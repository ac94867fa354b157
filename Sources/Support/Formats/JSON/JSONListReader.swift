/// Reads a file that holds a JSON array, one element at a time.
package struct JSONListReader {
  private let file: InputFile
  private var chunk: [UInt8] = []
  private var position = 0
  private var chunkStart = 0
  private var state = State.start

  private enum State {
    case start
    case inside
    case end
  }

  /// Opens a file.
  package init(_ path: String) throws(ReadingError) {
    file = try InputFile(path)
  }

  /// The number of bytes read.
  package var offset: Int { chunkStart + position }

  /// The next element, nil after the last.
  ///
  /// - Throws: `JSONError` if the file is not a JSON array, `ReadingError`.
  package mutating func next() throws -> JSON? {
    switch (state, try nextSignificant()) {
    case (.start, UInt8(ascii: "[")):
      position += 1
      state = .inside
      if try nextSignificant() == UInt8(ascii: "]") { return try finish() }
    case (.inside, UInt8(ascii: ",")): position += 1
    case (.inside, UInt8(ascii: "]")): return try finish()
    case (.end, nil): return nil
    default: throw JSONError(.unexpected, offset: offset)
    }
    let start = offset
    let bytes = try takeElement()
    do throws(JSONError) {
      return try JSON(reading: bytes)
    } catch {
      throw JSONError(error.reason, offset: start + error.offset)
    }
  }

  private mutating func finish() throws -> JSON? {
    position += 1
    state = .end
    if try nextSignificant() != nil { throw JSONError(.unexpected, offset: offset) }
    return nil
  }

  /// The bytes up to the comma or bracket that ends an element.
  private mutating func takeElement() throws(ReadingError) -> [UInt8] {
    var element: [UInt8] = []
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    while true {
      let start = position
      while position < chunk.count {
        switch chunk[position] {
        case _ where isEscaped: isEscaped = false
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: "\\"): isEscaped = isQuoted
        // Strings contain no line end, so an unmatched quote does not swallow the file.
        case ..<0x20 where isQuoted: (depth, isQuoted) = (0, false)
        case _ where isQuoted: break
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
          if depth == 0 { return element + chunk[start..<position] }
          if chunk[position] != UInt8(ascii: ",") { depth -= 1 }
        default: break
        }
        position += 1
      }
      element += chunk[start...]
      guard try refill() else { return element }
    }
  }

  private mutating func nextSignificant() throws(ReadingError) -> UInt8? {
    repeat {
      while position < chunk.count {
        if !chunk[position].isJSONSpace { return chunk[position] }
        position += 1
      }
    } while try refill()
    return nil
  }

  private mutating func refill() throws(ReadingError) -> Bool {
    chunkStart += chunk.count
    position = 0
    try file.readChunk(into: &chunk)
    return !chunk.isEmpty
  }
}
