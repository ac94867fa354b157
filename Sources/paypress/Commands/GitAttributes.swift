internal import Console
internal import Paper
internal import Support

/// The line that tells git to keep what both branches added to the file of paper.
///
/// A new project gets it in a new file; a file that somebody else wrote is never changed.
struct GitAttributes {
  /// Gitattributes(5), "Built-in merge drivers".
  static let line = "\(PaperLedger.fileName) merge=union"
  private static let path = ".gitattributes"

  /// What is there; nil when nothing is.
  private let lines: [String]?

  /// Looks into the current folder.
  init() {
    guard (try? FileSystem.kind(of: Self.path)) != nil else {
      lines = nil
      return
    }
    let bytes = (try? InputFile.bytes(of: Self.path)) ?? []
    lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
  }

  /// The file, unless there is one.
  var newFiles: [(path: String, text: String)] {
    lines == nil ? [(Self.path, Self.line + "\n")] : []
  }

  /// What to add to the file that is there.
  var advice: Sentence? {
    guard let lines, !lines.contains(Self.line) else { return nil }
    return Sentence(
      "add the line `\(Self.line)` to \(Self.path): git then merges what two branches print and publish",
      "请在 \(Self.path) 里加一行 `\(Self.line)`：两个分支各自印刷和发布的记录，git 就会自行合并")
  }
}
