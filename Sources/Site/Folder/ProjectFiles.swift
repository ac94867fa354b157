internal import Support

/// Starter files for a project: configs and templates.
public enum ProjectFiles {
  /// Writes files and their parent folders, or nothing: throws `WritingError` with `isAlreadyThere`
  /// when one of the files exists.
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
      // A failed run must not leave part of a project.
      for path in created { try? FileSystem.removeFile(path) }
      throw error
    }
  }

  private static func makeFolders(for path: String) throws(WritingError) {
    if let slash = path.lastIndex(of: "/") { try FileSystem.makeFolders(String(path[..<slash])) }
  }
}
