import Support
import TestSupport
import Testing

/// How findings are named, grouped and limited.
@Suite struct FindingReportTests {
  private static func finding(
    _ severity: Finding.Severity = .error, _ code: String = "bad", file: String = "a.csv",
    row: Int? = nil, column: Int = 3, line: Int = 1, keyPath: String? = "links[0].price",
    _ message: String = "wrong"
  ) -> Finding {
    let cell = row.map { Position.Cell(row: $0, number: column, column: "price") }
    return Finding(
      severity, at: Position(file: file, line: row ?? line, column: column, cell: cell),
      keyPath: keyPath, Problem(Sentence(message, message), code: code))
  }

  private static func texts(
    _ findings: [Finding], _ display: FindingDisplay = FindingDisplay(),
    _ language: Language = .english
  ) -> [String] {
    let sink = FindingSink()
    for finding in findings { sink.report(finding) }
    return FindingReport(sink, display).texts(on: FindingScreen(language: language))
  }

  @Test(arguments: [
    (Position(file: "a.yml", line: 3, column: 5), "a.yml:3:5", "a.yml:3:5"),
    (
      Position(file: "a.csv", line: 9, cell: .init(row: 7, number: 5, column: "price")),
      "a.csv row 7, column \"price\"", "a.csv 第 7 行 \"price\" 列"
    ),
    (
      Position(file: "a.csv", cell: .init(row: 7, number: 28)), "a.csv row 7, column AB",
      "a.csv 第 7 行 AB 列"
    ),
    (Position(file: "a.csv", cell: .init(row: 7, number: 0)), "a.csv row 7", "a.csv 第 7 行"),
    (
      Position(file: "a.xlsx", cell: .init(row: 125, number: 5, column: "price", sheet: "Tea")),
      "a.xlsx, sheet \"Tea\", E125 (column \"price\")", "a.xlsx 工作表 \"Tea\" 的 E125（\"price\" 列）"
    ),
    (
      Position(file: "a\u{1B}.xlsx", cell: .init(row: 1, number: 703, sheet: "\u{202E}")),
      "a[U+001B].xlsx, sheet \"[U+202E]\", AAA1", "a[U+001B].xlsx 工作表 \"[U+202E]\" 的 AAA1"
    ),
  ])
  func aPlaceIsNamedAsItsProgramNamesIt(position: Position, english: String, chinese: String) {
    #expect(position.text(in: .english) == english)
    #expect(position.text(in: .chinese) == chinese)
  }

  @Test(arguments: [
    ([4], "also in row 4", "第 4 行也是"), ([4, 9], "also in rows 4 and 9", "第 4、9 行也是"),
    ([4, 9, 11], "also in rows 4, 9 and 1 more", "第 4、9 行也是，另有 1 处"),
    (Array(4...10_000), "also in rows 4, 5 and 9,995 more", "第 4、5 行也是，另有 9995 处"),
  ])
  func oneKindIsReportedOnceWithItsPlaces(rows: [Int], english: String, chinese: String) {
    let findings = ([3] + rows).map { Self.finding(row: $0, "wrong in \($0)") }
    let first = "a.csv row 3, column \"price\": error: links[0].price: wrong in 3 [bad]"
    #expect(Self.texts(findings) == ["\(first)\n  \(english)"])
    #expect(Self.texts(findings, .init(), .chinese)[0].hasSuffix("\n  \(chinese)"))
  }

  @Test func placesInOtherFilesAreNamedInTheirWay() {
    let lines = (0..<5).map {
      Self.finding(file: "a.yml", line: $0 + 2, keyPath: "links[\($0)].id")
    }
    #expect(Self.texts(lines)[0].hasSuffix("\n  also on lines 3, 4 and 2 more"))
    let columns = (0..<3).map { Self.finding(file: "a.yml", column: $0 + 1, keyPath: "a[\($0)]") }
    #expect(Self.texts(columns)[0].hasSuffix("\n  also at 1:2 and 1:3"))
    let values = (1...40).map { Self.finding(file: "a.yml", keyPath: "links[0].id (n=\($0))") }
    #expect(Self.texts(values)[0].hasSuffix("\n  also for n=2, n=3 and 37 more"))
    let cells = (1...3).map { row in
      Finding(
        .note,
        at: Position(file: "a.xlsx", line: row, cell: .init(row: row, number: 2, sheet: "A")),
        Problem(Sentence("x", "x"), code: "bad"))
    }
    #expect(Self.texts(cells)[0].hasSuffix("\n  also in B2 and B3"))
  }

  /// Only what differs in severity, code, file, column, key or subject is another kind.
  @Test func whatDiffersIsShownApart() {
    let findings = [
      Self.finding(row: 3), Self.finding(row: 3, column: 4), Self.finding(.warning, row: 3),
      Self.finding(.error, "worse", row: 3), Self.finding(file: "b.csv", row: 3),
      Self.finding(row: 3, keyPath: "links[0].custom"),
    ]
    #expect(Self.texts(findings + findings).count == findings.count)
    let templates = ["a", "b", "a"].enumerated().map { line, name in
      Self.finding(file: "page.html", line: line + 1, keyPath: nil, "no \(name)")
    }
    #expect(Self.texts(templates).count == 2)
  }

  @Test func aRunShowsFortyAndErrorsFirst() {
    let notes = (0..<45).map { Self.finding(.note, "note-\($0)", line: $0 + 1) }
    let errors = (0..<3).map { Self.finding(.error, "error-\($0)", line: 100 + $0) }
    let sink = FindingSink()
    for finding in notes + errors + errors { sink.report(finding) }
    let report = FindingReport(sink, FindingDisplay())
    let texts = report.texts(on: FindingScreen(language: .english))
    #expect(texts.count == 40 && texts.count { $0.contains(": error: ") } == 3)
    #expect(texts[0].contains("note-0") && texts[39].contains("error-2"))
    #expect(report.gravestCode == "error-0")
    #expect(
      report.more("paypress check")?.english
        == "8 more of other kinds: `paypress check --all` shows all")
    let all = FindingReport(sink, FindingDisplay(showsAll: true))
    #expect(all.texts(on: FindingScreen(language: .english)).count == 51 && all.more("x") == nil)
    let quiet = FindingReport(sink, FindingDisplay(isQuiet: true))
    #expect(quiet.texts(on: FindingScreen(language: .english)).count == 3)
  }

  /// Counts stay exact where findings are no longer kept.
  @Test func aMillionFindingsAreCountedInBoundedMemory() {
    let sink = FindingSink()
    for row in 2...200_001 { sink.report(Self.finding(row: row)) }
    sink.report(Self.finding(.error, "late", row: 300_000))
    #expect(sink.errorCount == 200_001 && sink.findings.count == FindingSink.limit + 1)
    let report = FindingReport(sink, FindingDisplay())
    let texts = report.texts(on: FindingScreen(language: .english))
    #expect(texts.count == 2 && texts[0].hasSuffix("also in rows 3, 4 and 199,997 more"))
    #expect(texts[1].contains("[late]") && report.more("x") == nil)
    let all = FindingReport(sink, FindingDisplay(showsAll: true))
    #expect(all.more("x")?.english.hasPrefix("190,000 more are not shown") == true)
  }

  @Test(.timeLimit(.minutes(1))) func manyKindsAreNotCompared() {
    let sink = FindingSink()
    for number in 0..<20_000 { sink.report(Self.finding(.error, "kind-\(number)", row: number)) }
    let report = FindingReport(sink, FindingDisplay())
    #expect(report.texts(on: FindingScreen(language: .english)).count == 40)
    #expect(report.more("x")?.english.hasPrefix("19,960 more") == true)
  }

  @Test func aRecordedFindingIsTheSame() throws {
    let sheet = Position(file: "a.xlsx", line: 2, cell: .init(row: 2, number: 1, sheet: "\"茶\"\n"))
    let named = Position(file: "a.csv", line: 2, cell: .init(row: 2, number: 1, column: "x"))
    let hinted = Problem(Sentence("a", "甲"), hint: Sentence("b", "乙"), code: "c-d")
    for position in [sheet, named, Position(file: "a.yml", line: 7, column: 9)] {
      for keyPath in [nil, "links[0]"] {
        let finding = Finding(.note, at: position, keyPath: keyPath, hinted)
        let read = try JSON(reading: Array(finding.record.line.utf8))
        #expect(Finding(record: read) == finding)
      }
    }
    #expect(Finding(record: .members(["severity": .string("note")])) == nil)
  }

  @Test(arguments: [
    ("unnamedColumn", "unnamed-column"), ("badID(_:)", "bad-id"), ("notUTF8", "not-utf8"),
    ("notAValue(_:)", "not-a-value"), ("badBaseURL", "bad-base-url"), ("png-scale", "png-scale"),
  ])
  func theCodeIsTheNameOfItsFunction(name: String, code: String) {
    #expect(Problem(Sentence("", ""), code: name).code == code)
  }
}
