internal import Catalog
internal import Pages
internal import Site
internal import Support

/// Compares the codes and words in a site's PDFs with the lists of its links and print jobs.
struct SheetProof {
  let folder: String
  let codes: CodeReader
  let pdfs: PDFReader
  let jobs: Int
  let sampleSize: Int?
  let scratch: String

  /// A few pages of a PDF, which are rendered together.
  private struct Part: Sendable {
    let job: ListedJob
    /// The pages on which letters are missing, so that words are not worth comparing.
    let pagesWithoutWords: Set<Int>
    /// The numbers of the pages, counted from 1.
    let pages: [Int]

    var codeCount: Int { pages.map { job.pages[$0 - 1].count }.reduce(0, +) }
  }

  /// How many pages are rendered together.
  private static let partSize = 4

  /// Reads PDFs back.
  ///
  /// - Parameters:
  ///   - printJobs: the jobs of the site.
  ///   - report: told how many pages were read, of how many, and how many codes are on them all.
  /// - Returns: what differs, job by job and page by page.
  func differences(
    of printJobs: [ListedJob], report: (Int, Int, Int) -> Void
  ) async throws -> [Difference] {
    let links = try neededLinks(printJobs)
    var found = Self.listDifferences(printJobs, links)
    var parts: [Part] = []
    let record = try PrintRecord(in: "\(folder)/\(OutputLayout.stateFolder)")
    for job in printJobs {
      let state = try await check(job, record)
      found += state.differences.map { ($0, nil) }
      for start in stride(from: 0, to: state.pages.count, by: Self.partSize) {
        parts.append(
          Part(
            job: job, pagesWithoutWords: state.pagesWithoutWords,
            pages: Array(state.pages[start...].prefix(Self.partSize))))
      }
    }
    found += try strayPDFs(printJobs).map { (.strayPDF(path: $0), nil) }
    let total = parts.map(\.pages.count).reduce(0, +)
    let codeCount = parts.map(\.codeCount).reduce(0, +)
    var done = 0
    report(0, total, codeCount)
    var rest = parts.makeIterator()
    found += try await inParallel(next: { rest.next() }, limit: jobs) { part in
      try await check(part, links)
    } onResult: { part in
      done += part.pages.count
      report(done, total, codeCount)
    }
    return try Address.named(found, in: folder)
  }

  private func neededLinks(_ printJobs: [ListedJob]) throws -> [String: ListedLink] {
    let ids = Set(printJobs.flatMap(\.pages).flatMap { $0 }.map(\.link))
    var found: [String: ListedLink] = [:]
    var links = try BuiltLists.Links(in: folder)
    while let link = try links.next() {
      if ids.contains(link.id) { found[link.id] = link }
    }
    return found
  }

  /// Where the two lists of the site do not agree.
  private static func listDifferences(
    _ printJobs: [ListedJob], _ links: [String: ListedLink]
  ) -> [(Difference, String?)] {
    printJobs.flatMap { job -> [(Difference, String?)] in
      var seen = Set<String>()
      return job.pages.flatMap { $0 }.compactMap { placement in
        guard seen.insert(placement.link).inserted else { return nil }
        guard let link = links[placement.link] else {
          return (.unknownLink(job: job.name, link: placement.link), nil)
        }
        let agrees =
          PageText.plain(link.title) == PageText.plain(placement.title)
          && link.price == placement.amount.map(Self.figures)
        return agrees ? nil : (.listsDisagree(job: job.name, link: link.id), nil)
      }
    }
  }

  /// The figures of a printed amount, as a link has them.
  static func figures(_ amount: String) -> String {
    String(amount.filter { $0.isASCII && $0.isNumber || $0 == "." })
  }

  /// The PDFs in the folders of the print jobs that no job has, sorted.
  private func strayPDFs(_ printJobs: [ListedJob]) throws -> [String] {
    let known = Set(printJobs.map(\.pdf))
    let folders = Set(
      known.map { path in path.split(separator: "/").dropLast().joined(separator: "/") })
    var stray: [String] = []
    for place in folders where WorkFolder.isFolder("\(folder)/\(place)") {
      for name in try InputFolder.names(of: "\(folder)/\(place)") where name.hasSuffix(".pdf") {
        let path = place.isEmpty ? name : "\(place)/\(name)"
        if !known.contains(path) { stray.append(path) }
      }
    }
    return stray.sorted()
  }

  /// What is said of a PDF as a whole.
  private struct State {
    var differences: [Difference]
    /// The pages that are worth reading.
    var pages: [Int] = []
    var pagesWithoutWords: Set<Int> = []
  }

  /// Compares a PDF as a whole, and says which of its pages are worth reading.
  private func check(_ job: ListedJob, _ record: PrintRecord) async throws -> State {
    let path = "\(folder)/\(job.pdf)"
    guard InputFile.isOrdinary(path) else {
      return State(differences: [.missingPDF(path: job.pdf)])
    }
    var state = State(differences: [try originDifference(of: job, record)].compactMap { $0 })
    let sizes: [Difference.Size]
    do {
      sizes = try await pdfs.pageSizes(path)
    } catch let error as ProgramError {
      guard case .failed(_, let words) = error.cause else { throw error }
      state.differences.append(.unreadablePDF(path: job.pdf, words: words))
      return state
    }
    state.differences += Self.sizeDifferences(sizes, job)
    let count = min(sizes.count, job.pages.count)
    let sample = Sample(total: count, size: sampleSize)
    state.pages = (0..<count).filter(sample.takes).map { $0 + 1 }
    do {
      for (page, count) in try PDFFile(InputFile.bytes(of: path)).missingGlyphs() {
        let place = Difference.Place(path: job.pdf, page: page, number: nil)
        state.differences.append(.missingGlyphs(place, count: count))
        state.pagesWithoutWords.insert(page)
      }
    } catch is PDFFile.UnexpectedForm {
      state.differences.append(.foreignPDF(path: job.pdf))
    }
    return state
  }

  /// Whether a PDF was printed from the page that is there now.
  private func originDifference(of job: ListedJob, _ record: PrintRecord) throws -> Difference? {
    guard let entry = record.entries[job.pdf] else { return .unrecordedPDF(path: job.pdf) }
    let html = "\(folder)/\(job.html)"
    let digest = InputFile.isOrdinary(html) ? try InputFile.digest(of: html) : nil
    return digest == nil || digest != entry.digest
      ? .outdatedPDF(path: job.pdf, html: job.html) : nil
  }

  private static func sizeDifferences(
    _ sizes: [Difference.Size], _ job: ListedJob
  ) -> [Difference] {
    var found: [Difference] = []
    if sizes.count != job.pages.count {
      found.append(
        .pageCount(path: job.pdf, expected: job.pages.count, found: sizes.count))
    }
    let expected = Difference.Size(
      width: job.pageWidthInMillimetres, height: job.pageHeightInMillimetres)
    for (index, size) in sizes.enumerated()
    where max(abs(size.width - expected.width), abs(size.height - expected.height)) > 0.1 {
      let place = Difference.Place(path: job.pdf, page: index + 1, number: nil)
      found.append(.pageSize(place, expected: expected, found: size))
    }
    return found
  }

  private func check(
    _ part: Part, _ links: [String: ListedLink]
  ) async throws -> [(Difference, String?)] {
    let work = try WorkFolder(in: scratch)
    let path = "\(folder)/\(part.job.pdf)"
    let resolution = PDFReader.resolution(
      width: part.job.pageWidthInMillimetres, height: part.job.pageHeightInMillimetres)
    var found: [(Difference, String?)] = []
    for page in part.pages {
      let place = Difference.Place(path: part.job.pdf, page: page, number: nil)
      guard
        let picture = try await pdfs.picture(path, page: page, resolution: resolution, in: work)
      else {
        found.append((.unreadablePage(place), nil))
        continue
      }
      let hasWords = !part.pagesWithoutWords.contains(page)
      let proof = PageProof(
        path: part.job.pdf, page: page, placements: part.job.pages[page - 1], links: links,
        picture: picture, pixelsPerMillimetre: Double(resolution) / 25.4,
        text: hasWords ? try await pdfs.text(path, page: page) : nil)
      found += try await proof.differences(codes, in: work)
    }
    return found
  }
}

/// Reads PDFs with the programs of Poppler, which share nothing with what prints them.
struct PDFReader: Sendable {
  private let info: ExternalProgram
  private let render: ExternalProgram
  private let words: ExternalProgram

  /// How finely a page is drawn, in dots an inch: 300, and less where the picture would be wider than
  /// 15,000 pixels or have more than 64 million, which `zbarimg` does not open everywhere (ImageMagick's
  /// usual policy: 16 KP a side, 1 GiB in all).
  ///
  /// - Parameters:
  ///   - width: of the page in millimetres.
  ///   - height: likewise.
  static func resolution(width: Double, height: Double) -> Int {
    let (width, height) = (width / 25.4, height / 25.4)
    let most = min(15_000 / max(width, height), (64_000_000 / (width * height)).squareRoot())
    return Int(min(300, most))
  }

  /// Finds the programs.
  ///
  /// - Throws: `MissingProgram`.
  init(in environment: [String: String]) throws {
    guard let info = ExternalProgram.find("pdfinfo", in: environment),
      let render = ExternalProgram.find("pdftoppm", in: environment),
      let words = ExternalProgram.find("pdftotext", in: environment)
    else { throw MissingProgram(purpose: .readingPDFs, name: nil) }
    self.info = info
    self.render = render
    self.words = words
  }

  /// The size of each page.
  func pageSizes(_ path: String) async throws -> [Difference.Size] {
    let report = String(
      decoding: try await info.output(["-l", "1000000", path], limit: .seconds(120)),
      as: UTF8.self)
    // "Page    1 size:  595.276 x 841.89 pts (A4)"
    return report.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard line.hasPrefix("Page "), fields.count >= 7, fields[2] == "size:",
        let width = Double(fields[3]), let height = Double(fields[5])
      else { return nil }
      return Difference.Size(
        width: width / PDFFile.pointsPerMillimetre, height: height / PDFFile.pointsPerMillimetre)
    }
  }

  /// A page in grey; it also stands in the folder as `page.pgm`.
  func picture(
    _ path: String, page: Int, resolution: Int, in work: WorkFolder
  ) async throws -> GrayPicture? {
    _ = try await render.output(
      [
        "-gray", "-r", "\(resolution)", "-f", "\(page)", "-singlefile", path,
        "\(work.path)/page",
      ], limit: .seconds(120))
    return GrayPicture(try InputFile.bytes(of: "\(work.path)/page.pgm"))
  }

  /// The words on a page.
  func text(_ path: String, page: Int) async throws -> PageText {
    let report = try await words.output(
      ["-bbox", "-enc", "UTF-8", "-f", "\(page)", "-l", "\(page)", path, "-"],
      limit: .seconds(120))
    return PageText.pages(String(decoding: report, as: UTF8.self)).first ?? PageText([])
  }
}
