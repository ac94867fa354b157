import Editing
import Foundation
import Support
import TestSupport
import Testing

@Suite struct ConfigTextTests {
  /// A text, a place, a value, and the text with the value in the place.
  @Test(arguments: [
    ("a: 1 # one\nb: 2\n", ["a"], "3", "a: 3 # one\nb: 2\n"),
    ("a: 1 # one\nb: 2\n", ["a"], "x: y", "a: \"x: y\" # one\nb: 2\n"),
    ("a: 'it''s'\n", ["a"], "it's 2", "a: 'it''s 2'\n"),
    ("a: \"x\"\n", ["a"], "说 \"好\"", "a: \"说 \\\"好\\\"\"\n"),
    (
      "site: { title: 茶, language: en } # s\n", ["site", "title"], "新 茶",
      "site: { title: 新 茶, language: en } # s\n"
    ),
    ("site: { title: 茶 }\n", ["site", "title"], "a, b", "site: { title: \"a, b\" }\n"),
    ("site: { title: 茶 }\n", ["site", "time_zone"], "UTC", "site: { title: 茶, time_zone: UTC }\n"),
    (
      "site:\n  title: 茶 # t\n\n# end\n", ["site", "language"], "en",
      "site:\n  title: 茶 # t\n  language: en\n\n# end\n"
    ),
    ("site:\n  title:\nb: 1\n", ["site", "title"], "x", "site:\n  title: x\nb: 1\n"),
    ("a: 1\r\nb: 2\r\n", ["c"], "3", "a: 1\r\nb: 2\r\nc: 3\r\n"),
    ("a: 1", ["b"], "null", "a: 1\nb: \"null\""),
    ("\u{FEFF}a: 1\n", ["a"], "2", "\u{FEFF}a: 2\n"),
  ])
  func setsOneValue(before: String, path: [String], value: String, after: String) throws {
    let text = try ConfigText(Array(before.utf8))
    let changed = try text.setting(value, at: path.map { .key($0) })
    #expect(String(decoding: changed.bytes, as: UTF8.self) == after)
  }

  @Test(arguments: [
    (
      "links:\n  - id: a # one\n    title: A\n\n  # two\n  - id: b\nprint: []\n",
      "links:\n  - id: a # one\n    title: A\n\n  # two\n  - id: b\n  - id: c\n    title: C D\nprint: []\n"
    ),
    (
      "links:\n  - id: a\n\n  - id: b # last\n\n# end\n",
      "links:\n  - id: a\n\n  - id: b # last\n\n  - id: c\n    title: C D\n\n# end\n"
    ),
    ("links:\n- { id: a } # one\n", "links:\n- { id: a } # one\n- { id: c, title: C D }\n"),
    ("links: [{ id: a }]\n", "links: [{ id: a }, { id: c, title: C D }]\n"),
    ("links: []\n", "links: [{ id: c, title: C D }]\n"),
    ("site: { title: T }\n", "site: { title: T }\n\nlinks:\n  - id: c\n    title: C D\n"),
    (
      "links:\n  - id: a\n    note: |\n      one\n      two\n",
      "links:\n  - id: a\n    note: |\n      one\n      two\n  - id: c\n    title: C D\n"
    ),
  ])
  func appendsAnItemInTheStyleOfTheList(before: String, after: String) throws {
    let text = try ConfigText(Array(before.utf8))
    let changed = try text.appending(
      [NewValue.Field("id", .text("c")), NewValue.Field("title", .text("C D"))], to: "links")
    #expect(changed.text == after)
  }

  @Test(arguments: [
    ("a: |\n  b\n", ["a"]), ("a: [1]\n", ["a"]), ("a: x\n  y\n", ["a"]), ("a: 1\n", ["a", "b"]),
    ("a: 1\n", ["b", "c"]),
  ])
  func leavesAloneWhatItCannotExpress(before: String, path: [String]) throws {
    let text = try ConfigText(Array(before.utf8))
    #expect(throws: EditRefusal.notAText) {
      try text.setting("2", at: path.map { .key($0) })
    }
  }

  @Test(arguments: [
    "- a\n", "a: *b\n", "a: &b 1\n", "a: [\n", "", "a: 1\n---\nb: 2\n", "a: !x 1\n",
  ])
  func refusesWhatNoConfigIs(text: String) {
    #expect(throws: EditRefusal.unreadable) { try ConfigText(Array(text.utf8)) }
  }

  /// Every text that a person can type is read back as it was.
  @Test func writesEveryTextSoThatItIsReadBack() throws {
    var random = SeededRandom(seed: 7)
    let signs = Array(
      "ab 01-_./:#,[]{}'\"\\|>&*!%@`?=~+茶桌，：“”\t\n\r\u{7}\u{85}\u{2028}\u{FEFF}é".unicodeScalars)
    for style in ["a: x\n", "a: 'x'\n", "a: \"x\"\n", "{ a: x }\n", "b: { a: x }\n"] {
      let text = try ConfigText(Array(style.utf8))
      for _ in 0..<2000 {
        var value = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &random) {
          value.append(signs.randomElement(using: &random) ?? "a")
        }
        let path: [PathStep] = style.hasPrefix("b") ? ["b", "a"] : ["a"]
        let changed = try text.setting(String(value), at: path)
        #expect(
          changed[path]?.text.map { Array($0.unicodeScalars) } == Array(value), "\(style) \(value)")
      }
    }
  }

  @Test func showsWhatIsDifferent() {
    let diff = LineDiff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n")
    #expect(
      diff.lines == [
        .same("2"), .same("3"), .same("4"), .removed("5"), .added("five"), .same("6"), .same("7"),
        .same("8"),
      ])
    #expect(LineDiff("a\n", "a\nb\n").lines == [.same("a"), .added("b")])
    #expect(LineDiff("a\na\n", "a\n").lines == [.same("a"), .removed("a")])
    #expect(LineDiff("a\n", "a\n").lines.isEmpty)
    let many = (0..<20).map { "\($0)\n" }.joined()
    let apart = many.replacing("\n3\n", with: "\nx\n").replacing("\n15\n", with: "\ny\n")
    #expect(LineDiff(many, apart).lines.filter { $0 == .omitted(5) }.count == 1)
  }

  @Test(arguments: [
    "merchants:\n  shop:\n    name: Tea\n    tokens:\n      main: realtoken # mine\n    appkey: APPKEY\n",
    "merchants:\n  shop: { name: Tea, appkey: APPKEY,\n    tokens: { main: realtoken,\n      other: realtoken } }\n",
    "merchants:\n  shop:\n    name: Tea\n    ? tokens\n    : main:\n        realtoken\n    appkey:\n      APPKEY\n",
    "merchants: { shop: { name: Tea, \"to\\x6bens\": { main: realtoken }, appkey: 'APPKEY' } }\n",
  ])
  func showsNoAppkeyOrTokenInADiff(merchants: String) throws {
    let text = merchants.replacing("APPKEY", with: "00112233445566778899aabbccddeeff")
    let old = try ConfigText(Array((text + "site:\n  title: A\n").utf8))
    let new = try old.setting("B", at: ["site", "title"])
      .setting("Coffee", at: ["merchants", "shop", "name"])
    let shown = "\(old.diff(to: new).lines)"
    #expect(shown.contains("Coffee") || !merchants.contains("name: Tea\n"))
    #expect(!shown.contains("realtoken") && !shown.contains("00112233"), "\(shown)")
  }
}

/// Numbers that are the same in every run (SplitMix64; Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
