import Foundation
import Site
import Support
import TestSupport
import Testing

@testable import Catalog
@testable import Print

/// Renders every kind of finding at least once, in both languages, with the words that are put
/// together at run time: those of the tables in `FieldCases`, and the others made one by one.
@Suite struct EveryMessageTests {
  private struct Shown {
    var code: String
    var place: String
    var texts: [Language: String]
  }

  /// The kinds that only a command has, with words of them in the tests of these commands; `overlap`
  /// is the name of a check whose findings have codes of their own.
  private static let elsewhere = [
    "damaged-photo": "the photo is damaged or not whole",
    "dropped-slug": "commits dropped the lines of 1 published slug",
    "former-slug": "until a commit dropped its", "foreign-code": "is NOT YOURS",
    "photo-too-large": "more than 100 million",
    "photo-without-code": "there is no code in the photo",
    "outdated-code": "as it is now, but what is printed beside it is",
    "stale-code": "is yours, but stale", "unreadable-code": "code 1 cannot be read",
    "unfetched-slug": "little history to tell whether they ever belonged to other links",
    "unread-history": "and git does not tell whether it",
    "unrecorded-slug": "are not in the committed",
    "unseen-paper": "no photo shows", "unsupported-photo": "the photo is a HEIC or AVIF",
    "foreign-file": "is in the way", "foreign-folder": "no build wrote it",
    "interrupted-publication": "could not be put back",
    "lost-paper": "paypress.paper is missing; it had", "no-table": "no table with named columns",
    "not-a-folder": "not-a-folder",
    "orders-failed": "orders-failed", "overlap": "error overlap",
    "picture-failed": "picture-failed", "symbolic-link": "is a symbolic link",
    "unreadable-config": "unreadable-config",
  ]

  private static func shown(_ problem: Problem, _ place: String) -> Shown {
    let texts = Language.allCases.map { language in
      let hint = problem.hint.map { "\n" + $0.text(in: language) } ?? ""
      return (language, problem.message.text(in: language) + hint)
    }
    return Shown(
      code: problem.code, place: place, texts: Dictionary(uniqueKeysWithValues: texts))
  }

  /// The findings of the cases in the tables.
  private static let found: Result<[Shown], any Error> = Result {
    try ["report", "own", "codes"].flatMap { table in
      try FieldCase.all(of: table).flatMap { item in
        let folder = try TemporaryFolder()
        try item.write(to: folder)
        let sink = FindingSink()
        _ = try? Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink)
        if table == "codes" {
          let codes = Set(sink.findings.map(\.problem.code))
          let missing = item.name.split(separator: " ").filter { !codes.contains(String($0)) }
          #expect(missing.isEmpty, "\(item.name): \(codes.sorted())")
        }
        return sink.findings.map { shown($0.problem, item.name) }
      }
    }
  }

  private static func all() throws -> [Shown] {
    try found.get() + made.map { shown($0, "made") }
  }

  @Test func everyKindIsRendered() throws {
    let codes = try Set(Self.all().map(\.code))
    let page = try String(
      contentsOfFile: "\(Tool.packageFolder)/docs/findings.md", encoding: .utf8)
    let explained = Set(page.matches(of: /\n### (.*)/).map { String($0.1) })
    let others = Set(Self.elsewhere.keys)
    #expect(explained.subtracting(codes).subtracting(others).sorted() == [])
    #expect(codes.intersection(others).sorted() == [], "no longer elsewhere")
    let tests = try Self.otherTests()
    let unknown = Self.elsewhere.filter { !tests.contains($0.value) }.keys.sorted()
    #expect(unknown == [], "no test has the words")
  }

  /// The texts of all other tests.
  private static func otherTests() throws -> String {
    let root = "\(Tool.packageFolder)/Tests"
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("EveryMessageTests.swift") }
      .map { try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }.joined()
  }

  @Test func everyRenderedMessageIsPlain() throws {
    for shown in try Self.all() {
      for (language, text) in shown.texts {
        let place = "\(shown.code), \(shown.place): \(text)"
        for line in text.components(separatedBy: "\n") {
          #expect(!line.isEmpty && line == line.trimmingCharacters(in: .whitespaces), "\(place)")
        }
        #expect(!text.contains("  ") && !text.contains("Optional("), "\(place)")
        #expect(!text.contains("\\("), "\(place)")
        // What somebody wrote is in quotes, and what is to be typed in backquotes.
        var own = text.replacing(/"[^"\n]*"|`[^`\n]*`|\([^)\n]*\)/, with: "x")
        // Kept in English within Chinese words: what is typed like this.
        for typed in ["merchant:", "tag:", "!名称"] { own = own.replacing(typed, with: "x") }
        switch language {
        case .english:
          // Signs, such as 人民币, stand alone.
          #expect(!own.contains(/[\u{3400}-\u{9FFF}]{4}/), "\(place)")
          #expect(!text.hasSuffix(".") || text.hasSuffix(" ."), "\(place)")
        case .chinese:
          #expect(text.contains(/[\u{3400}-\u{9FFF}]/), "\(place)")
          #expect(!text.hasSuffix("。"), "\(place)")
          #expect(
            !own.contains(/[\u{4E00}-\u{9FFF}][,;:!?()]|[,;:!?()][\u{4E00}-\u{9FFF}]/), "\(place)")
        }
      }
    }
  }
}
