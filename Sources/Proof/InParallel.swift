/// Works on items until `next` returns nil, `limit` of them in parallel, 1 or more.
///
/// `onResult` receives the results as they complete; they are returned in the order of the items.
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
