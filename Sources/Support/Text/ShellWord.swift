/// A word as a shell takes it.
package func shellWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { $0.isLetterOrDigit || "/._-".utf8.contains($0) }
  return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
}
