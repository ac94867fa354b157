public import GatePay
public import Support

/// What pages need to know of a config, whether its links are right or not.
public struct SiteOutline: Sendable {
  /// What the config says of the site as a whole.
  public let site: SiteSettings
  /// The gateway of every link.
  public let gateway: Gateway
  /// The names of the merchants that payers see, in the order of the config.
  public let merchantNames: [String]
  /// The looks that the config names or that are built in, by name.
  public let skins: [String: Skin]
  /// The folder that holds the config, ending in a slash; empty for the working directory.
  public let folder: String
  /// For each merchant, whether its key is only printed in documentation, so that nobody is paid.
  public let areSamples: [Bool]
  /// The keys of the merchants, in the order of the config.
  public let merchantKeys: [String]
  /// What is printed.
  public let prints: [PrintJob]
  /// The sheets of labels and cards that the config describes, by name.
  public let stocks: [String: Stock]

  init(_ config: Config) {
    site = config.site
    gateway = config.gateway
    merchantNames = config.merchants.map(\.name)
    skins = config.skins.compactMapValues { $0 }
    folder = config.folder
    areSamples = config.merchants.map { $0.appkey?.isSample == true }
    merchantKeys = config.merchants.map(\.key)
    prints = config.prints
    stocks = config.stocks
  }
}

/// A checked catalogue: the site's settings and a way to go through its links as often as needed.
///
/// Links are made anew on every pass, so memory does not grow with their number.
public struct Catalogue: Sendable {
  /// The path of the config.
  public let path: String
  /// The site's settings.
  public let outline: SiteOutline
  /// The keys of the merchants in the config, in its order.
  public let merchantKeys: [String]
  /// How many links each merchant has, in the order of the config.
  public let linkCounts: [Int]
  /// How many of the links came from `each` or `rows`.
  public let batchLinkCount: Int
  /// How many links there are.
  public var linkCount: Int { linkCounts.reduce(0, +) }

  private var config: Config
  private let digests: [Digest64]
  /// All links, where they are few.
  private var links: [Link]?

  /// The most links that are kept from the check, some 10 MB of them.
  private static let keptLinkCount = 16_384

  /// Reads and checks a config, its spreadsheets and every link.
  ///
  /// - Parameters:
  ///   - path: the config; spreadsheets are found beside it.
  ///   - environment: the values of `${…}`.
  ///   - gateway: takes the place of the config's own gateway.
  ///   - sink: takes all findings, errors and warnings.
  /// - Returns: the outline, nil when the config could not be read that far, and the catalogue, nil
  ///   when there are errors.
  /// - Throws: `ReadingError` when the config itself cannot be read.
  public static func load(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink
  ) throws(ReadingError) -> (outline: SiteOutline?, catalogue: Catalogue?) {
    let bytes = try InputFile.bytes(of: path, limit: YAMLReader.maximumByteCount)
    guard let node = YAMLReader.read(bytes, file: path, into: sink),
      var config = ConfigDecoder.decode(node, file: path, environment: environment, into: sink)
    else { return (nil, nil) }
    if let gateway { config.gateway = gateway }
    let links = LinkStream(config: config, sink: sink)
    var checker = LinkChecker(merchantCount: config.merchants.count, sink: sink)
    var kept: [Link]? = []
    while let step = links.nextStep() {
      switch step {
      case .row(let outcome, let spec):
        checker.examine(outcome, keyPath: spec.keyPath)
        if let link = outcome.resolved?.link { kept?.append(link) }
        if let count = kept?.count, count > keptLinkCount { kept = nil }
      case .endOfEntry(let spec): checker.finish(spec)
      }
    }
    var repetitions = checker.repetitions
    if !repetitions.isEmpty {
      let again = LinkStream(config: config, sink: FindingSink())
      while let step = again.nextStep() {
        if case .row(let outcome, _) = step { repetitions.look(at: outcome) }
      }
      repetitions.report(to: sink)
    }
    let outline = SiteOutline(config)
    guard sink.errorCount == 0 else { return (outline, nil) }
    let catalogue = Catalogue(
      path: path,
      outline: outline, merchantKeys: config.merchants.map(\.key),
      linkCounts: checker.linkCounts, batchLinkCount: checker.batchLinkCount, config: config,
      digests: links.digests, links: kept)
    return (outline, catalogue)
  }

  /// Whether some of the links are orders.
  public var hasOrders: Bool { config.links.contains { $0.order != nil } }

  /// The links that are orders, in the order of the config.
  ///
  /// - Throws: `CatalogueChanged` when a spreadsheet is no longer what was checked.
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

  /// The same catalogue, its orders with what the gateway created for them, by the ids of the links.
  public func placing(_ orders: [String: PlacedOrder]) -> Catalogue {
    var catalogue = self
    catalogue.config.placedOrders = orders
    // Links that were kept do not know their orders.
    catalogue.links = nil
    return catalogue
  }

  /// Who can be paid, where and for what.
  public var accounts: Accounts { Accounts(config) }

  /// A reader that goes through all links, in the order of the config and its spreadsheets.
  public func makeReader() -> LinkReader {
    LinkReader(config: config, digests: digests, kept: links)
  }
}
