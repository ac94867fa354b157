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
    guard var job = try Self.job(subject, state, site.catalogue.outline) else { return nil }
    job.design = design
    guard let picture = try? site.picture(of: job, environment: settings.environment)
    else { return nil }
    known.pictures[key] = picture
    return picture
  }

  private static func job(
    _ subject: Subject, _ state: StudioState, _ outline: SiteOutline
  ) throws(CatalogueChanged) -> PrintJob? {
    let kind: PrintJob.Kind
    switch subject {
    case .job(let name): return outline.prints.first { $0.name == name }
    case .new(let new): kind = new
    }
    guard EditAction.NewJob.kinds.contains(kind),
      let link = try state.firstLink(where: { !$0.expires })
    else { return nil }
    var job = PrintJob(
      reprinting: [link.id: kind == .labels ? pieceCount : 1], on: kind,
      language: outline.site.language)
    if kind == .labels {
      job.stock = EditPage.stocks.first
    } else {
      job.paper = PaperSize.named.first { $0.name == "A5" }
    }
    return job
  }
}
