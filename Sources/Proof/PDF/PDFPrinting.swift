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
    /// The number of jobs printed, and of all jobs.
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
    /// The PDFs, as paths in the output folder.
    public var paths: [String]
    /// The pages with characters that the fonts of this machine have no glyph for, by PDF.
    public var missingCharacters: [(path: String, pages: [MissingCharacters])]
  }

  /// Why nothing was printed.
  public enum Refusal: Error, Hashable, Sendable {
    /// The site has no print jobs.
    case noJobs
    /// No job has this name; the names that exist.
    case unknownJob(String, known: [String])
    /// The browser printed something other than the job, such as another number of pages.
    case otherPages(job: String, expected: Int, found: Int)
    /// The browser's PDF has an unknown form, or pages of the wrong size.
    case unknownForm(job: String)
    /// A page has no head, so no build wrote it.
    case unknownPage(path: String)
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    case wrongDate(String)
  }

  /// Prepares printing a site in an absolute folder, with a limit in seconds per job.
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

  /// Prints the named jobs, or all, `jobs` at a time in one browser; publishes all PDFs or none.
  ///
  /// - Throws: `Refusal`, `ProgramError`, `NoSite`, `OutputRefusal`, `WritingError`,
  ///   `ReadingError`, `MalformedList`, `CancellationError`.
  ///
  /// - Parameters:
  ///   - links: print only jobs that print one of these links; nil for all.
  ///   - onlyChanged: leave jobs alone whose PDF was printed from the page as it is.
  public func run(
    _ names: [String], links: Set<String>? = nil, onlyChanged: Bool = false, jobs: Int,
    report: (Event) -> Void
  ) async throws -> Summary {
    let target = try PDFPublication(folder) { report(.waiting(holder: $0)) }
    let all = try Self.choose(names, links, from: BuiltLists.someJobs(in: folder))
    let chosen = try all.filter { try !onlyChanged || !target.isPrinted($0.pdf, from: $0.html) }
    guard !chosen.isEmpty else {
      return Summary(
        pdfCount: all.count, pageCount: all.map(\.pages.count).reduce(0, +), changedCount: 0,
        paths: all.map(\.pdf), missingCharacters: [])
    }
    for job in chosen { try target.checkTarget(job.pdf) }
    var done = 0
    report(.progress(done: 0, total: chosen.count))
    var rest = chosen.enumerated().makeIterator()
    let work = target.work
    let profile = "\(work.path)/profile"
    let made = try await browser.printing(profile: profile, limit: limit) { browser in
      try await inParallel(next: { rest.next() }, limit: jobs) { number, job in
        [try await print(job, number: number, in: work, browser)]
      } onResult: { _ in
        done += 1
        report(.progress(done: done, total: chosen.count))
      }
    }
    try work.files.removeTree("profile")
    return Summary(
      pdfCount: all.count, pageCount: all.map(\.pages.count).reduce(0, +),
      changedCount: try target.place(made.map(\.pdf)), paths: all.map(\.pdf),
      missingCharacters: made.filter { !$0.missing.isEmpty }.map { ($0.pdf.path, $0.missing) })
  }

  private static func choose(
    _ names: [String], _ links: Set<String>?, from jobs: [ListedJob]
  ) throws -> [ListedJob] {
    for name in names where !jobs.contains(where: { $0.name == name }) {
      throw Refusal.unknownJob(name, known: jobs.map(\.name))
    }
    // A job whose links are all printed already has no pages.
    return jobs.filter { job in
      !job.pages.isEmpty && (names.isEmpty || names.contains(job.name))
        && links.map { links in job.pages.joined().contains { links.contains($0.link) } } ?? true
    }
  }

  private func print(
    _ job: ListedJob, number: Int, in work: WorkFolder, _ browser: BrowserConnection
  ) async throws -> (pdf: PDFPublication.NewPDF, missing: [MissingCharacters]) {
    let page = try InputFile.bytes(of: "\(folder)/\(job.html)")
    let html = "\(number).html"
    try work.write(try enlarged(page, of: job), to: html)
    let (pdf, missing) = try trimmed(try await browser.pdf(of: "\(work.path)/\(html)"), job)
    try work.write(pdf, to: "\(number).pdf")
    let made = PDFPublication.NewPDF(
      name: "\(number).pdf", path: job.pdf, html: job.html, digest: ContentDigest(page))
    return (made, missing)
  }

  /// How much larger the browser's sheets are, in millimetres.
  private static let room = 1.0

  /// The page with extra room at the right and the bottom of each sheet.
  ///
  /// Chromium rounds sheets to whole CSS pixels, up to 0.2 mm either way, and clips what lies
  /// beyond the edge; for that reason the page itself makes its sheets slightly lower than the
  /// paper. This undoes that and makes the sheets too large; the PDF is then cropped exactly.
  private func enlarged(_ page: [UInt8], of job: ListedJob) throws -> [UInt8] {
    let head = Array("<head>".utf8)
    guard
      let start = page.indices.dropLast(head.count - 1).first(where: {
        page[$0] == head[0] && page[$0..<($0 + head.count)].elementsEqual(head)
      })
    else { throw Refusal.unknownPage(path: job.html) }
    let end = start + head.count
    let place = "\(folder)/\(job.html)".split(separator: "/").dropLast().joined(separator: "/")
    let width = job.pageWidthInMillimetres + Self.room
    let height = job.pageHeightInMillimetres + Self.room
    let insertion =
      "<base href=\"\(Browser.address(ofFile: "/\(place)/"))\">"
      + "<style>@page{size:\(width)mm \(height)mm !important;margin:0 !important}"
      + ".sheet{height:\(job.pageHeightInMillimetres)mm !important}</style>"
    return page[..<end] + Array(insertion.utf8) + page[end...]
  }

  /// The cropped PDF, and the characters without a glyph by page.
  private func trimmed(
    _ bytes: [UInt8], _ job: ListedJob
  ) throws -> ([UInt8], missing: [MissingCharacters]) {
    do {
      let pdf = try PDFFile(bytes)
      guard pdf.pageSizes.count == job.pages.count else {
        throw Refusal.otherPages(
          job: job.name, expected: job.pages.count, found: pdf.pageSizes.count)
      }
      let wide = (job.pageWidthInMillimetres + Self.room) * PDFFile.pointsPerMillimetre
      let high = (job.pageHeightInMillimetres + Self.room) * PDFFile.pointsPerMillimetre
      for size in pdf.pageSizes where abs(size.width - wide) > 1.5 || abs(size.height - high) > 1.5
      {
        throw PDFFile.UnexpectedForm()
      }
      let trimmed = try pdf.trimmed(
        toWidth: job.pageWidthInMillimetres, height: job.pageHeightInMillimetres, cut: job.cut,
        date: date)
      return (trimmed, try pdf.missingCharacters(of: job))
    } catch is PDFFile.UnexpectedForm {
      throw Refusal.unknownForm(job: job.name)
    }
  }
}
