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
  /// The last three rows of the table, which are used in turn; in one piece, because tens of thousands
  /// of names may be compared.
  private var rows: [Int]

  init(to wanted: [UInt32]) {
    self.wanted = wanted
    rows = Array(repeating: 0, count: 3 * (wanted.count + 1))
  }

  /// The distance to a text; nil if it is more than a limit.
  mutating func from(_ text: [UInt32], limit: Int) -> Int? {
    guard limit >= 0, abs(text.count - wanted.count) <= limit else { return nil }
    // What both begin and end with costs nothing.
    let shorter = min(text.count, wanted.count)
    let start = (0..<shorter).first { text[$0] != wanted[$0] } ?? shorter
    let rest = shorter - start
    let (textEnd, wantedEnd) = (text.count - 1, wanted.count - 1)
    let end = (0..<rest).first { text[textEnd - $0] != wanted[wantedEnd - $0] } ?? rest
    let (height, width) = (text.count - start - end, wanted.count - start - end)
    for column in 0...width { rows[column] = column }
    var (before, previous, current) = (2 * (width + 1), 0, width + 1)
    for index in 0..<height {
      rows[current] = index + 1
      var least = index + 1
      for column in 0..<width {
        let (ours, theirs) = (text[start + index], wanted[start + column])
        var distance = min(
          rows[previous + column] + (ours == theirs ? 0 : 1),
          min(rows[previous + column + 1], rows[current + column]) + 1)
        if index > 0, column > 0, ours == wanted[start + column - 1],
          text[start + index - 1] == theirs
        {
          distance = min(distance, rows[before + column - 1] + 1)
        }
        rows[current + column + 1] = distance
        least = min(least, distance)
      }
      // A swap looks two rows back, and costs one more than that row's least.
      if least > limit + 1 { return nil }
      (before, previous, current) = (previous, current, before)
    }
    let distance = rows[previous + width]
    return distance <= limit ? distance : nil
  }
}
