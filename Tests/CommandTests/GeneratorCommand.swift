import Foundation
import TestSupport
import Testing

/// The commands of the generator, each with an example in its help.
enum GeneratorCommand {
  /// All commands, those of groups with the group's name, and those that run until they are stopped.
  static let all = [
    "build", "merge", "check", "explain", "links", "show", "inspect", "init", "templates", "stocks",
    "stocks list", "stocks search", "stocks import", "calibrate", "print", "pdf", "paper",
    "paper mark", "paper list", "paper stale", "paper gone", "paper stamp", "paper reprint",
    "verify", "diff", "audit",
  ]

  /// The words of a command.
  static func words(_ command: String) -> [String] {
    command.split(separator: " ").map(String.init)
  }

  /// The lines of the example in a command's help, each for a shell.
  static func example(of command: String) throws -> [String] {
    let help = try Tool.payPress(words(command) + ["--help"], in: "/").text
    let parts = help.components(separatedBy: "EXAMPLE:\n")
    try #require(parts.count == 2, "\(help)")
    return parts[1].split(separator: "\n").map(String.init)
  }

  /// The exit status that a line of an example has after `paypress init shop`.
  static func status(of line: String) -> Int32 {
    // `--strict` fails on the warning about the sample's appkey.
    line.contains("--strict") ? 1 : 0
  }
}
