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
  }
}

@Suite struct ConfigEditorTests {
  private static let change: ConfigEditor.Change = { text throws(EditRefusal) in
    try text.setting("2", at: ["a"])
  }

  @Test func savesUndoesAndKeepsTheModeOfTheFile() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a: 1 # one\n", to: "real.yml")
    let path = "\(folder.path)/paypress.yml"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real.yml")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: "\(folder.path)/real.yml")
    let editor = ConfigEditor(path)
    let proposal = try await editor.propose(Self.change)
    #expect(proposal.diff.lines == [.removed("a: 1 # one"), .added("a: 2 # one")])
    #expect(try folder.text("real.yml") == "a: 1 # one\n")
    try await editor.make(Self.change, on: proposal.basis)
    #expect(try folder.text("real.yml") == "a: 2 # one\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/real.yml")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real.yml")
    #expect(await editor.canUndo)
    try await editor.undo()
    #expect(try folder.text("real.yml") == "a: 1 # one\n")
    #expect(await !editor.canUndo)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func losesNothingThatSomebodyElseWrote() async throws {
    let folder = try TemporaryFolder()
    let editor = ConfigEditor("\(folder.path)/paypress.yml")
    try folder.write("a: 1\n", to: "paypress.yml")
    let proposal = try await editor.propose(Self.change)
    try folder.write("a: 1\nb: by hand\n", to: "paypress.yml")
    await #expect(throws: ConfigEditor.Refusal.self) {
      try await editor.make(Self.change, on: proposal.basis)
    }
    #expect(try folder.text("paypress.yml") == "a: 1\nb: by hand\n")
    let second = try await editor.propose(Self.change)
    try await editor.make(Self.change, on: second.basis)
    try folder.write("a: 2\nb: by hand again\n", to: "paypress.yml")
    #expect(await !editor.canUndo)
    await #expect(throws: ConfigEditor.Refusal.self) { try await editor.undo() }
    #expect(try folder.text("paypress.yml") == "a: 2\nb: by hand again\n")
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
