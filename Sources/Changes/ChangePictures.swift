internal import Pages
public import Proof
public import Site
internal import Support

/// Draws the sheets that are different, before and now.
public struct ChangePictures: Sendable {
  /// The most sheets that are drawn of one state.
  public static let limit = 40

  private let pictures: SheetPictures
  private let folder: String

  /// Pictures in a new folder with an absolute path.
  public init(
    in folder: String, browser: Browser, seconds: Int, environment: [String: String]
  ) throws(MissingProgram) {
    self.folder = folder
    pictures = try SheetPictures(
      browser: browser, limit: .seconds(seconds), environment: environment)
  }

  /// What was drawn.
  public struct Summary: Sendable {
    /// The paths of the pictures, in order.
    public let paths: [String]
    /// How many sheets were left out because there are too many.
    public let leftOutCount: Int
  }

  /// Draws the sheets of a site and its old state that are different.
  ///
  /// - Throws: `ReadingError`, `WritingError`, `DamagedList`, `ProgramError`, `CancellationError`.
  public func draw(_ site: Site, _ old: OldSite) async throws -> Summary {
    let before = try old.jobs() ?? []
    let (now, pages) = try site.jobs()
    var plan = Plan(folder: folder)
    for job in now {
      let was = before.first { $0.name == job.name }
      if let page = pages[OutputLayout.printPage(job.name)] {
        plan.add(job, besides: was, page, "after")
      }
      if let was, let page = try old.bytes(of: OutputLayout.printPage(job.name)) {
        plan.add(was, besides: job, page, "before")
      }
    }
    for job in before where !now.contains(where: { $0.name == job.name }) {
      if let page = try old.bytes(of: OutputLayout.printPage(job.name)) {
        plan.add(job, besides: nil, page, "before")
      }
    }
    guard !plan.requests.isEmpty else { return Summary(paths: [], leftOutCount: 0) }
    try FileSystem.makeFolders(folder)
    let work = try WorkFolder(in: folder)
    try await pictures.draw(plan.requests, in: work)
    return Summary(paths: plan.paths.sorted(), leftOutCount: plan.leftOutCount)
  }

  private struct Plan {
    let folder: String
    var requests: [SheetPictures.Request] = []
    var paths: [String] = []
    var leftOutCount = 0

    /// Adds the sheets of a job that its other state does not have.
    mutating func add(
      _ job: JobState, besides other: JobState?, _ page: [UInt8], _ ending: String
    ) {
      var chosen: [(sheet: Int, path: String)] = []
      for (index, digest) in job.drawn.digests.enumerated() {
        let same = other.flatMap { index < $0.drawn.digests.count ? $0.drawn.digests[index] : nil }
        if same == digest { continue }
        guard paths.count < 2 * ChangePictures.limit else {
          leftOutCount += 1
          continue
        }
        let path = "\(folder)/\(job.name)-\(index + 1)-\(ending).png"
        chosen.append((index + 1, path))
        paths.append(path)
      }
      if !chosen.isEmpty { requests.append(.init(html: page, pictures: chosen)) }
    }
  }
}
