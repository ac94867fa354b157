public import GatePay
internal import Paper
public import Support

/// A config that was read and decoded, with or without errors; every command reads it once and
/// takes the part that it needs: outline, accounts or links.
public struct LoadedConfig {
  /// The path of the config.
  public let path: String
  /// The config without its links and products.
  public let outline: SiteOutline
  /// The errors of the YAML itself, such as a repeated key.
  public let yamlErrors: [Finding]
  let config: Config
  private let hasErrors: Bool
  private let sink: FindingSink

  /// The most links that are kept from the check, some 10 MB.
  private static let keptLinkCount = 16_384

  /// Reads a config, but no spreadsheet; nil if it is unusable.
  ///
  /// Spreadsheet paths are relative to its folder; `environment` holds the values of `${…}`.
  /// `gateway` replaces the config's own; `sink` receives all findings, also those of the links
  /// later.
  public static func load(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink
  ) throws(ReadingError) -> LoadedConfig? {
    let bytes = try InputFile.bytes(
      of: path, from: .stream, limit: YAMLReader.maximumByteCount)
    let (errorCount, findingCount) = (sink.errorCount, sink.findings.count)
    guard
      let node = YAMLReader.read(bytes, file: path, keys: ConfigDecoder.keys, into: sink)
    else { return nil }
    let yamlErrors = sink.findings.dropFirst(findingCount).filter { $0.severity == .error }
    guard
      var config = ConfigDecoder.decode(node, file: path, environment: environment, into: sink)
    else { return nil }
    config.take(PaperFile.ledger(besideConfig: path, into: sink))
    config.ownGateway = config.gateway
    if let gateway { config.gateway = gateway }
    return LoadedConfig(
      path: path, outline: SiteOutline(config),
      yamlErrors: yamlErrors, config: config,
      hasErrors: sink.errorCount > errorCount, sink: sink)
  }

  /// Who can be paid, where and for what; nil when the config has errors.
  public var accounts: Accounts? { hasErrors ? nil : Accounts(config) }

  /// Reads the spreadsheets and checks every link.
  public func checkLinks() -> CheckedLinks {
    let links = LinkStream(config: config, sink: sink)
    var checker = LinkChecker(
      merchantCount: config.merchants.count, site: config.site, sink: sink)
    var kept: [LinkStep]? = []
    while let step = links.nextStep() {
      switch step {
      case .row(let outcome, let spec):
        checker.examine(outcome, keyPath: spec.keyPath)
        kept?.append(LinkStep(outcome))
        if let count = kept?.count, count > Self.keptLinkCount { kept = nil }
      case .endOfEntry(let spec): checker.finish(spec)
      }
    }
    if links.lacksLinks { kept?.append(.unmade(id: nil)) }
    var repetitions = checker.repetitions
    if !repetitions.isEmpty {
      let again = LinkStream(config: config, sink: FindingSink())
      while let step = again.nextStep() {
        if case .row(let outcome, _) = step { repetitions.look(at: outcome) }
      }
      repetitions.report(to: sink)
    }
    var config = config
    let slugs = SlugAssigner(config.paper, linkCount: checker.linkCounts.reduce(0, +))
      .assign(checker.slugRequests, into: sink)
    if slugs.isChanged {
      config.slugs = slugs.slugs
      kept = kept?.map {
        $0.taking(
          slugs.slugs, baseURL: config.site.baseURL, level: config.site.qr.level)
      }
    }
    if !checker.slugRequests.isEmpty { reportRisks(checker.slugRequests.count) }
    let catalogue =
      sink.errorCount == 0
      ? Catalogue(
        self, config, checker, newSlugs: slugs.new, digests: links.digests, kept: kept) : nil
    return CheckedLinks(
      catalogue: catalogue, config: config, digests: links.digests, kept: kept)
  }
}

extension LoadedConfig {
  /// Says what short addresses depend on.
  private func reportRisks(_ linkCount: Int) {
    guard let base = config.site.baseURL, let position = config.baseURLPosition else { return }
    func report(_ severity: Finding.Severity, _ problem: Problem) {
      sink.report(Finding(severity, at: position, keyPath: "site.base_url", problem))
    }
    let host = base.split(separator: "/").dropFirst().first.map(String.init) ?? base
    let isWhole = Gateway.originAndPath(of: base).path == "/"
    switch SiteHost(host, isWhole: isWhole, gateway: config.ownGateway) {
    // No domain of the shop's that could lapse, and nothing that its customers could open.
    case .local: return report(.warning, .localSite(host))
    case .gateway: return report(.warning, .gatewayAsSite(host))
    case .ownGateway: report(.warning, .ownGatewayAsSite(host))
    // A sample says already that it is one.
    case .placeholder where !config.hasSampleAppkey: report(.warning, .placeholderSite(host))
    case .placeholder, .usable: break
    }
    if !base.hasPrefix("https:") { report(.warning, .insecureShortAddress(base)) }
    report(.note, .lapsedDomain(host, linkCount: linkCount))
  }
}

/// The links of a config after the check.
public struct CheckedLinks {
  /// The links and settings; nil when there are errors.
  public let catalogue: Catalogue?
  let config: Config
  let digests: [Digest64]
  let kept: [LinkStep]?

  /// A reader of all links that can be made.
  public func makeReader() -> LinkReader {
    LinkReader(config: config, digests: digests, kept: kept)
  }
}
