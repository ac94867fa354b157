/// Files that are written into a project by request: configs and templates to start from.
public enum ProjectFiles {
  /// Writes files and the folders they stand in.
  ///
  /// - Throws: `WritingError`, with `isAlreadyThere` when one of them exists; then none is written.
  public static func create(_ files: [(path: String, text: String)]) throws {
    for file in files where try FileSystem.kind(of: file.path) != nil {
      throw WritingError.alreadyThere(file.path)
    }
    for file in files {
      if let slash = file.path.lastIndex(of: "/") {
        try FileSystem.makeFolders(String(file.path[..<slash]))
      }
      try NewFile.create(file.path, with: Array(file.text.utf8))
    }
  }
}
