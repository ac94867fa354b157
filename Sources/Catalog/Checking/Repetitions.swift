internal import Support

/// Ids and addresses that occur more than once, and values of `custom` that only look the same, until
/// a second pass finds their first links.
struct Repetitions {
  private struct ID {
    var id: String
    var shown: String
    /// What the id was made from, if it has slugs.
    var origin: String?
    var position: Position
    var keyPath: String
  }

  private struct Address {
    var id: String
    var url: String
    var position: Position
    /// How many links of the entry share an earlier link's address.
    var count: Int
    var keyPath: String
  }

  /// A `custom` with the normal form of another one.
  private struct Custom {
    var text: String
    var isHidden: Bool
    var position: Position
    var keyPath: String
  }

  /// The most repeated ids that are kept with their places, some 20 MB.
  private static let maximumIDCount = 100_000

  private var ids: [ID] = []
  /// The first repeated id beyond that, and how many there are.
  private var unkept: (first: ID, count: Int)?
  private var addresses: [Address] = []
  private var customs: [Custom] = []
  /// The first value of `custom` with each suspected form; nil until the second pass meets it.
  private var firstCustoms: [NormalForm: (text: String, position: Position)?] = [:]
  /// The first position and the count of each suspected id (by `LinkID.comparisonKey`) or address.
  private var seen: [String: First] = [:]

  private struct First {
    var position: Position?
    /// What the first id was made from, if it has slugs.
    var origin: String?
    var count = 0
  }

  /// Whether nothing is suspected.
  var isEmpty: Bool { ids.isEmpty && addresses.isEmpty && customs.isEmpty }

  /// Records an id whose digest equals an earlier one's.
  mutating func addID(
    _ id: String, shownAs shown: String, of origin: @autoclosure () -> String?,
    at position: @autoclosure () -> Position, keyPath: String
  ) {
    func entry() -> ID {
      ID(id: id, shown: shown, origin: origin(), position: position(), keyPath: keyPath)
    }
    guard ids.count < Self.maximumIDCount else {
      unkept = (
        unkept?.first ?? entry(),
        (unkept?.count ?? 0) + 1
      )
      return
    }
    ids.append(entry())
    seen[LinkID.comparisonKey(id)] = First()
  }

  /// Records the first of an entry's links whose address has the digest of an earlier one.
  mutating func addAddress(_ link: LinkResolver.Resolved, count: Int, keyPath: String) {
    // Many links may share one address, which is kept once.
    let known = seen.index(forKey: link.link.url).map { seen.keys[$0] }
    let url = known ?? link.link.url
    addresses.append(
      Address(
        id: link.shownID, url: url, position: link.position, count: count,
        keyPath: keyPath))
    seen[url] = First()
  }

  /// Records a `custom` whose form has the digest of another one's.
  mutating func addCustom(_ text: String, of link: LinkResolver.Resolved) {
    guard customs.count < Self.maximumIDCount else { return }
    customs.append(
      Custom(
        text: text, isHidden: link.hidesCustom, position: link.customPosition,
        keyPath: link.keyPath))
    firstCustoms[NormalForm(of: text)] = .some(nil)
  }

  /// Compares a link again on the second pass, in the same order.
  mutating func look(at outcome: LinkResolver.Outcome) {
    if let id = outcome.id {
      note(LinkID.comparisonKey(id), outcome.idPosition, outcome.idBeforeSlugs)
    }
    guard let resolved = outcome.resolved else { return }
    note(resolved.link.url, resolved.position, nil)
    guard !customs.isEmpty, let custom = resolved.link.address.custom else { return }
    let form = NormalForm(of: custom)
    if case .some(nil) = firstCustoms[form] {
      firstCustoms[form] = (custom, resolved.customPosition)
    }
  }

  private mutating func note(
    _ text: String, _ position: @autoclosure () -> Position,
    _ origin: @autoclosure () -> String?
  ) {
    guard var known = seen[text] else { return }
    if known.count == 0 { (known.position, known.origin) = (position(), origin()) }
    known.count += 1
    seen[text] = known
  }

  /// The first position of a text; nil when it occurs once, so that only its digest was equal.
  private func first(_ text: String) -> Position? {
    seen[text].flatMap { $0.count > 1 ? $0.position : nil }
  }

  /// Two different values that became one id; nil for an id that was given twice.
  private func collision(_ item: ID, first: Position) -> Problem? {
    let firstOrigin = seen[LinkID.comparisonKey(item.id)]?.origin
    guard item.origin != nil || firstOrigin != nil else { return nil }
    let (one, other) = (firstOrigin ?? item.id, item.origin ?? item.id)
    if one == other { return nil }
    guard item.shown == item.id else {
      return .slugCollision(item.shown, item.shown, id: item.shown, first: first)
    }
    return .slugCollision(other, one, id: item.id, first: first)
  }

  private func reportCustoms(to sink: FindingSink) {
    for item in customs {
      // Equal strings may differ in how their accents are stored.
      guard let known = firstCustoms[NormalForm(of: item.text)], let first = known,
        !first.text.utf8.elementsEqual(item.text.utf8)
      else { continue }
      let problem = Problem.equalCustoms(
        item.isHidden ? "…" : item.text, first: first.position)
      sink.report(
        Finding(.warning, at: item.position, keyPath: "\(item.keyPath).custom", problem))
    }
  }

  /// Reports the duplicates, without digests that are equal by chance.
  func report(to sink: FindingSink) {
    for item in ids {
      guard let first = first(LinkID.comparisonKey(item.id)) else { continue }
      let problem = collision(item, first: first) ?? .duplicateID(item.shown, first: first)
      sink.report(Finding(.error, at: item.position, keyPath: item.keyPath, problem))
    }
    if let (item, count) = unkept {
      let problem = Problem.moreDuplicateIDs(count)
      sink.report(Finding(.error, at: item.position, keyPath: item.keyPath, problem))
    }
    reportCustoms(to: sink)
    for item in addresses {
      guard let first = first(item.url) else { continue }
      let problem = Problem.sameAddress(item.id, first: first, linkCount: item.count)
      sink.report(Finding(.warning, at: item.position, keyPath: item.keyPath, problem))
    }
  }
}

extension Problem {
  static func duplicateID(_ id: String, first: Position) -> Problem {
    Problem(
      Sentence("the id \(quoted(id)) is taken", "id \(quoted(id)) 已被使用"),
      hint: Sentence(
        "give one of the two another id; the other is at \(place(first).english), "
          + "and upper and lower case count as the same",
        "请给其中一个换 id；另一个在 \(place(first).chinese)，大小写视为相同"))
  }

  static func moreDuplicateIDs(_ count: Int) -> Problem {
    Problem(
      Sentence(
        count == 1 ? "1 more id is taken" : "\(grouped(count)) more ids are taken",
        "另有 \(grouped(count)) 个 id 已被使用"),
      hint: Sentence(
        "for `id`, use a column that has a different value in every row", "`id` 请用每一行都不同的列"),
      code: "more-duplicate-ids")
  }

  static func slugCollision(
    _ text: String, _ other: String, id: String, first: Position
  ) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) and \(quoted(other)) both become the id \(quoted(id))",
        "\(quoted(text)) 和 \(quoted(other)) 都变成了 id \(quoted(id))"),
      hint: Sentence(
        "the other is at \(place(first).english); change one of the values, or put another field in the id",
        "另一个在 \(place(first).chinese)；请修改其中一个值，或在 id 里加上另一个字段"))
  }

  static func equalCustoms(_ text: String, first: Position) -> Problem {
    Problem(
      Sentence(
        "this \(quoted(text)) looks like another custom, but is stored with other characters",
        "这个 \(quoted(text)) 看起来与另一个 custom 相同，存储的字符却不同"),
      hint: Sentence(
        "accents can be stored in two ways: copy the text from \(place(first).english)",
        "重音符号有两种存储方式：请从 \(place(first).chinese) 复制这段文字"))
  }

  static func sameAddress(_ id: String, first: Position, linkCount: Int) -> Problem {
    let others = linkCount - 1
    return Problem(
      Sentence(
        "\(quoted(id)) has the same address as another link"
          + (others > 0 ? ", and so have \(grouped(others)) more" : ""),
        "\(quoted(id)) 与另一个链接的地址相同" + (others > 0 ? "，另有 \(grouped(others)) 个也是如此" : "")),
      hint: Sentence(
        "you could not tell their payments apart: give each a different `custom`, or delete "
          + (others > 0 ? "all but one" : "one") + "; the other is at \(place(first).english)",
        "它们的付款无法区分：请给每个链接写不同的 `custom`，或只保留一个；"
          + "另一个在 \(place(first).chinese)"))
  }
}
