internal import Console
internal import Paper
internal import Support

/// The line that tells git to keep what both branches added to the file of paper.
///
/// A new project gets it in a new file. Where a file of paper comes into being later, the line is added beside
/// it, unless git's attributes say already how it is merged.
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
    self.init(path: folder + Self.name)
  }

  private init(path: String) {
    self.path = path
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
  var advice: Sentence? {
    lines == nil || mergesByUnion([PaperLedger.fileName]) == true ? nil : Self.advice(at: path)
  }

  /// Whether git merges a file below the folder by union; nil if no line says how it is merged.
  ///
  /// - Parameter names: the names on the way to the file.
  private func mergesByUnion(_ names: [String]) -> Bool? {
    // Of several lines, the last one counts.
    (lines ?? []).reduce(nil) { known, line in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let pattern = words.first, Self.isMatch(String(pattern), names) else { return known }
      let last = words.dropFirst().last { word in
        // `binary` is `-diff -merge -text`.
        ["merge", "-merge", "!merge", "binary"].contains(word) || word.hasPrefix("merge=")
      }
      return last.map { $0 == Self.attribute } ?? known
    }
  }

  /// Whether a pattern is for a file: without a slash for its name in any folder, else for its path.
  private static func isMatch(_ pattern: String, _ names: [String]) -> Bool {
    guard pattern.contains("/") else { return names.last.map { isMatch(pattern, $0) } ?? false }
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    return isMatch(parts.first == "" ? parts.dropFirst() : parts[...], names[...])
  }

  private static func isMatch(
    _ parts: ArraySlice<Substring>, _ names: ArraySlice<String>
  ) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    let rest = parts.dropFirst()
    if part == "**" {
      // Folders at any depth; at the end, all that is in them.
      if rest.isEmpty { return !names.isEmpty }
      return (0...names.count).contains { isMatch(rest, names.dropFirst($0)) }
    }
    guard let name = names.first, isMatch(String(part), name) else { return false }
    return isMatch(rest, names.dropFirst())
  }

  private static func isMatch(_ pattern: String, _ name: String) -> Bool {
    fnmatch(pattern, name, 0) == 0
  }

  /// How git merges a file of paper: what the attributes nearest to it say.
  struct OfPaper {
    /// Whether by union; nil if nothing says how.
    let isUnion: Bool?
    /// The path of the attributes beside the file.
    let path: String
  }

  /// The attributes of a file of paper; nil outside of a git repository.
  static func ofPaper(at paper: String) -> OfPaper? {
    let folder = FileSystem.folder(of: paper)
    var above = FileSystem.resolved(folder)
    var names = [PaperLedger.fileName]
    var isUnion: Bool?
    // Attributes of the folders above count too, up to the top of the repository; the nearest first.
    while true {
      let prefix = above == "/" ? above : above + "/"
      isUnion = isUnion ?? GitAttributes(in: prefix).mergesByUnion(names)
      if (try? FileSystem.kind(of: prefix + ".git")) != nil {
        // Those of the repository itself, which are not committed, go before all others.
        let own = repository(at: prefix).flatMap {
          GitAttributes(path: $0 + "/info/attributes").mergesByUnion(names)
        }
        return OfPaper(
          isUnion: own ?? isUnion, path: (folder == "." ? "" : folder + "/") + name)
      }
      if above == "/" { return nil }
      names.insert(FileSystem.lastName(of: above), at: 0)
      above = FileSystem.folder(of: above)
    }
  }

  /// Where a repository keeps what all of its working trees share; nil if that is not to be found.
  ///
  /// The path of the working tree ends in a slash. A linked working tree and a submodule have a file in place
  /// of the folder `.git`, and a linked one's own part of the repository names the common one
  /// (gitrepository-layout(5)).
  private static func repository(at tree: String) -> String? {
    let path = tree + ".git"
    guard (try? FileSystem.kind(of: path, followsLink: true)) == .file else { return path }
    let key = "gitdir: "
    guard let text = Self.text(of: path), text.hasPrefix(key) else { return nil }
    let own = absolute(String(text.dropFirst(key.count)), in: tree)
    return Self.text(of: own + "/commondir").map { absolute($0, in: own + "/") } ?? own
  }

  /// The text of a file with a path; nil if it cannot be read.
  private static func text(of path: String) -> String? {
    guard let bytes = try? InputFile.bytes(of: path) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.last?.isNewline == true ? String(text.dropLast()) : text
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder + path
  }

  /// Lets git merge a file of paper that is new, and says so; nil outside of a git repository, and where git
  /// does so already.
  ///
  /// What somebody wrote about the file is left alone, and so is a link in the place of the attributes.
  static func add(for paper: String) -> Sentence? {
    guard let attributes = ofPaper(at: paper), attributes.isUnion != true else { return nil }
    guard attributes.isUnion == nil, (try? append(to: attributes.path)) != nil else {
      return advice(at: attributes.path)
    }
    return Sentence(
      "added the line `\(line)` to \(attributes.path): git then merges what two branches print and publish; "
        + "commit it, too",
      "已在 \(attributes.path) 里加上 `\(line)` 这一行：两个分支各自印刷和发布的记录，git 就会自行合并；请一并提交")
  }

  private static func append(to path: String) throws {
    var bytes: [UInt8] = []
    switch try FileSystem.kind(of: path) {
    case nil: break
    case .file: bytes = try InputFile.bytes(of: path)
    case .folder, .symbolicLink, .other: throw ReadingError(path: path, errorNumber: EINVAL)
    }
    let newline = bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes += newline.utf8 }
    bytes += "\(line)\(newline)".utf8
    let place = try FileSystem.openFolder(of: path)
    try place.folder.replace(place.name, with: bytes)
  }

  private static func advice(at path: String) -> Sentence {
    Sentence(
      "add the line `\(line)` to \(path): git then merges what two branches print and publish",
      "请在 \(path) 里加一行 `\(line)`：两个分支各自印刷和发布的记录，git 就会自行合并")
  }
}
