/// Pairs the rows of a list with the links that it should have, in order.
struct RowMatcher<Row> {
  private let id: (Row) -> String
  private var read: () throws -> Row?
  private var ahead: [Row] = []
  private var isAtEnd = false

  /// How many rows are read ahead to find a link.
  private static var reach: Int { 64 }

  init(id: @escaping (Row) -> String, read: @escaping () throws -> Row?) {
    self.id = id
    self.read = read
  }

  /// The row of the next link, if it is among the next rows, and the rows before it.
  mutating func row(of link: String) throws -> (row: Row?, before: [Row]) {
    var index = 0
    while index < Self.reach, try fill(index) {
      if id(ahead[index]) == link {
        defer { ahead.removeFirst(index + 1) }
        return (ahead[index], Array(ahead[..<index]))
      }
      index += 1
    }
    return (nil, [])
  }

  mutating func next() throws -> Row? {
    try fill(0) ? ahead.removeFirst() : nil
  }

  private mutating func fill(_ index: Int) throws -> Bool {
    while !isAtEnd, ahead.count <= index {
      if let row = try read() { ahead.append(row) } else { isAtEnd = true }
    }
    return index < ahead.count
  }
}
