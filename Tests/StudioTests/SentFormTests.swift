import Editing
import Foundation
import GatePay
import Pages
import Testing

@testable import Studio

/// Forms that were sent and not saved: nothing that somebody typed is lost.
@Suite struct SentFormTests {
  private static let config = """
    site: { title: Lake }
    merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: hiddentoken } } }
    prices: { pot: 30 }
    links:
      - { id: tea, title: Tea, price: 12, stable: true }
      - { id: "t-{n}", each: { n: 1..3 }, title: "T {n}" }
    print:
      - { poster: tea, paper: A5 }

    """

  private static let visit = StudioVisit(
    base: "/", language: .english, run: "", state: StudioState(), hasPayments: false, canEdit: true)

  /// The form of what was sent, for a config as it is by now.
  private static func form(_ fields: [(String, String)], in config: String) throws -> String? {
    let fields = FormFields(fields.map { FormFields.Field($0.0, $0.1) })
    var page = EditPage(
      visit: visit, token: "", text: .success(try ConfigText(Array(config.utf8))), canUndo: false)
    page.typed = fields
    return SentForm(page: page, fields: fields).markup
      .map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private static func place(_ index: Int, _ list: String) throws -> [(String, String)] {
    let text = try ConfigText(Array(config.utf8))
    return try #require(text.place(of: index, in: list)).fields.map { ($0.name, $0.value) }
  }

  /// An action, its fields, and what the one form that is shown holds.
  @Test(arguments: [
    (
      "new-link", ["id": "cake", "title": "Cake <1>", "price": "12,5"],
      ["cake", "Cake &lt;1&gt;", "12,5"]
    ),
    ("new-tables", ["first": "7", "last": "9", "title": "Seat"], ["7", "9", "Seat"]),
    ("new-price", ["name": "pot", "amount": "31"], ["pot", "31"]),
    ("title", ["title": "New", "was-title": "Lake"], ["New", "Lake"]),
    ("merchant", ["key": "m", "name": "N", "was-name": "M"], ["N", "M"]),
    ("price", ["name": "pot", "amount": "x", "was-amount": "30"], ["x", "30"]),
    (
      "link", ["id": "tea", "title": "Tee", "was-title": "Tea", "price": "y", "was-price": "12"],
      ["Tee", "y"]
    ),
    (
      "new-job", ["kind": "tent", "links": "a b", "paper": "A4", "design": "bold"], ["tent", "a b"]
    ),
  ])
  func showsWhatWasTyped(action: String, fields: [String: String], values: [String]) throws {
    let sent = fields.map { ($0.key, $0.value) } + [("action", action)]
    let html = try #require(try Self.form(sent, in: Self.config))
    for value in values { #expect(html.contains("value=\"\(value)\""), "\(value): \(html)") }
    #expect(html.components(separatedBy: "<form").count == 2, "\(html)")
  }

  @Test func keepsChoicesAndBoxes() throws {
    let job = try #require(
      try Self.form(
        [
          ("action", "new-job"), ("kind", "poster"), ("links", "x"), ("paper", "A6"),
          ("design", "seal"),
        ], in: Self.config))
    #expect(job.contains("value=\"seal\" required checked"))
    #expect(job.contains("value=\"A6\" required checked"))
    let link = [("action", "link"), ("id", "tea"), ("was-title", "Tea"), ("title", "Tea")]
    for (box, isChecked) in [([("lock", "on")], true), ([], false)] {
      let html = try #require(
        try Self.form(link + [("was-lock", isChecked ? "" : "on")] + box, in: Self.config))
      #expect(html.contains(" checked>") == isChecked, "\(html)")
    }
  }

  /// What only an editor changed is shown as it is by now, and stays so when the form is sent again.
  @Test func showsWhatAnEditorChangedMeanwhile() throws {
    let sent = [
      ("action", "link"), ("id", "tea"), ("was-title", "Tea"), ("title", "Tee"),
      ("was-price", "12"),
      ("price", "12"),
    ]
    let html = try #require(
      try Self.form(
        sent,
        in: Self.config.replacing("title: Tea, price: 12", with: "title: Cha, price: 13")))
    #expect(html.contains("name=\"title\" value=\"Tee\""))
    #expect(html.contains("name=\"was-title\" value=\"Cha\""))
    #expect(html.contains("name=\"price\" value=\"13\""))
  }

  /// Where the entry is another one by now, nothing typed goes to it: it can be copied.
  @Test func offersNoFormForAnotherEntry() throws {
    let sent =
      try [("action", "tables"), ("first", "1"), ("last", "8"), ("title", "Seat {n}")]
      + Self.place(1, "links")
    #expect(try Self.form(sent, in: Self.config)?.contains("value=\"Seat {n}\"") == true)
    let other = Self.config.replacing(
      "  - { id: tea", with: "  - { id: new, title: New }\n  - { id: tea")
    let html = try #require(try Self.form(sent, in: other))
    #expect(!html.contains("<form") && html.contains("Seat {n}"))
  }

  /// Secrets are on no page, and what is no form is not shown as one.
  @Test func showsNoSecrets() throws {
    let account = try #require(
      try Self.form([("action", "account"), ("kept", "1")], in: Self.config))
    #expect(account.contains("name=\"appkey\" value=\"\"") && !account.contains("hiddentoken"))
    #expect(try Self.form([("action", "first"), ("appkey", "mine")], in: Self.config) == nil)
    #expect(try Self.form([("action", "undo")], in: Self.config) == nil)
  }

  @Test func leadsBackToWhereTheFormWas() throws {
    let text = try ConfigText(Array(Self.config.utf8))
    func origin(_ fields: [(String, String)]) -> String {
      SentForm.origin(of: FormFields(fields.map { FormFields.Field($0.0, $0.1) }), in: text)
    }
    #expect(origin([("action", "link"), ("id", "tea")]) == "edit/tea")
    #expect(origin([("action", "row"), ("id", "mug-1")]) == "edit/mug-1")
    #expect(try origin([("action", "lines")] + Self.place(0, "links")) == "edit/tea")
    #expect(try origin([("action", "lines")] + Self.place(1, "links")) == "edit")
    #expect(try origin([("action", "lines")] + Self.place(0, "print")) == "job/poster-1")
    #expect(try origin([("action", "job")] + Self.place(0, "print")) == "job/poster-1")
    #expect(origin([("action", "new-link"), ("id", "x")]) == "edit")
    // Where the entry does not tell it, the form does; no other page.
    let tables = try [("action", "tables")] + Self.place(1, "links")
    #expect(origin(tables + [("from", "edit/t-2")]) == "edit/t-2")
    for path in ["//evil", "edit/..", "edit/%2e%2e", "edit/a/b", "site/x", "edit/", "https://x"] {
      #expect(origin(tables + [("from", path)]) == "edit", "\(path)")
    }
  }

  @Test func landsWhereOneWas() throws {
    func landing(_ fields: [(String, String)], in config: String = Self.config) throws -> String {
      EditPage.landing(
        after: FormFields(fields.map { FormFields.Field($0.0, $0.1) }),
        in: try ConfigText(Array(config.utf8)))
    }
    #expect(try landing([("action", "title")]) == "edit?saved=title#title")
    #expect(
      try landing([("action", "price"), ("name", "大 pot")])
        == "edit?saved=price-%E5%A4%A7%20pot#price-%E5%A4%A7%20pot")
    #expect(try landing([("action", "link"), ("id", "tea")]) == "edit/tea?saved")
    #expect(try landing([("action", "rows"), ("file", "x")]) == "edit?saved")
    #expect(try landing([("action", "price"), ("name", "pot"), ("remove", "1")]) == "edit?saved")
    // An entry that has another id by now.
    let lines = try [("action", "lines"), ("from", "edit/tea")] + Self.place(0, "links")
    #expect(
      try landing(lines, in: Self.config.replacing("id: tea", with: "id: cha")) == "edit/cha?saved")
    // The form that was saved says so, and nothing else does.
    var page = EditPage(
      visit: Self.visit, token: "", text: .success(try ConfigText(Array(Self.config.utf8))),
      canUndo: false)
    page.outcome = EditPage.Outcome("saved=price-pot")
    let html = String(decoding: page.html().bytes, as: UTF8.self)
    let parts = html.components(separatedBy: "The change is saved.")
    #expect(parts.count == 2 && parts[0].contains("id=\"price-pot\""))
    #expect(parts[0].components(separatedBy: "<form").last?.contains("price-pot") == true)
    #expect(EditPage.Outcome("first") == nil && EditPage.Outcome("") == nil)
    #expect(EditPage.Outcome("undone")?.kind == .undone)
  }
}
