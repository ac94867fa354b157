public import Site

/// What is different about a site, in sentences, and what it means for paper.

/// What is different about a site, and what it means for pages and paper.
public struct ChangeReport: Sendable {
  /// Links with the same differences.
  public struct Group: Sendable {
    /// What happened to them; the raw values are names in JSON.
    public enum Event: String, Sendable {
      /// They are new.
      case added
      /// They are gone.
      case removed
      /// They have another id, and may be different besides.
      case renamed
      /// They are different.
      case changed
    }

    /// What happened to them.
    public let event: Event
    /// The links as they were and are; equal for new links and those that are gone.
    public internal(set) var links: [(old: LinkRow, new: LinkRow)]
    /// What is different.
    public let fields: [FieldChange]
    /// What it means for pages and paper.
    public internal(set) var effect: PaperEffect
    /// Whether the values of `fields` are those of the first link, and the others have their own.
    public internal(set) var isAlike = false
  }

  /// What the site is compared with, as messages name it.
  public let oldName: String
  /// The differences of links.
  public let links: LinkChanges
  /// The links by what is different about them.
  public private(set) var groups: [Group] = []
  /// The differences of print jobs.
  public let jobs: [JobChange]
  /// Whether pages and paper were compared.
  public let hasEffects: Bool
  /// The marked pieces that are not right; nil where that was not looked at.
  public let paper: PaperReview?
  private let effects: PaperEffects?

  init(
    old: String, links: LinkChanges, effects: PaperEffects?, otherPages: Set<String>,
    jobs: [JobChange], paper: PaperReview? = nil
  ) {
    oldName = old
    self.links = links
    self.jobs = jobs
    self.paper = paper
    self.effects = effects
    hasEffects = effects != nil
    addGroups(otherPages)
  }

  /// Whether nothing is different.
  public var isEmpty: Bool { links.isEmpty && jobs.isEmpty }

  /// What all changes mean together.
  public var effect: PaperEffect {
    groups.reduce(into: PaperEffect()) { $0.add($1.effect) }
  }

  /// How many sheets some pieces take; nil where each is a page of its own, or is marked and stays.
  func sheetCount(_ key: PaperEffect.Key, _ pieces: PaperEffect.Pieces) -> Int? {
    if key.isMarked && key.action == .forward { return nil }
    return pieces.sheets.isEmpty
      ? effects?.job(key.job)?.sheetCount(of: pieces.count) : pieces.sheets.count
  }

  private mutating func addGroups(_ otherPages: Set<String>) {
    var indices: [GroupKey: Int] = [:]
    for row in links.removed {
      add(
        GroupKey(event: .removed, price: row.price, merchant: row.merchant), (row, row),
        effects?.removed(row), &indices)
    }
    for row in links.added {
      add(
        GroupKey(event: .added, price: row.price, merchant: row.merchant), (row, row),
        effects?.added(row), &indices)
    }
    for change in links.changed {
      let effect = effects?.changed(
        change.old, change.new, hasOtherPage: otherPages.contains(change.new.id))
      // What became of an id is said of each link by itself.
      let key = GroupKey(
        event: change.isRenamed ? .renamed : .changed, fields: change.fields,
        id: change.isRenamed ? change.new.id : nil)
      add(key, (change.old, change.new), effect, &indices)
    }
    joinAlike()
  }

  /// So many changes of single links in the same fields are one line.
  private static let alikeCount = 5

  /// Joins changes of the same fields with other values, such as new contacts of all tables.
  private mutating func joinAlike() {
    func fields(_ group: Group) -> [FieldChange.Field]? {
      group.event == .changed ? group.fields.map(\.field) : nil
    }
    let counts = groups.compactMap(fields).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    var joined: [Group] = []
    var indices: [[FieldChange.Field]: Int] = [:]
    for group in groups {
      guard let key = fields(group), counts[key, default: 0] >= Self.alikeCount else {
        joined.append(group)
        continue
      }
      if let index = indices[key] {
        joined[index].links += group.links
        joined[index].effect.add(group.effect)
        joined[index].isAlike = true
      } else {
        indices[key] = joined.count
        joined.append(group)
      }
    }
    groups = joined
  }

  private struct GroupKey: Hashable {
    let event: Group.Event
    var fields: [FieldChange] = []
    var price: String?
    var merchant: String?
    var id: String?
  }

  private mutating func add(
    _ key: GroupKey, _ link: (LinkRow, LinkRow), _ effect: PaperEffect?,
    _ indices: inout [GroupKey: Int]
  ) {
    let index = indices[key] ?? groups.count
    if index == groups.count {
      indices[key] = index
      groups.append(Group(event: key.event, links: [], fields: key.fields, effect: PaperEffect()))
    }
    groups[index].links.append(link)
    if let effect { groups[index].effect.add(effect) }
  }
}
