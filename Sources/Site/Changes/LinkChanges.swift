/// What is different between the links of two states of a site.
public struct LinkChanges: Hashable, Sendable {
  /// A link that is in both states, and differs.
  public struct Change: Hashable, Sendable {
    /// The link before.
    public let old: LinkRow
    /// The link now; under another id if it was renamed.
    public let new: LinkRow
    /// What is different, the most important first; empty if it was only renamed.
    public var fields: [FieldChange]

    /// A link before and now.
    public init(old: LinkRow, new: LinkRow, fields: [FieldChange]) {
      self.old = old
      self.new = new
      self.fields = fields
    }

    /// Whether it has another id.
    public var isRenamed: Bool { old.id != new.id }
  }

  /// How many links there were.
  public var oldCount = 0
  /// How many links there are.
  public var newCount = 0
  /// The links that are new, in order.
  public var added: [LinkRow] = []
  /// The links that are gone, in the order that they had.
  public var removed: [LinkRow] = []
  /// The links that are different or have another id.
  public var changed: [Change] = []

  /// No changes.
  public init() {}

  /// The changes between two lists; nil when a row is damaged.
  package init?(_ pairing: RowPairing<ManifestLine>) {
    (oldCount, newCount) = pairing.counts
    for (old, new) in pairing.changed {
      guard let old = old.row, let new = new.row else { return nil }
      let fields = old.changes(to: new)
      if !fields.isEmpty { changed.append(Change(old: old, new: new, fields: fields)) }
    }
    (added, removed) = (pairing.added.compactMap(\.row), pairing.removed.compactMap(\.row))
    guard added.count == pairing.added.count, removed.count == pairing.removed.count else {
      return nil
    }
    findRenamed()
  }

  /// Whether nothing is different.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// The links that have another id.
  public var renamed: [Change] { changed.filter(\.isRenamed) }

  /// A link that is gone and one that is new are one link if they are paid in the same way, and no
  /// other link that came or went is.
  private mutating func findRenamed() {
    let old = Dictionary(grouping: removed.filter { !$0.isOrder }, by: \.url)
    let new = Dictionary(grouping: added.filter { !$0.isOrder }, by: \.url)
    var pairs: [String: LinkRow] = [:]
    for (url, rows) in old where rows.count == 1 && new[url]?.count == 1 { pairs[url] = rows[0] }
    guard !pairs.isEmpty else { return }
    for row in added {
      guard let before = pairs[row.url] else { continue }
      changed.append(Change(old: before, new: row, fields: before.changes(to: row)))
    }
    added.removeAll { pairs[$0.url] != nil }
    removed.removeAll { pairs[$0.url] != nil }
  }
}
