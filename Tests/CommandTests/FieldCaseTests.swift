import Foundation
import TestSupport
import Testing

/// What `check` says of inputs as people save them, one table of reported cases and one of our own:
/// exit status, kind, place and key path of each finding; without errors, the links.
@Suite struct FieldCaseTests {
  /// An input, and what must come of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var files: [(name: String, bytes: Data)] = []
    var status: Int32 = 0
    var expected: [String] = []

    var testDescription: String { name }
  }

  private static let folder = "\(Tool.packageFolder)/Tests/CommandTests/FieldCases"
  private static let head = """
    site: { title: Test }
    merchants:
      m:
        appkey: 00112233445566778899aabbccddeeff
        tokens: { t: x }

    """

  private static func cases(_ name: String) throws -> [Case] {
    let text = try String(contentsOfFile: "\(folder)/\(name).txt", encoding: .utf8)
    return try text.components(separatedBy: "\n### ").dropFirst().map { section in
      let parts = section.components(separatedBy: "\n=> ")
      var result = Case(name: parts[0])
      for part in parts.dropFirst() {
        let lines = part.components(separatedBy: "\n")
        let words = lines[0].split(separator: " ").map(String.init)
        let body = lines.dropFirst()
        if words[0] == "expect" {
          result.status = try #require(Int32(words[1]))
          result.expected = body.filter { !$0.isEmpty }.map(spelledOut)
          continue
        }
        let isConfig = words[0] == "config"
        let content = (isConfig ? head : "") + spelledOut(body.joined(separator: "\n"))
        let text = content.trimmingCharacters(in: .newlines) + "\n"
        result.files.append(
          (
            isConfig ? "paypress.yml" : words[0],
            try encoded(text, as: words.count > 1 ? words[1] : "utf-8")
          ))
      }
      return result
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
    case "utf-16": return Data([0xFF, 0xFE]) + (try #require(text.data(using: .utf16LittleEndian)))
    case "utf-16-be": return Data([0xFE, 0xFF]) + (try #require(text.data(using: .utf16BigEndian)))
    case "base64": return try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
    case "gb18030":
      let script = "import sys; sys.stdout.buffer.write(sys.argv[1].encode('gb18030'))"
      return try Tool.run("/usr/bin/python3", ["-c", script, text]).output
    default: return Data(text.utf8)
    }
  }

  private struct Report: Decodable {
    struct Finding: Decodable {
      var code: String
      var severity: String
      var place: String?
      var keyPath: String?

      private enum CodingKeys: String, CodingKey {
        case code, severity, place
        case keyPath = "key_path"
      }

      var line: String {
        ["\(severity) \(code)", place, keyPath].compactMap(\.self).joined(separator: " ")
      }
    }

    var status: Int32
    var findings: [Finding]
  }

  private struct Link: Decodable {
    var id: String
    var title: String
    var price: String?
    var custom: String?

    var line: String {
      "\(id) \"\(title)\" \(price ?? "any")" + (custom.map { " \"\($0)\"" } ?? "")
    }
  }

  @Test(arguments: ["report", "own"])
  func everyCaseEndsAsItMust(table: String) throws {
    for item in try Self.cases(table) {
      let folder = try TemporaryFolder()
      for file in item.files { try folder.write(file.bytes, to: file.name) }
      let check = try Tool.payPress(["check", "--format", "json"], in: folder.path)
      let report = try JSONDecoder().decode(Report.self, from: check.output)
      var lines = report.findings.map(\.line)
      if check.status == 0 {
        let links = try Tool.payPress(["links", "--format", "json"], in: folder.path)
        lines += try JSONDecoder().decode([Link].self, from: links.output).map(\.line)
      }
      #expect(check.status == item.status && report.status == item.status, "\(item.name)")
      #expect(lines == item.expected, "\(item.name)")
    }
  }
}
