internal import Catalog
internal import Pages
internal import Site
internal import Support

/// Prints the print jobs of a built site to PDFs.
public struct PDFPrinting: Sendable {
  /// The output folder, as an absolute path.
  public let folder: String
  private let browser: Browser
  private let limit: Duration
  private let date: Int?

  /// The environment variable with the PDFs' date (reproducible-builds.org, "SOURCE_DATE_EPOCH").
  public static let dateVariable = "SOURCE_DATE_EPOCH"

  /// What a run reports while it works.
  public enum Event: Sendable {
    /// The number of pages printed, and of all pages.
    case progress(done: Int, total: Int)
    /// A build holds the folder; its process id if known.
    case waiting(holder: String?)
  }

  /// The result of a run.
  public struct Summary: Sendable {
    /// How many PDFs are now up to date.
    public var pdfCount: Int
    /// How many pages they have.
    public var pageCount: Int
    /// How many of the PDFs are new or changed.
    public var changedCount: Int
    /// How many of all pages the browser printed; the others had not changed.
    public var newPageCount: Int
    /// The names of the jobs.
    public var jobNames: [String]
    /// Their PDFs, as paths in the output folder.
    public var paths: [String]
    /// Whether some of the PDFs have only a part of their job.
    public var isPartial: Bool
    /// The pages with characters that the fonts of this machine have no glyph for, by PDF.
    public var missingCharacters: [(path: String, pages: [MissingCharacters])]
  }

  /// Why nothing was printed.
  public enum Refusal: Error, Hashable, Sendable {
    /// The site has no print jobs.
    case noJobs
    /// No job has this name; the names that exist.
    case unknownJob(String, known: [String])
    /// No job prints this link, or none of the named ones.
    case unprintedLink(String, jobs: [String], known: [String])
    /// The browser printed something other than the job, such as another number of pages.
    case otherPages(job: String, expected: Int, found: Int)
    /// The browser's PDF has an unknown form, or pages of the wrong size.
    case unknownForm(job: String)
    /// A page has no head, so no build wrote it.
    case unknownPage(path: String)
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    case wrongDate(String)
  }

  /// Prepares printing a site in an absolute folder, with a limit in seconds for every few sheets.
  ///
  /// The date is the value of `SOURCE_DATE_EPOCH`; without one the PDFs have no date.
  public init(
    folder: String, browser: Browser, seconds: Int, date: String?
  ) throws(Refusal) {
    self.folder = folder
    self.browser = browser
    limit = .seconds(seconds)
    self.date = date.flatMap { Int($0) }
    if let date, !(0...253_402_300_799).contains(self.date ?? -1) { throw .wrongDate(date) }
  }

  /// Prints the named jobs, or all; publishes all PDFs or none.
  ///
  /// Groups of sheets that were printed before are taken from then; one browser prints the others.
  ///
  /// - Throws: `Refusal`, `ProgramError`, `NoSite`, `OutputRefusal`, `WritingError`,
  ///   `ReadingError`, `MalformedList`, `CancellationError`.
  ///
  /// - Parameters:
  ///   - links: print only the pieces of these links; nil for all. A job that has others, too, gets a PDF
  ///     of its own for them.
  ///   - onlyChanged: leave jobs alone whose PDF was printed from the page as it is.
  ///   - isFresh: print every sheet, also those that were printed before.
  ///   - tabs: how many groups of sheets are printed at a time.
  public func run(
    _ names: [String], links: Set<String>? = nil, onlyChanged: Bool = false,
    isFresh: Bool = false, tabs: Int, report: (Event) -> Void
  ) async throws -> Summary {
    let target = try PDFPublication(folder) { report(.waiting(holder: $0)) }
    let listed = try BuiltLists.someJobs(in: folder)
    let all = try Self.choose(names, links, from: listed)
    let chosen = try all.filter { job in
      try !onlyChanged || !target.isPrinted(job.pdf, from: job.html, links: job.part?.links)
    }
    var summary = Summary(
      pdfCount: all.count, pageCount: all.map(\.pages.count).reduce(0, +), changedCount: 0,
      newPageCount: 0, jobNames: all.map(\.name), paths: all.map(\.pdf),
      isPartial: all.contains { $0.part != nil }, missingCharacters: [])
    guard !chosen.isEmpty else { return summary }
    for job in chosen { try target.checkTarget(job.pdf) }
    let profile = "\(target.work.path)/profile"
    let sheets = try await browser.printing(profile: profile, limit: limit) { browser in
      var printing = try await SheetPrinting(folder, target, browser, isFresh: isFresh)
      for job in chosen { try printing.add(job) }
      for job in listed where !chosen.contains(job) { printing.keep(job) }
      try await printing.run(tabs: tabs) { report(.progress(done: $0, total: $1)) }
      return printing
    }
    try target.work.files.removeTree("profile")
    var made: [PDFPublication.NewPDF] = []
    for (number, job) in sheets.jobs.enumerated() {
      let (pdf, missing) = try assembled(job, sheets)
      try target.work.write(pdf, to: "\(number).pdf")
      made.append(
        .init(
          name: "\(number).pdf", path: job.listed.pdf, html: job.listed.html, digest: job.digest,
          links: job.listed.part?.links))
      if !missing.isEmpty { summary.missingCharacters.append((job.listed.pdf, missing)) }
    }
    summary.changedCount = try target.place(made)
    summary.newPageCount = sheets.newCount
    try target.sheets.removeOthers(than: sheets.keys)
    return summary
  }

  /// The named jobs, or all, with nothing but the pieces of some links, if given.
  ///
  /// - Throws: `Refusal` for a name that is no job's, and for a link that none of the jobs prints: who
  ///   misspelt one of several must not miss its pieces.
  static func choose(
    _ names: [String], _ links: Set<String>?, from jobs: [ListedJob]
  ) throws -> [ListedJob] {
    for name in names where !jobs.contains(where: { $0.name == name }) {
      throw Refusal.unknownJob(name, known: jobs.map(\.name))
    }
    // A job whose links are all printed already has no pages.
    let chosen = jobs.filter { job in
      !job.pages.isEmpty && (names.isEmpty || names.contains(job.name))
    }
    guard let links else { return chosen }
    let known = Set(chosen.flatMap { $0.pages.joined() }.map(\.link))
    if let id = links.subtracting(known).min() {
      throw Refusal.unprintedLink(id, jobs: names, known: known.sorted())
    }
    return chosen.compactMap { $0.only(links) }
  }

  private func assembled(
    _ job: SheetPrinting.Job, _ sheets: SheetPrinting
  ) throws -> ([UInt8], missing: [MissingCharacters]) {
    do {
      var assembly = PDFAssembly()
      for key in job.keys { try assembly.append(PDFFile(sheets.pdf(key))) }
      let bytes = assembly.finish(date: date)
      let pdf = try PDFFile(bytes)
      guard pdf.pageSizes.count == job.listed.pages.count else { throw PDFFile.UnexpectedForm() }
      return (bytes, try pdf.missingCharacters(of: job.listed))
    } catch is PDFFile.UnexpectedForm {
      throw Refusal.unknownForm(job: job.listed.name)
    }
  }
}
