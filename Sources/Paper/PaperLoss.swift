/// What a file of paper lacks of an earlier state of it.
///
/// Facts are only added, so each of these was lost or changed by hand or by a wrong merge.
public struct PaperLoss: Hashable, Sendable {
  /// Facts by what they are about.
  public struct Facts: Hashable, Sendable {
    /// Published slugs, sorted.
    public fileprivate(set) var slugs: [PaperSlug] = []
    /// Marked pieces, sorted.
    public fileprivate(set) var papers: [PaperID] = []
    /// Pieces whose mark as gone is concerned, sorted.
    public fileprivate(set) var gone: [PaperID] = []

    /// Whether it is about nothing.
    public var isEmpty: Bool { slugs.isEmpty && papers.isEmpty && gone.isEmpty }
  }

  /// What has no line any more.
  public private(set) var lost = Facts()
  /// What has a line that says something else, which the old line would contradict.
  public private(set) var changed = Facts()
  /// The old lines of what has changed, in the order of the file; without line breaks.
  public let oldLines: [String]

  /// What a ledger lacks of an older one; nil for nothing.
  ///
  /// A piece may be gone now that was there before, or gone on an earlier day, but not the other way round.
  public init?(of old: PaperLedger, in ledger: PaperLedger) {
    let targets = Dictionary(grouping: ledger.targets, by: \.slug)
    var changedTargets: [PublishedTarget] = []
    var lostSlugs: Set<PaperSlug> = []
    for target in Set(old.targets).subtracting(ledger.targets) {
      let isChanged = targets[target.slug, default: []].contains {
        $0.since == target.since || !PaperLedger.isSame($0.link, target.link)
      }
      if isChanged { changedTargets.append(target) } else { lostSlugs.insert(target.slug) }
    }
    let papers = Dictionary(uniqueKeysWithValues: ledger.papers.map { ($0.id, $0) })
    var changedPapers: [PrintedPaper] = []
    for paper in old.papers {
      guard let now = papers[paper.id] else {
        lost.papers.append(paper.id)
        continue
      }
      if paper.asPrinted != now.asPrinted { changedPapers.append(paper.asPrinted) }
      if let day = paper.goneOn, now.goneOn.map({ $0 > day }) ?? true {
        lost.gone.append(paper.id)
      }
    }
    lost.slugs = lostSlugs.sorted()
    changed.slugs = Set(changedTargets.map(\.slug)).sorted()
    changed.papers = changedPapers.map(\.id)
    let known = Set(PaperFormat.lines(ledger))
    oldLines = PaperFormat.lines(PaperLedger(targets: changedTargets, papers: changedPapers))
      .filter { !known.contains($0) }.map { String($0.dropLast()) }
    if lost.isEmpty && changed.isEmpty { return nil }
  }
}

extension PrintedPaper {
  /// The piece without what became of it.
  fileprivate var asPrinted: PrintedPaper {
    var paper = self
    paper.goneOn = nil
    return paper
  }
}
