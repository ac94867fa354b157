/// Which of a number of items to check: all, or a fixed, evenly spread sample.
struct Sample: Sendable {
  /// The number of items.
  let total: Int
  /// The number of items to check; nil for all.
  let size: Int?

  /// The number of items that are checked.
  var count: Int { min(total, size ?? total) }

  /// Whether to check an item, counted from 0.
  func takes(_ number: Int) -> Bool {
    guard let size, size < total else { return true }
    return (number + 1) * size / total > number * size / total
  }
}
