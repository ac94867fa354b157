import Catalog
import GatePay
import Pages
import Support
import TestSupport
import Testing

@testable import Editing
@testable import Studio

/// What is removed from a config, by its text and by forms.
@Suite struct ConfigRemovalTests {
  private static func text(_ text: String) throws -> ConfigText {
    try ConfigText(Array(text.utf8))
  }

  /// A text, what is removed, and the text without it.
  @Test(
    arguments: [
      (
        "links:\n  # One.\n  - id: a # a\n    title: A\n  # Two.\n  - id: b\nprint: x\n",
        ["links", 0], "links:\n  # One.\n  # Two.\n  - id: b\nprint: x\n"
      ),
      (
        "links:\n  - id: a\n\n  - id: b\n\n  - id: c\n", ["links", 1],
        "links:\n  - id: a\n\n  - id: c\n"
      ),
      ("links:\n  - id: a\n\n  - id: b\n\n# end\n", ["links", 1], "links:\n  - id: a\n\n# end\n"),
      ("links:\n- { id: a }\n- { id: b } # b", ["links", 1], "links:\n- { id: a }\n"),
      (
        "links:\n  - id: a\n    note: |\n      one\n\n      two\n  - id: b\n", ["links", 0],
        "links:\n  - id: b\n"
      ),
      (
        "links: [{ id: a }, { id: b }, { id: c }]\n", ["links", 0],
        "links: [{ id: b }, { id: c }]\n"
      ),
      (
        "links: [{ id: a }, { id: b }, { id: c }]\n", ["links", 1],
        "links: [{ id: a }, { id: c }]\n"
      ),
      ("links: [\n  { id: a },\n  { id: b }\n]\n", ["links", 1], "links: [\n  { id: a }\n]\n"),
      ("prices: { tea: 1, \"b\": 2 } # both\n", ["prices", "b"], "prices: { tea: 1 } # both\n"),
      ("prices:\n  tea: 1 # t\n  pot: 2\n", ["prices", "tea"], "prices:\n  pot: 2\n"),
      (
        "a: 1\r\nprices:\r\n  tea: 1\r\n  pot: 2\r\n", ["prices", "pot"],
        "a: 1\r\nprices:\r\n  tea: 1\r\n"
      ),
      // Nothing may be empty.
      ("a: 1\nprint:\n  - { poster: a }\nb: 2\n", ["print", 0], "a: 1\nb: 2\n"),
      ("a: 1\n\nprint:\n  - { poster: a }\n", ["print", 0], "a: 1\n"),
      ("a: 1\nprint: [{ poster: a }] # p\nb: 2\n", ["print", 0], "a: 1\nb: 2\n"),
      ("a: 1\nprices: { tea: 1 }\n", ["prices", "tea"], "a: 1\n"),
      (
        "a: 1\nprint: # jobs\n  # The door.\n  - poster: a # p\n    paper: A5\n# end\n",
        ["print", 0], "a: 1\n  # The door.\n# end\n"
      ),
      ("{ a: 1, print: [{ poster: a }] }\n", ["print", 0], "{ a: 1 }\n"),
      (
        "links:\n  - id: a\n    price: 1 # p\n    stable: true\n", ["links", 0, "price"],
        "links:\n  - id: a\n    stable: true\n"
      ),
      ("\u{FEFF}a: 1\nb: 2\n", ["b"], "\u{FEFF}a: 1\n"),
    ] as [(String, [PathStep], String)])
  func removesOneThing(before: String, path: [PathStep], after: String) throws {
    let changed = try Self.text(before).removing(path)
    #expect(String(decoding: changed.bytes, as: UTF8.self) == after)
  }

  /// What shares its lines with something else, or is not there.
  @Test(
    arguments: [
      ("links:\n  - price: 1\n    id: a\n", ["links", 0, "price"]),
      ("links: [{ id: a }, # one\n  { id: b }]\n", ["links", 1]),
      ("print: [\n  # The door.\n  { poster: a }\n]\na: 1\n", ["print", 0]),
      ("links:\n  - id: a\n", ["links", 1]), ("a: 1\n", ["prices", "tea"]), ("a: 1\n", ["a"]),
      ("links: [{ id: a }]\n", ["links", 1]),
      ("a: 1\n? b\n: 2\n", ["b"]),
    ] as [(String, [PathStep])])
  func leavesAloneWhatIsNotAlone(before: String, path: [PathStep]) throws {
    let text = try Self.text(before)
    #expect(throws: EditRefusal.self) { try text.removing(path) }
  }

  private static let config = """
    # The shop.
    site: { title: Lake, language: en, base_url: "https://pay.example.com/" }
    merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: abc } } }
    prices:
      pot: 30   # for two
      cup: 12
    links:
      # Green.
      - id: tea
        title: Tea
        price: cup
        stable: true
        tags: [hot, "green tea"]
      - { id: cake, title: Cake, price: 5, stable: true, custom: c, tags: [food, sweet] }
      - { id: "t-{n}", each: { n: 1..3 }, title: "T {n}" }
    print:
      - { poster: tea, paper: A5 }   # on the door

    """

  private static func applied(_ fields: [(String, String)], to config: String = config) throws
    -> String
  {
    let form = FormFields(fields.map { FormFields.Field($0.0, $0.1) })
    return try #require(EditAction(form)).apply(to: text(config)).text
  }

  private static func place(_ index: Int, _ list: String) throws -> [(String, String)] {
    try #require(text(config).place(of: index, in: list)).fields.map { ($0.name, $0.value) }
  }

  private static func seen(_ path: [PathStep]) throws -> String {
    try #require(try text(config).identity(of: path))
  }

  @Test func buttonsOfFormsRemoveEntriesAndValues() throws {
    let remove = [("remove", "1")]
    let cases: [([(String, String)], String)] = [
      (
        try [("action", "remove")] + Self.place(1, "links"),
        "  - { id: cake, title: Cake, price: 5, stable: true, custom: c, tags: [food, sweet] }\n"
      ),
      // The fields of the form itself do not matter.
      (
        try [("action", "tables"), ("first", ""), ("title", "x")] + Self.place(2, "links"),
        "  - { id: \"t-{n}\", each: { n: 1..3 }, title: \"T {n}\" }\n"
      ),
      (
        try [("action", "remove")] + Self.place(0, "print"),
        "print:\n  - { poster: tea, paper: A5 }   # on the door\n"
      ),
      (
        [("action", "price"), ("name", "pot"), ("seen", try Self.seen(["prices", "pot"]))],
        "  pot: 30   # for two\n"
      ),
    ]
    for (fields, gone) in cases {
      #expect(try Self.applied(fields + remove) == Self.config.replacing(gone, with: ""))
    }
  }

  /// Nothing else goes in its place, and no other part of the config has a button.
  @Test func removesOnlyWhatTheFormShowed() throws {
    let other = Self.config.replacing("30   # for two", with: "31   # for two")
      .replacing("  - { id: cake", with: "  - { id: new, title: New }\n  - { id: cake")
    let price = [
      ("action", "price"), ("name", "pot"), ("seen", try Self.seen(["prices", "pot"])),
      ("remove", "1"),
    ]
    for fields in [price, try [("remove", "1")] + Self.place(1, "links")] {
      #expect(throws: EditRefusal.changedMeanwhile) { try Self.applied(fields, to: other) }
    }
    for fields in [
      [("remove", "1")], [("remove", "1"), ("action", "title"), ("seen", "x")],
      [("remove", "1"), ("list", "merchants"), ("index", "0"), ("seen", "x")],
      [("remove", "1"), ("action", "price"), ("name", "pot")],
    ] {
      #expect(EditAction(FormFields(fields.map { FormFields.Field($0.0, $0.1) })) == nil)
    }
  }

  /// What a form empties goes from the file: a price with its lock, and tags.
  @Test func emptiedFieldsRemoveTheirKeys() throws {
    func link(_ id: String, _ fields: [(String, String)]) throws -> String {
      let title = id == "tea" ? "Tea" : "Cake"
      let price = id == "tea" ? "12" : "5"
      let all = [
        ("action", "link"), ("id", id), ("was-title", title), ("was-price", price),
      ]
      let rest = [("title", title), ("price", price)].filter { field in
        !fields.contains { $0.0 == field.0 }
      }
      return try Self.applied(all + fields + rest)
    }
    // Its price has a name, which others may use; the lock has nothing to lock any more.
    #expect(
      try link("tea", [("price", "")])
        == Self.config.replacing("    price: cup\n    stable: true\n", with: ""))
    // The lock of another value stays.
    #expect(
      try link("cake", [("price", "")]) == Self.config.replacing("price: 5, stable", with: "stable")
    )
    let tags = ("was-tags", "food sweet")
    #expect(
      try link("cake", [tags, ("tags", "")])
        == Self.config.replacing(", tags: [food, sweet]", with: ""))
    #expect(
      try link("cake", [tags, ("tags", "sweet、new")])
        == Self.config.replacing("[food, sweet]", with: "[sweet, new]"))
    // Tags with blanks cannot be typed so.
    #expect(try LinkForm.find("tea", in: Self.text(Self.config)).get().tags == nil)
  }

  @Test func changesTheSettingsOfTheSite() throws {
    let form = try #require(SiteForm(in: Self.text(Self.config)))
    #expect(
      form.values == [.language: "en", .address: "https://pay.example.com/", .zone: ""])
    func site(_ fields: [String: String]) throws -> String {
      let was = form.shown.map { (TypedValue.field($0.name), $0.value) }
      let now = form.shown.map { ($0.name, fields[$0.name] ?? $0.value) }
      return try Self.applied([("action", "site")] + was + now)
    }
    #expect(try site([:]) == Self.config)
    #expect(
      try site(["language": "zh-CN en"])
        == Self.config.replacing("language: en", with: "language: [zh-CN, en]"))
    #expect(
      try site(["base_url": ""])
        == Self.config.replacing(", base_url: \"https://pay.example.com/\"", with: ""))
    #expect(
      try site(["base_url": "https://other.example/${X}/", "time_zone": "Asia/Shanghai"])
        == Self.config.replacing(
          "\"https://pay.example.com/\"",
          with: "\"https://other.example/$${X}/\", time_zone: Asia/Shanghai"))
    // Variables and lists over several lines are left alone.
    let own = try Self.text(
      "site:\n  base_url: \"${URL}\"\n  language:\n    - en\n    - zh-CN\n  time_zone: UTC\n")
    #expect(SiteForm(in: own)?.values == [.zone: "UTC"])
  }

  @Test func findsTheFormOfAPlace() throws {
    let text = try Self.text(Self.config)
    func path(_ line: Int, _ column: Int = 1) -> [PathStep]? {
      text.path(atLine: line, column: column)
    }
    #expect(path(2, 9) == ["site", "title"] && path(2, 24) == ["site", "language"])
    #expect(path(5, 8) == ["prices", "pot"])
    #expect(path(3, 14) == ["merchants", "m"] && path(3, 19) == ["merchants", "m", "name"])
    #expect(path(3, 28) == ["merchants", "m", "appkey"])
    #expect(path(3, 72) == ["merchants", "m", "tokens"])
    #expect(
      path(9, 5) == ["links", 0] && path(12) == ["links", 0] && path(15, 7) == ["links", 2])
    #expect(path(17, 5) == ["print", 0] && path(1) == nil && path(99) == nil)
  }

  /// A place leads to the form that changes it, and to none where no form does.
  @Test func leadsFromAPlaceToItsForm() throws {
    let own = """
      site:
        title: { en: Lake, zh-CN: 湖 }
        base_url: "${URL}"
        language: en
      merchants:
        m:
          name: M
          appkey: 00112233445566778899aabbccddeeff
          tokens:
            t: abc
          defaults: { price: 5 }
        n: { name: { en: N, zh-CN: 恩 }, appkey: "${KEY}", tokens: { t: abcd } }
      prices: { pot: 30, cup: "${CUP}" }
      """
    func form(_ part: String) throws -> String? {
      let lines = own.split(separator: "\n", omittingEmptySubsequences: false)
      let number = try #require(lines.firstIndex { $0.contains(part) })
      let column = try #require(lines[number].firstRange(of: part)).lowerBound
      let text = try Self.text(own)
      return text.path(
        atLine: number + 1,
        column: lines[number].distance(from: lines[number].startIndex, to: column) + 1
      ).flatMap { EditDesk.form(at: $0, in: text) }
    }
    #expect(try form("language") == "edit#site" && form("title:") == nil)
    #expect(try form("base_url") == nil)
    #expect(try form("name: M") == "edit#merchant-m" && form("M") == "edit#merchant-m")
    #expect(try form("0011") == "edit#account-m" && form("t: abc") == "edit#account-m")
    #expect(try form("tokens:") == "edit#account-m" && form("{ price: 5") == nil)
    // Several languages, and variables.
    #expect(try form("恩") == nil && form("\"${KEY}") == nil && form("abcd") == nil)
    #expect(try form("30") == "edit#price-pot" && form("cup") == nil)
    // Each of them is on the page.
    let page = EditPage(
      visit: StudioVisit(
        base: "/", language: .english, run: "", state: StudioState(), hasPayments: false,
        canEdit: true), token: "", text: .success(try Self.text(own)), canUndo: false)
    let html = String(decoding: page.html().bytes, as: UTF8.self)
    for anchor in ["site", "merchant-m", "account-m", "price-pot"] {
      #expect(html.contains("id=\"\(anchor)\""))
    }
  }

  /// What is deleted is not always needed by something: the last row of a file, for example.
  @Test func saysNeutrallyWhyNothingIsDeleted() throws {
    let fields = [("action", "row"), ("remove", "1")].map { FormFields.Field($0.0, $0.1) }
    let problem = Problem(Sentence("no rows", "没有数据行"))
    for (language, words) in [
      (Language.english, "Without it, the site cannot be built:"),
      (.chinese, "删掉以后，站点无法构建："),
    ] {
      let page = DiffPage(
        visit: StudioVisit(
          base: "/", language: language, run: "", state: StudioState(), hasPayments: false,
          canEdit: true), token: "", fields: FormFields(fields),
        proposal: ProjectEditor.Proposal(files: [], basis: ""),
        findings: [StudioFinding(diagnostic: Diagnostic(.error, problem))])
      let html = String(decoding: page.html.bytes, as: UTF8.self)
      #expect(html.contains(words) && html.contains(problem.message.text(in: language)))
      #expect(!html.contains("needs it") && !html.contains("用到它"))
    }
  }

  /// Where somebody repeats a secret, in a comment or elsewhere, the line is closed.
  @Test func hidesSecretsWhereverTheyStand() throws {
    let old = try Self.text(
      """
      # token: RealToken99 (mine)
      merchants:
        shop:
          name: Tea
          appkey: 00112233445566778899aabbccddeeff
          tokens: { main: realtoken99 }   # do not share
      links:
        - id: a   # paid with realtoken99
          title: Tea
        - id: b
          title: Main
          my_secret: hiddenwords
        - id: c
          title: no hiddenwords here
      """)
    let shown = old.shownLines.compactMap { $0 }.joined(separator: "\n")
    for secret in ["ealtoken99", "00112233", "hiddenwords"] { #expect(!shown.contains(secret)) }
    #expect(shown.contains("title: Tea") && shown.contains("title: Main"))
    #expect(old.entry(0, of: "links")?.canBeChanged == false)
    #expect(old.entry(2, of: "links")?.lines == ["  - id: c", nil])
    // What was a secret until now is not shown beside the new one.
    let new = try old.setting("othertoken", at: ["merchants", "shop", "tokens", "main"])
      .setting("Coffee", at: ["links", 0, "title"])
    let diff = "\(old.diff(to: new).lines)"
    #expect(diff.contains("Coffee"))
    for secret in ["ealtoken99", "othertoken", "00112233"] { #expect(!diff.contains(secret)) }
    // Words of a few letters are parts of others.
    let short = try Self.text(
      "merchants: { m: { appkey: \"${KEY}\", tokens: { t: tea } } }\nsite: { title: Tea }\n"
    )
    #expect(short.shownLines.last == "site: { title: Tea }")
  }
}
