internal import Catalog
internal import GatePay
public import Paper
internal import Print
internal import Support

/// The printed pieces that nobody marked as gone, each compared with its link as it is now.
public struct PaperReview: Sendable {
  /// A piece with its verdict.
  public struct Item: Hashable, Sendable {
    /// The piece.
    public let paper: PrintedPaper
    /// How right it is.
    public let verdict: PaperVerdict
  }

  /// The path of the config that they were compared with.
  public let config: String
  /// The pieces, sorted by id.
  public let items: [Item]

  /// Compares some pieces with the links of a catalogue, whose words are laid out with a measure.
  ///
  /// - Throws: `CatalogueChanged`; a `Finding` when a job cannot print its links with this measure.
  init(_ papers: [PrintedPaper], in catalogue: Catalogue, _ measure: any TextMeasure) throws {
    config = catalogue.path
    guard !papers.isEmpty else {
      items = []
      return
    }
    let links = try Self.links(of: papers, in: catalogue, measure)
    let base = catalogue.outline.site.baseURL
    let byAddress = Dictionary(grouping: links) { $0.value.url }
    items = papers.map { paper in
      let key = Key(job: paper.run.job, link: PaperLedger.key(of: paper.link))
      let verdict = PaperVerdict(of: paper, now: links[key], baseURL: base)
      // A link with another id that prints the same piece: it was renamed.
      let isRenamed =
        verdict.isRemoved
        && byAddress[paper.target, default: []].contains {
          $0.key.job == key.job && paper.isSame(as: $0.value, baseURL: base)
        }
      return Item(paper: paper, verdict: isRenamed ? .current : verdict)
    }
  }

  private init(config: String, items: [Item]) {
    self.config = config
    self.items = items
  }

  /// The pieces for which a condition holds.
  public func filtered(_ isIncluded: (Item) -> Bool) -> PaperReview {
    PaperReview(config: config, items: items.filter(isIncluded))
  }

  /// How many pieces have each status.
  public var counts: [PaperStatus: Int] {
    items.reduce(into: [:]) { $0[$1.verdict.status, default: 0] += 1 }
  }

  private struct Key: Hashable {
    var job: String
    var link: String
  }

  /// What the jobs of some pieces would print now; nothing for a link that is gone.
  private static func links(
    of papers: [PrintedPaper], in catalogue: Catalogue, _ measure: any TextMeasure
  ) throws -> [Key: PaperLink] {
    var jobs: [String: Set<String>] = [:]
    var jobsByAddress: [String: Set<String>] = [:]
    for paper in papers {
      jobs[PaperLedger.key(of: paper.link), default: []].insert(paper.run.job)
      if !paper.isForwarding { jobsByAddress[paper.target, default: []].insert(paper.run.job) }
    }
    let typesetters = try JobTypesetter.all(of: catalogue.outline, measure: measure)
    let byName = Dictionary(typesetters.map { ($0.job.name, $0) }) { first, _ in first }
    var found: [Key: PaperLink] = [:]
    // A sheet that links share is laid out when all of them are known.
    let recorded = Set(jobs.values.joined())
    var shared = typesetters.filter { $0.job.kind.isShared && recorded.contains($0.job.name) }
    var refusal: Finding?
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      let key = PaperLedger.key(of: link.id)
      do throws(Finding) {
        for index in shared.indices { _ = try shared[index].add(link) }
        // An order expires: what was printed for the link before leads to nothing of it.
        if link.expires { continue }
        let names = jobs[key, default: []].union(jobsByAddress[link.url, default: []])
        for name in names {
          found[Key(job: name, link: key)] = PaperLink(
            id: link.id, url: link.url,
            title: link.printedTitle(in: byName[name]?.job.languages ?? []),
            price: link.address.price, words: try byName[name]?.words(of: link))
        }
      } catch {
        // Only at its end does the reader know of a changed spreadsheet, which explains refusals.
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    for typesetter in shared {
      for (link, words) in try typesetter.sharedWords() {
        found[Key(job: typesetter.job.name, link: link)]?.words = words
      }
    }
    return found
  }

  /// Pieces of one print and link with the same verdict.
  public struct Group: Sendable {
    /// The first piece.
    public let first: PrintedPaper
    /// The verdict of all.
    public let verdict: PaperVerdict
    /// The numbers of the pieces in their print.
    public internal(set) var numbers: [Int]
    /// The numbers of all pieces that go with them: of sheets that links share, those of the sheets.
    public internal(set) var goingNumbers: Set<Int> = []
    /// Whether others can be printed in their place: not where all links that go are gone.
    public internal(set) var isReplaceable = false
  }

  /// The pieces by print, link and verdict, the worst first.
  public var groups: [Group] {
    struct GroupKey: Hashable {
      var run: String
      var link: String
      var verdict: PaperVerdict
    }
    let units = Dictionary(grouping: items) { $0.paper.unit }
    var indices: [GroupKey: Int] = [:]
    var groups: [Group] = []
    for item in items {
      let key = GroupKey(
        run: item.paper.id.run, link: item.paper.link, verdict: item.verdict)
      let index = indices[key] ?? groups.count
      if index == groups.count {
        indices[key] = index
        groups.append(Group(first: item.paper, verdict: item.verdict, numbers: []))
      }
      let going = units[item.paper.unit] ?? []
      groups[index].numbers.append(item.paper.id.number)
      groups[index].goingNumbers.formUnion(going.map(\.paper.id.number))
      if going.contains(where: { !$0.verdict.isRemoved }) { groups[index].isReplaceable = true }
    }
    return groups.enumerated().sorted {
      ($1.element.verdict.status, $0.offset) < ($0.element.verdict.status, $1.offset)
    }.map(\.element)
  }
}
