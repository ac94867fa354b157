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

/// Does work on many things, a few of them at the same time.
///
/// - Parameters:
///   - next: the next thing to work on; nil after the last.
///   - limit: how many at the same time, 1 or more.
///   - work: done for each.
///   - onResult: told each result, in the order in which they come.
/// - Returns: the results, in the order of the things.
func inParallel<Item: Sendable, Result: Sendable>(
  next: () throws -> Item?, limit: Int,
  work: @escaping @Sendable (Item) async throws -> [Result], onResult: (Item) -> Void
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Item, [Result]).self) { group in
    var results: [(number: Int, values: [Result])] = []
    var started = 0
    func start() throws {
      guard let item = try next() else { return }
      let number = started
      started += 1
      group.addTask { (number, item, try await work(item)) }
    }
    for _ in 0..<limit { try start() }
    while let (number, item, values) = try await group.next() {
      if !values.isEmpty { results.append((number, values)) }
      onResult(item)
      try start()
    }
    return results.sorted { $0.number < $1.number }.flatMap(\.values)
  }
}

/// Says where codes lead that should not be where they are.
enum Address {
  /// Puts the ids of links into differences, from the texts of their codes.
  ///
  /// The list is read once more for that, and only when something is wrong, so that nobody has to hold
  /// all addresses.
  static func named(
    _ found: [(Difference, String?)], in folder: String
  ) throws -> [Difference] {
    let texts = Set(found.compactMap(\.1))
    var ids: [String: String] = [:]
    if !texts.isEmpty {
      var links = try BuiltLists.Links(in: folder)
      while let link = try links.next() {
        if texts.contains(link.url), ids[link.url] == nil { ids[link.url] = link.id }
      }
    }
    return found.map { difference, text in
      text.map { difference.leading(to: ids[$0]) } ?? difference
    }
  }
}

extension Difference {
  /// The same difference with the link that a code leads to.
  fileprivate func leading(to id: String?) -> Difference {
    switch self {
    case .wrongCode(let path, let link, _): .wrongCode(path: path, link: link, leadsTo: id)
    case .otherCode(let place, let link, _): .otherCode(place, link: link, leadsTo: id)
    case .unexpectedCode(let place, _): .unexpectedCode(place, leadsTo: id)
    default: self
    }
  }
}
