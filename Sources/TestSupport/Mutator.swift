/// A repeatable source of numbers (Marsaglia, "Xorshift RNGs", 2003).
public struct Xorshift: Sendable {
  private var state: UInt64

  /// The same numbers for the same seed, which must not be 0.
  public init(seed: UInt64) {
    state = seed
  }

  /// A number from 0 to below a limit.
  public mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  /// A character from any part of Unicode.
  public mutating func scalar() -> Unicode.Scalar {
    while true {
      let limit = [0x80, 0x800, 0x10000, 0x110000][below(4)]
      if let scalar = Unicode.Scalar(UInt32(below(limit))) { return scalar }
    }
  }
}

/// Makes inputs that are almost right, the same ones on every run.
public struct Mutator: Sendable {
  private var random: Xorshift
  private let fragments: [[UInt8]]

  /// Creates a mutator from a seed other than 0 and fragments with a meaning to the tested parser.
  public init(seed: UInt64, fragments: [String]) {
    random = Xorshift(seed: seed)
    self.fragments = fragments.map { Array($0.utf8) }
  }

  /// A copy of the bytes with one to eight pieces changed, doubled, moved or cut.
  public mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...random.below(8) {
      let start = random.below(result.count + 1)
      let end = min(result.count, start + random.below(24))
      switch random.below(6) {
      case 0: result.replaceSubrange(start..<end, with: [])
      case 1: result.insert(contentsOf: fragments[random.below(fragments.count)], at: start)
      case 2: result.replaceSubrange(start..<end, with: fragments[random.below(fragments.count)])
      case 3: result.insert(contentsOf: result[start..<end], at: random.below(result.count + 1))
      case 4: result.insert(UInt8(random.below(256)), at: start)
      default: if start < result.count { result[start] ^= UInt8(1 << random.below(8)) }
      }
    }
    return result
  }
}
