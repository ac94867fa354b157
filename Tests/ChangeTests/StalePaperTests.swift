import Foundation
import TestSupport
import Testing

/// Which printed pieces are not right, in `diff` and at the end of a build: with place, date and id.
@Suite struct StalePaperTests {
  private static let config = """
    site: { title: Harbour Coffee, language: en, base_url: https://pay.example.com/ }
    merchants:
      harbour:
        name: Harbour Coffee
        appkey: 0f3704f3542b44a621ebed70dc0efe77
        tokens: { counter: qflknfokn }
    links:
      - { id: latte, title: Latte, price: 28.00, stable: true }
      - { id: mocha, title: Mocha, price: 32.00, stable: true, forward: true }
    print:
      - { poster: "*", name: posters, paper: A5 }

    """

  private let folder: TemporaryFolder
  /// The ids of the prints at the door and at the bar.
  private let door: String
  private let bar: String

  init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    try folder.write(Self.config, to: "paypress.yml")
    func mark(_ place: String, _ day: String) throws -> String {
      let result = try Tool.payPress(
        ["paper", "mark", "posters", "--place", place, "--date", day], in: folder.path)
      try #require(result.status == 0, "\(result.error)")
      return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    door = try mark("front door", "2026-11-02")
    bar = try mark("bar", "2026-11-03")
  }

  private func run(_ arguments: String..., language: String = "C") throws -> Tool.Result {
    let result = try Tool.payPress(
      arguments, in: folder.path, environment: ["LC_ALL": language])
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result
  }

  /// The old price of both goes up.
  private func raisePrices() throws {
    let config = Self.config.replacing("28.00", with: "30.00").replacing("32.00", with: "34.00")
    try folder.write(config, to: "paypress.yml")
  }

  /// The lines of some pieces at the door and at the bar, in the order of their ids.
  private func lines(_ line: (_ id: String, _ place: String, _ day: String) -> String) -> String {
    [(door, "front door", "2026-11-02"), (bar, "bar", "2026-11-03")].sorted { $0.0 < $1.0 }
      .map { line($0.0, $0.1, $0.2) + "\n" }.joined()
  }

  @Test func diffNamesThePiecesWithPlaceDateAndID() throws {
    try raisePrices()
    let wrong = lines { id, place, day in
      "wrong: 1 poster of \"latte\" (\(id)-1, \(place), \(day)): ¥28.00 → ¥30.00"
    }
    let forwarding = lines { id, place, day in
      "forwarding: 1 poster of \"mocha\" (\(id)-2, \(place), \(day)): ¥32.00 → ¥34.00"
    }
    #expect(
      try run("diff").text == """
        changes since output: 2 links changed
        Latte (latte): price 28.00 → 30.00: 1 page, 2 posters to reprint
        Mocha (mocha): price 32.00 → 34.00: 1 page, 2 posters forward
        in all: 2 pages, 2 posters to reprint, 2 posters forward

        """ + wrong + forwarding)
    let chinese = lines { id, place, day in
      "错误：\"latte\" 的 1 张海报（\(id)-1，\(place)，\(day)）：¥28.00 → ¥30.00"
    }
    let text = try run("diff", language: "zh_CN.UTF-8").text
    #expect(text.contains(chinese), "\(text)")
    #expect(text.contains("跳转：\"mocha\" 的 1 张海报（"))
  }

  /// What is on the wall does not become right because it was wrong yesterday too.
  @Test func nothingHasChangedIsNotSaidOfAWallThatIsWrong() throws {
    try raisePrices()
    _ = try run("build")
    let text = try run("diff").text
    #expect(
      text.hasPrefix(
        "nothing has changed since output, but 4 printed pieces are not right\n"
          + "wrong: 1 poster of \"latte\" ("), "\(text)")
    #expect(text.contains("(\(door)-1, front door, 2026-11-02): ¥28.00 → ¥30.00\n"))
    #expect(text.contains("(\(bar)-1, bar, 2026-11-03): ¥28.00 → ¥30.00\n"))
    #expect(
      try run("diff", language: "zh_CN.UTF-8").text.hasPrefix(
        "与 output 相比没有变化，但有 4 张印刷品不对\n错误：\"latte\" 的 1 张海报（"))
    // A list tells nothing of paper, but the record does.
    #expect(try run("diff", "output/links.json").text.contains("(\(door)-1, front door"))
    for id in [door, bar] { _ = try run("paper", "gone", id) }
    #expect(try run("diff").text == "nothing has changed since output\n")
  }

  @Test func markdownAndJSONNameThemToo() throws {
    try raisePrices()
    let markdown = try run("diff", "--format", "markdown").text
    let list = lines { id, place, day in
      "- Wrong: 1 poster of \"latte\" (\(id)-1, \(place), \(day)): ¥28.00 → ¥30.00"
    }
    #expect(markdown.contains("**Printed pieces that are not right:**\n\n\(list)"), "\(markdown)")
    let chinese = try run("diff", "--format", "markdown", language: "zh_CN.UTF-8").text
    #expect(chinese.contains("**不对的印刷品：**\n\n- 错误："), "\(chinese)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: run("diff", "--format", "json").output)
        as? [String: Any])
    let pieces = try #require((report["result"] as? [String: Any])?["stale"] as? [[String: Any]])
    #expect(pieces.count == 4)
    let piece = try #require(pieces.first { $0["id"] as? String == "\(door)-1" })
    let texts = piece.compactMapValues { $0 as? String }
    #expect(
      texts == [
        "id": "\(door)-1", "status": "wrong", "link": "latte", "job": "posters",
        "kind": "poster", "place": "front door", "date": "2026-11-02",
      ])
    #expect(
      piece["changes"] as? [String: String]
        == ["en": "¥28.00 → ¥30.00", "zh-CN": "¥28.00 → ¥30.00"])
  }

  /// A build that changes something, one that changes nothing, and one whose inputs are as they were.
  @Test func aBuildNamesWhatIsWrongInItsSummary() throws {
    try raisePrices()
    let prints = [(door, "front door, 2026-11-02"), (bar, "bar, 2026-11-03")].sorted {
      $0.0 < $1.0
    }
    let wrong = prints.map { "\($0.0)-1 (\($0.1))" }.joined(separator: ", ")
    func summary(_ language: String = "C") throws -> Substring? {
      try run("build", language: language).error.split(separator: "\n").first {
        $0.hasPrefix("2 links in output") || $0.hasPrefix("output 里有")
      }
    }
    #expect(
      try summary()
        == "2 links in output: 2 links changed; on paper: 2 posters to reprint, 2 posters forward; wrong on paper: \(wrong)"
    )
    #expect(
      try summary() == "2 links in output: nothing has changed; wrong on paper: \(wrong)")
    try folder.write(folder.text("paypress.yml") + "# the same\n", to: "paypress.yml")
    #expect(
      try summary() == "2 links in output: nothing has changed; wrong on paper: \(wrong)")
    let chinese = prints.map { "\($0.0)-1（\($0.1.replacing(", ", with: "，"))）" }
      .joined(separator: "，")
    #expect(
      try summary("zh_CN.UTF-8") == "output 里有 2 个链接：没有变化；有错的印刷品：\(chinese)")
    for id in [door, bar] { _ = try run("paper", "gone", id) }
    #expect(try summary() == "2 links in output: nothing has changed")
  }

  /// What must be reprinted is named before what forwards, whichever comes first in the config.
  @Test func aBuildEndsWithTheChangeThatAsksForWork() throws {
    let links = Self.config.split(separator: "\n").filter { $0.contains("{ id: ") }.map(String.init)
    let config = Self.config.replacing(
      links.joined(separator: "\n"), with: links.reversed().joined(separator: "\n"))
    try folder.write(config, to: "paypress.yml")
    _ = try run("build")
    try folder.write(
      config.replacing("28.00", with: "30.00").replacing("32.00", with: "34.00"),
      to: "paypress.yml")
    let text = try run("build").error
    #expect(text.contains("Latte (latte): price 28.00 → 30.00; and 1 more change\n"), "\(text)")
  }

  /// A code that leads to another payee has nothing wrong beside it.
  @Test func aPieceThatForwardsAndShowsNothingOldIsRight() throws {
    try folder.write(
      Self.config.replacing(
        "{ counter: qflknfokn }", with: "{ counter: qflknfokn, bar: abcdefghi }"
      )
      .replacing("title: Latte,", with: "title: Latte, token: harbour/counter,")
      .replacing("title: Mocha,", with: "title: Mocha, token: harbour/bar,"),
      to: "paypress.yml")
    #expect(
      try run("diff").text == """
        changes since output: 1 link changed
        Mocha (mocha): token counter → bar: 1 page, 2 posters forward

        """)
    _ = try run("build")
    #expect(try run("diff").text == "nothing has changed since output\n")
    #expect(try run("paper", "stale").text.hasPrefix("forwarding  "))
  }

  /// Of many prints, the first three are named.
  @Test func manyPiecesAreCounted() throws {
    for number in 1...23 {
      _ = try run(
        "paper", "mark", "posters", "--place", "table \(number)", "--date", "2026-11-04")
    }
    try raisePrices()
    let text = try run("diff").text
    #expect(text.hasSuffix("and 30 more printed pieces: `paypress paper stale` names all\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("wrong: ") } == 20)
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/paypress.yml", toPath: "\(folder.path)/tea house.yml")
    #expect(
      try run("diff", "-c", "tea house.yml").text.hasSuffix(
        "and 30 more printed pieces: `paypress paper stale -c 'tea house.yml'` names all\n"))
    #expect(try run("build").error.contains(" and 22 more\n"))
  }
}
