import Catalog
import Support
import TestSupport
import Testing

@testable import Editing

/// Entries as lines of the file.
@Suite struct ConfigEntryTests {
  private static let config = """
    # The shop.
    site: { title: Lake }
    links:
      # Tables.
      - id: table-{n}   # all
        each: { n: 01..12 }
        title: Table {n}

      - { id: cake, title: Cake } # one line
      - id: note
        note: |
          one

          two
    print: [{ poster: cake }, { labels: "*" }]
    # The end.
    """

  private static func text(_ text: String = config) throws -> ConfigText {
    try ConfigText(Array(text.utf8))
  }

  @Test func showsWholeLinesWithTheirNumbers() throws {
    let text = try Self.text()
    let tables = try #require(text.entry(0, of: "links"))
    #expect(tables.firstLine == 5 && tables.lastLine == 7 && tables.canBeChanged)
    #expect(tables.lines[0] == "  - id: table-{n}   # all")
    let cake = try #require(text.entry(1, of: "links"))
    #expect(cake.text == "  - { id: cake, title: Cake } # one line" && cake.canBeChanged)
    let note = try #require(text.entry(2, of: "links"))
    #expect((note.firstLine, note.lastLine) == (10, 14) && note.canBeChanged)
    // Two jobs on one line.
    let job = try #require(text.entry(1, of: "print"))
    #expect(job.firstLine == 15 && !job.canBeChanged)
    #expect(text.entry(3, of: "links") == nil && text.entry(0, of: "prices") == nil)
    #expect(text.indexOfEntry(line: 5, column: 5, in: "links") == 0)
    #expect(text.indexOfEntry(line: 9, column: 5, in: "links") == 1)
    #expect(text.indexOfEntry(line: 6, column: 5, in: "links") == nil)
    #expect(text.indexOfEntry(line: 15, column: 27, in: "print") == 1)
  }

  @Test(arguments: ["\n", "\r\n"])
  func replacesTheLinesOfOneEntry(newline: String) throws {
    let text = try Self.text(Self.config.replacing("\n", with: newline))
    let entry = try #require(text.entry(0, of: "links"))
    // As a browser sends it.
    let typed = "  - id: table-{n}   # all\r\n    each: { n: 01..20 }\r\n    title: T {n}\r\n\r\n"
    let (bytes, diff) = try text.replacing(entry.place, by: typed)
    let wanted = Self.config.replacing("01..12", with: "01..20")
      .replacing("Table {n}", with: "T {n}").replacing("\n", with: newline)
    #expect(String(decoding: bytes, as: UTF8.self) == wanted)
    #expect(diff.lines.contains(.added("    title: T {n}")))
    // The same lines are no change.
    #expect(try text.replacing(entry.place, by: entry.text).bytes == text.bytes)
  }

  @Test(arguments: [
    (1, "  - id: a\n  - id: b"), (1, ""), (1, "  # nothing"), (1, "  - word"),
    (2, "  - id: a\nprices: { tea: 1 }"), (2, "  - id: a\n  # b\nsite: { title: Mine }"),
  ])
  func refusesMoreOrLessThanOneEntry(index: Int, typed: String) throws {
    let text = try Self.text()
    let entry = try #require(text.entry(index, of: "links"))
    #expect(throws: EditRefusal.notOneEntry) { try text.replacing(entry.place, by: typed) }
  }

  /// A check says what is wrong, and where; so the lines are not refused here.
  @Test func takesLinesThatAreNotValid() throws {
    let text = try Self.text()
    let entry = try #require(text.entry(1, of: "links"))
    let (bytes, diff) = try text.replacing(entry.place, by: "  - { id: cake, title: \"Cake }")
    #expect(String(decoding: bytes, as: UTF8.self).contains("title: \"Cake }\n  - id: note"))
    #expect(diff.lines.contains(.added("  - { id: cake, title: \"Cake }")))
  }

  @Test func changesNoOtherEntryThanTheOneThatWasShown() throws {
    let entry = try #require(Self.text().entry(1, of: "links"))
    let other = try Self.text(
      Self.config.replacing("  - { id: cake", with: "  - id: new\n  - { id: cake"))
    #expect(throws: EditRefusal.changedMeanwhile) {
      try other.replacing(entry.place, by: "  - { id: cake, title: Pie }")
    }
    // Somebody's comment elsewhere does not matter.
    let more = try Self.text("# More.\n" + Self.config)
    let (bytes, _) = try more.replacing(entry.place, by: "  - { id: cake, title: Pie }")
    #expect(String(decoding: bytes, as: UTF8.self).contains("title: Pie }\n"))
  }

  @Test func showsNoSecret() throws {
    let text = try Self.text(
      """
      links:
        - id: a
          my_secret: hidden
          title: A
        - id: b
      """)
    let entry = try #require(text.entry(0, of: "links"))
    #expect(entry.lines == ["  - id: a", nil, "    title: A"] && !entry.canBeChanged)
    #expect(!entry.text.contains("hidden"))
    #expect(throws: EditRefusal.notAText) { try text.replacing(entry.place, by: "  - id: a") }
    #expect(text.entry(1, of: "links")?.canBeChanged == true)
  }

  /// A text or a list, words, and the text with the words in its place.
  @Test(arguments: [
    ("print:\n  - poster: tea # one\n", ["tea"], nil),
    ("print:\n  - poster: tea # one\n", ["cake"], "print:\n  - poster: cake # one\n"),
    (
      "print:\n  - poster: tea # one\n", ["tea", "b*"],
      "print:\n  - poster: [tea, \"b*\"] # one\n"
    ),
    (
      "print:\n  - poster: ['tea', \"b\"] # one\n", ["c", "tea"],
      "print:\n  - poster: [c, 'tea'] # one\n"
    ),
    ("print:\n  - { poster: [tea] }\n", ["a"], "print:\n  - { poster: [a] }\n"),
    (
      "print:\n  - tent: a\n    paper: A5\n", ["a", "b"],
      "print:\n  - tent: a\n    paper: A5\n    poster: [a, b]\n"
    ),
  ])
  func setsAList(before: String, words: [String], after: String?) throws {
    let text = try Self.text(before)
    let changed = try text.setting(words, at: ["print", 0, "poster"])
    #expect(changed.text == after ?? before)
  }

  @Test(arguments: [
    "print:\n  - poster:\n      - tea # first\n      - cake\n",
    "print:\n  - poster: [tea,\n      cake]\n",
    "print:\n  - poster: { a: b }\n",
  ])
  func leavesListsOfSeveralLinesAlone(before: String) throws {
    let text = try Self.text(before)
    #expect(throws: EditRefusal.notAText) {
      try text.setting(["a", "b"], at: ["print", 0, "poster"])
    }
    #expect(text[["print", 0, "poster"]].map(text.words) == .some(nil))
  }
}
