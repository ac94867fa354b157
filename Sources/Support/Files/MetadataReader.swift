internal import CSystemCalls

/// Stats many files below a folder, keeping its top-level folders open so that the kernel resolves
/// shorter paths.
///
/// Follows no symbolic link at the top level or at a path's end; for reading only.
package struct MetadataReader {
  private let root: Descriptor?
  private var tops: [(name: ArraySlice<UInt8>, folder: Descriptor?)] = []

  /// A reader of a folder's files.
  package init(_ folder: FolderHandle) {
    root = try? folder.reopen()
  }

  /// The signature of a regular file at a relative path that ends in NUL; nil for anything else.
  package mutating func signature(of path: [UInt8]) -> FileSignature? {
    let slash = path.firstIndex(of: UInt8(ascii: "/"))
    guard let folder = slash.map({ top(path[..<$0]) }) ?? root else { return nil }
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

  private mutating func top(_ name: ArraySlice<UInt8>) -> Descriptor? {
    if let known = tops.first(where: { $0.name == name }) { return known.folder }
    let text = String(decoding: name, as: UTF8.self)
    let number = root.map { system_open_folder_beneath($0.number, text, 0) } ?? -1
    let opened = number < 0 ? nil : Descriptor(takingOwnershipOf: number)
    // A copy, because the slice would keep the whole path alive.
    tops.append((Array(name)[...], opened))
    return opened
  }
}
