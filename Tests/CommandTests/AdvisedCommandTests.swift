import Foundation
import TestSupport
import Testing

@testable import Support

/// Commands that messages name are about the config and the folder that the run was given.
@Suite struct AdvisedCommandTests {
  /// The commands in a text.
  private static func commands(in text: String) -> Set<String> {
    Set(text.matches(of: /`(paypress [^`]*)`/).map { String($0.1) })
  }

  @Test func everyAdviceAboutPaperCanBePasted() throws {
    let folder = try TemporaryFolder()
    try folder.write(PaperShop.config, to: "my shop/pay.yml")
    let site = ["-c", "my shop/pay.yml", "-o", "public"]
    @discardableResult
    func run(_ arguments: String...) throws -> Tool.Result {
      let result = try Tool.payPress(arguments + site, in: folder.path)
      #expect(result.status == 0, "\(arguments): \(result.error)")
      return result
    }
    let options = "-c 'my shop/pay.yml' -o public"
    let early = try Tool.payPress(["diff"] + site, in: folder.path)
    #expect(early.status == 1)
    #expect(Self.commands(in: early.error).contains("paypress build \(options)"), "\(early.error)")
    let built = try run("build")
    #expect(Self.commands(in: built.error) == ["paypress print \(options)"], "\(built.error)")
    let first = try run("paper", "mark", "posters", "--date", "2026-11-02")
    let id = first.text.trimmingCharacters(in: .whitespacesAndNewlines)
    let second = try run("paper", "mark", "posters", "--date", "2026-11-03")
    #expect(
      Self.commands(in: second.error) == ["paypress paper gone \(id) \(options)"],
      "\(second.error)")
    let edited = PaperShop.config.replacing("price: 28", with: "price: 30")
      .replacing("title: Cake", with: "title: Pie")
    try folder.write(edited, to: "my shop/pay.yml")
    let check = try run("check", "--all")
    let advised = Self.commands(in: check.error)
    #expect(
      advised.isSuperset(of: [
        "paypress paper reprint \(options)", "paypress paper reprint --all \(options)",
        "paypress paper list \(options)",
      ]), "\(check.error)")
    #expect(advised.allSatisfy { $0.hasSuffix(options) }, "\(advised)")
    let json = try run("check", "--format", "json")
    #expect(json.text.contains("`paypress paper reprint \(options)`"), "\(json.text)")
    // All that need no browser are typed as they are.
    let gone = advised.filter { $0.contains(" gone ") }
    #expect(gone.count == 2)
    for command in gone.sorted() + ["paypress paper list \(options)"] {
      let typed = try Tool.run(
        "/bin/sh", ["-c", "\"$0\" \(command.dropFirst("paypress ".count))", Tool.payPress],
        in: folder.path)
      #expect(typed.status == 0, "\(command): \(typed.error)")
    }
  }

  /// A command in the list of all.
  private struct Command: Decodable {
    struct Option: Decodable {
      struct Name: Decodable {
        var name: String
      }

      var names: [Name]?
      var valueName: String?
    }

    var commandName: String
    var subcommands: [Command]?
    var defaultSubcommand: String?
    var arguments: [Option]?

    /// Whether it has an option with a letter and, if given, a value that is called so.
    func has(_ letter: String, _ value: String? = nil) -> Bool {
      let own = arguments?.contains { option in
        option.names?.contains { $0.name == letter } == true
          && (value == nil || option.valueName == value)
      }
      let usual = subcommands?.first { $0.commandName == defaultSubcommand }
      return own == true || usual?.has(letter, value) == true
    }
  }

  /// What is completed and what commands take is the same: pasted, it neither fails nor is about another
  /// site.
  @Test func everyCommandIsCompletedWithTheOptionsThatItHas() throws {
    struct List: Decodable {
      var command: Command
    }
    let dump = try Tool.payPress(["--experimental-dump-help"], in: "/").text
    let all = try JSONDecoder().decode(List.self, from: Data(dump.utf8)).command.subcommands ?? []
    var count = 0
    for command in all where command.commandName != "help" {
      let verbs = (command.subcommands ?? []).filter { $0.commandName != "help" }
      let paths =
        [([command.commandName], command)]
        + verbs.map { ([command.commandName, $0.commandName], $0) }
      for (path, command) in paths {
        let words = "paypress " + path.joined(separator: " ")
        let config = command.has("c") ? " -c x.yml" : ""
        let options = config + (command.has("o", "dir") ? " -o y" : "")
        let site = AdvisedCommand.Site(config: "x.yml", output: "y")
        let completed = AdvisedCommand.completed("`\(words)`", for: site)
        #expect(completed == "`\(words)\(options)`")
        count += 1
      }
    }
    #expect(count > 40, "\(count)")
  }
}
