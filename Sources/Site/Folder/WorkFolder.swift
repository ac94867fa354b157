internal import Catalog
package import Support

/// A folder for files that nobody needs afterwards; it is gone when nobody holds it any more.
package final class WorkFolder: Sendable {
  /// The path.
  package let path: String

  /// Makes an empty folder with a name of its own, which only this user can look into.
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
    // What stays behind takes room and does no harm.
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

  /// Removes a folder of the folder with all that is in it.
  package func removeTree(_ name: String) throws {
    try FileSystem.removeTree("\(path)/\(name)")
  }

  /// Whether a path leads to a folder, without following a symbolic link there.
  package static func isFolder(_ path: String) -> Bool {
    (try? FileSystem.kind(of: path)) == .folder
  }
}
