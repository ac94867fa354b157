import Foundation
import TestSupport
import Testing

/// Completion scripts and the dump do nothing but what they are for, in either language.
@Suite struct CompletionTests {
  private static let locales = ["C", "zh_CN.UTF-8"]

  /// Runs a shell on the script for it, in an empty folder with the tested program first in `PATH`.
  private func run(_ shell: String, _ text: String, locale: String) throws -> Tool.Result {
    let folder = try TemporaryFolder()
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let options = ["bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]][shell] ?? []
    let result = try Tool.run(
      "/usr/bin/\(shell)", options + ["-c", text], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin", "locale": locale, "HOME": folder.path])
    // The shell's own files are not ours.
    let files = try folder.files().keys.filter { !$0.hasPrefix(".") }
    #expect(files.isEmpty, "\(shell) made \(files)")
    return result
  }

  /// How each shell sources the script, and shows that the command can be completed; only the tested
  /// program runs in the locale, which the shell may lack.
  private static let sourcing = [
    "bash":
      "source <(LC_ALL=$locale paypress --generate-completion-script bash) "
      + "&& complete -p paypress",
    "zsh":
      "autoload -Uz compinit && compinit -u -D && "
      + "source <(LC_ALL=$locale paypress --generate-completion-script zsh) && print $_comps[paypress]",
    "fish":
      "LC_ALL=$locale paypress --generate-completion-script fish | source; "
      + "complete -C 'paypress bu'",
  ]

  private static let cases = locales.flatMap { locale in
    sourcing.keys.sorted().map { ($0, locale) }
  }

  @Test(arguments: cases)
  func sourcingAScriptOnlyDefinesCompletions(shell: String, locale: String) throws {
    let result = try run(shell, try #require(Self.sourcing[shell]), locale: locale)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    let expected = ["bash": "-F _paypress paypress\n", "zsh": "_paypress\n", "fish": "build"]
    #expect(result.text.contains(try #require(expected[shell])), "\(result.text)")
    #expect(result.text.split(separator: "\n").count == 1, "\(result.text)")
  }

  /// What a line is completed with in bash; the last word is the one being typed.
  @Test(
    arguments: [
      (["paypress", "bu"], ["build"]), (["paypress", "ver"], ["verify"]),
      (["paypress", "order", "cr"], ["create"]), (["paypress", "build", "--out"], ["--output"]),
      (["paypress", "init", ""], ["marketer", "shop", "site"]),
      (["paypress", "build", "-c", "pay"], ["paypress.yml"]),
    ])
  func bashCompletesWords(words: [String], expected: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "paypress.yml")
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let line = words.joined(separator: " ")
    let script = """
      source <(paypress --generate-completion-script bash)
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
      COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(line)'
      COMP_POINT=\(line.utf8.count)
      _paypress paypress '\(words[words.count - 1])' '\(words[words.count - 2])'
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try Tool.run(
      "/usr/bin/bash", ["--norc", "-c", script], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin"])
    let offered = result.text.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(
      Set(expected).isSubset(of: offered) && offered.count <= expected.count + 4,
      "\(result.text) \(result.error)")
  }

  @Test(arguments: locales)
  func theDumpIsJSONForOtherReaders(locale: String) throws {
    let reading = """
      import json, subprocess, sys
      dump = json.loads(subprocess.check_output([sys.argv[1], "--experimental-dump-help"]))
      print(dump["command"]["commandName"], len(dump["command"]["subcommands"]) > 10)
      """
    let result = try Tool.run(
      "/usr/bin/python3", ["-c", reading, Tool.payPress], environment: ["LC_ALL": locale])
    #expect(result.text == "paypress True\n", "\(result.error)")
    let dump = try Tool.payPress(
      ["--experimental-dump-help"], in: "/", environment: ["LC_ALL": locale])
    #expect(dump.error.isEmpty)
    #expect(try JSONSerialization.jsonObject(with: dump.output) is [String: Any])
  }
}
