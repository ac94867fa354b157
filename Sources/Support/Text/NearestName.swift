/// Finds the name that a misspelt one probably means.
package enum NearestName {
  /// The most names that are compared: a suggestion is not worth a minute.
  private static let maximumCandidateCount = 1_000

  /// The candidate that begins with a name of 2 or more characters, or else the one with the fewest
  /// edits, at most a third of the name's length.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = candidates.prefix(maximumCandidateCount)
    let wanted = Array(name.lowercased())
    let limit = wanted.count / 3
    // Nobody mistypes such a long name.
    guard (2...200).contains(wanted.count) else { return nil }
    if let longer = candidates.first(where: { $0.lowercased().hasPrefix(name.lowercased()) }) {
      return longer
    }
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased())
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = editDistance(wanted, letters)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let cost = left[row] == right[column] ? 0 : 1
        var distance = min(
          previous[column] + cost, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          distance = min(distance, beforePrevious[column - 1] + 1)
        }
        current.append(distance)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
