/// Metadata that changes with every change of the file.
///
/// Every write, rename or change of the other times moves the change time, and no call sets it
/// (POSIX.1-2017, XBD section 4.9).
package struct FileSignature: Hashable {
  /// The size in bytes.
  package var byteCount: UInt64
  /// When the file or its metadata last changed, in nanoseconds since 1970.
  package var changeTime: Int64
  /// The inode number.
  package var inode: UInt64

  /// A placeholder: the signature of a file that is not in place yet.
  package static let none = FileSignature(byteCount: 0, changeTime: 0, inode: 0)

  package init(byteCount: UInt64, changeTime: Int64, inode: UInt64) {
    self.byteCount = byteCount
    self.changeTime = changeTime
    self.inode = inode
  }

  package init(_ status: stat) {
    byteCount = UInt64(status.st_size)
    inode = UInt64(status.st_ino)
    let time = status.changeTimestamp
    changeTime = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Stats a path, following symbolic links; nil if there is no file.
  package init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether the file could have changed again in the same clock tick after the signature was
  /// taken, so that an equal signature proves nothing.
  ///
  /// - Parameter noted: when the signature was taken, in nanoseconds since 1970.
  package func isTooFresh(noted: Int64) -> Bool {
    // Linux uses the scheduler's tick, 1 to 10 ms; some file systems use whole seconds.
    let tick: Int64 = changeTime % 1_000_000_000 == 0 ? 2_500_000_000 : 20_000_000
    return changeTime > noted - tick
  }
}
