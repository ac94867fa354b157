internal import Support

/// The values of a config that nothing shows, wherever they stand: an appkey that somebody repeats in a
/// comment is still one.
package struct SecretValues: Hashable, Sendable {
  /// In small letters.
  private var values: Set<String> = []

  /// The least length of a value that is looked for, in characters: shorter ones are parts of other words.
  private static let leastLength = 8

  /// None.
  package init() {}

  init(_ values: [String]) {
    // A variable is no value.
    let wanted = values.filter { $0.count >= Self.leastLength && !$0.contains("${") }
    self.values = Set(wanted.map { $0.lowercased() })
  }

  /// Those of both.
  package func union(_ other: SecretValues) -> SecretValues {
    var all = self
    all.values.formUnion(other.values)
    return all
  }

  /// Whether a line holds one of them.
  package func occur(in line: String) -> Bool {
    guard !values.isEmpty else { return false }
    let line = line.lowercased()
    return values.contains { line.contains($0) }
  }
}
