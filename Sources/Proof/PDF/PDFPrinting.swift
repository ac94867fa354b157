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

  /// The environment variable that gives PDFs a date (reproducible-builds.org, "SOURCE_DATE_EPOCH").
  public static let dateVariable = "SOURCE_DATE_EPOCH"

  /// What a run tells while it works.
  public enum Event: Sendable {
    /// This many of so many jobs are printed.
    case progress(done: Int, total: Int)
    /// A build holds the folder; its process id where it is known.
    case waiting(holder: String?)
  }

  /// What a run did.
  public struct Summary: Hashable, Sendable {
    /// How many PDFs are right now.
    public var pdfCount: Int
    /// How many pages they have.
    public var pageCount: Int
    /// How many of the PDFs are new or changed.
    public var changedCount: Int
    /// The PDFs, as paths in the output folder.
    public var paths: [String]
    /// The PDFs in which the fonts of this machine have no shape for some characters.
    public var missingGlyphs: [MissingGlyphs]
  }

  /// Characters without a shape, which are printed as empty boxes.
  public struct MissingGlyphs: Hashable, Sendable {
    /// The PDF, as a path in the output folder.
    public let path: String
    /// The first page that has such characters, counted from 1.
    public let page: Int
    /// How many such characters there are on all pages.
    public let count: Int
  }

  /// Why nothing was printed.
  public enum Refusal: Error, Hashable, Sendable {
    /// The site has no print jobs.
    case noJobs
    /// There is no job of a name; those that there are.
    case unknownJob(String, known: [String])
    /// What the browser printed is not the job; for instance it has other pages.
    case otherPages(job: String, expected: Int, found: Int)
    /// The browser's PDF has a form that is not known here, or pages of the wrong size.
    case unknownForm(job: String)
    /// A page has no head, so no build wrote it.
    case unknownPage(path: String)
    /// `SOURCE_DATE_EPOCH` is no number of seconds.
    case wrongDate(String)
  }

  /// - Parameters:
  ///   - folder: the output folder, as an absolute path.
  ///   - seconds: how long the browser may take for a job.
  ///   - date: the value of `SOURCE_DATE_EPOCH`; without one the PDFs have no date.
  /// - Throws: `Refusal`.
  public init(
    folder: String, browser: Browser, seconds: Int, date: String?
  ) throws(Refusal) {
    self.folder = folder
    self.browser = browser
    limit = .seconds(seconds)
    self.date = date.flatMap { Int($0) }
    if let date, !(0...253_402_300_799).contains(self.date ?? -1) { throw .wrongDate(date) }
  }

  /// Prints jobs; all of their PDFs are put into place, or none.
  ///
  /// - Parameters:
  ///   - names: the jobs; all of them when empty.
  ///   - jobs: how many browsers run at the same time.
  /// - Throws: `Refusal`, `ProgramError`, `NoSite`, `OutputRefusal`, `WritingError`, `ReadingError`,
  ///   `MalformedList`, `CancellationError`.
  public func run(
    _ names: [String], jobs: Int, report: (Event) -> Void
  ) async throws -> Summary {
    let target = try PDFPublication(folder) { report(.waiting(holder: $0)) }
    let chosen = try Self.choose(names, from: BuiltLists.someJobs(in: folder))
    for job in chosen { try target.checkTarget(job.pdf) }
    var done = 0
    report(.progress(done: 0, total: chosen.count))
    var rest = chosen.enumerated().makeIterator()
    let work = target.work
    let made = try await inParallel(next: { rest.next() }, limit: jobs) { number, job in
      [try await print(job, number: number, in: work)]
    } onResult: { _ in
      done += 1
      report(.progress(done: done, total: chosen.count))
    }
    return Summary(
      pdfCount: chosen.count, pageCount: chosen.map(\.pages.count).reduce(0, +),
      changedCount: try target.place(made.map(\.pdf)), paths: chosen.map(\.pdf),
      missingGlyphs: made.compactMap(\.missingGlyphs))
  }

  private static func choose(_ names: [String], from jobs: [ListedJob]) throws -> [ListedJob] {
    for name in names where !jobs.contains(where: { $0.name == name }) {
      throw Refusal.unknownJob(name, known: jobs.map(\.name))
    }
    return jobs.filter { names.isEmpty || names.contains($0.name) }
  }

  private func print(
    _ job: ListedJob, number: Int, in work: WorkFolder
  ) async throws -> (pdf: PDFPublication.NewPDF, missingGlyphs: MissingGlyphs?) {
    let page = try InputFile.bytes(of: "\(folder)/\(job.html)")
    let (html, raw, profile) = ("\(number).html", "\(number)-raw.pdf", "\(number)-profile")
    try work.write(try enlarged(page, of: job), to: html)
    try await browser.print(
      "\(work.path)/\(html)", to: "\(work.path)/\(raw)", profile: "\(work.path)/\(profile)",
      limit: limit)
    let (pdf, missing) = try trimmed(InputFile.bytes(of: "\(work.path)/\(raw)"), job)
    try work.write(pdf, to: "\(number).pdf")
    try work.removeTree(profile)
    try work.remove(raw)
    let made = PDFPublication.NewPDF(
      name: "\(number).pdf", path: job.pdf, html: job.html, digest: ContentDigest(page))
    let glyphs = missing.first.map { first in
      MissingGlyphs(
        path: job.pdf, page: first.page, count: missing.map(\.count).reduce(0, +))
    }
    return (made, glyphs)
  }

  /// How much larger the browser's sheets are, in millimetres.
  private static let room = 1.0

  /// The page with room at the right and at the bottom of each sheet.
  ///
  /// Chromium rounds sheets to whole CSS pixels, up to 0.2 mm off either way, and what lies beyond the
  /// edge is lost. The page makes its sheets a hair lower than the paper for the same reason, which is
  /// undone. So it prints on sheets that are a little too large, which are then cut exactly.
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

  /// The PDF as it is to be, and the characters of each page that have no shape.
  private func trimmed(
    _ bytes: [UInt8], _ job: ListedJob
  ) throws -> ([UInt8], missing: [(page: Int, count: Int)]) {
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
      return (trimmed, try pdf.missingGlyphs())
    } catch is PDFFile.UnexpectedForm {
      throw Refusal.unknownForm(job: job.name)
    }
  }
}
