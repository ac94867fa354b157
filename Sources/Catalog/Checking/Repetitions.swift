internal import Support

/// Ids that are taken and addresses that are shared, until a second look at the links finds by which
/// one first.
struct Repetitions {
  private struct ID {
    var id: String
    var position: Position
    var keyPath: String
  }

  private struct Address {
    var link: LinkResolver.Resolved
    /// How many links of the entry have an earlier one's address.
    var count: Int
    var keyPath: String
  }

  private var ids: [ID] = []
  private var addresses: [Address] = []
  /// The first position of each id or address in question, by `LinkID.comparisonKey` or as text, and how
  /// often it was met.
  private var seen: [String: (first: Position?, count: Int)] = [:]

  /// Whether nothing is in question.
  var isEmpty: Bool { ids.isEmpty && addresses.isEmpty }

  /// Notes an id that an earlier link seems to have.
  mutating func addID(_ id: String, at position: Position, keyPath: String, _ sink: FindingSink) {
    guard ids.count < FindingSink.limit else {
      // Not shown any more, only counted.
      let problem = Problem.duplicateID(id, first: position)
      sink.report(Finding(.error, at: position, keyPath: keyPath, problem))
      return
    }
    ids.append(ID(id: id, position: position, keyPath: keyPath))
    seen[LinkID.comparisonKey(id)] = (nil, 0)
  }

  /// Notes the first of an entry's links whose address an earlier link seems to have.
  mutating func addAddress(_ link: LinkResolver.Resolved, count: Int, keyPath: String) {
    addresses.append(Address(link: link, count: count, keyPath: keyPath))
    seen[link.link.url] = (nil, 0)
  }

  /// Looks at the links again, in the same order.
  mutating func look(at outcome: LinkResolver.Outcome) {
    if let id = outcome.id { note(LinkID.comparisonKey(id), outcome.idPosition) }
    if let resolved = outcome.resolved { note(resolved.link.url, resolved.position) }
  }

  private mutating func note(_ text: String, _ position: @autoclosure () -> Position) {
    guard let known = seen[text] else { return }
    seen[text] = (known.first ?? position(), known.count + 1)
  }

  /// The first position of a text; nil when it occurs once, so that two texts share a digest by chance.
  private func first(_ text: String) -> Position? {
    seen[text].flatMap { $0.count > 1 ? $0.first : nil }
  }

  /// Reports what was found; a digest that two texts share by chance is nothing.
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
        "the first is at \(place(first)); upper and lower case count as the same",
        "它先出现在 \(place(first))；大小写视为相同"))
  }

  static func sameAddress(_ id: String, first: Position, linkCount: Int) -> Problem {
    let others = linkCount - 1
    return Problem(
      Sentence(
        "\(quoted(id)) has the same address as another link"
          + (others > 0 ? ", and so have \(others) more" : ""),
        "\(quoted(id)) 与另一个链接的地址相同" + (others > 0 ? "，另有 \(others) 个也是如此" : "")),
      hint: Sentence(
        "payments by the two look the same; the other is at \(place(first)); "
          + "set custom to tell them apart",
        "两者的付款无法区分；另一个在 \(place(first))；可设置 custom 来区分"))
  }
}
