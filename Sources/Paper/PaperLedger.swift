public import Support

/// What was published and printed: slugs, stamps, the file of paper, and how right paper is. Pure: it reads
/// and writes no file.

/// What a slug led to from some time on.
public struct PublishedTarget: Hashable, Sendable {
  /// The slug.
  public var slug: PaperSlug
  /// The id of the link that owns the slug.
  public var link: String
  /// The payment URL that its page leads to.
  public var url: String
  /// The link's title at that time, in the site's main language.
  public var title: String
  /// Its titles in other languages.
  public var titles: [Language: String]
  /// When it was first built, in Unix seconds.
  public var since: Int64

  /// A target of a slug.
  public init(
    slug: PaperSlug, link: String, url: String, title: String, titles: [Language: String] = [:],
    since: Int64
  ) {
    self.slug = slug
    self.link = link
    self.url = url
    self.title = title
    self.titles = titles
    self.since = since
  }

  /// The title in a language, or in the main one where that has none.
  public func title(in language: Language) -> String { titles[language] ?? title }
}

/// What was published and printed: the contents of `paypress.paper`.
///
/// The file is a set of facts, one a line, and facts are only added. So both sides of a merge
/// together are the right merge, whatever order they come in.
public struct PaperLedger: Hashable, Sendable {
  /// The name of the file beside the config.
  public static let fileName = "paypress.paper"

  /// What the slugs led to, sorted by slug and time.
  public private(set) var targets: [PublishedTarget] = []
  /// The printed pieces, sorted by id; those that are gone too.
  public private(set) var papers: [PrintedPaper] = []

  /// A ledger without facts.
  public init() {}

  /// Whether nothing was published or printed.
  public var isEmpty: Bool { targets.isEmpty && papers.isEmpty }

  /// A slug that two links claim.
  public struct Conflict: Hashable, Sendable {
    /// The slug.
    public var slug: PaperSlug
    /// The link that had it first.
    public var owner: String
    /// The link that had it later.
    public var other: String
  }

  /// The slugs that two links claim, as after a merge of branches.
  public var conflicts: [Conflict] {
    var conflicts: [Conflict] = []
    for (earlier, target) in zip(targets, targets.dropFirst())
    where earlier.slug == target.slug && !Self.isSame(earlier.link, target.link) {
      conflicts.append(Conflict(slug: target.slug, owner: earlier.link, other: target.link))
    }
    return conflicts
  }

  /// The link that owns each slug.
  public var owners: [PaperSlug: String] {
    targets.reduce(into: [:]) { owners, target in
      if owners[target.slug] == nil { owners[target.slug] = target.link }
    }
  }

  /// The last target of each slug.
  public var lastTargets: [PaperSlug: PublishedTarget] {
    targets.reduce(into: [:]) { $0[$1.slug] = $1 }
  }

  /// The first slug of each link, by the lower-case form of its id.
  public var firstSlugs: [String: PaperSlug] {
    var first: [String: PublishedTarget] = [:]
    for target in targets {
      let key = Self.key(of: target.link)
      if let known = first[key], (known.since, known.slug) <= (target.since, target.slug) {
        continue
      }
      first[key] = target
    }
    return first.mapValues(\.slug)
  }

  /// The form for comparing ids of links.
  public static func key(of link: String) -> String { link.lowercased() }

  static func isSame(_ link: String, _ other: String) -> Bool { key(of: link) == key(of: other) }

  /// Adds what a slug leads to now, unless it is what it led to before; returns whether it is new.
  @discardableResult
  public mutating func add(_ target: PublishedTarget) -> Bool {
    var target = target
    if let last = lastTarget(of: target.slug) {
      if last.url == target.url && last.title == target.title && last.titles == target.titles
        && Self.isSame(last.link, target.link)
      {
        return false
      }
      // Clocks go back; the order of the facts must not.
      target.since = max(target.since, last.since + 1)
    }
    insert(target)
    return true
  }

  private func lastTarget(of slug: PaperSlug) -> PublishedTarget? {
    let end = targets.partitioningIndex { $0.slug > slug }
    guard end > 0, targets[end - 1].slug == slug else { return nil }
    return targets[end - 1]
  }

  /// A print that was to be added, as it is on record.
  public struct RecordedPrint: Hashable, Sendable {
    /// The id.
    public let id: String
    /// Whether it was not on record before.
    public let isNew: Bool
  }

  /// Adds all pieces of a print, unless just these are on record and none of them is gone; returns nil only
  /// where there are no pieces.
  ///
  /// Where another print has the id, or the print with the id is gone at least in part, so that it was printed
  /// again, the print gets the id of the next attempt. That depends on the first id alone, so two
  /// branches agree.
  @discardableResult
  public mutating func add(print papers: [PrintedPaper]) -> RecordedPrint? {
    guard let first = papers.first?.run.id else { return nil }
    var (id, attempt) = (first, 1)
    while true {
      let print = papers.map { $0.moved(to: id) }
      let known = self.papers.filter { $0.id.run == id }
      if known.isEmpty {
        self.papers += print
        self.papers.sort { $0.id < $1.id }
        return RecordedPrint(id: id, isNew: true)
      }
      // The file has lengths with fewer digits.
      if Set(Self.lines(known)) == Set(Self.lines(print)) {
        return RecordedPrint(id: id, isNew: false)
      }
      attempt += 1
      id = PaperID.run(of: [first, "\(attempt)"])
    }
  }

  private static func lines(_ papers: [PrintedPaper]) -> [String] {
    PaperFormat.lines(PaperLedger(targets: [], papers: papers))
  }

  /// Marks pieces as gone on a day; a piece that is gone already keeps its day.
  public mutating func markGone(_ ids: Set<PaperID>, on day: String) {
    for index in papers.indices where ids.contains(papers[index].id) {
      papers[index].goneOn = min(papers[index].goneOn ?? day, day)
    }
  }

  /// The pieces that nobody marked as gone.
  public var presentPapers: [PrintedPaper] { papers.filter { $0.goneOn == nil } }

  // MARK: Reading

  /// The ledger of facts in any order.
  init(targets: [PublishedTarget], papers: [PrintedPaper]) {
    self.targets = Set(targets).sorted(by: Self.isBefore)
    self.papers = papers.sorted { $0.id < $1.id }
  }

  private mutating func insert(_ target: PublishedTarget) {
    let place = targets.partitioningIndex { Self.isBefore(target, $0) }
    targets.insert(target, at: place)
  }

  private static func isBefore(_ left: PublishedTarget, _ right: PublishedTarget) -> Bool {
    let (first, second) = ((left.slug, left.since), (right.slug, right.since))
    if first != second { return first < second }
    func texts(_ target: PublishedTarget) -> [String] {
      [target.link, target.url, target.title]
        + target.titles.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    }
    return texts(left).lexicographicallyPrecedes(texts(right))
  }
}

extension Array {
  /// The index of the first element that a condition holds for, if it holds for all after it.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
