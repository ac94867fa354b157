internal import Console
internal import Paper
internal import Support

/// The line that tells git to keep what both branches added to the file of paper.
///
/// A new project gets it in a new file; a file that somebody else wrote is never changed.
struct GitAttributes {
  private static let attribute = "merge=union"
  /// Gitattributes(5), "Built-in merge drivers".
  static let line = "\(PaperLedger.fileName) \(attribute)"
  private static let name = ".gitattributes"

  /// What is there; nil when nothing is.
  private let lines: [String]?
  private let path: String

  /// Looks into a folder; the path of another one than the current folder ends in a slash.
  init(in folder: String = "") {
    path = folder + Self.name
    guard (try? FileSystem.kind(of: path)) != nil else {
      lines = nil
      return
    }
    let bytes = (try? InputFile.bytes(of: path)) ?? []
    lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(
      String.init)
  }

  /// The file, unless there is one.
  var newFiles: [(path: String, text: String)] {
    lines == nil ? [(path, Self.line + "\n")] : []
  }

  /// What to add to the file that is there.
  var advice: Sentence? { lines == nil || hasLine ? nil : Self.advice(at: path) }

  /// Whether a line is for the file of paper; its pattern may name other files too.
  private var hasLine: Bool {
    (lines ?? []).contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let pattern = words.first, words.dropFirst().contains(Substring(Self.attribute))
      else { return false }
      return fnmatch(FileSystem.lastName(of: String(pattern)), PaperLedger.fileName, 0) == 0
    }
  }

  /// What to add for a file of paper that is new; nil outside of a git repository, and where the line is
  /// there already.
  static func advice(on paper: String) -> Sentence? {
    let folder = FileSystem.folder(of: paper)
    var above = folder
    // Attributes of the folders above count too, up to the top of the repository.
    for _ in 0..<64 {
      if GitAttributes(in: above + "/").hasLine { return nil }
      if (try? FileSystem.kind(of: above + "/.git")) != nil {
        let prefix = folder == "." ? "" : folder + "/"
        return advice(at: prefix + name)
      }
      above += "/.."
    }
    return nil
  }

  private static func advice(at path: String) -> Sentence {
    Sentence(
      "add the line `\(line)` to \(path): git then merges what two branches print and publish",
      "请在 \(path) 里加一行 `\(line)`：两个分支各自印刷和发布的记录，git 就会自行合并")
  }
}
