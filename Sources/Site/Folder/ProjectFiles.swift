internal import Support

/// Starter files for a project: configs and templates.
public enum ProjectFiles {
  /// Writes files and their parent folders, or nothing: throws `WritingError` with `isAlreadyThere`
  /// when one of the files exists.
  public static func create(_ files: [(path: String, text: String)]) throws {
    for file in files where try FileSystem.kind(of: file.path) != nil {
      throw WritingError.alreadyThere(file.path)
    }
    var created: [(folder: FolderHandle, name: String)] = []
    do {
      for file in files {
        try FileSystem.makeFolders(FileSystem.folder(of: file.path))
        let place = try FileSystem.openFolder(of: file.path)
        let new = try place.folder.openNew(place.name)
        created.append(place)
        try new.append(Array(file.text.utf8))
        try new.finish()
      }
    } catch {
      // A failed run must not leave part of a project.
      for place in created { try? place.folder.removeFile(place.name) }
      throw error
    }
  }
}
