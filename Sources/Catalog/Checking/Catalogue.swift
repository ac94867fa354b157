public import Paper
package import Support

/// Reads a shop's config and spreadsheets: a checked catalogue of links, or findings with their positions.
/// The only file that it writes is the file of paper.

/// A checked catalogue: the site's settings and its links, made again on every pass, so that memory
/// does not grow with their number.
public struct Catalogue: Sendable {
  /// The path of the config.
  public let path: String
  /// The site's settings.
  public private(set) var outline: SiteOutline
  /// The keys of the merchants, in the order of the config.
  public let merchantKeys: [String]
  /// How many links each merchant has, in the order of the config.
  public let linkCounts: [Int]
  /// How many of the links came from `each` or `rows`.
  public let batchLinkCount: Int
  /// How many links there are.
  public var linkCount: Int { linkCounts.reduce(0, +) }

  private var config: Config
  private let digests: [Digest64]
  /// All links that the check made; nil if they are too many to keep.
  private var kept: [LinkStep]?

  /// How many links forward: their codes hold short addresses.
  public let forwardingCount: Int
  /// The slugs that a build would put into the file of paper.
  public let newSlugs: [NewSlug]
  /// What was published and printed before, by the file beside the config.
  public var paper: PaperLedger { config.paper }

  init(
    _ loaded: LoadedConfig, _ config: Config, _ checker: LinkChecker, newSlugs: [NewSlug],
    digests: [Digest64], kept: [LinkStep]?
  ) {
    path = loaded.path
    outline = loaded.outline
    self.config = config
    forwardingCount = checker.slugRequests.count
    self.newSlugs = newSlugs
    merchantKeys = outline.merchantKeys
    linkCounts = checker.linkCounts
    batchLinkCount = checker.batchLinkCount
    self.digests = digests
    self.kept = kept
  }

  /// Whether some of the links are orders.
  public var hasOrders: Bool { config.links.contains { $0.order != nil } }

  /// The links that are orders, in the order of the config.
  public func orders() throws(CatalogueChanged) -> [OrderLink] {
    let sink = FindingSink()
    let links = LinkStream(config: config, sink: sink, includes: { $0.order != nil })
    var orders: [OrderLink] = []
    while let step = links.nextStep() {
      guard case .row(let outcome, let spec) = step, let resolved = outcome.resolved,
        let terms = resolved.link.address.order
      else { continue }
      orders.append(
        OrderLink(
          id: resolved.link.id, merchant: resolved.link.merchant, terms: terms,
          position: resolved.position, keyPath: spec.keyPath))
    }
    guard sink.errorCount == 0 else { throw CatalogueChanged() }
    return orders
  }

  /// The same catalogue with the orders that the gateway created, by the ids of the links.
  public func placing(_ orders: [String: PlacedOrder]) -> Catalogue {
    var catalogue = self
    catalogue.config.placedOrders = orders
    // The kept links lack these orders.
    catalogue.kept = nil
    return catalogue
  }

  /// The same catalogue with one more print job, instead of one of that name.
  public func printing(_ job: PrintJob) -> Catalogue {
    var catalogue = self
    catalogue.outline.prints.removeAll { $0.name == job.name }
    catalogue.outline.prints.append(job)
    return catalogue
  }

  /// The same catalogue, whose marked prints bring no stamps.
  package func withoutStampsOfMarks() -> Catalogue {
    var catalogue = self
    catalogue.outline.marksBringStamps = false
    return catalogue
  }

  /// The same catalogue with one print job and no other.
  package func printing(only job: PrintJob) -> Catalogue {
    var catalogue = self
    catalogue.outline.prints = [job]
    return catalogue
  }

  /// The spreadsheets of a path, as entries name them: a workbook for each of its sheets that makes links.
  package func spreadsheets(at path: String) -> [SourceSpreadsheet] {
    config.links.compactMap(\.rows).filter { config.project.path(of: $0.name) == path }
      .map { SourceSpreadsheet($0, path: path) }
  }

  /// The spreadsheet that made a link; nil if none did.
  package func spreadsheet(of link: Link) -> SourceSpreadsheet? {
    guard let path = link.source?.file else { return nil }
    let known = spreadsheets(at: path)
    if known.count < 2 { return known.first }
    // Which sheet of a workbook it is, its entry tells.
    return spec(of: link.id)?.rows.map { SourceSpreadsheet($0, path: path) }
  }

  /// The place of the entry that makes a link; nil if none does.
  package func entry(of id: String) -> Position? { spec(of: id)?.position }

  private func spec(of id: String) -> LinkSpec? {
    let links = LinkStream(config: config, sink: FindingSink())
    while let step = links.nextStep() {
      if case .row(let outcome, let spec) = step, outcome.resolved?.link.id == id { return spec }
    }
    return nil
  }

  /// Who can be paid, where and for what.
  public var accounts: Accounts { Accounts(config) }

  /// A reader of all links, in the order of the config and its spreadsheets.
  public func makeReader() -> LinkReader {
    LinkReader(config: config, digests: digests, kept: kept)
  }
}
