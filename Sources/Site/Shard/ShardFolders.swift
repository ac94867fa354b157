internal import Pages
internal import Support

/// Why folders cannot be merged.
public enum ShardRefusal: Error, Hashable, Sendable {
  /// No build of a shard finished in the folder.
  case notAShard(folder: String)
  /// Two folders record different numbers of shards.
  case differentCounts(folder: String, Int, Int)
  /// Two folders hold the same shard.
  case twice(Shard, folder: String)
  /// Shards that no folder holds.
  case missing([Int], of: Int)
  /// A folder to merge is also the output folder.
  case isOutput(folder: String)
}

/// The folders of all shards of a site.
final class ShardFolders {
  private let count: Int
  private let folders: [(root: String, record: PreviousBuild)]

  /// Opens the folders.
  ///
  /// - Throws: `ShardRefusal` unless each shard exists exactly once.
  init(_ paths: [String], output: String) throws {
    var found: [Int: (root: String, record: PreviousBuild)] = [:]
    var count: Int?
    for path in paths {
      if FileSystem.isSame(path, output) { throw ShardRefusal.isOutput(folder: path) }
      let state = "\(path)/\(OutputLayout.stateFolder)"
      guard let shard = try Self.shard(state), try BuildRecord.exists(state) else {
        throw ShardRefusal.notAShard(folder: path)
      }
      if let count, count != shard.count {
        throw ShardRefusal.differentCounts(folder: path, count, shard.count)
      }
      count = shard.count
      guard found[shard.number] == nil else { throw ShardRefusal.twice(shard, folder: path) }
      found[shard.number] = (path, try PreviousBuild("\(state)/record"))
    }
    self.count = count ?? 0
    let missing = (1...max(1, self.count)).filter { found[$0] == nil }
    guard missing.isEmpty else { throw ShardRefusal.missing(missing, of: self.count) }
    folders = found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Where the files of a link are, if its shard has them.
  func source(of id: String, fansOut: Bool) throws -> ShardSource? {
    let folder = folders[Shard.number(of: id, count: count) - 1]
    guard let entry = try folder.record.find(id, fansOut: fansOut) else { return nil }
    return ShardSource(root: folder.root, entry: entry)
  }

  // MARK: The mark of a shard

  private static let firstLine = "paypress shard 1"

  private static func shard(_ state: String) throws -> Shard? {
    let path = "\(state)/shard"
    guard try FileSystem.kind(of: path) == .file else { return nil }
    let text = String(decoding: try InputFile.bytes(of: path, limit: 1000), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.count == 2, lines[0] == firstLine else { return nil }
    return Shard(String(lines[1]))
  }

  /// Marks a folder as one shard of a site, or as a whole site.
  static func mark(_ state: String, as shard: Shard?) throws {
    guard try self.shard(state) != shard else { return }
    try FileSystem.removeFile("\(state)/shard")
    guard let shard else { return }
    try FileSystem.replace("\(state)/shard", with: Array("\(firstLine)\n\(shard.text)\n".utf8))
  }
}

/// The files of one link in the folder of its shard.
struct ShardSource: Sendable {
  let root: String
  let entry: RecordEntry

  /// An unchanged file that was made from the same inputs; nil if there is none.
  func bytes(_ path: String, _ role: RecordedFile.Role, inputs: ContentDigest) throws -> [UInt8]? {
    guard let file = entry.file(role), file.inputs == inputs else { return nil }
    let place = "\(root)/\(path)"
    guard try FileSystem.kind(of: place) == .file else { return nil }
    let bytes = try InputFile.bytes(of: place)
    return ContentDigest(bytes) == file.content ? bytes : nil
  }
}
