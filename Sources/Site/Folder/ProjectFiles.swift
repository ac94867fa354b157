internal import Support

/// Files that are written into a project by request: configs and templates to start from.
public enum ProjectFiles {
  /// Writes files and the folders they stand in.
  ///
  /// - Throws: `WritingError`, with `isAlreadyThere` when one of them exists; then none is written.
  public static func create(_ files: [(path: String, text: String)]) throws {
    for file in files where try FileSystem.kind(of: file.path) != nil {
      throw WritingError.alreadyThere(file.path)
    }
    var created: [String] = []
    do {
      for file in files {
        try makeFolders(for: file.path)
        created.append(file.path)
        try OutputFile.create(file.path, with: Array(file.text.utf8))
      }
    } catch {
      // Half a project is worse than none.
      for path in created { try? FileSystem.removeFile(path) }
      throw error
    }
  }

  private static func makeFolders(for path: String) throws(WritingError) {
    if let slash = path.lastIndex(of: "/") { try FileSystem.makeFolders(String(path[..<slash])) }
  }
}
