internal import Catalog
public import Changes
public import Paper
internal import Proof
public import Site
internal import Support

/// The codes in photos of the shop: ours, old ones, and those of others.

/// Finds every code in photos of the shop, and tells ours from those of others.
public struct PhotoAudit: Sendable {
  private let site: Site
  private let old: [OldSite]

  /// An audit against a config with its file of paper, and states that the site had before.
  public init(of site: Site, old: [OldSite]) {
    self.site = site
    self.old = old
  }

  /// What was found.
  public struct Result: Sendable {
    /// The photos in order.
    public let photos: [AuditedPhoto]
    /// The marked papers that no photo shows.
    public let unseen: [UnseenPapers]

    /// All codes with their photos.
    public var codes: [(photo: AuditedPhoto, code: AuditedCode)] {
      photos.flatMap { photo in photo.codes.map { (photo, $0) } }
    }
  }

  /// Marked papers with one code, of which fewer were seen than there are.
  public struct UnseenPapers: Hashable, Sendable {
    /// The papers.
    public let papers: [PrintedPaper]
    /// How many codes like theirs were seen.
    public let seenCount: Int
  }

  /// Looks at photos one after the other, so that one at a time is in memory.
  ///
  /// - Throws: `MissingProgram`, `ReadingError`, `DamagedList`, `CatalogueChanged`, `CancellationError`.
  public func run(_ paths: [String], report: (_ done: Int) -> Void) throws -> Result {
    try PictureReading.load()
    var seen: [(path: String, photo: SeenPhoto)] = []
    for (number, path) in paths.enumerated() {
      report(number)
      try Task.checkCancellation()
      seen.append((path, try SeenPhoto(path)))
    }
    let texts = Set(seen.flatMap { $0.photo.codes.compactMap(\.text) })
    let judge = try SeenCodeJudge(texts, site: site, old: old)
    let photos = seen.map { path, photo in
      AuditedPhoto(
        path: path, width: photo.width, height: photo.height,
        codes: photo.codes.enumerated().map { index, code in
          AuditedCode(
            number: index + 1, verdict: judge.verdict(on: code), corners: code.corners,
            papers: code.text.map(judge.papers) ?? [])
        }, refusal: photo.refusal)
    }
    return Result(photos: photos, unseen: unseen(in: seen.flatMap(\.photo.codes)))
  }

  private func unseen(in codes: [SeenCode]) -> [UnseenPapers] {
    let counts = codes.compactMap(\.text).reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    let papers = Dictionary(grouping: site.catalogue.paper.presentPapers, by: \.text)
    return papers.values.compactMap { papers in
      let seen = counts[papers[0].text] ?? 0
      return seen < papers.count
        ? UnseenPapers(papers: papers.sorted { $0.id < $1.id }, seenCount: seen) : nil
    }.sorted { $0.papers[0].id < $1.papers[0].id }
  }
}

/// The codes of one photo, or why they are not known.
private struct SeenPhoto {
  var width = 0
  var height = 0
  var codes: [SeenCode] = []
  var refusal: PhotoRefusal?

  /// - Throws: `ReadingError`.
  init(_ path: String) throws {
    do {
      let pixels = try PhotoFile(path).pixels(channels: 1)
      guard let codes = SeenCode.all(in: pixels) else {
        throw PhotoRefusal.damaged(words: "out of memory")
      }
      (width, height, self.codes) = (pixels.width, pixels.height, codes)
    } catch let refusal as PhotoRefusal {
      self.refusal = refusal
    }
  }
}
