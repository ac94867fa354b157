import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// Menus and boards: several links on one sheet.
@Suite struct SharedSheetTests {
  private static let menu = """
    - { id: counter, title: Counter }
    - { id: "tea-{n}", each: { n: 1..9 }, title: "Tea number {n}", price: "1{n}", stable: true, tags: drinks, note: From the lake }
    - { id: "cake-{n}", each: { n: 1..6 }, title: "Cake {n}", price: 8, stable: true, tags: [food, sweet] }
    """

  private static let jobs = PrintJob.Design.allCases.flatMap { design in
    ["A4", "A4 landscape", "A5", "Letter", "A3 landscape", "16K"].flatMap { paper in
      [
        "menu: \"*\", paper: \(paper), design: \(design.rawValue), language: [zh-CN, en]",
        "board: [counter, tea-1], paper: \(paper), design: \(design.rawValue)",
        "board: [counter, tea-1, cake-1], paper: \(paper), design: \(design.rawValue), language: zh-CN",
        "board: [counter, tea-1, cake-1, tea-2], paper: \(paper), design: \(design.rawValue)",
      ]
    }
  }

  private func gap(_ left: Rectangle, _ right: Rectangle) -> Double {
    max(
      left.x - right.right, right.x - left.right, left.y - right.bottom, right.y - left.bottom)
  }

  /// In a scanner's frame twice as wide as the code in its middle, no other code is visible.
  @Test func neighboursAreOutsideOfTheScannersFrame() throws {
    let fixture = try PrintFixture(
      Self.jobs.map { "- { \($0), allow: [distance] }" }.joined(separator: "\n"),
      links: Self.menu)
    for (job, sheets) in zip(Self.jobs, try fixture.sheets()) {
      #expect(!sheets.isEmpty, "\(job)")
      for sheet in sheets {
        let codes = sheet.codes.map(\.frame)
        for (index, code) in codes.enumerated() {
          let aim = code.inset(by: -code.width / 2 + 0.001)
          for other in codes[(index + 1)...] {
            #expect(!aim.overlaps(other), "\(job): \(gap(code, other)) beside \(code.width)")
          }
        }
      }
    }
  }

  @Test func everyLinkIsPrintedOnceWithItsWords() throws {
    let fixture = try PrintFixture("- { menu: \"*\" }", links: Self.menu)
    let sheets = try #require(fixture.sheets().first)
    let codes = sheets.flatMap(\.codes)
    #expect(codes.count == 16 && Set(codes.map(\.code.link)).count == 16)
    for sheet in sheets {
      let contents = sheet.content(on: sheet.codes.map(\.piece))
      for (code, content) in zip(sheet.codes, contents) {
        #expect(content.words.joined(separator: " ").contains(code.code.title))
        #expect(code.code.amount.map(content.words.contains) ?? true)
        #expect(code.piece.holds(code.frame))
      }
      #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil)
    }
  }

  private func order(_ job: String) throws -> [String] {
    let fixture = try PrintFixture("- { \(job) }", links: Self.menu)
    return try fixture.ids().joined().map { String($0.prefix { $0 != "-" }) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test func rowsAreGroupedByTag() throws {
    #expect(try order("menu: [\"tag:food\", \"tag:drinks\"]") == ["cake", "tea"])
    #expect(try order("menu: \"*\"") == ["counter", "tea", "cake"])
    #expect(try order("menu: \"*\", sort: price") == ["counter", "cake", "tea"])
  }

  private func words(_ job: String) throws -> [String] {
    let fixture = try PrintFixture("- { \(job) }", links: Self.menu)
    return try #require(fixture.sheets().first).flatMap { sheet in
      DrawnPart.all(of: sheet.elements).filter { $0.kind == .words }.map(\.name)
    }
  }

  @Test func headingsAreTheTagsOrWhatTheJobCallsThem() throws {
    let plain = try words("menu: \"*\"")
    #expect(plain.contains("drinks") && plain.contains("food") && !plain.contains("sweet"))
    let named = try words(
      "menu: [\"tag:drinks\", \"tag:sweet\"], headings: { drinks: From the pot }")
    #expect(named.contains("From the pot") && named.contains("sweet"))
    #expect(!named.contains("drinks") && !named.contains("food"))
  }

  @Test func copiesAreWholeSheets() throws {
    let fixture = try PrintFixture(
      "- { board: [counter, tea-1], copies: 3 }", links: Self.menu)
    #expect(try fixture.ids() == Array(repeating: ["counter", "tea-1"], count: 3))
  }

  /// A row of a spreadsheet says how many labels it gets; on a sheet there is room for one code.
  @Test(arguments: ["menu", "board"])
  func printCopiesOfZeroLeavesALinkOut(kind: String) throws {
    let links = """
      - { id: a, title: A, print_copies: 0 }
      - { id: b, title: B, print_copies: 1 }
      - { id: c, title: C, print_copies: 2 }
      """
    let fixture = try PrintFixture("- { \(kind): [a, b, c], copies: 2 }", links: links)
    #expect(try fixture.ids() == [["b", "c"], ["b", "c"]])
  }

  @Test func aBoardSaysWhoElseIsPaid() throws {
    let fixture = try PrintFixture("- { board: [counter, cake] }", name: "Lakeside")
    let sheet = try #require(fixture.sheets().first?.first)
    let contents = sheet.content(on: sheet.codes.map(\.piece)).map(\.words)
    #expect(contents[1].contains("Other") && !contents[0].contains("Other"))
  }

  @Test(arguments: [("\"*\"", 6), ("tea", 1)])
  func aBoardHasTwoToFourCodes(selector: String, count: Int) throws {
    let fixture = try PrintFixture("- { board: \(selector) }")
    #expect(
      fixture.texts.contains {
        $0.contains(
          "error: print[0] (board \(selector.replacing("\"", with: ""))): a board shows 2 to 4 codes, and this one has \(count) link"
        )
      }, "\(fixture.texts)")
  }

  @Test func codesThatDoNotFitAreRefused() throws {
    for job in ["menu: \"*\", code: 190mm", "board: [counter, tea], code: 150mm"] {
      let fixture = try PrintFixture("- { \(job) }")
      #expect(fixture.checks.contains("error code-does-not-fit"), "\(fixture.texts)")
    }
    let exact = try PrintFixture("- { menu: \"*\", code: 30mm }")
    let codes = try #require(exact.sheets().first).flatMap(\.codes)
    #expect(codes.allSatisfy { abs($0.frame.width - 30) < 0.001 })
  }

  @Test func titlesThatDoNotFitAreLeftOutWhereAllowed() throws {
    let long = String(repeating: "Incomprehensibilities", count: 4)
    let links = Self.menu + "\n- { id: long, title: \(long) }"
    let refused = try PrintFixture("- { menu: \"*\" }", links: links)
    #expect(refused.checks.contains("error title-does-not-fit"), "\(refused.texts)")
    let allowed = try PrintFixture("- { menu: \"*\", allow: [title] }", links: links)
    #expect(allowed.checks.contains("warning links-left-out"))
    #expect(try allowed.ids().joined().count == 16)
  }

  @Test func onlyChangedHasNoUse() throws {
    let fixture = try PrintFixture("- { board: [counter, tea], only: changed }")
    #expect(
      fixture.texts.contains {
        $0.hasSuffix(
          "only does nothing on board [key-without-use]\n  hint: delete it: a sheet with several codes is printed whole"
        )
      }, "\(fixture.texts)")
  }

  @Test func stampsAreOnEachRow() throws {
    let fixture = try PrintFixture("- { menu: \"*\", stamp: true }", links: Self.menu)
    let texts = try #require(fixture.sheets().first).flatMap { sheet in
      sheet.content(on: sheet.codes.map(\.piece)).map(\.words)
    }
    #expect(texts.allSatisfy { words in words.last.map { $0.count == 4 } == true }, "\(texts)")
  }
}
