internal import Catalog
internal import Site
internal import Support

/// Pictures of print jobs in each design, as they would be printed; one is drawn at a time.
actor DesignPictures {
  /// What is drawn.
  enum Subject: Hashable, Sendable {
    /// A job that the form for a new one would make, with a link of the shop.
    case new(PrintJob.Kind)
    /// The first sheet of a job of the config.
    case job(String)
  }

  private struct Key: Hashable, Sendable {
    var subject: Subject
    var design: PrintJob.Design
  }

  /// The pictures of the site of a number.
  private var known: (number: Int, pictures: [Key: [UInt8]]) = (-1, [:])

  /// How many links are tried, because the words of the first may have no room in a design.
  private static let triedLinkCount = 12

  /// How many pieces a sheet of labels has at most.
  private static let pieceCount = 65

  /// A picture as an SVG file; nil if there is none, as where a design has no room for the words.
  ///
  /// - Parameter name: the name of the design, and `.svg`.
  func picture(
    _ name: String, of subject: Subject, _ state: StudioState, _ settings: Workshop.Settings
  ) throws(CatalogueChanged) -> [UInt8]? {
    guard name.hasSuffix(".svg"), let design = PrintJob.Design(rawValue: String(name.dropLast(4))),
      let site = state.built?.site
    else { return nil }
    let key = Key(subject: subject, design: design)
    if known.number != state.siteNumber { known = (state.siteNumber, [:]) }
    if let picture = known.pictures[key] { return picture }
    for var job in try Self.jobs(subject, state, site.catalogue.outline) {
      job.design = design
      guard let picture = try? site.picture(of: job, environment: settings.environment) else {
        continue
      }
      known.pictures[key] = picture
      return picture
    }
    return nil
  }

  /// The jobs of which one is drawn: the first that has room for its words.
  private static func jobs(
    _ subject: Subject, _ state: StudioState, _ outline: SiteOutline
  ) throws(CatalogueChanged) -> [PrintJob] {
    let kind: PrintJob.Kind
    switch subject {
    case .job(let name): return outline.prints.filter { $0.name == name }
    case .new(let new): kind = new
    }
    guard EditAction.NewJob.kinds.contains(kind) else { return [] }
    var ids: [String] = []
    _ = try state.firstLink { link in
      if !link.expires { ids.append(link.id) }
      return ids.count == triedLinkCount
    }
    return ids.map { job(of: $0, on: kind, outline) }
  }

  private static func job(
    of id: String, on kind: PrintJob.Kind, _ outline: SiteOutline
  ) -> PrintJob {
    var job = PrintJob(
      reprinting: [id: kind == .labels ? pieceCount : 1], on: kind,
      language: outline.site.language)
    if kind == .labels {
      job.stock = EditPage.stocks.first
    } else {
      job.paper = PaperSize.named.first { $0.name == "A5" }
    }
    return job
  }
}
