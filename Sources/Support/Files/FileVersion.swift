/// What changes when a file does: which one it is, its size and when it was written.
package struct FileVersion: Hashable, Sendable {
  private var numbers: [Int64] = []

  /// The version of the file at a path; of one that is not there, always the same.
  package init(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    let time = status.modificationTimestamp
    numbers = [
      Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size), Int64(time.tv_sec),
      Int64(time.tv_nsec),
    ]
  }
}
