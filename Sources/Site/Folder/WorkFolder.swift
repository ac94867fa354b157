internal import Catalog
package import Support

/// A folder for temporary files, removed when its last reference is released.
package final class WorkFolder: Sendable {
  /// The path.
  package let path: String

  /// Creates an empty folder with a unique name, accessible to this user only.
  package init(in parent: String) throws(WritingError) {
    var template = Array("\(parent)/paypress-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw WritingError(path: parent, errorNumber: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Creates an empty folder with a given name, and removes what an earlier run left there.
  package init(replacing path: String) throws {
    self.path = path
    try FileSystem.removeTree(path)
    try FileSystem.makeFolder(path)
  }

  deinit {
    // A leftover only takes space.
    try? FileSystem.removeTree(path)
  }

  /// Writes a new file into the folder.
  package func write(_ bytes: [UInt8], to name: String) throws(WritingError) {
    try OutputFile.create("\(path)/\(name)", with: bytes)
  }

  /// Removes a file from the folder.
  package func remove(_ name: String) throws(WritingError) {
    try FileSystem.removeFile("\(path)/\(name)")
  }

  /// Removes a subfolder with its contents.
  package func removeTree(_ name: String) throws {
    try FileSystem.removeTree("\(path)/\(name)")
  }

  /// Whether a path leads to a folder; does not follow a symbolic link there.
  package static func isFolder(_ path: String) -> Bool {
    (try? FileSystem.kind(of: path)) == .folder
  }
}
