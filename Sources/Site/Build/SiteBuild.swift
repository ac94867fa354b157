public import Catalog
public import GatePay
internal import Pages
public import Support

/// A plan, parallel rendering, and an output folder that is right or untouched. Knows no HTML.

/// A site that was checked as a whole and can be built.
public struct Site: Sendable {
  /// The links and settings.
  public let catalogue: Catalogue
  /// What the check had to say that does not keep the site from being built.
  let warnings: [Finding]
  /// What the check read.
  let trace: InputTrace
  private let renderer: PageRenderer

  /// Checks everything that a build needs: config, spreadsheets, links and templates.
  ///
  /// - Parameters:
  ///   - path: the config.
  ///   - environment: the values of `${…}`.
  ///   - gateway: takes the place of the config's own gateway.
  ///   - sink: takes all findings.
  ///   - completing: gives a checked catalogue what is known besides the config, such as its orders,
  ///     and reports to the sink what is missing.
  /// - Returns: nil when there are errors.
  /// - Throws: `ReadingError` when the config itself cannot be read.
  public static func check(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink,
    completing: (Catalogue) throws(ReadingError) -> Catalogue = { $0 }
  ) throws(ReadingError) -> Site? {
    let trace = InputTrace()
    let checked: Result<Site?, ReadingError> = InputTrace.$current.withValue(trace) {
      do throws(ReadingError) {
        // The config alone does not tell a later build what this one reads.
        if gateway != nil { trace.noteIncomplete() }
        let loaded = try LoadedConfig.load(
          path, environment: environment, gateway: gateway, into: sink)
        guard let loaded else { return .success(nil) }
        let links = loaded.checkLinks()
        // Mistakes in templates and print jobs are reported together with those in the config.
        let renderer = PageRenderer(
          loaded.outline, linkCount: links.catalogue?.linkCount ?? 0, into: sink)
        guard let checked = links.catalogue else {
          PrintPages.check(loaded.outline, links.makeReader(), into: sink)
          return .success(nil)
        }
        let catalogue = try completing(checked)
        PrintPages.check(catalogue.outline, catalogue.makeReader(), into: sink)
        guard let renderer, sink.errorCount == 0 else { return .success(nil) }
        return .success(
          Site(
            catalogue: catalogue, warnings: sink.inFileOrder, trace: trace, renderer: renderer))
      } catch {
        return .failure(error)
      }
    }
    return try checked.get()
  }

  /// What a build did.
  public struct Summary: Hashable, Sendable {
    /// Links of the site, or of its share.
    public var linkCount = 0
    /// Files that are new or changed.
    public var writtenCount = 0
    /// Files that were right already.
    public var unchangedCount = 0
    /// Files of earlier builds that are gone.
    public var removedCount = 0
  }

  /// What a build tells while it runs.
  public enum Event: Sendable {
    /// This many links are done.
    case progress(linkCount: Int)
    /// Another build holds the folder; its process id where it is known.
    case waiting(holder: String?)
  }

  /// Which part of a site is built, and from what.
  public enum Scope: Sendable {
    /// All of it.
    case whole
    /// The files of one share's links; no lists.
    case shard(Shard)
    /// All of it, with the files that builds of its shares left in these folders.
    case merge([String])
  }

  /// Writes the site to a folder: all of it, or nothing.
  ///
  /// - Parameters:
  ///   - path: the output folder.
  ///   - scope: which part of the site.
  ///   - jobs: how many links are worked on at the same time, 1 or more. The result does not depend
  ///     on it.
  ///   - lookout: what was found of the folder's files ahead of the build.
  ///   - report: told of events, in order.
  /// - Throws: `OutputRefusal`, `ShardRefusal`, `WritingError`, `ReadingError`, `CatalogueChanged`, and
  ///   `QRImageError` when a picture cannot be made; the folder is then as it was.
  ///   `InterruptedPublication` when it is not.
  public func build(
    into path: String, scope: Scope = .whole, jobs: Int, lookout: Lookout? = nil,
    report: (Event) -> Void
  ) async throws -> Summary {
    var hasWaited = false
    let folder = try OutputFolder(path) {
      hasWaited = true
      report(.waiting(holder: $0))
    }
    do {
      // What was seen before a wait may be different now.
      let pipeline = try LinkPipeline(
        catalogue: catalogue, renderer: renderer, folder: folder, scope: scope,
        lookout: hasWaited ? nil : lookout)
      try await pipeline.run(jobs: jobs) { report(.progress(linkCount: $0)) }
      try BuildNote.remove(folder.state)
      let summary = try pipeline.publish()
      if case .whole = scope {
        // Without the note the next build looks closer; this one is complete.
        try? BuildNote(of: self, summary: summary)?.write(folder.state)
      }
      return summary
    } catch {
      folder.abandon()
      throw error
    }
  }
}
