internal import Pages
internal import QRImage
internal import Site
public import Support

/// Makes what is handed on of a site's printed jobs: PDFs in four inks, pictures for phones, and one
/// archive a job for a print shop.
public struct PrintShop: Sendable {
  /// What is made.
  public struct Products: Sendable {
    /// A PDF in four inks of each job.
    public var isPress = false
    /// A picture of each page.
    public var hasPictures = false
    /// One archive of each job.
    public var isArchive = false
    /// The profile of the press; nil for a general one.
    public var profile: String?

    /// Nothing.
    public init() {}
  }

  /// Why nothing was made.
  public enum Refusal: Error, Sendable {
    /// Ghostscript has no profile of its own where it usually is.
    case noProfile
    /// A file is no profile of a press with four inks.
    case wrongProfile(String)
    /// The PDF in four inks shows something else than the job; the first difference.
    case otherPress(job: String, Difference?)
    /// A code has another ink than black.
    case colouredCode(job: String, page: Int, link: String)
    /// A code of a picture cannot be read.
    case unreadablePicture(job: String, page: Int)
    /// The folder to write to holds files that were not made here.
    case foreignFolder(String)
    /// A job has more codes or bytes than an archive holds.
    case archiveTooLarge(job: String)
  }

  /// What was made.
  public struct Summary: Sendable {
    /// The paths of the files.
    public let paths: [String]
    /// How many files of earlier runs were removed, because their pages have changed or are gone.
    public let removedCount: Int
  }

  private let output: String
  private let target: String
  private let browser: Browser
  private let limit: Duration
  private let environment: [String: String]
  private let language: Language

  /// Works on a site in an absolute folder; `target` is the folder to write to.
  public init(
    output: String, target: String, browser: Browser, seconds: Int,
    environment: [String: String], language: Language
  ) {
    self.output = output
    self.target = target
    self.browser = browser
    limit = .seconds(seconds)
    self.environment = environment
    self.language = language
  }

  /// A file in the target folder or in an archive.
  struct File: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  /// Makes the products of some printed jobs; whatever fails before all are made leaves the folder as
  /// it was.
  ///
  /// - Throws: `Refusal`, `MissingProgram`, `ProgramError`, `PDFPrinting.Refusal`, `ReadingError`,
  ///   `WritingError`, `MalformedList`, `CancellationError`.
  public func make(_ names: [String], _ products: Products) async throws -> Summary {
    let folder = try PrintShopFolder(target)
    let work = try WorkFolder(in: temporaryFolder)
    let listed = try BuiltLists.someJobs(in: output)
    let jobs = listed.filter { names.contains($0.name) }
    if products.isArchive, let large = jobs.first(where: { !JobArchive.hasRoom(for: $0) }) {
      throw Refusal.archiveTooLarge(job: large.name)
    }
    let links = try BuiltLists.links(of: jobs, in: BuiltFolder.listPath(of: output))
    let reader = try await CodeReader(in: environment)
    let pdfs = try PDFReader(in: environment)
    let conversion =
      products.isPress
      ? try PressConversion(profile: products.profile, environment: environment) : nil
    var made: [PrintShopFolder.Product] = []
    for job in jobs {
      let page = try InputFile.bytes(of: "\(output)/\(job.html)")
      let pdf = try InputFile.bytes(of: "\(output)/\(job.pdf)")
      var files: [File] = []
      if let conversion {
        let press = File(
          name: "\(job.name)-cmyk.pdf",
          bytes: try await conversion.converted(pdf, title: job.name, in: work))
        let name = "checked.pdf"
        try work.files.removeFile(name)
        try work.write(press.bytes, to: name)
        let proof = PressProof(conversion: conversion, codes: reader, pdfs: pdfs, links: links)
        let mark = Array("<symbol id=\"mark\"".utf8)
        try await proof.check(
          job, name, hasMark: page.firstRange(of: mark) != nil, in: work)
        files.append(press)
      }
      let pictures = JobPictures(job: job, path: "\(output)/\(job.pdf)", links: links)
      if products.hasPictures {
        files += try await pictures.shared(reader, environment, in: work)
      }
      if products.isArchive {
        let archive = JobArchive(job: job, links: links, language: language)
        let sheet = File(
          name: JobArchive.proofSheetName(job.name),
          bytes: try await proofSheet(of: archive, pictures, in: work))
        files = [
          File(
            name: "\(job.name).zip",
            bytes: try archive.bytes([File(name: "\(job.name).pdf", bytes: pdf)] + files + [sheet]))
        ]
      }
      let digest = ContentDigest(pdf)
      made += files.map { PrintShopFolder.Product(file: $0, job: job.name, pdf: digest) }
    }
    let removedCount = try folder.publish(made) { name in
      guard let job = listed.first(where: { $0.name == name }) else { return nil }
      let path = "\(output)/\(job.pdf)"
      return InputFile.isMissing(path) ? nil : try InputFile.digest(of: path)
    }
    return Summary(paths: made.map { "\(target)/\($0.file.name)" }, removedCount: removedCount)
  }

  private var temporaryFolder: String {
    let folder = environment["TMPDIR"] ?? ""
    return folder.hasPrefix("/") ? folder : "/tmp"
  }

  /// The proof sheet as a PDF.
  private func proofSheet(
    of archive: JobArchive, _ pictures: JobPictures, in work: WorkFolder
  ) async throws -> [UInt8] {
    let pages = archive.proofSheet(try await pictures.thumbnails(environment, in: work)).parts
    let name = "proof.html"
    let path = "\(work.path)/\(name)"
    let parts = try await browser.printing(profile: "\(work.path)/profile", limit: limit) {
      var parts: [[UInt8]] = []
      for page in pages {
        try work.files.removeFile(name)
        try work.write(page, to: name)
        parts.append(try await $0.pdf(of: path))
      }
      return parts
    }
    try work.files.removeTree("profile")
    do throws(PDFFile.UnexpectedForm) {
      var assembly = PDFAssembly()
      for part in parts {
        // Without the date of the day, the same job gives the same archive.
        let trimmed = try PDFFile(part).trimmed(toWidth: 209.8, height: 296.8)
        try assembly.append(PDFFile(trimmed))
      }
      return assembly.finish(date: nil)
    } catch {
      throw PDFPrinting.Refusal.unknownForm(job: archive.job.name)
    }
  }
}
