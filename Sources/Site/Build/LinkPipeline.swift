internal import Catalog
internal import Pages
internal import Paper
internal import Support

/// Runs the links of a site through its workers into the staging folder, in batches and in order;
/// holds a few batches in memory, and keeps only a record entry of a finished link.
final class LinkPipeline {
  private let catalogue: Catalogue
  private let printFonts: PrintFonts
  private let folder: OutputFolder
  private let staging: StagingFolder
  private let old: PreviousBuild
  private let reader: LinkReader
  private let worker: LinkWorker
  private let shard: Shard?
  private let shards: ShardFolders?
  private let pending: RecordOutput
  private let stagedLists: StagedLists
  private var lists: SiteLists<StagedLists>?
  private var hasDroppedFiles = false
  private var summary = Site.Summary()
  private var published: PublishedRows?

  private static let batchSize = 64

  init(
    catalogue: Catalogue, renderer: PageRenderer, printFonts: PrintFonts,
    folder: OutputFolder, scope: Site.Scope, lookout: Lookout?
  ) throws {
    self.catalogue = catalogue
    self.printFonts = printFonts
    reader = catalogue.makeReader()
    self.folder = folder
    (shard, shards) =
      switch scope {
      case .whole: (nil, nil)
      case .shard(let shard): (shard, nil)
      case .merge(let paths): (nil, try ShardFolders(paths, output: folder.root))
      }
    (old, staging) = try folder.prepare(lookout)
    try PaperCopy(folder.state).checkedLedger(besideConfig: catalogue.path)
    pending = try folder.record.makePending()
    let settler = FileSettler(
      folder: folder, staging: staging, notedTime: old.notedTime,
      hasOwnTimes: pending.givesChangesOwnTimes)
    worker = LinkWorker(
      renderer: renderer, catalogue: catalogue, settler: settler, makesLists: shard == nil)
    stagedLists = StagedLists(settler: settler, old: old, pending: pending)
    if shard == nil {
      published = PublishedRows(in: folder.root.path)
      lists = try SiteLists(stagedLists, renderer: renderer, catalogue: catalogue)
    }
  }

  /// Stages the files of all links, then those that list all of them; reports the links done.
  func run(jobs: Int, onProgress: (Int) -> Void) async throws {
    if jobs == 1 {
      while let batch = try takeBatch() {
        try take(worker.work(batch))
        onProgress(summary.linkCount)
      }
    } else {
      try await runInParallel(jobs: jobs, onProgress: onProgress)
    }
    try finishLists()
  }

  private func runInParallel(jobs: Int, onProgress: (Int) -> Void) async throws {
    let worker = worker
    try await withThrowingTaskGroup(of: (Int, LinkWorker.Result).self) { group in
      var waiting: [Int: LinkWorker.Result] = [:]
      var takenCount = 0
      var startedCount = 0
      var isAtEnd = false
      while true {
        // One batch more than workers, so that none of them waits for the reader.
        while !isAtEnd, startedCount - takenCount <= jobs {
          guard let batch = try takeBatch() else {
            isAtEnd = true
            break
          }
          let number = startedCount
          startedCount += 1
          group.addTask { (number, try worker.work(batch)) }
        }
        guard let (number, result) = try await group.next() else { break }
        waiting[number] = result
        while let result = waiting.removeValue(forKey: takenCount) {
          try take(result)
          takenCount += 1
          onProgress(summary.linkCount)
        }
      }
    }
  }

  /// The next links with their records; nil at the end.
  private func takeBatch() throws -> [LinkWorker.Item]? {
    var batch: [LinkWorker.Item] = []
    batch.reserveCapacity(Self.batchSize)
    let fansOut = worker.renderer.layout.fansOut
    while batch.count < Self.batchSize, let link = try reader.next() {
      if let shard, !shard.contains(link.id) { continue }
      let recorded = old.isEmpty ? nil : try old.find(link.id, fansOut: fansOut)
      let source = try shards?.source(of: link.id, fansOut: fansOut)
      batch.append(LinkWorker.Item(link: link, recorded: recorded, source: source))
    }
    return batch.isEmpty ? nil : batch
  }

  private func take(_ result: LinkWorker.Result) throws {
    try pending.append(result.record)
    summary.linkCount += result.linkCount
    summary.writtenCount += result.writtenCount
    summary.unchangedCount += result.unchangedCount
    hasDroppedFiles = hasDroppedFiles || result.hasDroppedFiles
    published?.add(result.rows)
    try lists?.add(result.rows)
  }

  private func finishLists() throws {
    guard lists != nil else { return }
    for id in catalogue.outline.site.removed { try settleRemoved(id) }
    // The owner's list shows the sheets of each print job.
    let prints = try PrintPages.make(catalogue, printFonts, into: stagedLists)
    try lists?.finish(prints)
    summary.writtenCount += stagedLists.writtenCount
    summary.unchangedCount += stagedLists.unchangedCount
  }

  /// Stages the pages of a link that was removed, under the link's own name in the record.
  private func settleRemoved(_ id: String) throws {
    let renderer = worker.renderer
    let recorded = old.isEmpty ? nil : try old.find(id, fansOut: renderer.layout.fansOut)
    var entry = RecordEntry(name: id, fansOut: renderer.layout.fansOut)
    // In the order of a link's own pages.
    for language in renderer.languages.reversed() {
      let role = RecordedFile.Role.page(in: renderer.folderLanguage(language))
      let file = try worker.settler.settle(
        entry.path(role), role, inputs: .none, recorded: recorded?.file(role)
      ) { renderer.removedPage(in: language) }
      if file.isStaged { summary.writtenCount += 1 } else { summary.unchangedCount += 1 }
      entry.files.append(file)
    }
    let dropped = recorded?.files.filter { entry.file($0.role) == nil } ?? []
    hasDroppedFiles = hasDroppedFiles || !dropped.isEmpty
    try pending.append(entry)
  }

  /// The site before it is moved into place.
  var staged: Site.Staged { Site.Staged(root: folder.root.path, staging: staging.files.path) }

  /// What the slugs of the site lead to now; empty for a share.
  var publishedTargets: [PublishedTarget] { lists?.publishedTargets ?? [] }

  /// Moves everything into place.
  func publish() throws -> Site.Summary {
    try ShardFolders.mark(folder.state, as: shard)
    var publication = try Publication(folder: folder, staging: staging, old: old)
    summary.removedCount = try publication.run(pending, hasDroppedFiles: hasDroppedFiles)
    summary.keptPaths = publication.kept
    summary.changes = published?.finish()
    return summary
  }
}
