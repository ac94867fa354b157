internal import Catalog
internal import Support

/// A file of the last build that is read at any place, by several at once.
final class OldFile: Sendable {
  private let descriptor: Int32
  private let path: String
  private let signature: FileSignature

  /// Opens a file; nil unless it is as it was noted.
  init?(_ path: String, _ signature: FileSignature) {
    self.path = path
    self.signature = signature
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0, isUntouched else { return nil }
  }

  /// Whether nobody touched the file since it was noted.
  var isUntouched: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && FileSignature(status) == signature
  }

  deinit {
    close(descriptor)
  }

  /// Adds a part of the file to some bytes.
  ///
  /// - Throws: `OldListsChanged` when the file has fewer bytes, `ReadingError`.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws {
    let part = try FileSystem.read(descriptor, range.lowerBound, count: range.count, path: path)
    guard part.count == range.count else { throw OldListsChanged() }
    bytes += part
  }
}
