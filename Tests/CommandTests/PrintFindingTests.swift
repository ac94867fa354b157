import Foundation
import TestSupport
import Testing

/// Findings about print jobs and stocks, whatever else is wrong with a config.
@Suite struct PrintFindingTests {
  private func folder(_ config: String, _ files: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  private func config(links: String, print: String, rest: String = "") -> String {
    """
    site: { title: Test, language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    \(rest)
    links:
      \(links.replacing("\n", with: "\n  "))
    print:
      \(print.replacing("\n", with: "\n  "))
    """
  }

  private func errors(_ folder: TemporaryFolder) throws -> [String] {
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 1 && result.output.isEmpty)
    return result.error.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^paypress\.yml:([0-9]+):[0-9]+: error: (.*)$/).map { "\($0.1): \($0.2)" }
    }
  }

  private static let longTitle = String(repeating: "a very long title ", count: 12) + "end"

  /// A wrong price, an unknown stock, a pattern without matches and a title without room, each
  /// reported at its position.
  @Test func mistakesInLinksDoNotHideThoseInPrintJobs() throws {
    let folder = try folder(
      config(
        links: """
          - { id: tea, title: Tea, price: 12.345, stable: true }
          - { id: cake, title: \(Self.longTitle), price: 8, stable: true }
          """,
        print: """
          - { labels: ca*, stock: avery-l716 }
          - { poster: [tea, te*, cale] }
          - { labels: cake, stock: avery-l7651, allow: [distance, module-small] }
          """))
    let errors = try errors(folder)
    #expect(errors.count == 4, "\(errors)")
    #expect(errors.contains { $0.hasPrefix("6: links[0].price: ") })
    #expect(
      errors.contains {
        $0.hasPrefix("9: print[0].stock (labels ca*): there is no stock \"avery-l716\"")
      })
    #expect(errors.contains { $0.hasPrefix("10: print[1].poster[2]: no link matches \"cale\"") })
    #expect(
      errors.contains {
        $0.hasPrefix("11: print[2] (labels cake): the title of link \"cake\" has no room")
      })
  }

  @Test func mistakesAreNotReportedForWhatFollowsFromThem() throws {
    let folder = try folder(
      config(
        links: """
          - { id: tea, title: Tea, price: twelve, tags: drinks }
          - { title: Cake, price: 8, stable: true }
          - { id: "{sku}", rows: none.csv, title: "{sku}" }
          """,
        print: """
          - { poster: [tea, cake, tag:drinks, "x*"] }
          - { labels: "*", stock: mine }
          - { poster: tea, paper: A77, code: 200mm }
          """, rest: "stocks: { mine: { paper: A4, columns: 2 } }"))
    let errors = try errors(folder)
    #expect(!errors.contains { $0.contains("print[0]") || $0.contains("print[1]") }, "\(errors)")
    #expect(errors.count { $0.contains("print[2]") } == 1, "\(errors)")
    #expect(errors.contains { $0.contains("stocks.mine") })
  }

  @Test func mistakesInTemplatesDoNotHideThoseInPrintJobs() throws {
    let folder = try folder(
      config(
        links: "- { id: tea, title: Tea, price: 12, stable: true }",
        print: "- { poster: teas }"), ["templates/classic/page.html": "{{nothing}}"])
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 1 && result.error.contains("templates/classic/page.html"))
    #expect(result.error.contains("print[0].poster: no link matches \"teas\""), "\(result.error)")
  }

  @Test func warnsOfDaysThatArePast() throws {
    let folder = try folder(
      config(
        links: "- { id: tea, title: Tea, price: 12, stable: true }",
        print: """
          - { poster: tea, valid_until: 2020-12-31 }
          - { poster: tea, valid_until: 2199-12-31 }
          """))
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 0)
    let lines = result.error.split(separator: "\n").filter { $0.contains("valid_until") }
    #expect(
      lines == [
        "paypress.yml:8:33: warning: print[0].valid_until (poster tea): the day 2020-12-31 is past "
          + "[past-day]",
        "  hint: write a later day, or delete valid_until",
      ], "\(result.error)")
    #expect(try Tool.payPress(["check", "--strict"], in: folder.path).status == 1)
  }

  // MARK: Stocks

  private static let own = """
    stocks:
      my-labels: { paper: A4, columns: 3, rows: 7, size: 63.5x38.1, first: "7.21,15.15", pitch: "66.04,38.1" }
    """

  @Test func stocksOfTheConfigAreKnown() throws {
    let folder = try folder(
      config(links: "- { id: tea, title: Tea, price: wrong }", print: "", rest: Self.own))
    for arguments in [[], ["-c", "paypress.yml"]] {
      let table = try Tool.payPress(["stocks"] + arguments, in: folder.path)
      #expect(table.status == 0 && table.error.isEmpty)
      #expect(
        table.text.contains(/my-labels +labels +A4 +3x7 .* paypress.yml:5\n/), "\(table.text)")
      let page = try Tool.payPress(["calibrate", "my-labels"] + arguments, in: folder.path)
      #expect(page.status == 0 && folder.has("calibrate-my-labels.html"))
      try FileManager.default.removeItem(atPath: "\(folder.path)/calibrate-my-labels.html")
    }
    let elsewhere = try TemporaryFolder()
    let unknown = try Tool.payPress(["calibrate", "my-labels"], in: elsewhere.path)
    #expect(unknown.status == 64)
  }

  @Test(arguments: [
    ("stocks: [", "error: "), ("stocks: { my-labels: { paper: A9 } }", "error: stocks.my-labels"),
    ("stocks: 3", "error: stocks: "),
  ])
  func stocksThatCannotBeRightAreReported(stocks: String, message: String) throws {
    let folder = try folder(
      "site: { title: T, language: en }\n\(stocks)\n", ["other.yml": "site: {"])
    for command in [["stocks"], ["stocks", "--json"], ["calibrate", "avery-l7160"]] {
      let result = try Tool.payPress(command, in: folder.path)
      #expect(result.status == 1 && result.output.isEmpty, "\(result.text)")
      #expect(result.error.contains(message) && result.error.contains("paypress.yml:"))
      #expect(!result.error.contains("merchants"), "\(result.error)")
      let other = try Tool.payPress(command + ["-c", "other.yml"], in: folder.path)
      #expect(other.status == 1 && other.error.contains("other.yml:"))
      let missing = try Tool.payPress(command + ["-c", "none.yml"], in: folder.path)
      #expect(missing.status == 74 && missing.error.contains("none.yml cannot be read"))
    }
    #expect(!folder.has("calibrate-avery-l7160.html"))
  }
}
