internal import Pages
internal import Support

/// The names in the folder that keeps what the next build needs to know.
enum StateFolder {
  static let lock = "lock"
  /// New and changed files of a build until they are moved into place.
  static let staging = "staging"
  /// Files of the last build until the current one is complete.
  static let withdrawn = "withdrawn"
  /// What browsers make of print jobs until it is moved into place.
  static let printing = "printing"
  /// The sheets that a browser has printed.
  static let sheets = "sheets"

  /// Opens the state folder of an output folder, or nil when there is none.
  ///
  /// - Throws: `OutputRefusal` when something else is there, `WritingError`.
  static func open(in root: FolderHandle) throws -> FolderHandle? {
    let name = OutputLayout.stateFolder
    switch try root.kind(of: name) {
    case nil: return nil
    case .folder: return try root.subfolder(name)
    case .symbolicLink: throw OutputRefusal.symbolicLink(root.name(name))
    case .file, .other: throw OutputRefusal.notAFolder(root.name(name))
    }
  }

  /// Opens the state folder of the output folder at a path, as above.
  static func open(inOutput folder: String) throws -> FolderHandle? {
    try Self.open(in: FolderHandle(folder))
  }

  /// Removes what killed builds and prints left, for who holds the lock.
  static func removeLeftovers(_ state: FolderHandle) throws {
    for name in try state.names()
    where [staging, withdrawn, printing].contains(name) || name.hasSuffix(".new") {
      try state.removeTree(name)
    }
  }
}
