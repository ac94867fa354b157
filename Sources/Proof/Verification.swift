internal import Catalog
internal import Pages
internal import Site
internal import Support

/// Reads the codes and words of a site's final files back and compares them with its lists.
public struct Verification: Sendable {
  private let folder: String
  private let environment: [String: String]
  private let jobs: Int
  private let sampleSize: Int?

  /// What a run reports while it works.
  public enum Event: Sendable {
    /// The number of pictures read, and of all pictures.
    case pictures(done: Int, total: Int)
    /// The number of pages read, and of all pages.
    case pages(done: Int, total: Int)
  }

  /// What a run found.
  public struct Result: Hashable, Sendable {
    /// How many pictures were compared.
    public var pictureCount = 0
    /// How many PDFs were compared; 0 unless requested.
    public var pdfCount = 0
    /// How many of their pages were checked.
    public var pageCount = 0
    /// How many codes are on those pages.
    public var codeCount = 0
    /// The links that print jobs left out because their titles did not fit.
    public var leftOut: [LeftOut] = []
    /// What differs.
    public var differences: [Difference] = []
  }

  /// The links that a print job left out.
  public struct LeftOut: Hashable, Sendable {
    /// The name of the job.
    public let job: String
    /// The ids of the links.
    public let links: [String]
  }

  /// A verification with `jobs` programs in parallel, 1 or more.
  ///
  /// The folder is an absolute path; the environment gives the search path and the temporary
  /// folder. `sampleSize` limits the pictures, and the pages of each PDF, that are checked; nil for
  /// all.
  public init(folder: String, environment: [String: String], jobs: Int, sampleSize: Int?) {
    self.folder = folder
    self.environment = environment
    self.jobs = jobs
    self.sampleSize = sampleSize
  }

  /// Compares the pictures and, if requested, the PDFs.
  ///
  /// - Throws: `MissingProgram`, `ProgramError`, `ReadingError`, `MalformedList`, `WritingError`,
  ///   `PDFPrinting.Refusal`, `NoSite`, `CancellationError`.
  public func run(withPDFs: Bool, report: (Event) -> Void) async throws -> Result {
    let total = try linkCount()
    let reader = try await CodeReader(in: environment)
    let pdfReader = withPDFs ? try PDFReader(in: environment) : nil
    let printJobs = withPDFs ? try BuiltLists.someJobs(in: folder) : []
    var result = Result()
    let sample = Sample(total: total, size: sampleSize)
    result.pictureCount = sample.count
    report(.pictures(done: 0, total: sample.count))
    let scratch = try WorkFolder(in: temporaryFolder)
    result.differences = try await PictureProof(
      folder: folder, scratch: scratch.path, reader: reader, jobs: jobs, sample: sample
    ).differences { report(.pictures(done: $0, total: sample.count)) }
    if let pdfReader {
      let proof = SheetProof(
        folder: folder, codes: reader, pdfs: pdfReader, jobs: jobs, sampleSize: sampleSize,
        scratch: scratch.path)
      result.pdfCount = printJobs.count
      result.leftOut = printJobs.filter { !$0.leftOut.isEmpty }
        .map { LeftOut(job: $0.name, links: $0.leftOut) }
      result.differences += try await proof.differences(of: printJobs) { done, total, codes in
        result.pageCount = total
        result.codeCount = codes
        report(.pages(done: done, total: total))
      }
    }
    return result
  }

  private var temporaryFolder: String {
    let folder = environment["TMPDIR"] ?? ""
    return folder.hasPrefix("/") ? folder : "/tmp"
  }

  private func linkCount() throws -> Int {
    var count = 0
    do {
      var links = try BuiltLists.Links(in: folder)
      while try links.next() != nil { count += 1 }
    } catch let error as ReadingError where error.isMissing {
      throw NoSite(folder: folder)
    }
    return count
  }
}
