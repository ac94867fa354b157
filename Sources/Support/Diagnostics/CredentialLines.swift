/// Follows the lines of a config from its start, valid or not, and tells which may hold an appkey, a token
/// or a secret: those that name one, and all of a value that goes on below its key.
package struct CredentialLines {
  /// The column of the key whose value goes on in lines that are indented further.
  private var keyColumn: Int?
  /// How many brackets of such a value are open.
  private var depth = 0

  /// Before the first line.
  package init() {}

  /// Whether the next line must not be shown.
  package mutating func hides(_ line: String) -> Bool {
    if depth > 0 {
      depth = max(0, depth + Self.openCount(line[...]))
      return true
    }
    let content = line.drop { $0 == " " }
    guard let first = content.first, first != "\r" else { return false }
    if let keyColumn, line.count - content.count > keyColumn { return true }
    keyColumn = nil
    guard let key = Self.credential(in: line) else { return !SourceLines.isShown(line) }
    keyColumn = key.column
    depth = max(0, Self.openCount(key.value))
    return true
  }

  /// Whether a line that is not read further may begin or continue such a value.
  var isWithinValue: Bool { keyColumn != nil || depth > 0 }

  /// The key of an appkey, a token or a secret in a line that is no comment, and what follows its colon.
  private static func credential(in line: String) -> (column: Int, value: Substring)? {
    guard line.first(where: { $0 != " " }) != "#" else { return nil }
    let small = line.lowercased()
    for (words, isEnd) in [(SecretName.credentialKeys, true), (SecretName.secrets, false)] {
      for range in words.flatMap({ small.ranges(of: $0) }) {
        // The name of a secret may go on, as in `secret_key`.
        let rest = small[range.upperBound...].drop { !isEnd && ($0.isLetter || "_-".contains($0)) }
          .drop { " \"'".contains($0) }
        guard let colon = rest.first, ":：﹕".contains(colon) else { continue }
        let before = small[..<range.lowerBound]
        let column = before.reversed().drop { !" {,".contains($0) }.count
        return (column, rest.dropFirst())
      }
    }
    return nil
  }

  /// How many more brackets a text opens than it closes, without those in quotes and comments.
  private static func openCount(_ text: Substring) -> Int {
    var count = 0
    var quote: Character?
    var last: Character = " "
    for character in text {
      defer { last = character }
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "\"", "'": if " {[,:".contains(last) { quote = character }
      case "{", "[": count += 1
      case "}", "]": count -= 1
      case "#" where last == " ": return count
      default: break
      }
    }
    return count
  }
}
