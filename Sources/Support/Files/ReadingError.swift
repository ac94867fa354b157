/// A file that could not be read.
public struct ReadingError: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The system's error number.
  public let errorNumber: Int32

  /// Creates an error.
  public init(path: String, errorNumber: Int32) {
    self.path = path
    self.errorNumber = errorNumber
  }

  /// Whether nothing exists at the path.
  public var isMissing: Bool { errorNumber == ENOENT }

  /// Whether the path is a folder.
  public var isFolder: Bool { errorNumber == EISDIR }
  /// Whether there is something that this user may not read.
  public var isNotPermitted: Bool { errorNumber == EACCES || errorNumber == EPERM }

  /// The system's message, such as `No such file or directory`.
  public var reason: String {
    switch errorNumber {
    // What `InputFile` means by them.
    case ESPIPE: "it is not an ordinary file"
    case EPIPE: "nobody writes to the pipe"
    default: String(cString: strerror(errorNumber))
    }
  }
}
