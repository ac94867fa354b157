/// Files as a change would make them: while this is `current`, they are read in place of those on disk, so
/// that a change is checked before it is made.
package struct InputOverlay: Sendable {
  /// The current overlay.
  @TaskLocal package static var current: InputOverlay?

  private let files: [String: [UInt8]]

  /// Files by their paths, which need not exist.
  package init(_ files: [String: [UInt8]]) {
    self.files = [:].merging(files.map { (FileSystem.resolved($0.key), $0.value) }) { $1 }
  }

  /// An open file with the bytes that are read in place of those at a path; nil to read the path.
  static func descriptor(for path: String) throws(ErrorNumber) -> Descriptor? {
    guard let bytes = current?.files[FileSystem.resolved(path)] else { return nil }
    return try anonymousFile(with: bytes)
  }

  /// A file without a name, which ends with its descriptor.
  private static func anonymousFile(with bytes: [UInt8]) throws(ErrorNumber) -> Descriptor {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/paypress.XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw .last }
    let file = Descriptor(takingOwnershipOf: number)
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { SystemCall.write(number, $0) }
      if count < 0 && errno != EINTR { throw .last }
      rest = rest.dropFirst(max(0, count))
    }
    guard lseek(number, 0, SEEK_SET) == 0 else { throw .last }
    return file
  }
}
