internal import Synchronization

/// The commands of this program that messages name, each completed with the config and the output folder
/// that this run was given: pasted as it is, it is about the same site.
package enum AdvisedCommand {
  /// What a run was given; nil for what was not.
  struct Site {
    var config: String?
    var output: String?
    var gateway: String?
    var database: String?

    fileprivate var isUsual: Bool { [config, output, gateway, database].allSatisfy { $0 == nil } }
  }

  private static let site = Mutex(Site())

  /// The config that commands use without `-c`.
  package static let usualConfig = "paypress.yml"

  /// Takes note of this run's config.
  package static func take(config: String) {
    site.withLock { $0.config = named(config) }
  }

  /// A config that commands use only if `-c` names it; nil for the usual one.
  fileprivate static func named(_ config: String) -> String? {
    config == usualConfig ? nil : config
  }

  /// Takes note of this run's output folder; nil for the usual one.
  package static func take(output: String?) {
    site.withLock { $0.output = output }
  }

  /// Takes note of this run's gateway and database of payments; nil for the usual ones.
  package static func take(gateway: String?, database: String?) {
    site.withLock { ($0.gateway, $0.database) = (gateway, database) }
  }

  /// Those that have `-c`, but no output folder, and those that have `-o` for that, too.
  private static let onConfigs: Set = [
    "calibrate", "links", "notify", "order", "payments", "sandbox", "serve", "show", "stocks",
    "templates",
  ]
  private static let onFolders: Set = [
    "audit", "build", "check", "diff", "merge", "paper", "pdf", "print", "verify",
  ]
  /// Of these, the ones that take nothing without their second word.
  private static let groups: Set = ["notify", "order", "paper"]

  /// A text with its commands completed.
  package static func completed(_ text: String) -> String {
    let site = site.withLock { $0 }
    return site.isUsual ? text : completed(text, for: site)
  }

  /// A text whose commands, each between backquotes, have the options that they need.
  static func completed(_ text: String, for site: Site) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backquote without its other one quotes nothing.
    guard parts.count > 2 else { return text }
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1
        ? completed(command: part, site) : String(part)
    }.joined(separator: "`")
  }

  private static func completed(command: Substring, _ site: Site) -> String {
    let words = command.split(separator: " ")
    guard words.count > 1, words[0] == "paypress", !words.contains("--help"),
      words.count > 2 || !groups.contains(String(words[1]))
    else { return String(command) }
    let isOnFolder = onFolders.contains(String(words[1]))
    var command = String(command)
    func add(_ option: String, _ value: String?) {
      guard let value, !words.contains(option[...]) else { return }
      command += " \(option) \(shellWord(value))"
    }
    if isOnFolder || onConfigs.contains(String(words[1])) { add("-c", site.config) }
    if isOnFolder { add("-o", site.output) }
    if words[1] == "payments" || words.starts(with: ["paypress", "notify", "listen"]) {
      add("--gateway", site.gateway)
      add("--database", site.database)
    }
    return command
  }
}

/// The command of this program that does something with a config: `paypress check -c shop/paypress.yml`.
package func command(_ words: String, on config: String) -> String {
  "paypress \(words)" + (AdvisedCommand.named(config).map { " -c \(shellWord($0))" } ?? "")
}
