/// What somebody brought to the studio and has not saved yet, such as a spreadsheet or an appkey; the newest few.
actor KeptValues<Value: Sendable> {
  private var values: [(id: String, value: Value)] = []
  private let limit: Int

  /// - Parameter limit: how many are kept.
  init(limit: Int) { self.limit = limit }

  /// Keeps a value; returns a name that nobody can guess.
  func add(_ value: Value) -> String {
    let id = StudioAccess.makeToken()
    values = values.suffix(limit - 1) + [(id, value)]
    return id
  }

  /// Forgets a value.
  func remove(_ id: String) { values.removeAll { $0.id == id } }

  subscript(id: String) -> Value? { values.first { $0.id == id }?.value }
}
