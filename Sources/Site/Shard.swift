internal import Catalog
internal import Pages
internal import Support

/// One of several shares of a site, each built by itself: which links belong to it depends on their
/// ids alone.
public struct Shard: Hashable, Sendable {
  /// Which share, from 1.
  public let number: Int
  /// How many shares there are, 1 or more.
  public let count: Int

  /// The most shares of one site.
  public static let maximumCount = 10_000

  /// A share; nil unless `number` is from 1 to `count`.
  public init?(number: Int, count: Int) {
    guard (1...Self.maximumCount).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `2/8`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Self.number(parts[0]), let count = Self.number(parts[1])
    else { return nil }
    self.init(number: number, count: count)
  }

  /// The share that a batch system gives this process.
  ///
  /// Slurm's job arrays say all (sbatch manual, "Job Array Support"); a Kubernetes Indexed Job says
  /// which index, from 0, but not how many (Kubernetes documentation, "Jobs", "Completion mode"), so
  /// its manifest sets `PAYPRESS_SHARD_COUNT`, which counts before what Slurm says.
  public init?(environment: [String: String]) {
    func number(_ name: String) -> Int? { environment[name].flatMap { Self.number($0[...]) } }
    let told = number("PAYPRESS_SHARD_COUNT")
    if let index = number("JOB_COMPLETION_INDEX"), let told {
      self.init(number: index + 1, count: told)
    } else if let index = number("SLURM_ARRAY_TASK_ID"),
      let count = told ?? number("SLURM_ARRAY_TASK_COUNT")
    {
      let first = number("SLURM_ARRAY_TASK_MIN") ?? 0
      let step = max(1, number("SLURM_ARRAY_TASK_STEP") ?? 1)
      guard index >= first, (index - first) % step == 0 else { return nil }
      self.init(number: (index - first) / step + 1, count: count)
    } else {
      return nil
    }
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// The share in the form that `init(_:)` reads.
  public var text: String { "\(number)/\(count)" }

  /// The number of the share that an id belongs to, from 1.
  static func number(of id: String, count: Int) -> Int {
    var value = Digest64(id.lowercased()).value
    // The low bits alone choose the folder; all of them choose the share.
    value ^= value >> 29
    value &*= 0xbf58_476d_1ce4_e5b9
    value ^= value >> 32
    return Int(value % UInt64(count)) + 1
  }

  func contains(_ id: String) -> Bool { Self.number(of: id, count: count) == number }
}

/// Why folders cannot be merged.
public enum ShardRefusal: Error, Hashable, Sendable {
  /// No build of a share ended in the folder.
  case notAShard(folder: String)
  /// Two folders speak of different numbers of shares.
  case differentCounts(folder: String, Int, Int)
  /// Two folders hold the same share.
  case twice(Shard, folder: String)
  /// Shares that no folder holds.
  case missing([Int], of: Int)
  /// A folder to be merged is the one to be written.
  case isOutput(folder: String)
}

/// The folders of all shares of a site.
final class ShardFolders {
  private let count: Int
  private let folders: [(root: String, record: OldRecord)]

  /// Opens the folders.
  ///
  /// - Throws: `ShardRefusal` unless each share is there exactly once.
  init(_ paths: [String], output: String) throws {
    var found: [Int: (root: String, record: OldRecord)] = [:]
    var count: Int?
    for path in paths {
      if FileSystem.isSame(path, output) { throw ShardRefusal.isOutput(folder: path) }
      let state = "\(path)/\(OutputLayout.stateFolder)"
      guard let shard = try Self.shard(state), try SiteRecord.exists(state) else {
        throw ShardRefusal.notAShard(folder: path)
      }
      if let count, count != shard.count {
        throw ShardRefusal.differentCounts(folder: path, count, shard.count)
      }
      count = shard.count
      guard found[shard.number] == nil else { throw ShardRefusal.twice(shard, folder: path) }
      found[shard.number] = (path, try OldRecord("\(state)/record"))
    }
    self.count = count ?? 0
    let missing = (1...max(1, self.count)).filter { found[$0] == nil }
    guard missing.isEmpty else { throw ShardRefusal.missing(missing, of: self.count) }
    folders = found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Where the files of a link are, if its share has them.
  func source(of id: String, fansOut: Bool) throws -> ShardSource? {
    let folder = folders[Shard.number(of: id, count: count) - 1]
    guard let entry = try folder.record.find(id, fansOut: fansOut) else { return nil }
    return ShardSource(root: folder.root, entry: entry)
  }

  // MARK: The mark of a share

  private static let firstLine = "paypress shard 1"

  private static func shard(_ state: String) throws -> Shard? {
    let path = "\(state)/shard"
    guard try FileSystem.kind(of: path) == .file else { return nil }
    let text = String(decoding: try InputFile.bytes(of: path, limit: 1000), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.count == 2, lines[0] == firstLine else { return nil }
    return Shard(String(lines[1]))
  }

  /// Marks a folder as one share of a site, or as a whole site.
  static func mark(_ state: String, as shard: Shard?) throws {
    guard try self.shard(state) != shard else { return }
    try FileSystem.removeFile("\(state)/shard")
    guard let shard else { return }
    try FileSystem.replace("\(state)/shard", with: Array("\(firstLine)\n\(shard.text)\n".utf8))
  }
}

/// The files of one link in the folder of its share.
struct ShardSource: Sendable {
  let root: String
  let entry: RecordEntry

  /// A file that was made of the same inputs and has not changed since; nil without one.
  func bytes(_ path: String, _ role: RecordedFile.Role, inputs: ContentDigest) throws -> [UInt8]? {
    guard let file = entry.file(role), file.inputs == inputs else { return nil }
    let place = "\(root)/\(path)"
    guard try FileSystem.kind(of: place) == .file else { return nil }
    let bytes = try InputFile.bytes(of: place)
    return ContentDigest(bytes) == file.content ? bytes : nil
  }
}
