internal import Support

/// Ids and addresses that occur more than once, until a second pass finds their first links.
struct Repetitions {
  private struct ID {
    var id: String
    var position: Position
    var keyPath: String
  }

  private struct Address {
    var link: LinkResolver.Resolved
    /// How many links of the entry share an earlier link's address.
    var count: Int
    var keyPath: String
  }

  private var ids: [ID] = []
  private var addresses: [Address] = []
  /// The first position and the count of each suspected id (by `LinkID.comparisonKey`) or address.
  private var seen: [String: (first: Position?, count: Int)] = [:]

  /// Whether nothing is suspected.
  var isEmpty: Bool { ids.isEmpty && addresses.isEmpty }

  /// Records an id whose digest equals an earlier one's.
  mutating func addID(_ id: String, at position: Position, keyPath: String, _ sink: FindingSink) {
    guard ids.count < FindingSink.limit else {
      // Counted, but no longer shown.
      let problem = Problem.duplicateID(id, first: position)
      sink.report(Finding(.error, at: position, keyPath: keyPath, problem))
      return
    }
    ids.append(ID(id: id, position: position, keyPath: keyPath))
    seen[LinkID.comparisonKey(id)] = (nil, 0)
  }

  /// Records the first of an entry's links whose address has the digest of an earlier one.
  mutating func addAddress(_ link: LinkResolver.Resolved, count: Int, keyPath: String) {
    addresses.append(Address(link: link, count: count, keyPath: keyPath))
    seen[link.link.url] = (nil, 0)
  }

  /// Compares a link again on the second pass, in the same order.
  mutating func look(at outcome: LinkResolver.Outcome) {
    if let id = outcome.id { note(LinkID.comparisonKey(id), outcome.idPosition) }
    if let resolved = outcome.resolved { note(resolved.link.url, resolved.position) }
  }

  private mutating func note(_ text: String, _ position: @autoclosure () -> Position) {
    guard let known = seen[text] else { return }
    seen[text] = (known.first ?? position(), known.count + 1)
  }

  /// The first position of a text; nil when it occurs once, so that only its digest was equal.
  private func first(_ text: String) -> Position? {
    seen[text].flatMap { $0.count > 1 ? $0.first : nil }
  }

  /// Reports the duplicates, without digests that are equal by chance.
  func report(to sink: FindingSink) {
    for item in ids {
      guard let first = first(LinkID.comparisonKey(item.id)) else { continue }
      let problem = Problem.duplicateID(item.id, first: first)
      sink.report(Finding(.error, at: item.position, keyPath: item.keyPath, problem))
    }
    for item in addresses {
      guard let first = first(item.link.link.url) else { continue }
      let problem = Problem.sameAddress(item.link.link.id, first: first, linkCount: item.count)
      sink.report(Finding(.warning, at: item.link.position, keyPath: item.keyPath, problem))
    }
  }
}

extension Problem {
  static func duplicateID(_ id: String, first: Position) -> Problem {
    Problem(
      Sentence("the id \(quoted(id)) is taken", "id \(quoted(id)) 已被使用"),
      hint: Sentence(
        "the first is at \(place(first).english); upper and lower case count as the same",
        "它先出现在 \(place(first).chinese)；大小写视为相同"))
  }

  static func sameAddress(_ id: String, first: Position, linkCount: Int) -> Problem {
    let others = linkCount - 1
    return Problem(
      Sentence(
        "\(quoted(id)) has the same address as another link"
          + (others > 0 ? ", and so have \(others) more" : ""),
        "\(quoted(id)) 与另一个链接的地址相同" + (others > 0 ? "，另有 \(others) 个也是如此" : "")),
      hint: Sentence(
        "payments by the two look the same; the other is at \(place(first).english); "
          + "set custom to tell them apart",
        "两者的付款无法区分；另一个在 \(place(first).chinese)；可设置 custom 来区分"))
  }
}
