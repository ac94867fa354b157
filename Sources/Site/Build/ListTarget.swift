/// Where the files that belong to no single link go: into a staging folder, or into a comparison
/// with the files that are there.
package protocol ListTarget: AnyObject {
  /// A file that is made piece by piece.
  associatedtype Stream: ListStream

  /// Starts a file.
  func open(_ path: String) throws -> Stream
  /// Ends a file.
  func close(_ stream: Stream, _ path: String) throws
  /// Takes a whole file.
  func put(_ path: String, _ bytes: [UInt8]) throws
}

/// A file that is made piece by piece.
package protocol ListStream: AnyObject {
  /// Adds bytes.
  func append(_ bytes: [UInt8]) throws
}
