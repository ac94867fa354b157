internal import Support

/// Goes through the links of a config.
final class LinkStream {
  enum Step {
    /// A row was read.
    case row(LinkResolver.Outcome, LinkSpec)
    /// All links of an entry were read.
    case endOfEntry(LinkSpec)
  }

  /// The digests of the spreadsheets that were read to their end.
  private(set) var digests: [Digest64] = []

  /// Whether some links are missing that cannot be counted: an entry or a row could not be read.
  private(set) var lacksLinks: Bool

  private let config: Config
  private let sink: FindingSink
  private let reporter: LinkReporter
  private var nextSpec = 0
  private var rowCount = 0

  /// The most links of a site, so that a slip of the pen cannot fill the memory.
  static let maximumRowCount = 2_000_000

  private let maximumRowCount: Int
  /// The entry that is being read.
  private var current: (source: FieldSource, resolver: LinkResolver)?

  /// - Parameter includes: which entries to read.
  init(
    config: Config, sink: FindingSink, maximumRowCount: Int = LinkStream.maximumRowCount,
    includes: (LinkSpec) -> Bool = { _ in true }
  ) {
    var config = config
    lacksLinks = config.links.count < config.entryCount
    config.links = config.links.filter(includes)
    self.config = config
    self.sink = sink
    self.maximumRowCount = maximumRowCount
    reporter = LinkReporter(sink: sink)
    checkDefaults()
  }

  /// Reads what is the same for every link in each block of defaults, used or not.
  private func checkDefaults() {
    let blocks = [(config.defaults, nil)] + config.merchants.map { ($0.defaults, $0) }
    for (fields, merchant) in blocks {
      AccountResolver.check(fields, of: merchant, config: config, reporter: reporter)
      _ = LinkVariant(
        [fields.withoutPatternsOfFields], config: config, fieldNames: [], reporter: reporter)
    }
  }

  /// The next row or end of an entry; what is wrong with a row goes to the sink.
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
      guard let source = FieldSource(spec, folder: config.folder, sink: sink) else {
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
      Sentence("the site has more than \(limit) links", "站点超过 \(limit) 个链接"),
      hint: Sentence("divide it into several configs", "请拆分成几份配置"))
  }
}
