/// A word as a shell takes it.
package func shellWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { $0.isLetterOrDigit || "/._-".utf8.contains($0) }
  return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
}

/// The command of this program that does something with a config: `paypress check -c shop/paypress.yml`.
package func command(_ words: String, on config: String) -> String {
  "paypress \(words)" + (config == "paypress.yml" ? "" : " -c \(shellWord(config))")
}
