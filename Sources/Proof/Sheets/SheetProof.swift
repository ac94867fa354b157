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

  /// A few pages of a PDF that are rendered together.
  private struct Part: Sendable {
    let job: ListedJob
    /// The folder with the turned copy of the PDF, if it has upside-down faces.
    let turnedCopy: WorkFolder?
    /// The pages with missing glyphs, whose words are not compared.
    let pagesWithoutWords: Set<Int>
    /// The page numbers, counted from 1.
    let pages: [Int]

    var codeCount: Int { pages.map { job.pages[$0 - 1].count }.reduce(0, +) }
  }

  /// The copy with pages turned by 180 degrees: Poppler reads upside-down words letter by letter,
  /// and at a wrong height in Chromium's Type 3 fonts; on a turned page they are ordinary words.
  private static let turnedName = "turned.pdf"

  private static let partSize = 4

  /// Reads PDFs back and returns the differences by job and page; reports how many pages are read,
  /// how many there are, and how many codes are on them.
  func differences(
    of printJobs: [ListedJob], report: (Int, Int, Int) -> Void
  ) async throws -> [Found] {
    let links = try BuiltLists.links(of: printJobs, in: BuiltFolder.listPath(of: folder))
    var found: [Found] = []
    var parts: [Part] = []
    let record = try PrintRecord(inOutput: folder)
    let partial = Self.partialJobs(of: printJobs, in: record)
    for job in printJobs + partial {
      let state = try await check(job, record)
      found += state.differences.map { Found($0) }
      for start in stride(from: 0, to: state.pages.count, by: Self.partSize) {
        parts.append(
          Part(
            job: job, turnedCopy: state.turnedCopy, pagesWithoutWords: state.pagesWithoutWords,
            pages: Array(state.pages[start...].prefix(Self.partSize))))
      }
    }
    found += try strayPDFs(printJobs + partial).map { Found(.strayPDF(path: $0)) }
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
    return found
  }

  /// The jobs of which some pieces were printed into a PDF of their own, with these pieces.
  static func partialJobs(of jobs: [ListedJob], in record: PrintRecord) -> [ListedJob] {
    jobs.compactMap { job in
      let links = record.entries[OutputLayout.partialPDF(job.name)]?.links
      return links.flatMap { job.only(Set($0)) }.flatMap { $0.part == nil ? nil : $0 }
    }
  }

  /// Where the list of jobs and the list of links give a link different words.
  static func listDifferences(
    _ printJobs: [ListedJob], _ links: [String: ListedLink]
  ) -> [Difference] {
    printJobs.flatMap { job -> [Difference] in
      var seen = Set<String>()
      let printed = Set(job.pages.flatMap { $0 }.map(\.link))
      let leftOut = job.leftOut.compactMap { id -> Difference? in
        if links[id] == nil { return .unknownLink(job: job.name, link: id) }
        return printed.contains(id) ? .leftOutButPrinted(job: job.name, link: id) : nil
      }
      return leftOut
        + job.pages.flatMap { $0 }.compactMap { placement in
          guard seen.insert(placement.link).inserted else { return nil }
          guard let link = links[placement.link] else {
            return .unknownLink(job: job.name, link: placement.link)
          }
          let agrees =
            PageText.plain(link.title) == PageText.plain(placement.fullTitle)
            && link.price == placement.amount.map(Self.figures)
          return agrees ? nil : .listsDisagree(job: job.name, link: link.id)
        }
    }
  }

  /// The digits of a printed amount, in the form of a link's price.
  static func figures(_ amount: String) -> String {
    String(amount.filter { $0.isASCII && $0.isNumber || $0 == "." })
  }

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

  /// The result of checking a PDF as a whole.
  private struct State {
    var differences: [Difference]
    /// The pages that can be compared.
    var pages: [Int] = []
    var turnedCopy: WorkFolder?
    var pagesWithoutWords: Set<Int> = []
  }

  /// Checks a PDF as a whole and chooses the pages to compare.
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
      let pdf = try PDFFile(InputFile.bytes(of: path))
      if job.pages.contains(where: { $0.contains(where: \.isTurned) }) {
        state.turnedCopy = try WorkFolder(in: scratch)
        try state.turnedCopy?.write(pdf.turned(), to: Self.turnedName)
      }
      for missing in try pdf.missingCharacters(of: job) {
        let place = Difference.Place(path: job.pdf, page: missing.page, number: nil)
        state.differences.append(.missingGlyphs(place, missing))
        state.pagesWithoutWords.insert(missing.page)
      }
    } catch is PDFFile.UnexpectedForm {
      state.differences.append(.foreignPDF(path: job.pdf))
    }
    return state
  }

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
  ) async throws -> [Found] {
    let work = try WorkFolder(in: scratch)
    let path = "\(folder)/\(part.job.pdf)"
    let resolution = PDFReader.resolution(
      width: part.job.pageWidthInMillimetres, height: part.job.pageHeightInMillimetres)
    var found: [Found] = []
    for page in part.pages {
      let place = Difference.Place(path: part.job.pdf, page: page, number: nil)
      guard
        let picture = try await pdfs.picture(path, page: page, resolution: resolution, in: work)
      else {
        found.append(Found(.unreadablePage(place)))
        continue
      }
      let hasWords = !part.pagesWithoutWords.contains(page)
      let hasTurnedWords = hasWords && part.job.pages[page - 1].contains(where: \.isTurned)
      let turnedCopy = hasTurnedWords ? part.turnedCopy : nil
      let proof = PageProof(
        path: part.job.pdf, page: page, codes: part.job.pages[page - 1], links: links,
        picture: picture, pixelsPerMillimetre: Double(resolution) / 25.4,
        text: hasWords ? try await pdfs.text(path, page: page) : nil,
        turnedText: try await turnedText(of: turnedCopy, page: page))
      found += try await proof.differences(codes, in: work)
    }
    return found
  }

  private func turnedText(of copy: WorkFolder?, page: Int) async throws -> PageText? {
    guard let copy else { return nil }
    return try await pdfs.text("\(copy.path)/\(Self.turnedName)", page: page, isTurned: true)
  }
}
