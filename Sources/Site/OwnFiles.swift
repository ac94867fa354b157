internal import Catalog

/// The record of the files that builds wrote to a folder.
///
/// `files` holds the last complete build. `files.pending` is there while a build moves files into
/// place and holds the files of both builds, so that a killed build leaves nothing without an owner.
enum OwnFiles {
  private static let firstLine = "paypress files 1"

  /// Whether a build ever wrote to the folder.
  static func exists(_ state: String) throws(WritingError) -> Bool {
    for name in ["files", "files.pending"] where try FileSystem.kind(of: "\(state)/\(name)") != nil
    {
      return true
    }
    return false
  }

  /// The files that builds put into place; a damaged line is left out.
  ///
  /// - Parameter staging: what a killed build did not put into place any more is still in here.
  static func read(_ state: String, staging: String) throws -> Set<String> {
    var files = try readRecord("files", state)
    for path in try readRecord("files.pending", state)
    where try FileSystem.kind(of: "\(staging)/\(path)") == nil {
      files.insert(path)
    }
    return files
  }

  private static func readRecord(_ name: String, _ state: String) throws -> Set<String> {
    let path = "\(state)/\(name)"
    guard try FileSystem.kind(of: path) == .file else { return [] }
    let text = String(decoding: try InputFile.bytes(of: path), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.first == firstLine[...] else { return [] }
    return Set(lines.dropFirst().filter(isSafe).map(String.init))
  }

  /// Notes what will be there while files are moved.
  static func writePending(_ files: Set<String>, _ state: String) throws(WritingError) {
    try replace("files.pending", files, state)
  }

  /// Notes what is there after a complete build.
  static func write(_ files: Set<String>, _ state: String) throws(WritingError) {
    try replace("files", files, state)
    try FileSystem.removeFile("\(state)/files.pending")
  }

  private static func replace(
    _ name: String, _ files: Set<String>, _ state: String
  ) throws(WritingError) {
    let temporary = "\(state)/\(name).new"
    try FileSystem.removeFile(temporary)
    let lines = [firstLine] + files.sorted()
    try NewFile.create(
      temporary, with: Array((lines.joined(separator: "\n") + "\n").utf8), isDurable: true)
    try FileSystem.move(temporary, to: "\(state)/\(name)")
  }

  /// Whether a line is a path within the folder.
  private static func isSafe(_ line: Substring) -> Bool {
    let parts = line.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") }
  }
}
