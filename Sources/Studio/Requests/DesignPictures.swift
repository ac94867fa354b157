internal import Catalog
internal import Site
internal import Support
internal import Synchronization

/// Pictures of print jobs in each design, drawn from a link of the shop as they would be printed.
final class DesignPictures: Sendable {
  private struct Known: Sendable {
    var number = -1
    var pictures: [String: [UInt8]] = [:]
  }

  private let known = Mutex(Known())

  /// How many pieces a sheet of labels has at most.
  private static let pieceCount = 65

  /// A picture as an SVG file; nil if there is none, as where a design has no room for the link.
  ///
  /// - Parameter name: the name of the design, and `.svg`.
  func picture(
    _ name: String, of kind: String, _ state: StudioState, _ settings: Workshop.Settings
  ) throws(CatalogueChanged) -> [UInt8]? {
    guard name.hasSuffix(".svg"), let design = PrintJob.Design(rawValue: String(name.dropLast(4))),
      let kind = PrintJob.Kind(rawValue: kind), EditAction.NewJob.kinds.contains(kind),
      let site = state.built?.site
    else { return nil }
    let key = "\(kind) \(design)"
    let picture = known.withLock { known in
      if known.number != state.siteNumber { known = Known(number: state.siteNumber) }
      return known.pictures[key]
    }
    if let picture { return picture }
    guard let link = try state.firstLink(where: { !$0.expires }) else { return nil }
    let job = Self.job(kind, design, of: link, in: site.catalogue.outline.site.language)
    guard let picture = try? site.picture(of: job, environment: settings.environment)
    else { return nil }
    known.withLock { if $0.number == state.siteNumber { $0.pictures[key] = picture } }
    return picture
  }

  private static func job(
    _ kind: PrintJob.Kind, _ design: PrintJob.Design, of link: Link, in language: Language
  ) -> PrintJob {
    var job = PrintJob(
      reprinting: [link.id: kind == .labels ? pieceCount : 1], on: kind, language: language)
    job.design = design
    if kind == .labels {
      job.stock = EditPage.stocks.first
    } else {
      job.paper = PaperSize.named.first { $0.name == "A5" }
    }
    return job
  }
}
