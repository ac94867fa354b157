internal import Support

/// Iterates over the links of a config.
final class LinkStream {
  enum Step {
    /// A row was read.
    case row(LinkResolver.Outcome, LinkSpec)
    /// All links of an entry were read.
    case endOfEntry(LinkSpec)
  }

  /// The digests of the spreadsheets that were read completely.
  private(set) var digests: [Digest64] = []

  /// Whether an unknown number of links is missing: an entry or a row could not be read.
  private(set) var lacksLinks: Bool

  private let config: Config
  private let includes: (LinkSpec) -> Bool
  private let sink: FindingSink
  private let reporter: LinkReporter
  private var nextSpec = 0
  private var rowCount = 0

  /// The most links of a site, so that a typing mistake cannot fill the memory.
  static let maximumRowCount = 2_000_000

  private let maximumRowCount: Int
  private var current: (source: FieldSource, resolver: LinkResolver)?

  /// Opens the links of a config; `includes` chooses the entries.
  init(
    config: Config, sink: FindingSink, maximumRowCount: Int = LinkStream.maximumRowCount,
    includes: @escaping (LinkSpec) -> Bool = { _ in true }
  ) {
    lacksLinks = config.links.count < config.entryCount
    self.includes = includes
    self.config = config
    self.sink = sink
    self.maximumRowCount = maximumRowCount
    reporter = LinkReporter(sink: sink)
    checkDefaults()
  }

  /// Checks the fixed values in each block of defaults, used or not.
  private func checkDefaults() {
    let blocks = [(config.defaults, nil)] + config.merchants.map { ($0.defaults, $0) }
    for (fields, merchant) in blocks {
      AccountResolver.check(fields, of: merchant, config: config, reporter: reporter)
      _ = LinkVariant(
        [fields.withoutPatternsOfFields], config: config, fieldNames: FieldNames(),
        reporter: reporter)
    }
  }

  /// The names of the fields in the prices of an entry.
  private func priceFields(of spec: LinkSpec) -> Set<String> {
    let levels = [spec.fields, config.defaults] + config.merchants.map(\.defaults)
    return Set(levels.flatMap { $0.price?.fieldNames ?? [] })
  }

  /// The next row or end of an entry; errors of a row go to the sink.
  func nextStep() -> Step? {
    while true {
      if let current {
        let spec = config.links[nextSpec - 1]
        if let fields = current.source.next() {
          rowCount += 1
          if rowCount <= maximumRowCount { return .row(current.resolver.resolve(fields), spec) }
          let problem = Problem.tooManyLinksInAll(maximumRowCount)
          sink.report(Finding(.error, at: spec.position, keyPath: spec.keyPath, problem))
          nextSpec = config.links.count
          lacksLinks = true
        }
        if current.source.hasLostRows { lacksLinks = true }
        if let digest = current.source.digest { digests.append(digest) }
        self.current = nil
        return .endOfEntry(spec)
      }
      guard nextSpec < config.links.count else { return nil }
      let spec = config.links[nextSpec]
      nextSpec += 1
      guard includes(spec) else { continue }
      guard
        let source = FieldSource(
          spec, project: config.project, prices: priceFields(of: spec), sink: sink)
      else {
        lacksLinks = true
        continue
      }
      let resolver = LinkResolver(
        spec, config: config, fieldNames: source.names, reporter: reporter)
      current = (source, resolver)
    }
  }
}

extension Problem {
  static func tooManyLinksInAll(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "the site has more than \(grouped(limit)) links", "站点超过 \(grouped(limit)) 个链接"),
      hint: Sentence("divide it into several configs", "请拆分成几份配置"))
  }
}
