internal import Catalog
internal import Pages
internal import Paper
internal import Proof
public import Site
internal import Support

/// Compares a site as its config is now with a state that it had before.
///
///     let report = try SiteComparison(of: site, with: old).run()
///     for line in report.lines { print(line.english) }
public struct SiteComparison {
  private let site: Site
  private let old: OldSite

  /// A comparison; nothing is written.
  public init(of site: Site, with old: OldSite) {
    self.site = site
    self.old = old
  }

  /// Compares links, hosted pages and print jobs.
  ///
  /// - Throws: `ReadingError`, `DamagedList`, `CatalogueChanged`, `QRImageError`.
  public func run() throws -> ChangeReport {
    let links = try rowChanges()
    let paper = try site.paperReview().filtered { !$0.verdict.isRight }
    guard let before = try old.jobs() else {
      return ChangeReport(
        old: old.name, links: links, effects: nil, otherPages: [], jobs: [], paper: paper)
    }
    let now = try site.jobs().states
    let jobs = JobChange.all(from: before, to: now, links: links)
    // A design has words of its own.
    let redesigned = Set(jobs.filter { $0.state == .changed }.map(\.name))
    let printed = PrintedLines(
      from: before, to: now.filter { !redesigned.contains($0.name) }, renamed: links.renamed)
    let (changes, otherPages) = try withWords(links, printed)
    let effects = PaperEffects(
      old: before, new: now, ledger: site.catalogue.paper,
      baseURL: site.catalogue.outline.site.baseURL)
    return ChangeReport(
      old: old.name, links: changes, effects: effects, otherPages: otherPages,
      jobs: jobs, paper: paper)
  }

  // MARK: Links

  private func rowChanges() throws -> LinkChanges {
    var pairing = RowPairing<ManifestLine>()
    do {
      var previous = try PreviousRows(old.list)
      let reader = site.catalogue.makeReader()
      while let link = try reader.next() {
        let row = ManifestRow(
          link, merchantKeys: site.catalogue.merchantKeys, layout: site.renderer.layout,
          hasShortURLs: site.catalogue.forwardingCount > 0)
        pairing.add(old: try previous.next(), new: ManifestLine(Array(row.json.utf8)))
      }
      while let row = try previous.next() { pairing.add(old: row, new: nil) }
    } catch let error as JSONError {
      throw DamagedList(path: old.list, offset: error.offset)
    }
    guard let changes = LinkChanges(pairing) else { throw DamagedList(path: old.list, offset: 0) }
    return changes
  }

  // MARK: Words and looks

  /// Adds what only pages and sheets tell; returns the ids of the links whose pages are different.
  private func withWords(
    _ links: LinkChanges, _ printed: PrintedLines
  ) throws -> (LinkChanges, otherPages: Set<String>) {
    let known = Dictionary(links.changed.map { ($0.new.id, $0) }) { first, _ in first }
    let added = Set(links.added.map(\.id))
    var result = links
    result.changed = []
    var otherPages: Set<String> = []
    let reader = site.catalogue.makeReader()
    while let link = try reader.next() {
      if added.contains(link.id) { continue }
      let row = LinkRow(
        link, merchantKeys: site.catalogue.merchantKeys, layout: site.renderer.layout)
      var change = known[link.id] ?? LinkChanges.Change(old: row, new: row, fields: [])
      let page = site.renderer.page(link).render()
      if let before = try old.bytes(of: change.old.page), before != page {
        otherPages.insert(link.id)
        change.fields += pageFields(from: before, to: page, change)
      }
      if change.isRenamed { otherPages.insert(link.id) }
      let arePageWordsOther = change.fields.contains { $0.field == .pageWords }
      if !arePageWordsOther, let words = printed.difference(besides: change) {
        change.fields.append(FieldChange(.paperWords, words.before, words.after))
      }
      if change.isRenamed || !change.fields.isEmpty { result.changed.append(change) }
    }
    return (result, otherPages)
  }

  /// What is different about a page besides what the row tells.
  private func pageFields(
    from before: [UInt8], to page: [UInt8], _ change: LinkChanges.Change
  ) -> [FieldChange] {
    guard let was = ReadPage(before), let now = ReadPage(page) else {
      return [FieldChange(.pageLook)]
    }
    var fields: [FieldChange] = []
    // What the address holds is compared by itself, and its token is not to be shown.
    func compared(_ page: ReadPage, _ row: LinkRow) -> [String] {
      page.lines.filter { !$0.contains(row.url) }
    }
    if !change.rewordsPage,
      let words = WordDifference(
        from: compared(was, change.old), to: compared(now, change.new), besides: change)
    {
      fields.append(FieldChange(.pageWords, words.before, words.after))
    }
    let isOtherLook = was.stylesheets != now.stylesheets
    let isExplained = !change.fields.isEmpty || change.isRenamed || !fields.isEmpty
    if isOtherLook || !isExplained { fields.append(FieldChange(.pageLook)) }
    return fields
  }
}

extension LinkChanges.Change {
  /// Whether what is different about the link makes the page say other things too.
  fileprivate var rewordsPage: Bool {
    fields.contains { field in
      switch field.field {
      case .stable, .merchant, .gateway, .gatewaySkin: true
      case .price, .custom: field.before == nil || field.after == nil
      default: false
      }
    }
  }
}

/// The words of the printed pieces whose words are different.
private struct PrintedLines {
  private var lines: [String: (before: [String], now: [String])] = [:]

  init(from old: [JobState], to new: [JobState], renamed: [LinkChanges.Change]) {
    let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
    let oldIDs = Dictionary(renamed.map { ($0.new.id, $0.old.id) }) { first, _ in first }
    for job in new {
      guard let was = before[job.name] else { continue }
      for (id, pieces) in job.pieces {
        guard let old = was.pieces[oldIDs[id] ?? id], old.words != pieces.words else { continue }
        lines[id] = lines[id] ?? (old.words, pieces.words)
      }
    }
  }

  /// The words that no other change of the link explains; nil if there are none.
  func difference(besides change: LinkChanges.Change) -> WordDifference? {
    lines[change.new.id].flatMap { WordDifference(from: $0.before, to: $0.now, besides: change) }
  }
}

/// The lines in which two texts differ.
struct WordDifference {
  /// The lines that are gone; nil if there are none.
  let before: String?
  /// The lines that are new.
  let after: String?

  /// Compares lines, leaving out those that a changed title, price or contact explains; nil if no
  /// others differ.
  init?(from old: [String], to new: [String], besides change: LinkChanges.Change) {
    let explained = change.fields.flatMap { [$0.before, $0.after] }.compactMap(\.self)
      .filter { !$0.isEmpty }
    before = Self.rest(of: old, without: new, explained)
    after = Self.rest(of: new, without: old, explained)
    if before == nil && after == nil { return nil }
  }

  private static func rest(
    of lines: [String], without others: [String], _ explained: [String]
  ) -> String? {
    let others = Set(others)
    let rest = lines.filter { line in
      !others.contains(line) && !explained.contains { line.contains($0) }
    }
    return rest.isEmpty ? nil : rest.joined(separator: " / ")
  }
}
