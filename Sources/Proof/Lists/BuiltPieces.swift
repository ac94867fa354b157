public import Catalog
internal import GatePay
internal import Pages
public import Paper
internal import Site
public import Support

/// The pieces that a print job of a built site has on its pages, as papers to be recorded.
public struct BuiltPieces: Sendable {
  /// What can be wrong.
  public enum Refusal: Error, Hashable, Sendable {
    /// The site has no print job of this name; these are there.
    case unknownJob(String, known: [String])
    /// The job prints nothing.
    case nothingPrinted(String)
    /// The job prints nothing of these links.
    case printsNoneOf([String], job: String)
    /// A link of the job is not in the list of links.
    case unlistedLink(String)
    /// The job prints again what another one has printed, which the config no longer has.
    case reprintOfUnknownJob(String, origin: String)
  }

  /// The names of the print jobs of a built site.
  ///
  /// - Throws: `PDFPrinting.Refusal`, `ReadingError`, `MalformedList`.
  public static func jobNames(in folder: String) throws -> [String] {
    try BuiltLists.someJobs(in: folder).map(\.name)
  }

  /// The jobs of a built site: those of its config, and those that print pieces of them again.
  ///
  /// - Parameters:
  ///   - configured: the jobs in the config, which the site was built from.
  ///   - language: the language of the site.
  /// - Throws: `ReadingError`, `MalformedList`.
  public static func jobs(
    in folder: String, of configured: [PrintJob], language: Language
  ) throws -> [PrintJob] {
    let listed: [ListedJob]
    do {
      listed = try BuiltLists.someJobs(in: folder)
    } catch PDFPrinting.Refusal.noJobs {
      // Whoever asks for one of them hears that none was built.
      listed = []
    }
    return configured
      + listed.compactMap { listed in
        guard let reprint = listed.reprint,
          !configured.contains(where: { $0.name == listed.name })
        else { return nil }
        var job: PrintJob
        if let name = reprint.origin {
          guard let origin = configured.first(where: { $0.name == name }) else { return nil }
          job = origin.reprinting([:], as: listed.name)
        } else {
          job = PrintJob(reprinting: [:], on: reprint.kind, language: language)
        }
        job.start = reprint.start
        return job
      }
  }

  /// One of `jobs(in:of:language:)` by its name.
  ///
  /// - Throws: `Refusal.reprintOfUnknownJob`, `PDFPrinting.Refusal.unknownJob`.
  public static func job(
    _ name: String, of jobs: [PrintJob], in folder: String
  ) throws -> PrintJob {
    if let job = jobs.first(where: { $0.name == name }) { return job }
    let listed = try? BuiltLists.someJobs(in: folder).first { $0.name == name }
    if let origin = listed?.reprint?.origin {
      throw Refusal.reprintOfUnknownJob(name, origin: origin)
    }
    throw PDFPrinting.Refusal.unknownJob(name, known: jobs.map(\.name))
  }

  /// The pieces of some jobs of a built site that have a stamp, as if they were printed on a day.
  ///
  /// - Throws: `Refusal`, `PDFPrinting.Refusal`, `ReadingError`, `MalformedList`.
  public static func papers(
    withStamp stamp: String, of jobs: [PrintJob], in folder: String, day: String
  ) throws -> [PrintedPaper] {
    let listed = try BuiltLists.someJobs(in: folder)
    return try jobs.flatMap { job -> [PrintedPaper] in
      guard let list = listed.first(where: { $0.name == job.name }),
        list.pages.joined().contains(where: { $0.words.contains(stamp) })
      else { return [] }
      return try papers(of: job, list, list, in: folder, place: nil, day: day)
        .filter { $0.stamp == stamp }
    }
  }

  /// The pieces of some jobs of a built site, job by job.
  ///
  /// - Parameters:
  ///   - jobs: some of `jobs(in:of:language:)`.
  ///   - place: where they hang or stand, in anybody's words.
  ///   - day: the day of printing, such as `2026-11-02`.
  ///   - ids: only the pieces that a PDF of these links has; nil for all.
  /// - Throws: `Refusal`, `NoSite`, `PDFPrinting.Refusal`, `ReadingError`, `MalformedList`.
  public static func papers(
    of jobs: [PrintJob], in folder: String, place: String?, day: String,
    links ids: Set<String>? = nil
  ) throws -> [[PrintedPaper]] {
    guard BuiltFolder.list(of: folder) != nil else { throw NoSite(folder: folder) }
    let listed: [ListedJob]
    do {
      listed = try BuiltLists.someJobs(in: folder)
    } catch PDFPrinting.Refusal.noJobs {
      // The config has these jobs, so it is newer than the build.
      throw jobs.first.map { Refusal.unknownJob($0.name, known: []) } ?? PDFPrinting.Refusal.noJobs
    }
    let names = listed.map(\.name)
    for job in jobs where !names.contains(job.name) {
      throw Refusal.unknownJob(job.name, known: names)
    }
    // What no PDF can have was not printed.
    let chosen = try PDFPrinting.choose(jobs.map(\.name), ids, from: listed)
    return try jobs.map { job in
      guard let all = listed.first(where: { $0.name == job.name }),
        let part = chosen.first(where: { $0.name == job.name })
      else {
        throw ids.map { Refusal.printsNoneOf($0.sorted(), job: job.name) }
          ?? Refusal.nothingPrinted(job.name)
      }
      return try papers(of: job, all, part, in: folder, place: place, day: day)
    }
  }

  /// The pieces of a part of a job.
  private static func papers(
    of job: PrintJob, _ listed: ListedJob, _ chosen: ListedJob, in folder: String, place: String?,
    day: String
  ) throws -> [PrintedPaper] {
    let links = try BuiltLists.links(of: [chosen], in: BuiltFolder.listPath(of: folder))
    var pieces: [Piece] = []
    for (number, sheet) in (chosen.part?.sheets ?? Array(listed.pages.indices)).enumerated() {
      let (codes, printed) = (listed.pages[sheet], chosen.pages[number])
      // Labels may begin in the middle of the first sheet.
      var position = sheet == 0 ? job.start - 1 : 0
      // A tent has the same code on both faces.
      for index in stride(from: 0, to: codes.count, by: job.kind == .tent ? 2 : 1) {
        let code = codes[index]
        position += 1
        guard printed.contains(code) else { continue }
        guard let link = links[code.link] else { throw Refusal.unlistedLink(code.link) }
        pieces.append(Piece(code: code, link: link, sheet: number + 1, position: position))
      }
    }
    guard !pieces.isEmpty else { throw Refusal.nothingPrinted(job.name) }
    let contents = pieces.flatMap { [$0.link.codeText, $0.link.url] + $0.code.words }
    let run = MarkedPrint(
      id: PaperID.run(of: [job.name, place ?? "", day] + contents),
      job: job.recordedName, kind: job.kind.rawValue, design: job.design.rawValue, place: place,
      day: day)
    return pieces.enumerated().map { $1.paper(number: $0 + 1, of: run) }
  }

  private struct Piece {
    var code: ListedCode
    var link: ListedLink
    var sheet: Int
    var position: Int

    func paper(number: Int, of run: MarkedPrint) -> PrintedPaper {
      let stamp = PaperStamp.text(job: run.job, link: link.id, code: link.codeText)
      var words = code.words
      // A piece without room has none, and what a site without stamps printed, neither.
      let stampIndex = words.lastIndex(of: stamp)
      if let stampIndex { words.remove(at: stampIndex) }
      return PrintedPaper(
        id: PaperID(run: run.id, number: number), run: run, link: link.id, text: link.codeText,
        target: link.url, title: code.title,
        price: code.amount.flatMap { Amount(canonical: $0.drop { $0 == "¥" }) }, words: words,
        sideInMillimetres: code.side, sheet: sheet, position: position,
        stamp: stampIndex == nil ? nil : stamp)
    }
  }
}
