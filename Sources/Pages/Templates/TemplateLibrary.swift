internal import Catalog
internal import Print
internal import Support

/// The built-in templates; a project's own files of the same name replace them.
public struct TemplateLibrary: Sendable {
  struct File: Sendable {
    /// The path in messages, such as `templates/classic/page.html`.
    var path: String
    var text: String
  }

  /// The folder of templates that all skins may include.
  static let sharedFolder = "shared"

  /// The largest template in bytes.
  private static let maximumByteCount = 1 << 20

  /// By path relative to the templates folder, such as `classic/page.html`.
  private let files: [String: File]
  /// The folders with files of the project's own.
  private let ownFolders: Set<String>

  /// The files of the built-in skins, and what all skins may include.
  public static let builtIn: [(path: String, text: String)] =
    EmbeddedFiles.all + [(path: "\(sharedFolder)/scale.css", text: DesignScale.stylesheet)]

  /// Reads the templates that some skins use; reports the project's files that cannot be used.
  ///
  /// The project's own are in the folder `templates`.
  init(project: ProjectFolder, skins: Set<String>, into sink: FindingSink) {
    var files: [String: File] = [:]
    for (path, text) in Self.builtIn {
      files[path] = File(path: "templates/\(path)", text: text)
    }
    let own = project.path + "templates/"
    func isAllowed(_ name: String) -> Bool {
      guard let problem = project.problem(of: name) else { return true }
      // A place in the file itself would show a line of it.
      sink.report(Finding(.error, at: Position(file: own), problem))
      return false
    }
    guard isAllowed("templates") else {
      self.files = files
      ownFolders = []
      return
    }
    var ownFolders: Set<String> = []
    for skin in skins.union([Self.sharedFolder]).sorted() where isAllowed("templates/\(skin)") {
      for name in Self.names(in: own + skin, into: sink)
      where isAllowed("templates/\(skin)/\(name)") {
        let path = own + skin + "/" + name
        if let usual = Self.usualName(like: name) {
          sink.report(Finding(.warning, at: Position(file: path), .misnamedTemplate(name, usual)))
        }
        if let text = Self.read(path, into: sink) {
          files["\(skin)/\(name)"] = File(path: path, text: text)
          ownFolders.insert(skin)
        }
      }
    }
    self.files = files
    self.ownFolders = ownFolders
    let known = skins.union([Self.sharedFolder])
    for name in Self.names(in: own, into: sink) where !known.contains(name) {
      let place = Position(file: own + name)
      sink.report(Finding(.warning, at: place, .unusedTemplates(name, used: known.sorted())))
    }
  }

  private static let usualNames = Set(
    builtIn.map { $0.path.drop { $0 != "/" }.dropFirst() }.map(String.init))

  /// The name of a built-in template that differs from a name in case only.
  private static func usualName(like name: String) -> String? {
    usualNames.contains(name)
      ? nil : usualNames.first { $0.lowercased() == name.lowercased() }
  }

  /// The visible names in a folder, which most projects lack.
  private static func names(in folder: String, into sink: FindingSink) -> [String] {
    do throws(ReadingError) {
      return try InputFolder.names(of: folder).filter { !$0.hasPrefix(".") }
    } catch {
      if !error.isMissing {
        sink.report(Finding(.error, at: Position(file: folder), .unreadableTemplate(error.reason)))
      }
      return []
    }
  }

  /// A file of a skin, or of the shared folder.
  func file(_ name: String, skin: String) -> File? {
    files["\(skin)/\(name)"] ?? files["\(Self.sharedFolder)/\(name)"]
  }

  /// Whether all files of a skin are those of the program.
  func isBuiltIn(_ skin: String) -> Bool {
    ownFolders.isDisjoint(with: [skin, Self.sharedFolder])
      && Skin.builtIn.contains { $0.templates == skin }
  }

  /// The names that a skin's templates may include.
  func fileNames(skin: String) -> [String] {
    let folders = [skin, Self.sharedFolder].map { $0 + "/" }
    let names = files.keys.compactMap { path in
      folders.first(where: path.hasPrefix).map { String(path.dropFirst($0.count)) }
    }
    return Set(names).sorted()
  }

  private static func read(_ path: String, into sink: FindingSink) -> String? {
    do throws(ReadingError) {
      let bytes = try InputFile.bytes(of: path, limit: maximumByteCount)
      guard bytes.count <= maximumByteCount else {
        sink.report(Finding(.error, at: Position(file: path), .templateTooLarge(maximumByteCount)))
        return nil
      }
      // A byte-order mark in an included file would end the head of the page.
      let mark = [0xEF, 0xBB, 0xBF] as [UInt8]
      let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
      if let position = InvalidUTF8.firstPosition(in: text, file: path) {
        sink.report(Finding(.error, at: position, .templateNotText))
      } else if text.contains(0) {
        sink.report(Finding(.error, at: Position(file: path), .templateNotText))
      } else {
        return String(decoding: text, as: UTF8.self)
      }
    } catch {
      sink.report(Finding(.error, at: Position(file: path), .unreadableTemplate(error.reason)))
    }
    return nil
  }
}

extension Problem {
  static func templateTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("the template is larger than \(dataSize(limit))", "模板超过 \(dataSize(limit))"),
      hint: Sentence(
        "move parts of it to other files, as in `{{>part.html}}`", "请把一部分移到别的文件，例如 `{{>part.html}}`"
      ))
  }

  fileprivate static func misnamedTemplate(_ name: String, _ usual: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) does not replace the built-in \(quoted(usual))",
        "\(quoted(name)) 不会替换内置的 \(quoted(usual))"),
      hint: Sentence("rename it to \(usual)", "请改名为 \(usual)"))
  }

  fileprivate static func unusedTemplates(_ name: String, used: [String]) -> Problem {
    let near = nearest(name, among: used)
    let (english, chinese) =
      near.map { ("did you mean \(quoted($0))? ", "是不是 \(quoted($0))？") } ?? ("", "")
    return Problem(
      Sentence("no skin uses templates/\(name)", "没有外观使用 templates/\(name)"),
      hint: Sentence(
        "\(english)rename or delete the folder, or write `templates: \(name)` in a skin",
        "\(chinese)请给文件夹改名或删掉它，或在某个外观里写 `templates: \(name)`"))
  }

  fileprivate static var templateNotText: Problem {
    Problem(
      Sentence("the template is not UTF-8 text", "模板不是 UTF-8 文本"),
      hint: Sentence("save it as UTF-8", "请另存为 UTF-8"))
  }

  static func unreadableTemplate(_ reason: String) -> Problem {
    Problem(
      Sentence(
        "the template cannot be read: \(reason)",
        "模板无法读取：\(Sentence(system: reason).chinese)"),
      hint: Sentence(
        "allow your account to read it, or copy the file here again",
        "请让当前用户可以读取它，或把文件重新复制到这里"))
  }
}
