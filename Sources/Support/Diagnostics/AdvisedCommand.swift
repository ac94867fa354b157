internal import Synchronization

/// The commands of this program that messages name, each completed with the config and the output folder
/// that this run was given: pasted as it is, it is about the same site.
package enum AdvisedCommand {
  private struct Site {
    var config: String?
    var output: String?
  }

  private static let site = Mutex(Site())

  /// Takes note of this run's config, unless it is the usual one.
  package static func take(config: String) {
    site.withLock { $0.config = config == "paypress.yml" ? nil : config }
  }

  /// Takes note of this run's output folder; nil for the usual one.
  package static func take(output: String?) {
    site.withLock { $0.output = output }
  }

  /// Those that have `-c`, and of these the ones that have `-o`, too.
  private static let onConfigs: Set = ["links"]
  private static let onFolders: Set = [
    "audit", "build", "check", "diff", "paper", "pdf", "print", "verify",
  ]

  /// A text with its commands completed.
  package static func completed(_ text: String) -> String {
    let site = site.withLock { $0 }
    return site.config == nil && site.output == nil
      ? text : completed(text, config: site.config, output: site.output)
  }

  /// A text whose commands, each between backquotes, have the options that they need.
  static func completed(_ text: String, config: String?, output: String?) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backquote without its other one quotes nothing.
    guard parts.count > 2 else { return text }
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1
        ? completed(command: part, config, output) : String(part)
    }.joined(separator: "`")
  }

  private static func completed(
    command: Substring, _ config: String?, _ output: String?
  ) -> String {
    let words = command.split(separator: " ")
    guard words.count > 1, words[0] == "paypress" else { return String(command) }
    let isOnFolder = onFolders.contains(String(words[1]))
    var command = String(command)
    func add(_ option: String, _ value: String?) {
      guard let value, !words.contains(option[...]) else { return }
      command += " \(option) \(shellWord(value))"
    }
    if isOnFolder || onConfigs.contains(String(words[1])) { add("-c", config) }
    if isOnFolder { add("-o", output) }
    return command
  }
}
