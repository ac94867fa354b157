public import Catalog
public import GatePay
package import Pages
internal import Paper
public import Support

/// Plans, renders in parallel, and leaves an output folder complete or untouched. Knows no HTML.

/// A checked site that can be built.
public struct Site: Sendable {
  /// The links and settings.
  public let catalogue: Catalogue
  /// Findings of the check that do not prevent a build.
  let warnings: [Finding]
  /// The files and variables that the check read.
  let trace: InputTrace
  /// The pieces that nobody marked as gone; nil if a spreadsheet changed meanwhile.
  private let paper: PaperReview?
  package let renderer: PageRenderer
  package let printFonts: PrintFonts

  /// Checks everything that a build needs: config, spreadsheets, links, templates; nil on error.
  ///
  /// `environment` holds the values of `${…}`; `gateway` replaces the config's own. `completing`
  /// adds what is known besides the config, such as its orders, and reports to the sink what is
  /// missing.
  ///
  /// - Throws: `ReadingError` when the config itself cannot be read.
  public static func check(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink,
    completing: (Catalogue) throws(ReadingError) -> Catalogue = { $0 }
  ) throws(ReadingError) -> Site? {
    try checked(
      path, environment, gateway, into: sink, completing,
      pages: { PageRenderer($0, linkCount: $1, into: sink) }
    ).map { checked in
      Site(
        catalogue: checked.catalogue, warnings: sink.inFileOrder, trace: checked.trace,
        paper: checked.paper, renderer: checked.pages, printFonts: checked.printFonts)
    }
  }

  /// Checks the same for a command that renders nothing, in half of the time for a small site.
  public static func checkedCatalogue(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink,
    completing: (Catalogue) throws(ReadingError) -> Catalogue = { $0 }
  ) throws(ReadingError) -> Catalogue? {
    try checked(
      path, environment, gateway, into: sink, completing,
      pages: { PageRenderer.check($0, linkCount: $1, into: sink) }
    )?.catalogue
  }

  /// What a check without errors found.
  private struct Checked<Pages> {
    let catalogue: Catalogue
    let trace: InputTrace
    let pages: Pages
    let printFonts: PrintFonts
    let paper: PaperReview?
  }

  private static func checked<Pages>(
    _ path: String, _ environment: [String: String], _ gateway: Gateway?,
    into sink: FindingSink, _ completing: (Catalogue) throws(ReadingError) -> Catalogue,
    pages: (SiteOutline, _ linkCount: Int) -> Pages?
  ) throws(ReadingError) -> Checked<Pages>? {
    let trace = InputTrace()
    let checked: Result<Checked<Pages>?, ReadingError> = InputTrace.$current.withValue(trace) {
      do throws(ReadingError) {
        // With another gateway, the inputs on record do not determine the result.
        if gateway != nil { trace.noteIncomplete() }
        let loaded = try LoadedConfig.load(
          path, environment: environment, gateway: gateway, into: sink)
        guard let loaded else { return .success(nil) }
        let links = loaded.checkLinks()
        // Errors in templates and print jobs are reported together with those in the config.
        let pages = pages(loaded.outline, links.catalogue?.linkCount ?? 0)
        guard let checked = links.catalogue else {
          _ = PrintFonts.checkingJobs(
            of: loaded.outline, links.makeReader(), environment: environment, into: sink)
          return .success(nil)
        }
        let catalogue = try completing(checked)
        let printFonts = PrintFonts.checkingJobs(
          of: catalogue.outline, catalogue.makeReader(), environment: environment, into: sink)
        guard let pages, sink.errorCount == 0 else { return .success(nil) }
        let paper = PaperCheck.run(catalogue, printFonts, into: sink)
        guard sink.errorCount == 0 else { return .success(nil) }
        return .success(
          Checked(
            catalogue: catalogue, trace: trace, pages: pages, printFonts: printFonts, paper: paper))
      } catch {
        return .failure(error)
      }
    }
    return try checked.get()
  }

  /// The pieces on record, without or with those that are gone, compared with the site's links.
  ///
  /// - Throws: `CatalogueChanged`; a `Finding` when a job cannot print its links.
  public func paperReview(includingGone: Bool = false) throws -> PaperReview {
    if !includingGone, let paper { return paper }
    let papers = includingGone ? catalogue.paper.papers : catalogue.paper.presentPapers
    return try PaperReview(papers, in: catalogue, printFonts.measure)
  }

  /// The same site with one more print job, which no config names; `environment` has the variables
  /// that fontconfig reads.
  ///
  /// - Throws: the first error of the job.
  public func printing(
    _ job: PrintJob, environment: [String: String]
  ) throws(Finding) -> Site {
    let sink = FindingSink()
    let site = changed(catalogue.printing(job), environment: environment, into: sink)
    if let error = sink.findings.first(where: { $0.severity == .error }) { throw error }
    return site
  }

  /// The same site as it was built before its first mark, which brings stamps.
  package func withoutStampsOfMarks(environment: [String: String]) -> Site {
    changed(catalogue.withoutStampsOfMarks(), environment: environment, into: FindingSink())
  }

  private func changed(
    _ catalogue: Catalogue, environment: [String: String], into sink: FindingSink
  ) -> Site {
    // The inputs on record do not determine the result.
    trace.noteIncomplete()
    let fonts = PrintFonts.checkingJobs(
      of: catalogue.outline, catalogue.makeReader(), environment: environment, into: sink)
    return Site(
      catalogue: catalogue, warnings: warnings, trace: trace, paper: paper, renderer: renderer,
      printFonts: fonts)
  }

  /// What a build did.
  public struct Summary: Hashable, Sendable {
    /// Links of the site, or of its shard.
    public var linkCount = 0
    /// Files that are new or changed.
    public var writtenCount = 0
    /// Files that were already up to date.
    public var unchangedCount = 0
    /// Files of earlier builds that were removed.
    public var removedCount = 0
    /// Files that are no longer part of the site and that stay, because they are not what a build
    /// wrote; as paths in the output folder.
    public var keptPaths: [String] = []
    /// What is different about the links; nil where no site was published before.
    public var changes: LinkChanges?
    /// How many slugs are new in the file of paper, which should be committed then.
    public var newSlugCount = 0
    /// Whether the build wrote the first file of paper of the project.
    public var startsPaperFile = false
    /// The printed pieces that are wrong, by their ids, with place and date; nil for none.
    public var wrongPieces: Sentence?
  }

  /// What a build reports while it runs.
  public enum Event: Sendable {
    /// This many links are done.
    case progress(linkCount: Int)
    /// Another build holds the folder; its process id if known.
    case waiting(holder: String?)
  }

  /// Which part of a site to build, and from what.
  public enum Scope: Sendable {
    /// All of it.
    case whole
    /// The files of one shard's links; no lists.
    case shard(Shard)
    /// All of it, reusing the files of shard builds in these folders.
    case merge([String])
  }

  /// A site that is complete, but not published: files of the staging folder replace or join those
  /// of the output folder.
  public struct Staged: Sendable {
    /// The output folder, as an absolute or relative path.
    public let root: String
    /// The staging folder.
    public let staging: String
  }

  /// Writes the site to a folder, all of it or nothing, with `jobs` links at a time, 1 or more.
  ///
  /// The result does not depend on `jobs`. `lookout` holds the files' metadata from before the
  /// build. `prove` sees the finished site before it is published; if it throws, nothing is.
  /// `isPreview` builds a site that nobody publishes: the file of paper gets no new slugs.
  ///
  /// - Throws: `OutputRefusal`, `ShardRefusal`, `WritingError`, `ReadingError`, `CatalogueChanged`,
  ///   and `QRImageError` when a picture cannot be made; the folder is then unchanged.
  ///   `InterruptedPublication` when it is not.
  public func build(
    into path: String, scope: Scope = .whole, jobs: Int, lookout: Lookout? = nil,
    isPreview: Bool = false, prove: ((Staged) async throws -> Void)? = nil, report: (Event) -> Void
  ) async throws -> Summary {
    var hasWaited = false
    let folder = try OutputFolder(path) {
      hasWaited = true
      report(.waiting(holder: $0))
    }
    do {
      // Metadata read before a wait may be stale.
      let pipeline = try LinkPipeline(
        catalogue: catalogue, renderer: renderer, printFonts: printFonts, folder: folder,
        scope: scope, lookout: hasWaited ? nil : lookout)
      try await pipeline.run(jobs: jobs) { report(.progress(linkCount: $0)) }
      try await prove?(pipeline.staged)
      try BuildNote.remove(folder.state)
      let paper = try record(isPreview ? nil : pipeline.publishedTargets)
      var summary: Summary
      do {
        summary = try pipeline.publish()
      } catch {
        if !(error is InterruptedPublication) { try paper.update?.undo() }
        throw error
      }
      summary.newSlugCount = paper.newSlugCount
      summary.wrongPieces = self.paper?.wrongPieces
      summary.startsPaperFile = paper.update?.isFirst ?? false
      // Without the copy, only a later loss of the file of paper goes unnoticed.
      if !isPreview { try? PaperCopy(folder.state).renew(besideConfig: catalogue.path) }
      if case .whole = scope {
        // Without the note, the next build checks more; this build is complete either way.
        try? BuildNote(of: self, summary: summary)?.write(folder.state)
      }
      folder.clear()
      return summary
    } catch let error as InterruptedPublication {
      // What could not be put back stays until the next build.
      throw error
    } catch {
      folder.abandon()
      throw error
    }
  }

  /// Records what the slugs lead to, before any page does: a page without a record could be given to
  /// another link.
  private func record(
    _ targets: [PublishedTarget]?
  ) throws -> (update: PaperFile.Update?, newSlugCount: Int) {
    // What is on record is written anew where git left conflict marks, also if no link forwards.
    guard let targets, !targets.isEmpty || !catalogue.paper.isEmpty else { return (nil, 0) }
    let path = PaperFile.path(besideConfig: catalogue.path)
    var newSlugCount = 0
    var (before, after) = (PaperLedger(), PaperLedger())
    let update = try PaperFile.update(path) { ledger in
      before = ledger
      let owners = ledger.owners
      for var target in targets {
        target.since = Clock.now
        if owners[target.slug] == nil { newSlugCount += 1 }
        ledger.add(target)
      }
      after = ledger
    }
    if update != nil, before == catalogue.paper {
      trace.noteOwnChange(of: path, to: Array(PaperFormat.text(after).utf8))
    }
    return (update, newSlugCount)
  }
}
