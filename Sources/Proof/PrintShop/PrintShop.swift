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

  /// A file in the target folder.
  struct File: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  /// The file that says whose the folder is.
  private static let marker = ".paypress-for-print"

  /// Makes the products of some printed jobs, and returns the paths of the files; writes all or none.
  ///
  /// - Throws: `Refusal`, `MissingProgram`, `ProgramError`, `PDFPrinting.Refusal`, `ReadingError`,
  ///   `WritingError`, `MalformedList`, `CancellationError`.
  public func make(_ names: [String], _ products: Products) async throws -> [String] {
    try checkTarget()
    let work = try WorkFolder(in: temporaryFolder)
    let jobs = try BuiltLists.someJobs(in: output).filter { names.contains($0.name) }
    let links = try BuiltLists.links(of: jobs, in: "\(output)/\(OutputLayout.linksJSON)")
    let reader = try await CodeReader(in: environment)
    let pdfs = try PDFReader(in: environment)
    let conversion =
      products.isPress
      ? try PressConversion(profile: products.profile, environment: environment) : nil
    var files: [File] = []
    for job in jobs {
      let page = try InputFile.bytes(of: "\(output)/\(job.html)")
      let pdf = try InputFile.bytes(of: "\(output)/\(job.pdf)")
      var own: [File] = []
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
        own.append(press)
      }
      let pictures = JobPictures(job: job, path: "\(output)/\(job.pdf)", links: links)
      if products.hasPictures {
        own += try await pictures.shared(reader, environment, in: work)
      }
      if products.isArchive {
        let archive = JobArchive(job: job, links: links, language: language)
        let sheet = try await proofSheet(of: archive, pictures, in: work)
        own = [
          File(
            name: "\(job.name).zip",
            bytes: try archive.bytes(
              [File(name: "\(job.name).pdf", bytes: pdf)] + own
                + [File(name: "proof.pdf", bytes: sheet)]))
        ]
      }
      files += own
    }
    try FileSystem.makeFolders(target)
    let folder = try FolderHandle(target)
    if try folder.kind(of: Self.marker) == nil {
      try folder.replace(Self.marker, with: Array("Files made by `paypress pdf`.\n".utf8))
    }
    for file in files { try folder.replace(file.name, with: file.bytes) }
    return files.map { "\(target)/\($0.name)" }
  }

  private var temporaryFolder: String {
    let folder = environment["TMPDIR"] ?? ""
    return folder.hasPrefix("/") ? folder : "/tmp"
  }

  /// Refuses a folder that holds something and was not made here.
  private func checkTarget() throws {
    guard try FileSystem.kind(of: target, followsLink: true) != nil else { return }
    let names = try InputFolder.names(of: target)
    if !names.isEmpty && !names.contains(Self.marker) { throw Refusal.foreignFolder(target) }
  }

  private func proofSheet(
    of archive: JobArchive, _ pictures: JobPictures, in work: WorkFolder
  ) async throws -> [UInt8] {
    let html = archive.proofSheet(try await pictures.thumbnails(environment, in: work))
    let name = "proof.html"
    try work.files.removeFile(name)
    try work.write(html, to: name)
    let path = "\(work.path)/\(name)"
    let pdf = try await browser.printing(profile: "\(work.path)/profile", limit: limit) {
      try await $0.pdf(of: path)
    }
    try work.files.removeTree("profile")
    do throws(PDFFile.UnexpectedForm) {
      // Without the date of the day, the same job gives the same archive.
      return try PDFFile(pdf).trimmed(toWidth: 209.8, height: 296.8)
    } catch {
      throw PDFPrinting.Refusal.unknownForm(job: archive.job.name)
    }
  }
}
