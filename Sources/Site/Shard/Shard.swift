internal import Support

/// One shard of a site, which can be built alone; a link's shard depends on its id only.
public struct Shard: Hashable, Sendable {
  /// The shard number, from 1.
  public let number: Int
  /// The number of shards, 1 or more.
  public let count: Int

  /// The most shards of one site.
  public static let maximumCount = 10_000

  /// A shard; nil unless `number` is from 1 to `count`.
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

  /// The shard that a batch system assigns to this process.
  ///
  /// Slurm's job arrays give index and count (sbatch manual, "Job Array Support"). A Kubernetes
  /// Indexed Job gives only an index from 0 (Kubernetes documentation, "Jobs", "Completion mode"),
  /// so its manifest sets `PAYPRESS_SHARD_COUNT`, which has precedence over Slurm's variables.
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

  /// The shard in the form that `init(_:)` reads.
  public var text: String { "\(number)/\(count)" }

  /// The number of the shard that an id belongs to, from 1.
  static func number(of id: String, count: Int) -> Int {
    var value = Digest64(id.lowercased()).value
    // The folder depends on the low bits only; the shard on all of them.
    value ^= value >> 29
    value &*= 0xbf58_476d_1ce4_e5b9
    value ^= value >> 32
    return Int(value % UInt64(count)) + 1
  }

  func contains(_ id: String) -> Bool { Self.number(of: id, count: count) == number }
}
