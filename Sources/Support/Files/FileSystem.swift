/// A user and a group, by their numbers.
package struct FileOwner: Hashable, Sendable {
  package let user: uid_t
  package let group: gid_t
}

/// What paths given by users lead to.
///
/// Writing below a folder is `FolderHandle`'s.
package enum FileSystem {
  /// What a path leads to.
  package enum Kind: Sendable {
    case file
    case folder
    case symbolicLink
    case other

    init(_ status: stat) {
      self =
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .symbolicLink
        default: .other
        }
    }
  }

  /// The kind of entry at a path; nil if there is none.
  ///
  /// - Parameter followsLink: whether a symbolic link at the path itself counts as what it leads to.
  package static func kind(
    of path: String, followsLink: Bool = false
  ) throws(WritingError) -> Kind? {
    var status = stat()
    guard (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 else {
      let errorNumber = errno
      if errorNumber == ENOENT || errorNumber == ENOTDIR { return nil }
      throw WritingError(path: path, errorNumber: errorNumber)
    }
    return Kind(status)
  }

  /// The absolute path of what a path leads to, with all symbolic links resolved.
  ///
  /// Where nothing exists, the nearest folder that does is resolved, and the rest is taken as text.
  package static func resolved(_ path: String) -> String {
    var rest: [Substring] = []
    var head = path.hasPrefix("/") ? path[...] : "./\(path)"[...]
    // The system takes no longer path anyway.
    guard path.utf8.count <= PATH_MAX else { return path }
    while !head.isEmpty {
      if let real = realpath(String(head), nil) {
        defer { free(real) }
        return normalized(String(cString: real).split(separator: "/") + rest.reversed())
      }
      let slash = head.lastIndex(of: "/") ?? head.startIndex
      rest.append(head[slash...].drop { $0 == "/" })
      head = head[..<slash]
    }
    return normalized(rest.reversed())
  }

  private static func normalized(_ parts: [Substring]) -> String {
    "/" + RelativePath.folded(parts)
  }

  /// What a symbolic link holds; nil if there is none at the path.
  package static func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The permissions of what a path leads to; nil if there is nothing.
  package static func permissions(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  /// Takes the permissions of others away from a file; one of somebody else stays as it is.
  package static func makePrivate(_ path: String) {
    if let mode = permissions(of: path), mode & 0o077 != 0 { chmod(path, 0o600) }
  }

  /// Who a file belongs to, or else the folder that it would be in; nil unless root runs the program, who
  /// alone can give files away.
  package static func ownerToKeep(of path: String) -> FileOwner? {
    guard geteuid() == 0 else { return nil }
    var status = stat()
    guard stat(path, &status) == 0 || stat(folder(of: path), &status) == 0 else { return nil }
    return FileOwner(user: status.st_uid, group: status.st_gid)
  }

  /// Gives a file to an owner: what root replaces would be closed to the one who had it.
  package static func give(_ path: String, to owner: FileOwner?) {
    guard let owner else { return }
    _ = lchown(path, owner.user, owner.group)
  }

  /// Creates a folder and its parents.
  package static func makeFolders(_ path: String) throws(WritingError) {
    for (index, character) in zip(path.indices, path) where character == "/" {
      if index != path.startIndex { try makeFolder(String(path[..<index])) }
    }
    try makeFolder(path)
  }

  private static func makeFolder(_ path: String) throws(WritingError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    throw WritingError(path: path, errorNumber: errno)
  }

  /// Removes a folder if it is empty, such as one that was made in vain.
  package static func removeIfEmpty(_ path: String) {
    rmdir(path)
  }

  /// The folder that contains a path.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  package static func lastName(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The folder that contains a path, opened, and the last name of the path.
  package static func openFolder(
    of path: String
  ) throws(WritingError) -> (folder: FolderHandle, name: String) {
    (try FolderHandle(folder(of: path)), lastName(of: path))
  }
}
