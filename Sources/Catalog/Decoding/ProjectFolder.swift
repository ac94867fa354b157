package import Support

/// The folder of a config, in which the files are that it names: spreadsheets, pictures, templates.
///
/// Other files are read only from what `allow_outside` names, so that a config from somebody else
/// cannot put the files of a machine into pages and messages.
public struct ProjectFolder: Sendable {
  /// The folder, ending in a slash; empty for the working directory.
  public let path: String
  /// What `allow_outside` names.
  var allowed: [String] = []

  /// A folder by its path, which ends in a slash; empty for the working directory.
  package init(path: String) {
    self.path = path
  }

  /// The path of a file by its name in the config.
  package func path(of name: String) -> String { name.hasPrefix("/") ? name : path + name }

  /// Why a file or folder must not be read: it lies outside, or a symbolic link leads there; nil if
  /// it may be.
  package func problem(of name: String) -> Problem? {
    let root = FileSystem.resolved(path.isEmpty ? "." : path)
    let target = FileSystem.resolved(path(of: name))
    let roots = [root] + allowed.map { FileSystem.resolved(path(of: $0)) }
    if roots.contains(where: { Self.isInside(target, $0) }) { return nil }
    let text = name.hasPrefix("/") ? name : "\(root)/\(name)"
    let isLink = Self.isInside(text, root) && !text.contains("/../")
    return .outsideProject(name, target: isLink ? target : nil)
  }

  /// Whether a path leads to a place in the folder itself, whatever else may be read.
  package func holds(_ path: String) -> Bool {
    Self.isInside(
      FileSystem.resolved(path), FileSystem.resolved(self.path.isEmpty ? "." : self.path))
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || folder == "/" || path.hasPrefix("\(folder)/")
  }
}

extension Problem {
  /// - Parameter target: what a symbolic link leads to; nil if the name itself says it.
  static func outsideProject(_ name: String, target: String?) -> Problem {
    let place = FileSystem.folder(of: target ?? name)
    let isPlain = place.utf8.allSatisfy { $0.isLetterOrDigit || "./_-".utf8.contains($0) }
    let allowed = isPlain ? place : "\"\(spelledOut(place))\""
    let dots =
      allowed == ".."
      ? Sentence(" (the two dots are the folder above)", "（两个点就是上一级文件夹）") : Sentence("", "")
    let base = quoted(String(name.split(separator: "/").last ?? ""))
    let copy =
      target == nil
      ? Sentence(
        "copy it into the folder of the config, and write \(base) here",
        "请把它复制到配置所在的文件夹，并把这里改成 \(base)")
      : Sentence(
        "put a copy in place of the symbolic link", "请用文件的副本代替这个符号链接")
    return Problem(
      target.map { target in
        Sentence(
          "\(quoted(name)) leads to \(spelledOut(target)), outside the project folder",
          "\(quoted(name)) 指向 \(spelledOut(target))，不在项目文件夹里")
      }
        ?? Sentence(
          "\(quoted(name)) is outside the project folder", "\(quoted(name)) 不在项目文件夹里"),
      hint: Sentence(
        "\(copy.english); or, beside `site:`, write `allow_outside: [\(allowed)]`\(dots.english)",
        "\(copy.chinese)；或与 `site:` 并列写上 `allow_outside: [\(allowed)]`\(dots.chinese)"))
  }
}
