public import Support

/// Why an output folder is refused.
public enum OutputRefusal: Error, Hashable, Sendable {
  /// It holds something that no build wrote.
  case notOurs(folder: String, name: String)
  /// A file that the build would write exists already, and no build wrote it.
  case foreignFile(String)
  /// A symbolic link is in the way.
  case symbolicLink(String)
  /// Something that is not a folder is in the way.
  case notAFolder(String)
}

/// Moving files into place stopped half-way, and not all of it could be undone: old and new files
/// are mixed until the next build.
public struct InterruptedPublication: Error, Hashable, Sendable {
  /// The operation that failed.
  public let cause: WritingError
  /// The files that could not be put back, as paths in the output folder.
  public let notRestored: [String]
}
