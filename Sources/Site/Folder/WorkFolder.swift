internal import Catalog
package import Support

/// A folder for temporary files, removed when its last reference is released.
package final class WorkFolder: Sendable {
  /// The path, for other programs.
  package let path: String
  package let files: FolderHandle
  private let parent: FolderHandle
  private let name: String

  /// Creates an empty folder with a unique name, accessible to this user only.
  package convenience init(in parent: String) throws(WritingError) {
    let folder = try FolderHandle(parent)
    try self.init(try folder.makeUnique("paypress-"), in: folder)
  }

  /// Creates an empty folder with a given name, and removes what an earlier run left there.
  package convenience init(replacing name: String, in parent: FolderHandle) throws {
    try parent.removeTree(name)
    try parent.makeFolder(name)
    try self.init(name, in: parent)
  }

  private init(_ name: String, in parent: FolderHandle) throws(WritingError) {
    self.name = name
    self.parent = parent
    path = parent.name(name)
    files = try parent.subfolder(name)
  }

  deinit {
    // A leftover only takes space.
    try? parent.removeTree(name)
  }

  /// Writes a new file into the folder.
  package func write(_ bytes: [UInt8], to name: String) throws(WritingError) {
    try files.create(name, with: bytes)
  }

  /// Whether a path leads to a folder; does not follow a symbolic link there.
  package static func isFolder(_ path: String) -> Bool {
    (try? FileSystem.kind(of: path)) == .folder
  }
}
