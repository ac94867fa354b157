import Foundation

/// The tools that several test targets share. Knows nothing of the program's types.

/// A folder that is removed with its last reference.
public final class TemporaryFolder: Sendable {
  /// The absolute path.
  public let path: String

  /// Makes an empty folder.
  public init() throws {
    let parent = FileManager.default.temporaryDirectory.path
    path = "\(parent)/paypress-test-\(UUID().uuidString.suffix(12))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A left-over in the system's temporary folder does no harm.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and creates the folders above it.
  public func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file and creates the folders above it.
  public func write(_ data: Data, to name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  /// The text of a file.
  public func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Whether something exists at a path.
  public func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  /// The bytes of every file below a folder by relative path, except in a skipped top folder.
  public func files(below folder: String = "", skipping: String? = nil) throws -> [String: Data] {
    try Self.files(below: folder.isEmpty ? path : "\(path)/\(folder)", skipping: skipping)
  }

  /// The bytes of every file below a folder, by relative path.
  public static func files(
    below root: String, skipping: String? = nil
  ) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      if let skipping, name == skipping || name.hasPrefix(skipping + "/") { continue }
      let url = URL(fileURLWithPath: "\(root)/\(name)")
      let isFile = try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      if isFile { result[name] = try Data(contentsOf: url) }
    }
    return result
  }
}
