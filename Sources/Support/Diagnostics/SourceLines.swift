/// Reads the lines that findings are about once more, to show them.
///
/// A line is left out rather than shown wrongly: when its file has changed since the findings were
/// collected, is not text up to there, or may show a secret.
package struct SourceLines {
  /// Only the first 8 MiB of a file are read again.
  private static let maximumByteCount = 1 << 23

  private var lines: [String: [Int: String]] = [:]

  /// Reads the lines of findings that were collected from `startTime` on, in nanoseconds since 1970;
  /// none of files in `secretFiles`.
  ///
  /// - Parameter encodings: the encodings of files that are not UTF-8, as iconv names them.
  package init(
    of findings: [Finding], startTime: Int64, secretFiles: Set<String> = [],
    encodings: [String: String] = [:]
  ) {
    var wanted: [String: Set<Int>] = [:]
    var haveCells: Set<String> = []
    var hidden: [String: Set<Int>] = [:]
    for finding in findings where Self.mayShowCredentials(finding) {
      hidden[finding.position.file, default: []].insert(finding.position.line)
    }
    for position in findings.lazy.map(\.position) where position.cell?.sheet == nil {
      if hidden[position.file]?.contains(position.line) == true { continue }
      if secretFiles.contains(position.file) { continue }
      wanted[position.file, default: []].insert(position.line)
      if position.cell != nil { haveCells.insert(position.file) }
    }
    for (file, numbers) in wanted {
      guard let last = numbers.max(), let bytes = Self.bytes(of: file, unchangedSince: startTime),
        let text = Self.text(bytes, encodings[file])
      else { continue }
      lines[file] = Self.lines(
        of: text, numbers: numbers, last: last, isTable: haveCells.contains(file))
    }
  }

  /// The bytes as UTF-8, up to the first that are no text in their encoding.
  private static func text(_ bytes: [UInt8], _ encoding: String?) -> [UInt8]? {
    guard let encoding else { return bytes }
    guard let converter = TextConverter(from: encoding) else { return nil }
    var text: [UInt8] = []
    _ = converter.convert(bytes, appendingTo: &text)
    return text
  }

  /// The line of a position, without its end; nil when it must not or cannot be shown.
  package subscript(position: Position) -> String? {
    position.cell?.sheet == nil ? lines[position.file]?[position.line] : nil
  }

  /// Whether a line may be shown: it holds no secret, appkey, token or password.
  package static func isShown(_ line: String) -> Bool { !isSecret(line) && !holdsCredential(line) }

  /// The bytes of a file, the first 8 MiB of a larger one; nil if it has changed since `startTime`, in
  /// nanoseconds since 1970, or cannot be read.
  package static func bytes(of path: String, unchangedSince startTime: Int64) -> [UInt8]? {
    guard let before = FileSignature(of: path), before.changeTime < startTime,
      let file = try? InputFile(path)
    else { return nil }
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    while bytes.count < maximumByteCount {
      guard (try? file.readChunk(into: &chunk)) != nil else { return nil }
      if chunk.isEmpty { break }
      bytes += chunk
    }
    return FileSignature(of: path) == before ? bytes : nil
  }

  private static func lines(
    of bytes: [UInt8], numbers: Set<Int>, last: Int, isTable: Bool
  ) -> [Int: String] {
    var lines: [Int: String] = [:]
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var credentials = CredentialLines()
    for number in 1...max(1, last) {
      guard start <= bytes.count else { break }
      let scan = LineScan(bytes, from: start)
      if scan.hasNUL { break }
      if !scan.isPlain || numbers.contains(number) || credentials.isWithinValue {
        guard let line = String(validating: bytes[start..<scan.end], as: UTF8.self),
          !hasOtherLineEnd(line), !isSecret(line)
        else { break }
        // A table has no keys; a column of secrets hides all of it.
        let isHidden = isTable ? holdsCredential(line) : credentials.hides(line)
        if numbers.contains(number), !isHidden { lines[number] = line }
      }
      // Readers count a lone carriage return differently.
      if scan.isLoneReturn(in: bytes), !isTable { break }
      start = scan.next(in: bytes)
    }
    return lines
  }

  /// Whether a line holds a character that ends a line for some readers only.
  private static func hasOtherLineEnd(_ line: String) -> Bool {
    line.unicodeScalars.contains { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
  }

  /// Whether a finding is about a key of the top level, which may be a misspelt secret, or a merchant.
  private static func mayShowCredentials(_ finding: Finding) -> Bool {
    guard finding.position.cell == nil, let path = finding.keyPath else { return false }
    return path.hasPrefix("merchants") || !path.contains { ".[".contains($0) }
  }

  /// Whether a line names a secret as a key or a column: what follows may be the secret itself.
  private static func isSecret(_ line: String) -> Bool {
    let line = line.lowercased()
    guard !line.trimmingPrefix(while: \.isWhitespace).hasPrefix("#") else { return false }
    return SecretName.secrets.contains { word in
      line.ranges(of: word).contains { range in
        let name = line[range.upperBound...].drop { isPartOfName($0) || $0 == " " || $0 == "\"" }
        if name.first.map({ ":：=".contains($0) }) == true { return true }
        let column = line[range.upperBound...].drop(while: isPartOfName)
          .drop { " \"'".contains($0) }
        return column.first.map { ",;\t|#".contains($0) } ?? true
      }
    }
  }

  /// Whether a line holds an appkey, the tokens of a merchant, or a password.
  private static func holdsCredential(_ line: String) -> Bool {
    let small = line.lowercased()
    return hasAppkey(line)
      || SecretName.credentialKeys.contains { word in
        small.ranges(of: word).contains { range in
          small[range.upperBound...].drop { " \"'".contains($0) }.first
            .map { ":：﹕=".contains($0) } ?? false
        }
      }
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-'".contains(character)
  }
}

/// The end of a line, and whether its bytes need a closer look.
private struct LineScan {
  private(set) var end: Int
  private(set) var hasNUL = false
  /// Whether the line is ASCII and holds none of `sec`, `pas`, `key` and `tok`, with which secrets,
  /// appkeys and tokens are named.
  private(set) var isPlain = true

  init(_ bytes: [UInt8], from start: Int) {
    end = start
    bytes.withUnsafeBufferPointer { bytes in
      while end < bytes.count {
        let byte = bytes[end]
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
        if byte == 0 { hasNUL = true }
        if byte >= 0x80 { isPlain = false }
        if end + 2 < bytes.count {
          switch (byte | 0x20, bytes[end + 1] | 0x20, bytes[end + 2] | 0x20) {
          case (UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "c")),
            (UInt8(ascii: "p"), UInt8(ascii: "a"), UInt8(ascii: "s")),
            (UInt8(ascii: "k"), UInt8(ascii: "e"), UInt8(ascii: "y")),
            (UInt8(ascii: "t"), UInt8(ascii: "o"), UInt8(ascii: "k")):
            isPlain = false
          default: break
          }
        }
        end += 1
      }
    }
  }

  private func isReturn(in bytes: [UInt8]) -> Bool {
    end < bytes.count && bytes[end] == UInt8(ascii: "\r")
  }

  private func isPair(in bytes: [UInt8]) -> Bool {
    isReturn(in: bytes) && end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "\n")
  }

  /// Whether the line ends with a carriage return alone.
  func isLoneReturn(in bytes: [UInt8]) -> Bool { isReturn(in: bytes) && !isPair(in: bytes) }

  /// Where the next line starts.
  func next(in bytes: [UInt8]) -> Int { end + (isPair(in: bytes) ? 2 : 1) }
}
