/// Finds the name that a misspelt one probably means.
package enum NearestName {
  /// The candidate that begins with a name of 2 or more characters, or else the one with the fewest
  /// edits, at most a third of the name's length; only the first candidates up to a limit count.
  package static func of(
    _ name: String, among candidates: some Sequence<String>, upTo limitOfCandidates: Int = 1_000
  ) -> String? {
    let wanted = letters(of: name)
    // Nobody mistypes such a long name.
    guard (2...200).contains(wanted.count) else { return nil }
    var distance = EditDistance(to: wanted)
    var best: (distance: Int, name: String)?
    for candidate in candidates.prefix(limitOfCandidates) {
      let letters = letters(of: candidate)
      if letters.starts(with: wanted) { return candidate }
      let limit = min(wanted.count / 3, (best?.distance ?? .max) - 1)
      if let edits = distance.from(letters, limit: limit) { best = (edits, candidate) }
    }
    return best?.name
  }

  /// The characters of a name in lower case.
  private static func letters(of name: String) -> [UInt32] {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      return name.utf8.map { UInt32((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) }
    }
    return name.lowercased().unicodeScalars.map(\.value)
  }
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
private struct EditDistance {
  private let wanted: [UInt32]
  /// The last three rows of the table, which are used in turn.
  private var rows: [[Int]]

  init(to wanted: [UInt32]) {
    self.wanted = wanted
    rows = Array(repeating: Array(repeating: 0, count: wanted.count + 1), count: 3)
  }

  /// The distance to a text; nil if it is more than a limit.
  mutating func from(_ text: [UInt32], limit: Int) -> Int? {
    guard limit >= 0, abs(text.count - wanted.count) <= limit else { return nil }
    for column in 0...wanted.count { rows[0][column] = column }
    for index in text.indices {
      let (before, previous, current) = ((index + 2) % 3, index % 3, (index + 1) % 3)
      rows[current][0] = index + 1
      var least = index + 1
      for column in wanted.indices {
        let cost = text[index] == wanted[column] ? 0 : 1
        var distance = min(
          rows[previous][column] + cost, rows[previous][column + 1] + 1, rows[current][column] + 1)
        if index > 0, column > 0, text[index] == wanted[column - 1],
          text[index - 1] == wanted[column]
        {
          distance = min(distance, rows[before][column - 1] + 1)
        }
        rows[current][column + 1] = distance
        least = min(least, distance)
      }
      // A swap looks two rows back, and costs one more than that row's least.
      if least > limit + 1 { return nil }
    }
    let distance = rows[text.count % 3][wanted.count]
    return distance <= limit ? distance : nil
  }
}
