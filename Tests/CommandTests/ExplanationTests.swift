import Foundation
import Support
import TestSupport
import Testing

/// Every code that a finding can have is explained, in both languages.
@Suite struct ExplanationTests {
  /// Targets whose problems never are findings of `check` or `build`.
  private static let others: Set = [
    "Console", "EmbedFiles", "GatePay", "GatePayClient", "GatePaySandbox", "Payments", "Proof",
    "Serving", "Support", "TestSupport", "paypress", "paypress-server",
  ]
  /// Files in them whose problems are.
  private static let files: Set = [
    "Console/Failure.swift", "paypress/Commands/BuildCommand.swift",
    "Console/BuildFailure.swift", "Support/Text/Problem+InvisibleCharacter.swift",
  ]

  private struct Source {
    var file: String
    var text: String
  }

  private static func sources() throws -> [Source] {
    let root = "\(Tool.packageFolder)/Sources"
    return try FileManager.default.subpathsOfDirectory(atPath: root).sorted().filter { file in
      file.hasSuffix(".swift")
        && (files.contains(file) || !others.contains(String(file.prefix { $0 != "/" })))
    }.map { Source(file: $0, text: try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)) }
  }

  /// The codes of a file, and the places of problems without a code of their own.
  private static func codes(in source: Source) -> (codes: Set<String>, nameless: [String]) {
    var codes = Set(source.text.matches(of: /\bcode: "([a-z0-9-]+)"/).map { String($0.1) })
    // The checks of printed codes.
    for match in source.text.matches(of: /\b(?:CodeIssue|add)\(\s*"([a-z-]+)"/) {
      codes.insert(String(match.1))
    }
    var nameless: [String] = []
    let lines = source.text.components(separatedBy: "\n")
    for (index, line) in lines.enumerated() {
      // A line that counts findings is not one, and a refusal is translated elsewhere.
      guard line.contains(/(^|[^A-Za-z.])Problem\(/), !line.contains("//"),
        !line.contains(/\.findings\(Problem\(|Problem\(\w+\)/)
      else { continue }
      let call = self.call(from: index, in: lines)
      // Not the key `code:` in the words of a message.
      let bare = call.replacing(/"(\\.|[^"\\])*"/, with: "")
      if bare.contains(/\bcode:/) || call.contains("Sentence(\"\", \"\")") { continue }
      if let name = enclosing(index, in: lines) {
        codes.insert(Problem(Sentence("", ""), code: name).code)
      } else {
        nameless.append("\(source.file):\(index + 1)")
      }
    }
    return (codes, nameless)
  }

  /// The lines of a call: up to the first that closes more than it opens.
  private static func call(from start: Int, in lines: [String]) -> String {
    var depth = 0
    var text = ""
    for line in lines[start...] {
      let part =
        text.isEmpty ? (line.components(separatedBy: "Problem(").last.map { "(" + $0 } ?? "") : line
      let plain = part.replacing(/"(\\.|[^"\\])*"/, with: "")
      depth += plain.count { $0 == "(" } - plain.count { $0 == ")" }
      text += line + "\n"
      if depth <= 0 { break }
    }
    return text
  }

  /// The name of the function or property around a line that returns a problem.
  private static func enclosing(_ index: Int, in lines: [String]) -> String? {
    let indentation = { (line: String) in line.prefix { $0 == " " }.count }
    var limit = indentation(lines[index])
    if limit == 0 { return nil }
    for number in (0...index).reversed() {
      let line = lines[number]
      guard !line.isEmpty, indentation(line) < limit || number == index else { continue }
      // The last line of a signature is indented like its first.
      let isEnd = line.drop { $0 == " " }.first.map { ")-{".contains($0) } ?? false
      if number != index { limit = indentation(line) + (isEnd ? 1 : 0) }
      if let match = line.firstMatch(of: /\b(?:func|var) (\w+)/) {
        let head = lines[number...min(index, number + 6)].joined(separator: " ")
        return head.prefix { $0 != "{" }.contains("Problem") ? String(match.1) : nil
      }
      if line.contains(/\binit[?(<]/) { return nil }
    }
    return nil
  }

  @Test(arguments: ["findings.md", "findings.zh-CN.md"])
  func everyCodeHasASectionAndEverySectionACode(page: String) throws {
    var codes: Set<String> = []
    for source in try Self.sources() {
      let (found, nameless) = Self.codes(in: source)
      codes.formUnion(found)
      #expect(nameless.isEmpty, "problems without a code: \(nameless)")
    }
    #expect(codes.count > 150)
    let text = try String(contentsOfFile: "\(Tool.packageFolder)/docs/\(page)", encoding: .utf8)
    let sections = text.components(separatedBy: "\n### ").dropFirst()
    let explained = sections.map { String($0.prefix { $0 != "\n" }) }
    #expect(Set(explained).count == explained.count, "a code is explained twice")
    #expect(codes.subtracting(explained).sorted() == [], "not explained in \(page)")
    #expect(Set(explained).subtracting(codes).sorted() == [], "explained in \(page), but unused")
    for section in sections {
      let lines = section.components(separatedBy: "\n")
      #expect(lines.count > 4 && lines[1].isEmpty && lines[2].hasPrefix("**"), "\(lines[0])")
      #expect(lines[2].hasSuffix("**") && !lines[4].isEmpty, "\(lines[0])")
    }
  }

  @Test func explainPrintsTheSectionWithoutMarkdown() throws {
    let english = try Tool.payPress(["explain", "open-price"], in: "/")
    #expect(english.status == 0 && english.error.isEmpty)
    #expect(english.text.hasPrefix("open-price: "))
    for run in [english, try Tool.payPress(["explain", "[Open-Price]"], in: "/")] {
      #expect(run.text == english.text)
    }
    let chinese = try Tool.payPress(
      ["explain", "open-price"], in: "/", environment: Language.chinese)
    #expect(chinese.text.contains(/[\u{4E00}-\u{9FFF}]/))
    for text in [english.text, chinese.text] {
      #expect(!text.contains("```") && !text.contains("**") && !text.contains("]("))
      #expect(text.split(separator: "\n").allSatisfy { Language.columns(String($0)) <= 100 })
    }
  }

  @Test func explainListsTheCodesInGroups() throws {
    let english = try Tool.payPress(["explain"], in: "/")
    let chinese = try Tool.payPress(["explain"], in: "/", environment: Language.chinese)
    let page = try String(
      contentsOfFile: "\(Tool.packageFolder)/docs/findings.md", encoding: .utf8)
    for code in page.matches(of: /\n### (.*)/).map(\.1) {
      #expect(english.text.contains("  \(code)  ") && chinese.text.contains("  \(code)  "))
    }
    for group in page.matches(of: /\n## (.*)/).map(\.1) { #expect(english.text.contains(group)) }
  }

  @Test func anUnknownCodeIsNamedWithTheNearest() throws {
    let result = try Tool.payPress(["explain", "open-prise"], in: "/")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(
      result.error == """
        paypress: error: no finding has the code "open-prise"
          hint: did you mean "open-price"? `paypress explain` lists all codes

        """)
  }
}
