internal import Site
public import Support

/// What is different about a print job besides the links on it.
public struct JobChange: Hashable, Sendable {
  /// One thing that is different; the raw values are names in JSON.
  public enum Field: String, Hashable, Sendable {
    /// The kind of product.
    case kind
    case design
    /// The size of the paper.
    case paper
    /// The size of the labels, cards or faces.
    case size
    case colours
    /// The width of the codes.
    case code
    /// Whether its pieces have stamps.
    case stamp
    /// How many copies of each link there are.
    case copies
    /// Links that are printed now and were not, although they were there.
    case newLinks = "new_links"
    /// Links that are no longer printed, although they are there.
    case droppedLinks = "dropped_links"
    /// The layout in another way.
    case layout
  }

  /// One thing that is different.
  public struct Look: Hashable, Sendable {
    /// What it is.
    public let field: Field
    /// The value before; nil if there was none, or where no value says it.
    public let before: Sentence?
    /// The value now.
    public let after: Sentence?
  }

  /// Whether the job is new, gone or different.
  public enum State: String, Hashable, Sendable {
    /// It is new.
    case added
    /// It is gone.
    case removed
    /// It is there in both states.
    case changed
  }

  /// The name of the job.
  public let name: String
  /// The kind of the job.
  public let kind: String
  /// What happened to it.
  public let state: State
  /// What looks different, if it is in both states.
  public let looks: [Look]
  /// How many pieces it has now, or had.
  public let pieceCount: Int
  /// How many sheets they take.
  public let sheetCount: Int

  private init(_ job: JobState, _ state: State, looks: [Look] = []) {
    name = job.name
    kind = job.kind
    self.state = state
    self.looks = looks
    pieceCount = job.pieces.values.reduce(0) { $0 + $1.count }
    sheetCount = job.sheets.count
  }

  /// The changes of all jobs: those that are there now in their order, then those that are gone.
  ///
  /// - Parameter links: the changes of links, which explain some of what the jobs print.
  static func all(
    from old: [JobState], to new: [JobState], links: LinkChanges
  ) -> [JobChange] {
    let explained = Set(
      (links.added + links.removed).map(\.id)
        + links.changed.flatMap { [$0.old.id, $0.new.id] })
    let otherCodes = Set(links.changed.filter { $0.old.code != $0.new.code }.map(\.new.id))
    let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
    let names = Set(new.map(\.name))
    let present = new.compactMap { job -> JobChange? in
      guard let was = before[job.name] else { return JobChange(job, .added) }
      let looks =
        looks(from: was, to: job, otherCodes) + selection(from: was, to: job, explained)
      return looks.isEmpty ? nil : JobChange(job, .changed, looks: looks)
    }
    return present + old.filter { !names.contains($0.name) }.map { JobChange($0, .removed) }
  }

  private static func looks(
    from old: JobState, to new: JobState, _ otherCodes: Set<String>
  ) -> [Look] {
    var looks: [Look] = []
    func compare(_ field: Field, _ before: Sentence?, _ after: Sentence?) {
      if let before, let after, before != after {
        looks.append(Look(field: field, before: before, after: after))
      }
    }
    compare(.kind, plain(old.kind), plain(new.kind))
    compare(.design, old.design.map(plain), new.design.map(plain))
    compare(.paper, old.page.words, new.page.words)
    compare(.size, old.sizes.min()?.words, new.sizes.min()?.words)
    let (before, now) = (old.drawn.colours, new.drawn.colours)
    // Stamps bring their own.
    if !before.isEmpty, !now.isEmpty, before != now, old.hasStamps == new.hasStamps {
      looks.append(
        Look(
          field: .colours, before: list(colours: before.subtracting(now)),
          after: list(colours: now.subtracting(before))))
    }
    if let before = codeWidth(old), let now = codeWidth(new),
      abs(now - before) > Self.codeTolerance * before
    {
      compare(.code, millimetres(before), millimetres(now))
    }
    if old.hasStamps != new.hasStamps {
      looks.append(
        Look(
          field: .stamp, before: old.hasStamps ? plain("true") : nil,
          after: new.hasStamps ? plain("true") : nil))
    }
    // Otherwise the layout is judged by a sheet that has the same links and words.
    if looks.isEmpty, hasOtherLayout(old, new, otherCodes) {
      looks.append(Look(field: .layout, before: nil, after: nil))
    }
    return looks
  }

  /// What the job prints besides what changes of links explain.
  private static func selection(
    from old: JobState, to new: JobState, _ explained: Set<String>
  ) -> [Look] {
    func ids(_ job: JobState, besides other: JobState) -> Sentence? {
      let ids = job.pieces.keys.filter { other.pieces[$0] == nil && !explained.contains($0) }
      return ids.isEmpty ? nil : list(ids.sorted())
    }
    func copies(_ job: JobState) -> Sentence? {
      let counts = Set(job.pieces.values.map(\.count))
      return counts.count == 1 ? counts.first.map { Sentence("\($0)", "\($0)") } : nil
    }
    var looks: [Look] = []
    if let before = copies(old), let now = copies(new), before != now {
      looks.append(Look(field: .copies, before: before, after: now))
    }
    if let ids = ids(new, besides: old) {
      looks.append(Look(field: .newLinks, before: nil, after: ids))
    }
    if let ids = ids(old, besides: new) {
      looks.append(Look(field: .droppedLinks, before: ids, after: nil))
    }
    return looks
  }

  private static func list(_ ids: [String]) -> Sentence {
    let limit = 5
    let shown = ids.prefix(limit)
    let more = ids.count - shown.count
    return Sentence(
      shown.joined(separator: ", ") + (more > 0 ? " and \(grouped(more)) more" : ""),
      shown.joined(separator: "、") + (more > 0 ? "等 \(ids.count) 个" : ""))
  }

  private static func list(colours: Set<String>) -> Sentence? {
    colours.isEmpty ? nil : plain(colours.sorted().joined(separator: ", "))
  }

  private static func plain(_ text: String) -> Sentence { Sentence(text, text) }

  /// A longer address makes a code of the same job a little wider or narrower.
  private static let codeTolerance = 0.03

  /// The width of the codes, if all have the same.
  private static func codeWidth(_ job: JobState) -> Double? {
    let widths = Set(job.pieces.values.map(\.sideInMillimetres))
    return widths.count == 1 ? widths.first : nil
  }

  private static func millimetres(_ length: Double) -> Sentence {
    let text = Decimals.text(length, decimals: 1)
    return Sentence("\(text) mm", "\(text) 毫米")
  }

  private static func hasOtherLayout(
    _ old: JobState, _ new: JobState, _ otherCodes: Set<String>
  ) -> Bool {
    func content(_ job: JobState, _ sheet: Int) -> [JobState.Pieces?] {
      job.sheets[sheet].map { job.pieces[$0] }
    }
    let count = min(old.drawn.digests.count, new.drawn.digests.count)
    return (0..<count).contains { sheet in
      sheet < old.sheets.count && sheet < new.sheets.count
        && old.sheets[sheet] == new.sheets[sheet] && otherCodes.isDisjoint(with: new.sheets[sheet])
        && content(old, sheet) == content(new, sheet)
        && old.drawn.digests[sheet] != new.drawn.digests[sheet]
    }
  }
}
