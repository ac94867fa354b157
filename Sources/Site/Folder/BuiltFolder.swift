internal import Pages
package import Support

/// An output folder, for those who only read it.
public enum BuiltFolder {
  /// The path of a folder's `links.json`, which may lie with the owner's list; nil if it has none.
  public static func list(of folder: String) -> String? {
    // A site with private lists has no public ones: a build removes them.
    [true, false].map { "\(folder)/\(OutputLayout.linksJSON(isPrivate: $0))" }
      .first(where: InputFile.isOrdinary)
  }

  /// The path of a folder's `links.json`, wherever it lies; of a folder without one, where a build puts a
  /// public one.
  public static func listPath(of folder: String) -> String {
    list(of: folder) ?? "\(folder)/\(OutputLayout.linksJSON)"
  }

  /// What builds wrote into a folder.
  package enum Content {
    case site
    /// A share of a site, which has no lists.
    case share
  }

  /// What the last build wrote into a folder; nil if there is no record of a build, as in a folder
  /// that was copied from elsewhere.
  ///
  /// - Throws: `OutputRefusal`, `WritingError`, `ReadingError`.
  package static func content(of folder: String) throws -> Content? {
    guard let state = try StateFolder.open(inOutput: folder) else { return nil }
    return try ShardFolders.isMarked(state) ? .share : .site
  }

  /// Locks a folder as a build does; nil for a folder that was copied from elsewhere, or that this
  /// user cannot change.
  ///
  /// - Throws: `OutputRefusal`, `WritingError`.
  package static func lock(_ folder: String, onWait: (String?) -> Void) throws -> FolderLock? {
    guard let state = try StateFolder.open(inOutput: folder) else { return nil }
    do {
      return try FolderLock(StateFolder.lock, in: state, onWait: onWait)
    } catch {
      if error.errorNumber == EACCES || error.errorNumber == EROFS { return nil }
      throw error
    }
  }
}
