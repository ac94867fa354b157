import Foundation
import TestSupport
import Testing

/// What `check` says of inputs as people save them, one table of reported cases and one of our own:
/// exit status, kind, place and key path of each finding; without errors, the links.
///
/// Some are about other commands: exit status, and how lines of their outputs begin.
@Suite struct FieldCaseTests {
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
    for item in try FieldCase.all(of: table) {
      let folder = try TemporaryFolder()
      try item.write(to: folder)
      if !item.commands.isEmpty {
        try Self.run(item, in: folder)
        continue
      }
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

  private static func run(_ item: FieldCase, in folder: TemporaryFolder) throws {
    #expect(!item.expected.isEmpty, "\(item.name)")
    for arguments in item.commands.dropLast() {
      let result = try Tool.payPress(arguments, in: folder.path)
      #expect(result.status == 0, "\(item.name): \(arguments)\n\(result.error)")
    }
    let last = try Tool.payPress(#require(item.commands.last), in: folder.path)
    var lines = (last.text + last.error).split(whereSeparator: \.isNewline)[...]
    for start in item.expected {
      let found = lines.firstIndex { $0.hasPrefix(start) }
      #expect(found != nil, "\(item.name): \(start)\n\(last.text)\(last.error)")
      if let found { lines = lines[lines.index(after: found)...] }
    }
    #expect(last.status == item.status, "\(item.name)\n\(last.error)")
  }
}
