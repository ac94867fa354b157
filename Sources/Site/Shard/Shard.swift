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
