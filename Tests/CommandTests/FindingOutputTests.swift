import Foundation
import TestSupport
import Testing

/// How the commands print findings: on a terminal, in a file, and for programs.
@Suite struct FindingOutputTests {
  private static let start = """
    site: { title: Test, language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }

    """
  private static let table =
    start + """
      links:
        - { id: "{sku}", rows: products.csv, title: "{sku}", price: "{price}", stable: true, custom: "{sku}" }

      """

  private func folder(_ config: String, _ files: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  /// What a run shows on a terminal of 80 columns.
  private func terminal(
    _ arguments: String, in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> String {
    let command = "stty cols 80; \(Tool.payPress) \(arguments)"
    return try Tool.run(
      "/usr/bin/script", ["-qec", command, "/dev/null"], in: folder.path,
      environment: ["TERM": "xterm"].merging(environment) { $1 }
    ).text.replacing("\r\n", with: "\n")
  }

  private struct Report {
    let status: Int32
    let document: [String: Any]
    let findings: [[String: Any]]
    let error: String
  }

  /// The document of a run, by an independent parser.
  private func report(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Report {
    let run = try Tool.payPress(
      arguments + ["--format", "json"], in: folder.path, environment: environment)
    let document = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any], "\(run.text)")
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(document["status"] as? Int == Int(run.status) && document["version"] as? Int == 1)
    return Report(status: run.status, document: document, findings: findings, error: run.error)
  }

  @Test func aTerminalShowsTheLineWithAMarker() throws {
    let folder = try folder(Self.table, ["products.csv": "sku,price\n茶,1\ntea,12;5\n"])
    let plain = try terminal("check", in: folder, environment: ["NO_COLOR": "1"])
    #expect(
      plain.contains(
        """
        products.csv row 3, column "price": error: links[0].price: "12;5" is not an amount [not-an-amount]
          3 | tea,12;5
            |     ^

        """), "\(plain)")
    let coloured = try terminal("check", in: folder)
    #expect(coloured.contains("\u{1B}[1;31merror\u{1B}[0m: "))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    let dumb = try terminal("check", in: folder, environment: ["TERM": "dumb"])
    #expect(dumb == plain)
    let piped = try Tool.payPress(["check"], in: folder.path).error
    #expect(!piped.contains(" | ") && !piped.contains("\u{1B}"))
  }

  @Test func aTerminalNeverShowsASecret() throws {
    let folder = try folder(
      Self.start.replacing("appkey:", with: "appsecret: abcdefgh123, appky:")
        + "links: [{ id: open, price: x }]\n")
    let text = try terminal("check", in: folder)
    #expect(text.contains("[secret-in-config]") && !text.contains("abcdefgh123"), "\(text)")
  }

  @Test func oneKindIsOneFindingAndAllListsEach() throws {
    let rows = (1...100).map { "a\($0),\($0 < 98 ? "1;5" : "2")" }.joined(separator: "\n")
    let folder = try folder(Self.table, ["products.csv": "sku,price\n\(rows)\n"])
    let short = try Tool.payPress(["check"], in: folder.path).error
    #expect(
      short.contains("\n  also in rows 3, 4 and 94 more\n97 errors, 0 warnings\n"), "\(short)")
    #expect(short.count { $0 == "\n" } < 8)
    let all = try Tool.payPress(["check", "--all"], in: folder.path).error
    #expect(all.components(separatedBy: "[not-an-amount]").count == 98)
    let json = try report(["check"], in: folder)
    #expect(json.findings.count == 97 && json.document["errors"] as? Int == 97)
  }

  @Test func aRunPrintsFortyFindings() throws {
    let keys = (1...50).map { "x\($0): 1\n" }.joined()
    let folder = try folder(Self.start + "links: [{ id: open }]\n" + keys)
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.error.components(separatedBy: "[unknown-key]").count == 41)
    #expect(
      result.error.contains(
        "\n10 more of other kinds: `paypress check --all` shows all\n50 errors,"))
    let other = try Tool.payPress(["links", "-c", "./paypress.yml"], in: folder.path).error
    #expect(other.contains("`paypress check -c ./paypress.yml --all` shows all"))
  }

  @Test func linksAndShowCountWarningsAndQuietDropsNotes() throws {
    let config =
      Self.start + """
        links: [{ id: open, price: 5 }, { id: tea, price: 12, stable: true }]
        print: [{ poster: tea, paper: A4, level: H }]

        """
    let folder = try folder(config)
    let check = try Tool.payPress(["check"], in: folder.path).error
    #expect(check.contains("warning: ") && check.contains("note: "), "\(check)")
    #expect(try !Tool.payPress(["check", "--quiet"], in: folder.path).error.contains("note: "))
    for command in [["links"], ["show", "tea"]] {
      let loud = try Tool.payPress(command, in: folder.path)
      #expect(loud.status == 0)
      #expect(loud.error.contains(/^1 warning, [0-9]+ notes?: `paypress check` shows them\n$/))
      let quiet = try Tool.payPress(command + ["--quiet"], in: folder.path)
      #expect(quiet.error == "1 warning: `paypress check` shows it\n" && quiet.text == loud.text)
    }
    let first = try Tool.payPress(["build", "--quiet"], in: folder.path).error
    #expect(first.contains("[open-price]") && !first.contains("note: "))
    let quiet = try report(["check", "--quiet"], in: folder)
    #expect(quiet.document["notes"] as? Int != 0 && quiet.document["unlisted"] as? Int == 0)
    #expect(quiet.findings.allSatisfy { $0["severity"] as? String != "note" })
  }

  @Test func programsGetEveryMember() throws {
    let folder = try folder(
      Self.table + "  - { id: open, price: 5 }\n",
      ["products.csv": "sku,price,note\na,1,\nb,2,\"1\n2\"\nc,x;y,\n"])
    let report = try report(["check"], in: folder, environment: Language.chinese)
    #expect(report.status == 1 && report.error.isEmpty && report.document["result"] is NSNull)
    #expect(report.document["command"] as? String == "check")
    #expect(report.document["language"] as? String == "zh-CN")
    let cell = try #require(report.findings.first { $0["code"] as? String == "not-an-amount" })
    #expect(cell["row"] as? Int == 4 && cell["line"] as? Int == 5 && cell["column"] as? Int == 3)
    #expect(cell["column_name"] as? String == "price" && cell["cell"] as? String == "B4")
    #expect(cell["file"] as? String == "products.csv" && cell["sheet"] is NSNull)
    #expect(cell["place"] as? String == "products.csv 第 4 行 \"price\" 列")
    #expect(cell["key_path"] as? String == "links[0].price")
    #expect(cell["message"] as? String == "\"x;y\" 不是金额" && cell["hint"] is String)
    let key = try #require(report.findings.first { $0["code"] as? String == "open-price" })
    #expect(key["severity"] as? String == "warning" && key["file"] as? String == "paypress.yml")
    #expect(key["row"] is NSNull && key["cell"] is NSNull && key["line"] as? Int == 6)
    let members = try documented(in: "findings-json.md")
    #expect(report.findings.allSatisfy { members.isSuperset(of: $0.keys) })
    #expect(members.isSuperset(of: report.document.keys))
  }

  /// The members in the tables of a page.
  private func documented(in page: String) throws -> Set<String> {
    let path = "\(Tool.packageFolder)/docs/\(page)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let chinese = try String(
      contentsOfFile: path.replacing(".md", with: ".zh-CN.md"), encoding: .utf8)
    let members = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { row in
      row.split(separator: "|")[0].matches(of: /`([a-z_]+)`/).map { String($0.1) }
    }
    for member in members { #expect(chinese.contains("`\(member)`"), "\(member)") }
    return Set(members)
  }

  @Test func aBuildReportsAlikeWhetherItWritesOrNot() throws {
    let folder = try folder(Self.start + "links: [{ id: open, price: 5 }]\n")
    let first = try report(["build"], in: folder)
    let second = try report(["build"], in: folder)
    #expect(first.status == 0 && first.error.isEmpty && second.error.isEmpty)
    #expect(first.findings.map { $0["code"] as? String } == ["open-price"])
    #expect(first.findings as NSArray == second.findings as NSArray)
    let (new, old) = (
      try #require(first.document["result"] as? [String: Any]),
      try #require(second.document["result"] as? [String: Any])
    )
    #expect(new["links"] as? Int == 1 && new["folder"] as? String == "output")
    #expect(old["written"] as? Int == 0 && old["unchanged"] as? Int == new["written"] as? Int)
    let text = try Tool.payPress(["build"], in: folder.path).error
    #expect(text.hasPrefix("paypress.yml:4:28: warning: links[0].price: the customer"))
    #expect(text.contains("[open-price]"))
  }

  @Test func whatEndsARunIsReportedToo() throws {
    let folder = try folder(Self.start + "links: [{ id: open, custom: x, stable: true }]\n")
    let missing = try report(["check", "-c", "no.yml"], in: folder)
    #expect(
      missing.status == 74
        && missing.findings.map { $0["code"] as? String } == ["unreadable-config"])
    #expect(
      missing.findings[0]["file"] as? String == "no.yml" && missing.findings[0]["line"] is NSNull)
    try folder.write("mine", to: "full/thesis.txt")
    let foreign = try report(["build", "-o", "full"], in: folder)
    #expect(
      foreign.status == 1 && foreign.findings.map { $0["code"] as? String } == ["foreign-folder"])
    try folder.write("x", to: "file")
    let file = try report(["build", "-o", "file"], in: folder)
    #expect(file.status != 0 && file.findings.count == 1 && file.document["errors"] as? Int == 1)
    let strict = try folder.text("paypress.yml").replacing(", stable: true", with: ", price: 5")
    try folder.write(strict, to: "paypress.yml")
    let refused = try report(["check", "--strict"], in: folder)
    #expect(
      refused.status == 1 && refused.document["errors"] as? Int == 0 && refused.findings.count == 1)
  }

  @Test func tenThousandRowsTakeNoLonger() throws {
    let rows = (1...10_000).map { "a\($0),\($0 % 4_000 == 7 ? "1;5" : "2")" }
    let folder = try folder(
      Self.table, ["products.csv": "sku,price\n" + rows.joined(separator: "\n")])
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(
      result.error.contains("row 8, column \"price\"")
        && result.error.contains("also in rows 4008 and 8008\n3 errors"),
      "\(result.error)")
  }
}
