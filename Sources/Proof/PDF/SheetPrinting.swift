internal import Site
internal import Support

/// Prints those groups of sheets of some jobs that were not printed before.
struct SheetPrinting: Sendable {
  /// A job and its groups of sheets in order.
  struct Job: Sendable {
    let listed: ListedJob
    /// The digest of its page.
    let digest: ContentDigest
    let keys: [ContentDigest]
  }

  private let folder: String
  private let work: WorkFolder
  private let kept: KeptSheets
  private let browser: BrowserConnection
  private let version: String
  private let isFresh: Bool
  private(set) var jobs: [Job] = []
  /// The groups of all jobs, also those that are not printed now.
  private(set) var keys: Set<ContentDigest> = []
  private var parts: [Part] = []
  private var pageCount = 0

  /// Groups of a job that one tab prints from one page.
  private struct Part: Sendable {
    let number: Int
    let job: ListedJob
    let groups: [(key: ContentDigest, sheetCount: Int)]
    let html: [UInt8]

    var sheetCount: Int { groups.map(\.sheetCount).reduce(0, +) }
  }

  /// How many groups a tab prints before it loads the next page.
  private static let partSize = 8

  /// Prepares printing into a site's folder.
  init(
    _ folder: String, _ target: PDFPublication, _ browser: BrowserConnection, isFresh: Bool
  ) async throws {
    self.folder = folder
    work = target.work
    kept = target.sheets
    self.browser = browser
    version = try await browser.version()
    self.isFresh = isFresh
  }

  /// How many sheets are new.
  var newCount: Int { parts.map(\.sheetCount).reduce(0, +) }

  /// Adds a job, and looks which of its groups are there.
  mutating func add(_ job: ListedJob) throws {
    let bytes = try InputFile.bytes(of: "\(folder)/\(job.html)")
    guard let page = SheetPage(bytes, of: job, browser: version) else {
      throw PDFPrinting.Refusal.unknownPage(path: job.html)
    }
    let count = page.groups.map(\.sheets.count).reduce(0, +)
    guard count == job.pages.count else {
      throw PDFPrinting.Refusal.otherPages(
        job: job.name, expected: job.pages.count, found: count)
    }
    var missing: [SheetPage.Group] = []
    for group in page.groups where keys.insert(group.key).inserted {
      if try isFresh || kept.pdf(group.key) == nil { missing.append(group) }
    }
    for start in stride(from: 0, to: missing.count, by: Self.partSize) {
      let groups = missing[start...].prefix(Self.partSize)
      parts.append(
        Part(
          number: parts.count, job: job, groups: groups.map { ($0.key, $0.sheets.count) },
          html: page.page(with: groups)))
    }
    pageCount += count
    jobs.append(Job(listed: job, digest: ContentDigest(bytes), keys: page.groups.map(\.key)))
  }

  /// Keeps the groups of a job that is not printed now; a page that no build wrote has none.
  mutating func keep(_ job: ListedJob) {
    let bytes = try? InputFile.bytes(of: "\(folder)/\(job.html)")
    let page = bytes.flatMap { SheetPage($0, of: job, browser: version) }
    keys.formUnion(page?.groups.map(\.key) ?? [])
  }

  /// Prints the sheets that are missing, in so many tabs; reports how many pages are there, of all.
  func run(tabs: Int, report: (Int, Int) -> Void) async throws {
    var done = pageCount - newCount
    report(done, pageCount)
    var rest = parts.makeIterator()
    _ = try await inParallel(next: { rest.next() }, limit: tabs) { part -> [Never] in
      try await print(part)
      return []
    } onResult: { part in
      done += part.sheetCount
      report(done, pageCount)
    }
  }

  private func print(_ part: Part) async throws {
    let name = "\(part.number).html"
    try work.write(part.html, to: name)
    do {
      let counts = part.groups.map(\.sheetCount)
      try await browser.sheets(of: "\(work.path)/\(name)", inGroupsOf: counts) { index, bytes in
        let (key, sheetCount) = part.groups[index]
        let pdf = try SheetPage.trimmed(bytes, sheetCount: sheetCount, of: part.job)
        // Boxes in place of characters go once the machine has a font for them.
        if try pdf.missingGlyphs().isEmpty {
          try kept.keep(pdf.bytes, as: key)
        } else {
          try work.write(pdf.bytes, to: Self.name(key))
        }
      }
    } catch is PDFFile.UnexpectedForm {
      throw PDFPrinting.Refusal.unknownForm(job: part.job.name)
    }
  }

  private static func name(_ key: ContentDigest) -> String { "\(key.hexadecimal).pdf" }

  /// The PDF of a group.
  func pdf(_ key: ContentDigest) throws -> [UInt8] {
    if try work.files.kind(of: Self.name(key)) != nil {
      return try work.files.bytes(of: Self.name(key))
    }
    if let pdf = try kept.pdf(key) { return pdf }
    throw ReadingError(path: "\(folder)/\(Self.name(key))", errorNumber: ENOENT)
  }
}
