/// A difference, which may still need the name of the link that an address leads to.
struct Found: Sendable {
  /// The address whose link is to be named; nil if there is none.
  let address: String?
  private let make: @Sendable (String?) -> Difference

  /// A difference as it is.
  init(_ difference: Difference) {
    address = nil
    make = { _ in difference }
  }

  /// A difference that names the link of an address, or nil if no link of the site has it.
  init(address: String, _ make: @escaping @Sendable (String?) -> Difference) {
    self.address = address
    self.make = make
  }

  /// The difference with the id of the link.
  func difference(leadingTo id: String?) -> Difference { make(id) }
}

/// The differences of a run: all kinds, but of each kind only so many.
struct FoundList {
  private(set) var found: [Found] = []
  private(set) var counts: [String: Int] = [:]

  /// The most differences that are kept of one kind.
  static let limitOfOneKind = 1000

  mutating func add(_ more: [Found]) {
    for item in more {
      let kind = item.difference(leadingTo: nil).kind
      counts[kind, default: 0] += 1
      if counts[kind, default: 0] <= Self.limitOfOneKind { found.append(item) }
    }
  }
}
