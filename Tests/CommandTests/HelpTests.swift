import Foundation
import TestSupport
import Testing

private let commands = GeneratorCommand.all + ["sandbox", "serve"]

/// The server's commands, whose English help the order tests cover.
private let serverCommands = [
  "sandbox", "sandbox trigger", "order", "order create", "order check", "order place", "notify",
  "notify listen", "notify verify", "payments", "payments list", "payments inbox",
  "payments judge", "payments deliver", "payments deliveries", "payments redeliver",
  "payments backup", "payments takings", "payments reconcile",
]

/// Commands that start a browser; `PrintCommandTests` runs them.
private let slow: Set = ["print"]

@Suite struct HelpTests {
  @Test(arguments: [nil] + commands)
  func helpIsAsRecordedAndEndsWithAnExample(command: String?) throws {
    let words = command?.split(separator: " ").map(String.init) ?? []
    let result = try Tool.payPress(words + ["--help"], in: "/")
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(result.text.contains("\nEXAMPLE:\n  paypress "))
    let name = (["help"] + words).joined(separator: "-") + ".txt"
    #expect(try Golden.difference(result.output, from: name) == nil)
    if command != nil {
      #expect(try Tool.payPress(["help"] + words, in: "/").text == result.text)
    }
  }

  @Test(arguments: [""] + Set(commands + serverCommands).sorted())
  func helpIsChineseWhereTheSystemIs(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let result = try Tool.payPress(words + ["--help"], in: "/", environment: Language.chinese)
    #expect(result.status == 0 && result.error.isEmpty)
    let name = (["help"] + words).joined(separator: "-") + ".zh-CN.txt"
    #expect(try Golden.difference(result.output, from: name) == nil)
    for line in result.text.components(separatedBy: "\n示例：")[0].components(separatedBy: "\n") {
      #expect(Language.columns(line) <= 80 || line.hasPrefix("用法："), "\(line)")
      #expect(line.hasPrefix("用法：") || Language.english(in: line) == nil, "\(line)")
    }
  }

  @Test func theServerProgramHasItsOwnHelp() throws {
    let program = Tool.payPress + "-server"
    let english = try Tool.run(program, ["--help"])
    #expect(try Golden.difference(english.output, from: "help-server.txt") == nil)
    let chinese = try Tool.run(program, ["--help"], environment: Language.chinese)
    #expect(try Golden.difference(chinese.output, from: "help-server.zh-CN.txt") == nil)
  }

  /// Every example works after `paypress init shop`.
  @Test(arguments: GeneratorCommand.all.filter { !slow.contains($0) })
  func examplesWork(command: String) throws {
    let folder = try TemporaryFolder()
    if command != "init" {
      #expect(try Tool.payPress(["init", "shop"], in: folder.path).status == 0)
    }
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    for line in try GeneratorCommand.example(of: command) {
      let result = try Tool.run(
        "/bin/sh", ["-c", line], in: folder.path, environment: ["PATH": "\(bin):/usr/bin:/bin"])
      #expect(result.status == GeneratorCommand.status(of: line), "\(line): \(result.error)")
    }
  }

  @Test func printsItsVersion() throws {
    let result = try Tool.payPress(["--version"], in: "/")
    #expect(result.status == 0 && result.text == "0.2.0\n" && result.error.isEmpty)
    let verbose = try Tool.payPress(["--version", "--verbose"], in: "/")
    #expect(
      verbose.text.contains(
        /^0\.2\.0\nlibqrencode 4\.[0-9.]+: masks scored in 64-bit words up to version 11\nlibpng 1\.6\.[0-9]+\n$/
      ))
    let changes = try String(contentsOfFile: "\(Tool.packageFolder)/CHANGELOG.md", encoding: .utf8)
    #expect(changes.contains("## 0.2.0"))
  }

  @Test(arguments: [("C", "OVERVIEW: "), ("zh_CN.UTF-8", "概述：")])
  func printsHelpWhenCalledWithNothing(locale: String, start: String) throws {
    let result = try Tool.payPress([], in: "/", environment: ["LC_ALL": locale])
    #expect(result.status == 0 && result.text.hasPrefix(start))
  }

  /// A script offers every option that the help of a command of either program lists.
  @Test(arguments: ["bash", "zsh", "fish"])
  func theCompletionScriptHasEveryOption(shell: String) throws {
    let script = try Tool.payPress(["--generate-completion-script", shell], in: "/").text
    for command in Set(commands + serverCommands) {
      let words = command.split(separator: " ").map(String.init)
      let offers: [Substring]
      if shell == "fish" {
        offers = script.split(separator: "\n").filter { $0.contains("\"paypress \(command)\"") }
      } else {
        let name = (["_paypress"] + words).joined(separator: "_")
        let start = try #require(script.firstRange(of: "\n\(name)() {\n"))
        offers = Array(
          script[start.upperBound...].split(separator: "\n").prefix { $0 != "}" })
      }
      let help = try Tool.payPress(["help"] + words, in: "/").text
      let options = help.matches(of: /\n  (?:-[a-z], )?--([a-z-]+)/).map(\.1) + ["help"]
      for option in options {
        let offered = shell == "fish" ? "-l '\(option)'" : "--\(option)"
        #expect(offers.contains { $0.contains(offered) }, "\(command) --\(option)")
      }
    }
    for option in ["price", "notify-url", "expire-after", "exec", "sum", "renew", "online"] {
      #expect(script.contains(shell == "fish" ? "-l '\(option)'" : "--\(option)"))
    }
  }

  @Test func theDumpForToolsHasTheServersOptions() throws {
    let dump = try Tool.payPress(["--experimental-dump-help"], in: "/").text
    for option in ["price", "notify-url", "expire-after", "exec", "sum", "renew", "online"] {
      #expect(dump.contains("\"name\" : \"\(option)\""), "\(option)")
    }
  }

  @Test(arguments: [
    ["biuld"], ["help", "biuld"], ["build", "--outpt", "x"], ["build", "-j", "0"],
    ["build", "-j", "x"], ["build", "-o", ""], ["merge", "a", "-o", ""], ["merge", "a", "-j", "0"],
    ["links", "--format", "xml"], ["show"], ["inspect"], ["init", "bakery"],
    ["init", "--language", "fr"], ["templates", "nope"], ["--nope"], ["--verbose"],
  ])
  func wrongUsageEndsWith64(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Tool.payPress(arguments, in: folder.path)
    #expect(result.status == 64 && result.output.isEmpty && !result.error.isEmpty)
    #expect(try folder.files().isEmpty)
  }
}
