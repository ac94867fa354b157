import Foundation

/// An input with its files, one of the tables in `Tests/CommandTests/FieldCases`.
public struct FieldCase: CustomStringConvertible, Sendable {
  /// What the case is about.
  public let name: String
  /// The files with their bytes.
  public private(set) var files: [(name: String, bytes: Data)] = []
  /// The commands that are run in place of `check`, one after the other; the last one counts.
  public private(set) var commands: [[String]] = []
  /// The exit status that must come of it.
  public private(set) var status: Int32 = 0
  /// The findings and links that must come of it, a line each; of a command, how lines of its outputs
  /// begin.
  public private(set) var expected: [String] = []

  /// The name.
  public var description: String { name }

  private static let folder = "\(Tool.packageFolder)/Tests/CommandTests/FieldCases"
  private static let head = """
    site: { title: Test }
    merchants:
      m:
        appkey: 00112233445566778899aabbccddeeff
        tokens: { t: x }

    """

  /// The cases of a table.
  public static func all(of table: String) throws -> [FieldCase] {
    let text = try String(contentsOfFile: "\(folder)/\(table).txt", encoding: .utf8)
    return try text.components(separatedBy: "\n### ").dropFirst().map(FieldCase.init)
  }

  private init(_ section: String) throws {
    let parts = section.components(separatedBy: "\n=> ")
    name = parts[0].trimmingCharacters(in: .newlines)
    for part in parts.dropFirst() {
      let lines = part.components(separatedBy: "\n")
      let words = lines[0].split(separator: " ").map(String.init)
      let body = lines.dropFirst()
      if words[0] == "expect" {
        status = Int32(words[1]) ?? -1
        expected = body.filter { !$0.isEmpty }.map(Self.spelledOut)
        continue
      }
      if words[0] == "run" {
        commands.append(Array(words.dropFirst()))
        continue
      }
      let isConfig = words[0] == "config"
      let content = (isConfig ? Self.head : "") + Self.spelledOut(body.joined(separator: "\n"))
      let text = content.trimmingCharacters(in: .newlines) + "\n"
      files.append(
        (
          isConfig ? "paypress.yml" : words[0],
          try Self.encoded(text, as: words.count > 1 ? words[1] : "utf-8")
        ))
    }
  }

  /// Writes the files into a folder.
  public func write(to folder: TemporaryFolder) throws {
    for file in files {
      try folder.write(file.bytes, to: file.name)
      // Secrets that others can read are refused.
      guard file.name == "secret.txt" else { continue }
      let path = "\(folder.path)/\(file.name)"
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
  }

  /// A text with `<U+00A0>` as the character.
  private static func spelledOut(_ text: String) -> String {
    text.replacing(/<U\+([0-9A-F]{4,6})>/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
  }

  private static func encoded(_ text: String, as encoding: String) throws -> Data {
    switch encoding {
    case "utf-16": return Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data())
    case "utf-16-be": return Data([0xFE, 0xFF]) + (text.data(using: .utf16BigEndian) ?? Data())
    case "base64": return Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data()
    case "gb18030":
      let script = "import sys; sys.stdout.buffer.write(sys.argv[1].encode('gb18030'))"
      return try Tool.run("/usr/bin/python3", ["-c", script, text]).output
    default: return Data(text.utf8)
    }
  }
}
