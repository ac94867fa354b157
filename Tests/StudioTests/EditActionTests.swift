import Editing
import Foundation
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// What forms do to a shop, alternating with an editor.
@Suite struct EditActionTests {
  private static let config = """
    # The shop of the tests.   Two blanks stay.
    site:
      title:  湖畔茶馆   # the title
      language: zh-CN

    merchants:
      lakeside: { name: '湖畔', appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }

    prices: { tea: 12.00, "cake": 28.50 }   # both

    links:
      # The first.
      - id: tea
        title: "龙井"   # a tea
        price: tea
        stable: true
      - { id: cake, title: Cake, price: cake, stable: true, custom: cake }

      - id: open
        title: Open

    print:
      - poster: [tea, cake]   # on the door
        paper: A5
    # The end.
    """

  /// 200 changes, by turns of a form and by hand: the YAML stays valid, comments stay, undoing gives the
  /// bytes back, and a build in the same folder equals one in a new folder.
  @Test func twoHundredChangesKeepCommentsAndGiveTheSiteOfACleanBuild() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config + "\n", to: "paypress.yml")
    let path = "\(folder.path)/paypress.yml"
    let editor = ConfigEditor(path)
    var random = SeededRandom(seed: 2026)
    var madeCount = 0
    for step in 0..<200 {
      let before = try folder.text("paypress.yml")
      if step % 2 == 0 {
        let action = Self.action(step, &random)
        let change: ConfigEditor.Change = { text throws(EditRefusal) in try action.apply(to: text) }
        do {
          try await editor.make(change, on: try await editor.propose(change).basis)
          madeCount += 1
        } catch ConfigEditor.Refusal.edit(.notAText) {
          #expect(try folder.text("paypress.yml") == before)
        }
        let after = try folder.text("paypress.yml")
        #expect(Self.comments(after) == Self.comments(before), "\(action)\n\(after)")
        if step % 10 == 0, after != before {
          try await editor.undo()
          #expect(try folder.text("paypress.yml") == before)
        }
      } else {
        try folder.write(Self.editedByHand(before, step, &random), to: "paypress.yml")
      }
      try await Self.expectCleanBuild(path, in: folder, step)
    }
    #expect(madeCount > 80)
  }

  private static func action(_ step: Int, _ random: inout SeededRandom) -> EditAction {
    let titles = ["茶：一杯", "It's \"new\"", "Plain", "#1 & <b>", "a, b", "{ x", "100% 好", " - x"]
    let title = titles.randomElement(using: &random) ?? "x"
    let price = "\(Int.random(in: 1...99, using: &random)).50"
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .title(title.replacing("{", with: "("))
    case 1: return .merchant(key: "lakeside", name: title)
    case 2:
      return .price(name: ["tea", "cake"].randomElement(using: &random) ?? "tea", amount: price)
    case 3, 4:
      let id = ["tea", "cake"].randomElement(using: &random) ?? "tea"
      return .link(id: id, title: title.replacing("{", with: "("), price: price)
    case 5:
      return .newLink(id: "new-\(step)", title: title.replacing("{", with: "("), price: price)
    case 6: return .newTables(first: "0\(1)", last: "03", title: "{n} 号桌 \(step)").renamed(step)
    default: return .newPoster(links: ["tea"], paper: "A6", design: "seal")
    }
  }

  /// As a person does it: a comment here, a price there, an empty line.
  private static func editedByHand(
    _ text: String, _ step: Int, _ random: inout SeededRandom
  ) -> String {
    var lines = text.components(separatedBy: "\n")
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let starts = lines.indices.filter { lines[$0].hasPrefix("  - ") }
      lines.insert("  # by hand \(step)", at: starts.randomElement(using: &random) ?? 0)
    case 1: lines.insert("", at: lines.count - 1)
    default:
      if let index = lines.firstIndex(where: { $0.hasPrefix("prices:") }) {
        lines[index] = "prices: { tea: \(step).25, \"cake\": 28.50 }   # both, and \(step)"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The comments, by a reader of its own: from a number sign at the start or after a blank, outside of
  /// quotes.
  private static func comments(_ text: String) -> [String] {
    text.components(separatedBy: "\n").compactMap { line in
      var quote: Character?
      var last: Character = " "
      for index in line.indices {
        let character = line[index]
        if let open = quote {
          if character == open && last != "\\" { quote = nil }
        } else if character == "#" && last == " " {
          return String(line[index...])
        } else if (character == "\"" || character == "'") && " [{,:".contains(last) {
          quote = character
        }
        last = character
      }
      return nil
    }
  }

  private static func expectCleanBuild(
    _ config: String, in folder: TemporaryFolder, _ step: Int
  ) async throws {
    func build(into name: String) async throws -> [String: Data] {
      let sink = FindingSink()
      let site = try Site.check(config, environment: [:], into: sink)
      let errors = sink.findings.filter { $0.severity == .error }.map { $0.text(in: .english) }
      let text = try folder.text("paypress.yml")
      let checked = try #require(site, "step \(step): \(errors) \(text)")
      _ = try await checked.build(
        into: "\(folder.path)/\(name)", jobs: 1, isPreview: true
      ) { _ in }
      return try folder.files(below: name, skipping: ".paypress")
    }
    let kept = try await build(into: "kept")
    #expect(try await build(into: "clean") == kept, "step \(step)")
    try FileManager.default.removeItem(atPath: "\(folder.path)/clean")
  }
}

extension EditAction {
  /// The tables of a step, whose ids no other step has.
  fileprivate func renamed(_ step: Int) -> EditAction {
    guard case .newTables(_, _, let title) = self else { return self }
    return .newTables(first: "\(step * 10 + 1000)", last: "\(step * 10 + 1002)", title: title)
  }
}
