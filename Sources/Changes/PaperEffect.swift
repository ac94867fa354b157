internal import Catalog
internal import GatePay
internal import Paper
internal import Site
internal import Support

/// What changes mean for hosted pages and for what is printed.
public struct PaperEffect: Hashable, Sendable {
  /// What is to be done with a printed piece.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// It is new.
    case print
    /// Its code pays another amount, another payee or with another contact than the link does now.
    case reprint
    /// Its link is gone, or its job no longer prints it.
    case takeDown = "take-down"
    /// Its code is right, and its words are old.
    case oldWords = "old-words"
    /// Its code holds a short address that leads to what the link is now.
    case forward
  }

  /// Pieces of one job with which the same is to be done.
  public struct Key: Hashable, Sendable {
    /// The name of the print job.
    public let job: String
    /// The kind of the job: `poster`, `tent`, `labels` and so on.
    public let kind: String
    /// What is to be done.
    public let action: Action
    /// Whether the pieces are marked as printed; otherwise they are those of the job.
    public let isMarked: Bool
  }

  /// Pieces with which the same is to be done.
  public struct Pieces: Hashable, Sendable {
    /// How many there are.
    public internal(set) var count = 0
    /// The sheets that show them, where links share sheets.
    var sheets: Set<SharedSheet> = []

    mutating func add(_ other: Pieces) {
      count += other.count
      sheets.formUnion(other.sheets)
    }
  }

  /// A sheet of a marked print, or of the job itself.
  struct SharedSheet: Hashable, Sendable {
    let run: String?
    let number: Int
  }

  /// The pieces by what is to be done.
  public internal(set) var pieces: [Key: Pieces] = [:]
  /// How many hosted pages are new or different.
  public internal(set) var pageCount = 0

  /// No effect.
  init() {}

  /// Whether nothing is to be done.
  public var isEmpty: Bool { pieces.isEmpty && pageCount == 0 }

  /// Adds another effect.
  mutating func add(_ other: PaperEffect) {
    pageCount += other.pageCount
    for (key, added) in other.pieces { pieces[key, default: Pieces()].add(added) }
  }
}

/// Finds what changes mean for paper, from the print jobs before and now and the marked papers.
struct PaperEffects {
  private let old: [String: JobState]
  private let new: [String: JobState]
  private let papers: [String: [PrintedPaper]]
  private let baseURL: String?

  init(
    old: [JobState], new: [JobState], ledger: PaperLedger = PaperLedger(), baseURL: String?
  ) {
    self.old = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
    self.new = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
    papers = Dictionary(grouping: ledger.presentPapers) { PaperLedger.key(of: $0.link) }
    self.baseURL = baseURL
  }

  /// The job of a name, as it is now or was.
  func job(_ name: String) -> JobState? { new[name] ?? old[name] }

  /// The effect of a link that is new.
  func added(_ row: LinkRow) -> PaperEffect {
    var effect = PaperEffect()
    effect.pageCount = 1
    for job in new.values { add(row.id, on: job, .print, to: &effect) }
    return effect
  }

  /// The effect of a link that is gone.
  func removed(_ row: LinkRow) -> PaperEffect {
    var effect = PaperEffect()
    if let marked = papers[PaperLedger.key(of: row.id)] {
      for paper in marked { add(paper, .takeDown, to: &effect) }
      return effect
    }
    for job in old.values { add(row.id, on: job, .takeDown, to: &effect) }
    return effect
  }

  /// The effect of a link that is different.
  func changed(_ before: LinkRow, _ now: LinkRow, hasOtherPage: Bool) -> PaperEffect {
    var effect = PaperEffect()
    effect.pageCount = hasOtherPage ? 1 : 0
    if PaperLedger.key(of: before.id) != PaperLedger.key(of: now.id) {
      addRenamed(before, now, to: &effect)
      return effect
    }
    if let marked = papers[PaperLedger.key(of: before.id)] {
      for paper in marked {
        let words = new[paper.run.job]?.pieces[now.id]?.words
        guard let action = action(for: paper, now, words) else { continue }
        add(paper, action, to: &effect)
      }
      return effect
    }
    for job in old.values {
      guard let pieces = job.pieces[before.id] else { continue }
      guard let newJob = new[job.name], let words = newJob.pieces[now.id]?.words else {
        add(before.id, on: job, .takeDown, to: &effect)
        continue
      }
      let paper = PrintedPaper(printed: pieces, before, job)
      guard let action = action(for: paper, now, words) else { continue }
      if action == .forward {
        add(before.id, on: job, action, to: &effect)
      } else {
        add(now.id, on: newJob, action, to: &effect)
      }
    }
    return effect
  }

  /// Adds the pieces of a link that has another id now: those of the old id go, and those of the new one
  /// are printed, unless they are the same.
  private func addRenamed(_ before: LinkRow, _ now: LinkRow, to effect: inout PaperEffect) {
    var jobs: Set<String> = []
    if let marked = papers[PaperLedger.key(of: before.id)] {
      for paper in marked {
        let words = new[paper.run.job]?.pieces[now.id]?.words
        if paper.isSame(as: PaperLink(now, words), baseURL: baseURL) { continue }
        add(paper, .takeDown, to: &effect)
        jobs.insert(paper.run.job)
      }
    } else {
      for job in old.values {
        guard let pieces = job.pieces[before.id] else { continue }
        let paper = PrintedPaper(printed: pieces, before, job)
        let words = new[job.name]?.pieces[now.id]?.words
        if words != nil, paper.isSame(as: PaperLink(now, words), baseURL: baseURL) { continue }
        add(before.id, on: job, .takeDown, to: &effect)
        jobs.insert(job.name)
      }
    }
    for job in jobs.compactMap({ new[$0] }) { add(now.id, on: job, .print, to: &effect) }
  }

  private func action(
    for paper: PrintedPaper, _ now: LinkRow, _ words: [String]?
  ) -> PaperEffect.Action? {
    switch PaperVerdict(of: paper, now: PaperLink(now, words), baseURL: baseURL).status {
    case .wrong: return .reprint
    case .outdated: return .oldWords
    case .forwarding: return .forward
    case .current: return nil
    }
  }

  /// Adds the pieces of a link on a job, if it has some.
  private func add(
    _ link: String, on job: JobState, _ action: PaperEffect.Action, to effect: inout PaperEffect
  ) {
    guard let pieces = job.pieces[link] else { return }
    let key = PaperEffect.Key(job: job.name, kind: job.kind, action: action, isMarked: false)
    let sheets = job.sharedSheets(with: link).map { PaperEffect.SharedSheet(run: nil, number: $0) }
    effect.pieces[key, default: .init()].add(.init(count: pieces.count, sheets: Set(sheets)))
  }

  private func add(
    _ paper: PrintedPaper, _ action: PaperEffect.Action, to effect: inout PaperEffect
  ) {
    let key = PaperEffect.Key(
      job: paper.run.job, kind: paper.run.kind, action: action, isMarked: true)
    let sheet = PaperEffect.SharedSheet(run: paper.id.run, number: paper.sheet)
    effect.pieces[key, default: .init()].add(
      .init(count: 1, sheets: paper.run.sharesSheets ? [sheet] : []))
  }
}

extension PaperLink {
  /// A link of a list, with the words that a job prints for it.
  fileprivate init(_ row: LinkRow, _ words: [String]?) {
    self.init(
      id: row.id, url: row.url, title: row.title,
      price: row.price.flatMap { Amount(canonical: $0) }, words: words)
  }
}

extension PrintedPaper {
  /// A piece as the job of a built site shows it, as if it had been printed.
  fileprivate init(printed pieces: JobState.Pieces, _ row: LinkRow, _ job: JobState) {
    let run = MarkedPrint(id: "", job: job.name, kind: job.kind, design: "", place: nil, day: "")
    self.init(
      id: PaperID(run: "", number: 1), run: run, link: row.id, text: row.code, target: row.url,
      title: pieces.title, price: pieces.amount.flatMap { Amount(canonical: $0) },
      words: pieces.words, sideInMillimetres: pieces.sideInMillimetres, sheet: 1, position: 1,
      stamp: nil)
  }
}
