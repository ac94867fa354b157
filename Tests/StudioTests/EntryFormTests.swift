import Catalog
import Editing
import GatePay
import Support
import TestSupport
import Testing

@testable import Studio

/// The forms for what the config has: tables, print jobs, accounts.
@Suite struct EntryFormTests {
  private static let config = """
    merchants:
      lake:   # the house
        name: Lake
        appkey: 0123456789abcdef0123456789abcdef   # a sample
        tokens: { main: sampletoken, bar: othertoken }
      bay: { name: Bay, appkey: "${BAY}", tokens: { main: abc } }
    links:
      - id: tea
        title: Tea
      # Tables.
      - id: table-{n}   # all
        each: { n: 01..12 }
        title: "Table {n}"
      - { id: "{a}-{b}", each: { a: 1..2, b: [x, y] }, title: T }
      - { id: "w-{w}", each: { w: [x, y] }, title: T }
    print:
      - poster: [tea, 'table-01']   # on the door
        paper: A5
      - { tent: table-*, name: tents, language: [zh-CN, en] }
      - { words: none }
      - poster:
          - tea   # first
          - table-02
        design: bold
        paper: "${PAPER}"
      - labels: "*"
        stock: avery-l7160
      - { plate: table-*, size: 90x130 }
    """

  private static func text() throws -> ConfigText { try ConfigText(Array(config.utf8)) }

  private static func applied(
    _ fields: [(String, String)], to text: ConfigText
  ) throws -> String {
    let form = FormFields(fields.map { FormFields.Field($0.0, $0.1) })
    return try #require(EditAction(form)).apply(to: text).text
  }

  @Test func changesTablesThatThereAre() throws {
    let text = try Self.text()
    let forms = TablesForm.all(in: text)
    // Two fields, or values that are no numbers, have none.
    #expect(forms.map(\.id) == ["table-{n}"])
    let form = try #require(forms.first)
    #expect((form.first, form.last, form.title) == ("01", "12", "Table {n}"))
    let changed = try Self.applied(
      [("action", "tables"), ("first", "01"), ("last", "20"), ("title", "桌 {n} ${X}")]
        + form.place.fields.map { ($0.name, $0.value) }, to: text)
    #expect(
      changed
        == Self.config.replacing("01..12", with: "01..20")
        .replacing("\"Table {n}\"", with: "\"桌 {n} $${X}\""))
    let meanwhile = try ConfigText(
      Array(Self.config.replacing("01..12", with: "01..13").utf8))
    #expect(throws: EditRefusal.changedMeanwhile) {
      try EditAction.tables(form.place, first: "01", last: "20", title: "T")
        .apply(to: meanwhile)
    }
  }

  /// Titles of tables that do not tell them apart.
  @Test(arguments: ["Table", "Table {{n}}", "Table {m}", "Table n", ""])
  func refusesTablesThatLookAlike(title: String) throws {
    let text = try Self.text()
    let form = try #require(TablesForm.all(in: text).first)
    #expect(throws: EditRefusal.missingField("n")) {
      try EditAction.newTables(first: "1", last: "3", title: title).apply(to: text)
    }
    #expect(throws: EditRefusal.missingField("n")) {
      try EditAction.tables(form.place, first: "01", last: "03", title: title).apply(to: text)
    }
  }

  /// A title that somebody wrote so in the file is no obstacle to more tables.
  @Test func leavesTitlesThatNobodyChanges() throws {
    let text = try ConfigText(
      Array("links: [{ id: \"t-{n}\", each: { n: 1..3 }, title: Table }]\n".utf8))
    let form = try #require(TablesForm.all(in: text).first)
    let changed = try EditAction.tables(form.place, first: "1", last: "4", title: "Table")
      .apply(to: text)
    #expect(changed.text.contains("n: 1..4"))
  }

  @Test(arguments: [
    "tea cake", "tea,cake", "tea， cake", "tea、cake", "tea;cake", " tea ； cake ", "tea\tcake",
    "tea\u{3000}cake", "tea\r\ncake",
  ])
  func readsListsAsAnyKeyboardWritesThem(text: String) {
    #expect(JobForm.words(text) == ["tea", "cake"])
  }

  /// The fields of a form, and the config as it is then.
  @Test(arguments: [
    ("poster-1", ["links": "tea"], "poster: [tea, 'table-01']", "poster: [tea]"),
    (
      "poster-1", ["links": "table-* table-01"], "poster: [tea, 'table-01']",
      "poster: [\"table-*\", 'table-01']"
    ),
    ("poster-1", ["paper": "A4 landscape"], "paper: A5", "paper: A4 landscape"),
    ("poster-1", ["design": "seal"], "paper: A5", "paper: A5\n    design: seal"),
    ("tents", ["language": "en"], "[zh-CN, en]", "[en]"),
    ("tents", ["language": "en zh-CN"], "[zh-CN, en]", "[en, zh-CN]"),
    ("tents", ["paper": "A4"], "[zh-CN, en] }", "[zh-CN, en], paper: A4 }"),
    ("labels-1", ["stock": "avery-l7163"], "avery-l7160", "avery-l7163"),
    ("plate-1", ["size": "100x100"], "90x130", "100x100"),
    ("poster-2", ["design": "night"], "bold", "night"), ("poster-1", [:], "", ""),
    ("poster-1", ["design": "classic"], "", ""),
  ])
  func changesPrintJobsThatThereAre(
    name: String, fields: [String: String], old: String, new: String
  ) throws {
    let text = try Self.text()
    let form = try #require(JobForm.find(name, in: text))
    let changed = try Self.applied(
      [("action", "job")] + fields.map { ($0.key, $0.value) }
        + form.shown.map { (TypedValue.field($0.name), $0.value) }
        + form.place.fields.map { ($0.name, $0.value) }, to: text)
    #expect(changed == (old.isEmpty ? Self.config : Self.config.replacing(old, with: new)))
  }

  @Test func leavesAloneWhatAFormCannotSay() throws {
    let text = try Self.text()
    let form = try #require(JobForm.find("poster-2", in: text))
    // A list with comments, and a variable.
    #expect(form.values == [.design: ["bold"], .language: []])
    #expect(throws: EditRefusal.notAText) {
      try EditAction.job(form.place, [.links: ["tea"]]).apply(to: text)
    }
    #expect(JobForm.find("poster-3", in: text) == nil && JobForm.find("words-1", in: text) == nil)
    // A list that cannot be typed, with a blank in a tag.
    let tags = try ConfigText(
      Array("print:\n  - { plate: \"tag:hot drinks\", design: bold }\n".utf8))
    #expect(JobForm.find("plate-1", in: tags)?.values[.links] == nil)
  }

  @Test func takesAppkeyAndTokens() throws {
    let text = try Self.text()
    #expect(AccountForm("bay", in: text) == nil && AccountForm("none", in: text) == nil)
    let form = try #require(AccountForm("lake", in: text))
    #expect(form.tokens == ["main", "bar"] && form.isSample)
    let fields = [
      ("key", "lake"), ("appkey", " 00112233445566778899aabbccddeeff "),
      (AccountForm.Change.field("main"), "ownmaintoken"), (AccountForm.Change.field("bar"), ""),
      (AccountForm.Change.field("none"), "x"),
    ]
    let change = AccountForm.Change(FormFields(fields.map { FormFields.Field($0.0, $0.1) }))
    let changed = try EditAction.account(change).apply(to: text)
    #expect(
      changed.text
        == Self.config.replacing(
          "0123456789abcdef0123456789abcdef", with: "00112233445566778899aabbccddeeff"
        ).replacing("sampletoken", with: "ownmaintoken"))
    #expect(AccountForm("lake", in: changed)?.isSample == false)
    // What is different names neither.
    let shown = "\(text.diff(to: changed).lines)"
    #expect(!shown.contains("ownmaintoken") && !shown.contains("00112233"))
    var other = change
    other.merchant = "bay"
    #expect(throws: EditRefusal.notAText) { try EditAction.account(other).apply(to: text) }
  }
}
