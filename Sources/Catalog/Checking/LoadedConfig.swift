public import GatePay
public import Support

/// A config that was read and decoded, with or without errors.
///
/// Every command reads the config once, through this type, and takes from it what it needs: the
/// outline, the accounts, or the links.
public struct LoadedConfig {
  /// The path of the config.
  public let path: String
  /// What the config says besides its links and products.
  public let outline: SiteOutline
  /// Whether the YAML itself has errors, such as a repeated key.
  public let hasYAMLErrors: Bool
  let config: Config
  private let hasErrors: Bool
  private let sink: FindingSink

  /// The most links that are kept from the check, some 10 MB of them.
  private static let keptLinkCount = 16_384

  /// Reads a config; opens no spreadsheet.
  ///
  /// - Parameters:
  ///   - path: the config; spreadsheets are found beside it.
  ///   - environment: the values of `${…}`.
  ///   - gateway: takes the place of the config's own gateway.
  ///   - sink: takes all findings, also those of the links later.
  /// - Returns: nil when nothing in the file can be used; then the sink says why.
  /// - Throws: `ReadingError` when the file cannot be read.
  public static func load(
    _ path: String, environment: [String: String], gateway: Gateway? = nil,
    into sink: FindingSink
  ) throws(ReadingError) -> LoadedConfig? {
    let bytes = try InputFile.bytes(of: path, limit: YAMLReader.maximumByteCount)
    let errorCount = sink.errorCount
    guard let node = YAMLReader.read(bytes, file: path, into: sink) else { return nil }
    let hasYAMLErrors = sink.errorCount > errorCount
    guard
      var config = ConfigDecoder.decode(node, file: path, environment: environment, into: sink)
    else { return nil }
    if let gateway { config.gateway = gateway }
    return LoadedConfig(
      path: path, outline: SiteOutline(config), hasYAMLErrors: hasYAMLErrors, config: config,
      hasErrors: sink.errorCount > errorCount, sink: sink)
  }

  /// Who can be paid, where and for what; nil when the config has errors.
  public var accounts: Accounts? { hasErrors ? nil : Accounts(config) }

  /// Reads the spreadsheets and checks every link.
  public func checkLinks() -> CheckedLinks {
    let links = LinkStream(config: config, sink: sink)
    var checker = LinkChecker(merchantCount: config.merchants.count, sink: sink)
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
    let catalogue =
      sink.errorCount == 0 ? Catalogue(self, checker, digests: links.digests, kept: kept) : nil
    return CheckedLinks(
      catalogue: catalogue, config: config, digests: links.digests, kept: kept)
  }
}

/// The links of a config after the check.
public struct CheckedLinks {
  /// The links and settings, when nothing is wrong.
  public let catalogue: Catalogue?
  let config: Config
  let digests: [Digest64]
  let kept: [LinkStep]?

  /// A reader that goes through all links, as far as they can be made.
  public func makeReader() -> LinkReader {
    LinkReader(config: config, digests: digests, kept: kept)
  }
}
