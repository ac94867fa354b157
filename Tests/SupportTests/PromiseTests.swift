import Foundation
import TestSupport
import Testing

/// Beside each promise are tests that exist, and patches that apply and name these tests.
///
/// `scripts/break-promises` shows that each patch breaks its tests.
@Suite struct PromiseTests {
  private static let folder = "\(Tool.packageFolder)/Tests/Promises/Patches"

  /// The names of the patches, and the tests that each must break, such as
  /// `SupportTests.FolderHandleTests/losesNoRace`.
  private static func patches() throws -> [String: [String]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let patches = try names.map { name in
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let tests = text.matches(of: /(?:^|\n)Test: ([^\n]+)/).map { String($0.1) }
      return (name.replacing(".patch", with: ""), tests)
    }
    return Dictionary(uniqueKeysWithValues: patches)
  }

  @Test(arguments: ["promises.md", "promises.zh-CN.md"])
  func everyPromiseHasATestAndAPatch(page: String) throws {
    let text = try String(contentsOfFile: "\(Tool.packageFolder)/docs/\(page)", encoding: .utf8)
    let promises = text.components(separatedBy: "\n**").dropFirst()
    #expect(promises.count == 14)
    var found: [String: Set<String>] = [:]
    for promise in promises {
      // A list item: tests, then the patch that breaks them.
      let section = promise.components(separatedBy: "\n## ")[0]
      let items = section.components(separatedBy: "\n- ").dropFirst()
      #expect(!items.isEmpty, "\(promise)")
      for item in items {
        let patch = try #require(item.firstMatch(of: /\[([a-z-]+)\]\(\.\.\/([^)]+)\)/), "\(item)")
        #expect(patch.2 == "Tests/Promises/Patches/\(patch.1).patch")
        let tests = item.matches(of: /`(\w+)\.(\w+)`/).map { "\($0.1)/\($0.2)" }
        #expect(!tests.isEmpty, "\(item)")
        found[String(patch.1), default: []].formUnion(tests)
      }
    }
    let expected = try Self.patches().mapValues { tests in
      Set(
        tests.map { test in
          test.replacing(/^promises\./, with: "promises/").replacing(/^\w+Tests\./, with: "")
        })
    }
    #expect(found == expected)
  }

  @Test func everyNamedTestExists() throws {
    for test in try Self.patches().values.joined() {
      if let part = test.firstMatch(of: /^promises\.(\w+)$/) {
        let path = "Tests/Promises/\(part.1).py"
        #expect(FileManager.default.fileExists(atPath: "\(Tool.packageFolder)/\(path)"), "\(test)")
        continue
      }
      let parts = try #require(test.firstMatch(of: /^(\w+)\.(\w+)\/(\w+)$/), "\(test)")
      let root = "\(Tool.packageFolder)/Tests/\(parts.1)"
      let file = try FileManager.default.subpathsOfDirectory(atPath: root).map {
        "\(root)/\($0)"
      }.first { path in
        path.hasSuffix(".swift")
          && (try? String(contentsOfFile: path, encoding: .utf8))?
            .contains("@Suite struct \(parts.2) ") == true
      }
      let text = try String(contentsOfFile: try #require(file, "\(test)"), encoding: .utf8)
      #expect(text.contains("func \(parts.3)("), "\(test)")
    }
  }

  @Test func everyPatchApplies() throws {
    for name in try Self.patches().keys.sorted() {
      let result = try Tool.run(
        "/usr/bin/git", ["apply", "--check", "\(Self.folder)/\(name).patch"],
        in: Tool.packageFolder)
      #expect(result.status == 0, "\(name): \(result.error)")
      let text = try String(contentsOfFile: "\(Self.folder)/\(name).patch", encoding: .utf8)
      // One line is taken away, and at most three take its place.
      #expect(text.matches(of: /\n-[^-]/).count == 1, "\(name)")
      #expect(text.matches(of: /\n\+[^+]/).count <= 3, "\(name)")
    }
  }
}
