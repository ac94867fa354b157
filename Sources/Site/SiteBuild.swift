public import Catalog
internal import Pages
internal import QRImage

/// A plan, parallel rendering, and an output folder that is right or untouched. Knows no HTML.

/// A site that was checked as a whole and can be built.
public struct Site: Sendable {
  /// The links and settings.
  public let catalogue: Catalogue
  private let renderer: PageRenderer

  /// Checks everything that a build needs: config, spreadsheets, links and templates.
  ///
  /// - Parameters:
  ///   - path: the config.
  ///   - environment: the values of `${…}`.
  ///   - sink: takes all findings.
  /// - Returns: nil when there are errors.
  /// - Throws: `ReadingError` when the config itself cannot be read.
  public static func check(
    _ path: String, environment: [String: String], into sink: FindingSink
  ) throws(ReadingError) -> Site? {
    let loaded = try Catalogue.load(path, environment: environment, into: sink)
    // Mistakes in templates are reported together with those in the config.
    let renderer = loaded.outline.flatMap { PageRenderer($0, into: sink) }
    guard let catalogue = loaded.catalogue, let renderer else { return nil }
    return Site(catalogue: catalogue, renderer: renderer)
  }

  /// What a build did.
  public struct Summary: Hashable, Sendable {
    /// Links of the site.
    public var linkCount: Int
    /// Files that are new or changed.
    public var writtenCount: Int
    /// Files that were right already.
    public var unchangedCount: Int
    /// Files of earlier builds that are gone.
    public var removedCount: Int
  }

  /// What a build tells while it runs.
  public enum Event: Sendable {
    /// This many links are done.
    case progress(linkCount: Int)
    /// Another build holds the folder; its process id where it is known.
    case waiting(holder: String?)
  }

  /// Writes the site to a folder: all of it, or nothing.
  ///
  /// - Parameters:
  ///   - path: the output folder.
  ///   - jobs: how many links are worked on at the same time, 1 or more. The result does not depend
  ///     on it.
  ///   - report: told of events, in order.
  /// - Throws: `OutputRefusal`, `WritingError`, `ReadingError`, `CatalogueChanged`, and
  ///   `QRImageError` when a picture cannot be made; the folder is then as it was.
  ///   `InterruptedPublication` when it is not.
  public func build(
    into path: String, jobs: Int, report: (Event) -> Void
  ) async throws -> Summary {
    let folder = try OutputFolder(path) { report(.waiting(holder: $0)) }
    do {
      try await stageAll(in: folder, jobs: jobs, report: report)
      let outcome = try folder.publish()
      return Summary(
        linkCount: catalogue.linkCount, writtenCount: outcome.writtenCount,
        unchangedCount: outcome.unchangedCount, removedCount: outcome.removedCount)
    } catch {
      folder.abandon()
      throw error
    }
  }

  /// How many links are worked on in one go.
  private static let batchSize = 64

  private func stageAll(
    in folder: OutputFolder, jobs: Int, report: (Event) -> Void
  ) async throws {
    var lists = try SiteLists(
      folder: folder, renderer: renderer, merchantKeys: catalogue.merchantKeys)
    let reader = catalogue.makeReader()
    let renderer = LinkRenderer(renderer: renderer, settings: catalogue.outline.site.qr)
    try await withThrowingTaskGroup(of: (Int, [Link]).self) { group in
      var waiting: [Int: [Link]] = [:]
      var nextToList = 0
      var startedCount = 0
      var isAtEnd = false
      while true {
        while !isAtEnd, startedCount - nextToList < jobs * 2 {
          let batch = try Self.takeBatch(from: reader)
          isAtEnd = batch.count < Self.batchSize
          let number = startedCount
          startedCount += 1
          group.addTask {
            let writer = try PNGWriter()
            for link in batch { try renderer.stage(link, in: folder, writer) }
            return (number, batch)
          }
        }
        guard let (number, batch) = try await group.next() else { break }
        waiting[number] = batch
        while let links = waiting.removeValue(forKey: nextToList) {
          for link in links { try lists.add(link) }
          nextToList += 1
          report(.progress(linkCount: lists.linkCount))
        }
      }
    }
    try lists.finish()
  }

  private static func takeBatch(from reader: LinkReader) throws -> [Link] {
    var batch: [Link] = []
    batch.reserveCapacity(batchSize)
    while batch.count < batchSize, let link = try reader.next() { batch.append(link) }
    return batch
  }
}

/// Makes the files of one link.
private struct LinkRenderer: Sendable {
  let renderer: PageRenderer
  let settings: QRSettings

  func stage(_ link: Link, in folder: OutputFolder, _ writer: PNGWriter) throws {
    let symbol = try QRSymbol(link.url, level: settings.level)
    try folder.stage(OutputLayout.png(link.id), writer.png(symbol, settings.png))
    if settings.writesSVG {
      let width = settings.png.printedWidthInMillimetres(of: symbol.size)
      let svg = symbol.svg(widthInMillimetres: width)
      try folder.stage(OutputLayout.svg(link.id), Array(svg.utf8))
    }
    try folder.stage(OutputLayout.page(link.id), renderer.page(link))
  }
}
