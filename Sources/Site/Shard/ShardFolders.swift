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
  /// A folder's record is not one that a build wrote.
  case wrongRecord(folder: String)
  /// A picture in a folder leads elsewhere than its link.
  case wrongCode(path: String, id: String)
}

/// The folders of all shards of a site.
final class ShardFolders {
  private let count: Int
  private let folders: [(root: FolderHandle, record: PreviousBuild)]

  /// Opens the folders.
  ///
  /// - Throws: `ShardRefusal` unless each shard exists exactly once.
  init(_ paths: [String], output: FolderHandle) throws {
    // Each folder takes a few descriptors.
    OpenFiles.allowMany()
    var found: [Int: (root: FolderHandle, record: PreviousBuild)] = [:]
    var count: Int?
    for path in paths {
      if output.isSame(as: path) { throw ShardRefusal.isOutput(folder: path) }
      guard try FileSystem.kind(of: path, followsLink: true) == .folder else {
        throw ShardRefusal.notAShard(folder: path)
      }
      let root = try FolderHandle(path)
      guard let state = try StateFolder.open(in: root), let shard = try Self.shard(state),
        try BuildRecord.exists(state)
      else { throw ShardRefusal.notAShard(folder: path) }
      if let count, count != shard.count {
        throw ShardRefusal.differentCounts(folder: path, count, shard.count)
      }
      count = shard.count
      guard found[shard.number] == nil else { throw ShardRefusal.twice(shard, folder: path) }
      let record = try BuildRecord.last(in: state)
      if record.hasRepetitions { throw ShardRefusal.wrongRecord(folder: path) }
      found[shard.number] = (root, record)
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

  private static let name = "shard"

  /// Whether a folder holds one shard of a site.
  static func isMarked(_ state: FolderHandle) throws -> Bool { try state.kind(of: name) != nil }

  private static func shard(_ state: FolderHandle) throws -> Shard? {
    guard try state.kind(of: name) == .file else { return nil }
    let text = String(decoding: try state.bytes(of: name, limit: 1000), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.count == 2, lines[0] == firstLine else { return nil }
    return Shard(String(lines[1]))
  }

  /// Marks a folder as one shard of a site, or as a whole site.
  static func mark(_ state: FolderHandle, as shard: Shard?) throws {
    guard try self.shard(state) != shard else { return }
    try state.removeFile(name)
    guard let shard else { return }
    try state.replace(name, with: Array("\(firstLine)\n\(shard.text)\n".utf8))
  }
}

/// The files of one link in the folder of its shard.
struct ShardSource: Sendable {
  let root: FolderHandle
  let entry: RecordEntry

  /// The path of the picture, for messages.
  var pngName: String { root.name(entry.path(.png)) }

  /// An unchanged picture on record as made from the same inputs; nil if there is none.
  ///
  /// The record is the share's own: whether the picture is right must be seen from its bytes.
  func png(inputs: ContentDigest) throws -> [UInt8]? {
    let path = entry.path(.png)
    guard let file = entry.file(.png), file.inputs == inputs, try root.kind(of: path) == .file
    else { return nil }
    let bytes = try root.bytes(of: path)
    return ContentDigest(bytes) == file.content ? bytes : nil
  }
}
