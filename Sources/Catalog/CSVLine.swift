/// The bytes of a row of a spreadsheet, its line end left out.
///
/// A row ends with the first line end outside quotes, so bytes that were a row once are one again.
struct CSVLine: Sendable {
  let bytes: ArraySlice<UInt8>
  /// The line that the row starts on.
  let number: Int
  /// How many line ends it takes; more than one where there are line breaks within quotes.
  let lineCount: Int
  /// Where the next row starts in the bytes that it was found in.
  let end: Int
  /// Whether the file ends without a line end after it.
  let isLast: Bool

  /// Rows longer than this are not told by their bytes.
  static let maximumByteCount = 1 << 16

  /// What is found of a row that starts somewhere.
  enum End {
    case found(CSVLine)
    /// The bytes end before the row does.
    case isFurtherOn
    /// Only a closer look tells where it ends.
    case cannotBeTold
  }

  /// The same with bytes of its own, so that those around it are not kept.
  var alone: CSVLine {
    CSVLine(
      bytes: Array(bytes)[...], number: number, lineCount: lineCount, end: end, isLast: isLast)
  }

  private init(bytes: ArraySlice<UInt8>, number: Int, lineCount: Int, end: Int, isLast: Bool) {
    self.bytes = bytes
    self.number = number
    self.lineCount = lineCount
    self.end = end
    self.isLast = isLast
  }

  /// Finds the row that starts at a place, on a line.
  static func find(in chunk: [UInt8], from start: Int, line: Int) -> End {
    var isQuoted = false
    var lineCount = 1
    return chunk.withUnsafeBufferPointer { bytes in
      for index in start..<bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: "\n") where isQuoted: lineCount += 1
        case UInt8(ascii: "\n"):
          let hasReturn = index > start && bytes[index - 1] == UInt8(ascii: "\r")
          return .found(
            CSVLine(
              bytes: chunk[start..<index - (hasReturn ? 1 : 0)], number: line,
              lineCount: lineCount, end: index + 1, isLast: false))
        case UInt8(ascii: "\r")
        where index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "\n"):
          return .cannotBeTold
        case 0: return .cannotBeTold
        default: break
        }
      }
      return .isFurtherOn
    }
  }

  /// The last row of a file, which no line end follows; nil where a closer look is needed.
  init?(last chunk: [UInt8], from start: Int, line: Int) {
    let marks: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0]
    guard start < chunk.count, !chunk[start...].contains(where: marks.contains) else { return nil }
    self.init(
      bytes: chunk[start...], number: line, lineCount: 0, end: chunk.count, isLast: true)
  }
}
