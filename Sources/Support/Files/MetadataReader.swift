internal import CSystemCalls

/// Stats many files below a folder, keeping its top-level folders open so that the kernel resolves
/// shorter paths.
///
/// Follows no symbolic link at the top level or at a path's end; for reading only.
package struct MetadataReader {
  private let root: Descriptor?
  private var tops: [(name: [UInt8], folder: Descriptor?)] = []

  /// A reader of a folder's files.
  package init(_ folder: FolderHandle) {
    root = try? folder.reopen()
  }

  /// The signature of a regular file at a relative path that ends in NUL; nil for anything else.
  package mutating func signature(of path: [UInt8]) -> FileSignature? {
    let slash = path.firstIndex(of: UInt8(ascii: "/"))
    guard let folder = slash.map({ top(path, $0) }) ?? root else { return nil }
    let start = slash.map { $0 + 1 } ?? 0
    var status = stat()
    let isThere = path.withUnsafeBytes { bytes in
      bytes.baseAddress.map {
        let name = ($0 + start).assumingMemoryBound(to: CChar.self)
        return fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      } ?? false
    }
    return isThere && status.st_mode & S_IFMT == S_IFREG ? FileSignature(status) : nil
  }

  /// The folder that the first bytes of a path name.
  private mutating func top(_ path: [UInt8], _ count: Int) -> Descriptor? {
    for top in tops where top.name.count == count && memcmp(top.name, path, count) == 0 {
      return top.folder
    }
    let name = Array(path[..<count])
    let number = root.map { root in
      system_open_folder_beneath(root.number, String(decoding: name, as: UTF8.self), 0)
    }
    let folder = number.flatMap { $0 < 0 ? nil : Descriptor(takingOwnershipOf: $0) }
    tops.append((name, folder))
    return folder
  }
}
