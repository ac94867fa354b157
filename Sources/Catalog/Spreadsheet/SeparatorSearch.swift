internal import Support

/// The first line `sep=;`, by which a file tells Excel its separator.
struct SeparatorLine {
  let separator: UInt8
  /// The length of the line with its end.
  let byteCount: Int

  /// Reads the line at the start of a file; nil if there is none.
  init?(_ chunk: [UInt8]) {
    let isQuoted = chunk.first == UInt8(ascii: "\"")
    var rest = chunk[...].dropFirst(isQuoted ? 1 : 0)
    guard rest.prefix(4).map(\.asciiLowercased) == Array("sep=".utf8) else { return nil }
    rest = rest.dropFirst(4)
    guard let separator = rest.popFirst(), separator < 0x7F, !separator.isLetterOrDigit,
      !"\"\r\n \0".utf8.contains(separator)
    else { return nil }
    if isQuoted, rest.popFirst() != UInt8(ascii: "\"") { return nil }
    let isReturn = rest.first == UInt8(ascii: "\r")
    if isReturn { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: "\n") {
      rest = rest.dropFirst()
    } else if !isReturn && !rest.isEmpty {
      return nil
    }
    self.separator = separator
    byteCount = chunk.count - rest.count
  }
}

/// Finds the separator of a CSV file in its first lines.
enum SeparatorSearch {
  private static let candidates = Array(",;\t|".utf8)
  /// The last candidate counts only where no other occurs.
  private static let usualCount = 3
  private static let searchedLineCount = 20

  /// The separator in the row with the names of the columns; nil if two are equally likely.
  ///
  /// If that row is not known, it is the first with a separator at all; below the first line, with
  /// at least two, because a single one may be part of a text.
  static func separator(in chunk: [UInt8], headerRow: Int?) -> UInt8? {
    var rest = chunk[...]
    var number = 1
    while !rest.isEmpty, number <= headerRow ?? searchedLineCount {
      let counts = takeLine(from: &rest)
      defer { number += 1 }
      if let headerRow, number < headerRow { continue }
      let usual = counts.prefix(usualCount)
      guard let most = usual.max(), most > 0 || counts[usualCount] > 0 else { continue }
      if number > 1, headerRow == nil, max(most, counts[usualCount]) < 2 { continue }
      if most == 0 { return candidates[usualCount] }
      guard usual.count(where: { $0 == most }) == 1 else { return nil }
      return usual.firstIndex(of: most).map { candidates[$0] }
    }
    return candidates[0]
  }

  /// Removes the first line and returns how often each candidate occurs in it outside quotes.
  private static func takeLine(from rest: inout ArraySlice<UInt8>) -> [Int] {
    var counts = candidates.map { _ in 0 }
    var isQuoted = false
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "\r") {
        if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
        break
      }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    return counts
  }
}

extension Problem {
  static var unclearSeparator: Problem {
    Problem(
      Sentence(
        "it is unclear whether a comma, semicolon or tab separates the columns",
        "无法判断列是用逗号、分号还是制表符分隔"
      ),
      hint: Sentence(
        "put quotes around column names that hold one of them, or write `sep=,` in a line above",
        "列名里若含有这些符号，请加引号，或在上面加一行 `sep=,`"))
  }
}
