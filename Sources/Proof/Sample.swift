/// Which of a number of things are looked at: all, or some that are spread evenly, always the same.
struct Sample: Sendable {
  /// How many there are.
  let total: Int
  /// How many are looked at; nil for all.
  let size: Int?

  /// How many are looked at.
  var count: Int { min(total, size ?? total) }

  /// Whether one is looked at, counted from 0.
  func takes(_ number: Int) -> Bool {
    guard let size, size < total else { return true }
    return (number + 1) * size / total > number * size / total
  }
}
