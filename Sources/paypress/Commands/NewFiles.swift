internal import Console
internal import Site
internal import Support

/// Writes new files into a project, never over others.
enum NewFiles {
  /// Writes the files below a path prefix, without the prefix, and prints their names.
  ///
  /// - Throws: `Failure` if any of them exists; then none is written.
  static func write(
    _ files: [(path: String, text: String)], under prefix: String, to folder: String
  ) throws {
    let chosen = files.filter { $0.path.hasPrefix(prefix) }.map { file in
      (path: folder + file.path.dropFirst(prefix.count), text: file.text)
    }
    do {
      try ProjectFiles.create(chosen)
    } catch let error as WritingError where error.isAlreadyThere {
      throw Failure.input(.alreadyThere(error.path))
    } catch {
      throw Failure(build: error)
    }
    for file in chosen { try Terminal.print(file.path) }
    try Terminal.flush()
  }
}

extension Problem {
  fileprivate static func alreadyThere(_ path: String) -> Problem {
    Problem(
      Sentence("\(path) exists already; nothing was written", "\(path) 已经存在；没有写入任何内容"),
      hint: Sentence("move it away, or work in another folder", "请把它移走，或换一个文件夹"))
  }
}
