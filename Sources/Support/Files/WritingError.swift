/// Something on disk could not be written, created or removed.
public struct WritingError: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The system's error number.
  public let errorNumber: Int32

  package init(path: String, errorNumber: Int32) {
    self.path = path
    self.errorNumber = errorNumber
  }

  /// The system's message, such as `No space left on device`.
  public var reason: String {
    switch errorNumber {
    // What `FolderHandle` and `FolderLock` mean by them.
    case ELOOP: "a symbolic link is in the way"
    case ESPIPE: "it is not an ordinary file"
    default: String(cString: strerror(errorNumber))
    }
  }

  /// Whether something exists at the path already.
  public var isAlreadyThere: Bool { errorNumber == EEXIST }

  /// Something exists at a path already.
  package static func alreadyThere(_ path: String) -> WritingError {
    WritingError(path: path, errorNumber: EEXIST)
  }
}
