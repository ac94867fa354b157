internal import Catalog
internal import Pages
internal import Paper
public import Site
internal import Support

/// Pages to PDF through a browser, and whole sites read back by software that did not write them.

/// Proves a site: the config as it is now, the lists, and every published file as programs read it
/// that did not write it.
public struct Verification: Sendable {
  /// What to prove.
  public struct Scope: OptionSet, Sendable {
    /// One bit for each part.
    public let rawValue: Int

    /// The parts of these bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Lists, pages, pictures and all other files.
    public static let site = Scope(rawValue: 1)
    /// The PDFs of the print jobs.
    public static let pdfs = Scope(rawValue: 2)
  }

  private let folder: String
  private let environment: [String: String]
  private let jobs: Int
  private let sampleSize: Int?

  /// What a run reports while it works.
  public enum Event: Sendable {
    /// The number of links whose files are read, and of all links.
    case links(done: Int, total: Int)
    /// The number of pages of PDFs read, and of all pages.
    case pages(done: Int, total: Int)
    /// A build holds the folder; its process id if known.
    case waiting(holder: String?)
  }

  /// What a run found.
  public struct Result: Error, Hashable, Sendable {
    /// How many links the site has.
    public var linkCount = 0
    /// How many links' files were compared.
    public var pictureCount = 0
    /// How many PDFs were compared; 0 unless requested.
    public var pdfCount = 0
    /// How many of their pages were checked.
    public var pageCount = 0
    /// How many codes are on those pages.
    public var codeCount = 0
    /// The links that print jobs left out because their titles did not fit.
    public var leftOut: [LeftOut] = []
    /// What differs; of each kind, at most the first thousand.
    public var differences: [Difference] = []
    /// How many differences there are of each kind.
    public var counts: [String: Int] = [:]
    /// Whether the config was compared too.
    public var hasConfig = true
  }

  /// The links that a print job left out.
  public struct LeftOut: Hashable, Sendable {
    /// The name of the job.
    public let job: String
    /// The ids of the links.
    public let links: [String]
  }

  /// A verification with `jobs` threads or programs in parallel, 1 or more.
  ///
  /// The folder is an absolute path; the environment gives the search path and the temporary
  /// folder. `sampleSize` limits the links whose files are read, and the pages of each PDF; nil for
  /// all.
  public init(
    folder: String, environment: [String: String], jobs: Int, sampleSize: Int? = nil
  ) {
    self.folder = folder
    self.environment = environment
    self.jobs = jobs
    self.sampleSize = sampleSize
  }

  /// Proves a folder, while no build may change it.
  ///
  /// `site` is what a build would make now, asked for once the folder is locked: a build that this
  /// waits for may have used a newer config. If it is nil, the files are compared with each other
  /// only.
  ///
  /// - Throws: what `site` throws, `NoSite`, `OutputRefusal`, `MissingProgram`, `ProgramError`,
  ///   `ReadingError`, `MalformedList`, `WritingError`, `PDFPrinting.Refusal`, `CatalogueChanged`,
  ///   `CancellationError`.
  public func run(
    _ scope: Scope, site: () throws -> Site?, report: (Event) -> Void
  ) async throws -> Result {
    guard try FileSystem.kind(of: folder, followsLink: true) == .folder else {
      throw NoSite(folder: folder)
    }
    let lock = try BuiltFolder.lock(folder) { report(.waiting(holder: $0)) }
    defer { withExtendedLifetime(lock) {} }
    guard try hasAnyFile() else { throw NoSite(folder: folder) }
    // Before any work: what is needed for the PDFs may be missing.
    let sheets = scope.contains(.pdfs) ? try await prepareSheets() : nil
    var found = FoundList()
    var result = Result()
    var list = BuiltFolder.list(of: folder)
    if scope.contains(.site) {
      let site = try site().map(asBuilt)
      let files = try PublishedFiles(
        root: folder, staging: nil,
        listsArePrivate: site?.catalogue.outline.site.listsArePrivate)
      result = try await prove(
        files, site, ignoresPDFs: scope.contains(.pdfs), &found, report)
      list = try files.place(of: files.lists.json)
    }
    if let sheets { try await provePDFs(sheets, &result, &found, report) }
    try finish(&result, found, list)
    return result
  }

  /// Proves a staged build of a site, before it is published.
  ///
  /// - Throws: the result, if something differs; `MissingProgram`, `ReadingError`,
  ///   `CatalogueChanged`, `CancellationError`.
  public func prove(
    _ staged: Site.Staged, of site: Site, report: (Event) -> Void
  ) async throws -> Result {
    let files = try PublishedFiles(
      root: staged.root, staging: staged.staging,
      listsArePrivate: site.catalogue.outline.site.listsArePrivate)
    var found = FoundList()
    var result = try await prove(files, site, ignoresPDFs: true, &found, report)
    try finish(&result, found, files.place(of: files.lists.json))
    guard result.differences.isEmpty else { throw result }
    return result
  }

  /// The site as the folder has it: a mark changes no sheet before the next build.
  private func asBuilt(_ site: Site) throws -> Site {
    let outline = site.catalogue.outline
    guard outline.hasStampsOfMarks, !outline.prints.isEmpty else { return site }
    let names = Set(outline.prints.filter { $0.stamp == nil }.map(\.name))
    let jobs = (try? BuiltLists.someJobs(in: folder)) ?? []
    let hasStamps = jobs.filter { names.contains($0.name) }.contains { job in
      job.pages.joined().contains { $0.words.contains { PaperStamp.parse($0) == $0 } }
    }
    return hasStamps ? site : site.withoutStampsOfMarks(environment: environment)
  }

  private func hasAnyFile() throws -> Bool {
    switch try BuiltFolder.content(of: folder) {
    case .site: return true
    // The share of a site has no lists; it is proved when it is merged.
    case .share: return false
    case nil:
      return [OutputLayout.linksJSON, OutputLayout.index, OutputLayout.notFound].contains {
        InputFile.isOrdinary("\(folder)/\($0)")
      }
    }
  }

  private func prove(
    _ files: PublishedFiles, _ site: Site?, ignoresPDFs: Bool, _ found: inout FoundList,
    _ report: (Event) -> Void
  ) async throws -> Result {
    try PictureReading.load()
    let proof = SiteProof(
      files: files, site: site, jobs: jobs, sampleSize: sampleSize, ignoresPDFs: ignoresPDFs)
    let proven = try await proof.run { report(.links(done: $0, total: $1)) }
    found = proven.found
    var result = Result()
    result.linkCount = proven.linkCount
    result.pictureCount = proven.pictureCount
    result.hasConfig = site != nil
    return result
  }

  /// The programs that read PDFs, and the print jobs.
  private struct Sheets {
    let codes: CodeReader
    let pdfs: PDFReader
    let jobs: [ListedJob]
  }

  private func prepareSheets() async throws -> Sheets {
    Sheets(
      codes: try await CodeReader(in: environment), pdfs: try PDFReader(in: environment),
      jobs: try BuiltLists.someJobs(in: folder))
  }

  private func provePDFs(
    _ sheets: Sheets, _ result: inout Result, _ found: inout FoundList, _ report: (Event) -> Void
  ) async throws {
    let scratch = try WorkFolder(in: temporaryFolder)
    let proof = SheetProof(
      folder: folder, codes: sheets.codes, pdfs: sheets.pdfs, jobs: jobs, sampleSize: sampleSize,
      scratch: scratch.path)
    let record = try PrintRecord(inOutput: folder)
    result.pdfCount =
      sheets.jobs.count + SheetProof.partialJobs(of: sheets.jobs, in: record).count
    result.leftOut = sheets.jobs.filter { !$0.leftOut.isEmpty }
      .map { LeftOut(job: $0.name, links: $0.leftOut) }
    var (pageCount, codeCount) = (0, 0)
    found.add(
      try await proof.differences(of: sheets.jobs) { done, total, codes in
        (pageCount, codeCount) = (total, codes)
        report(.pages(done: done, total: total))
      })
    (result.pageCount, result.codeCount) = (pageCount, codeCount)
  }

  private func finish(
    _ result: inout Result, _ found: FoundList, _ list: String?
  ) throws {
    result.differences = try LinkNames.differences(found.found, in: list)
    result.counts = found.counts
  }

  private var temporaryFolder: String {
    let folder = environment["TMPDIR"] ?? ""
    return folder.hasPrefix("/") ? folder : "/tmp"
  }
}
