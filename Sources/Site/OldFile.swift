internal import Catalog

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file that is read at any place, by several at once.
final class OldFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens a file; nil when that is not possible.
  init?(_ path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit {
    close(descriptor)
  }

  /// Adds a part of the file to some bytes.
  ///
  /// - Throws: when the file has fewer bytes.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws(ReadingError) {
    let part = try FileSystem.read(descriptor, range.lowerBound, count: range.count, path: path)
    guard part.count == range.count else { throw ReadingError(path: path, errorNumber: EIO) }
    bytes += part
  }
}
