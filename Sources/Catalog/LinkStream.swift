internal import Support

/// Goes through the links of a config.
final class LinkStream {
  enum Step {
    /// A row was read; the digest by which it is known again, or `.none`.
    case row(LinkResolver.Outcome, LinkSpec, ContentDigest)
    /// A row was met that is known.
    case known(KnownRow, LinkRow, LinkSpec)
    /// All links of an entry were made.
    case endOfEntry(LinkSpec)
  }

  /// The digests of the spreadsheets that were read to their end.
  private(set) var digests: [Digest64] = []

  private let config: Config
  private let sink: FindingSink
  private let reporter: LinkReporter
  private var nextSpec = 0
  private var rowCount = 0

  /// The most links of a site, so that a slip of the pen cannot fill the memory.
  static let maximumRowCount = 2_000_000

  private let maximumRowCount: Int
  private let rows: RowContext?
  private let recall: (any RowRecall)?
  private var current: Entry?

  /// What is gone through just now.
  private struct Entry {
    let source: FieldSource
    let resolver: LinkResolver
    /// Where rows come from and how they are told; nil where they are not.
    let rowSource: RowSource?
    var digester: RowDigester?
  }

  /// - Parameters:
  ///   - rows: how rows are known again; nil to read all of them.
  ///   - includes: which entries are gone through.
  init(
    config: Config, sink: FindingSink, rows: RowContext? = nil,
    maximumRowCount: Int = LinkStream.maximumRowCount,
    includes: (LinkSpec) -> Bool = { _ in true }
  ) {
    self.rows = rows
    recall = rows?.memory?.makeRecall()
    var config = config
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
      if current != nil {
        let spec = config.links[nextSpec - 1]
        if let step = nextRow(spec) {
          rowCount += 1
          if rowCount <= maximumRowCount { return step }
          let problem = Problem.tooManyLinksInAll(maximumRowCount)
          sink.report(Finding(.error, at: spec.position, keyPath: spec.keyPath, problem))
          nextSpec = config.links.count
        }
        if let digest = current?.source.digest { digests.append(digest) }
        self.current = nil
        return .endOfEntry(spec)
      }
      guard nextSpec < config.links.count else { return nil }
      let spec = config.links[nextSpec]
      nextSpec += 1
      guard let source = FieldSource(spec, folder: config.folder, sink: sink) else { continue }
      let resolver = LinkResolver(
        spec, config: config, fieldNames: source.names, reporter: reporter)
      let rowSource = rows == nil ? nil : source.rowSource(entry: nextSpec - 1)
      let digester = rows.flatMap { rows in rowSource.map { RowDigester(rows.digest, $0) } }
      current = Entry(
        source: source, resolver: resolver, rowSource: rowSource, digester: digester)
    }
  }

  private func nextRow(_ spec: LinkSpec) -> Step? {
    guard let source = current?.source else { return nil }
    guard let rowSource = current?.rowSource, let line = source.peekLine(),
      let digest = current?.digester?.digest(of: line)
    else { return read(spec).map { .row($0, spec, .none) } }
    if let known = recall?.find(digest) {
      source.skip(line)
      let row = LinkRow(digest: digest, content: .known(known, line.alone, rowSource))
      return .known(known, row, spec)
    }
    let findingCount = sink.count
    guard let outcome = read(spec) else { return nil }
    let isPlain =
      sink.count == findingCount && source.hasJustRead(line)
      && outcome.resolved.map { LinkChecker.isPlain($0.link) } == true
    return .row(outcome, spec, isPlain ? digest : .none)
  }

  private func read(_ spec: LinkSpec) -> LinkResolver.Outcome? {
    guard let entry = current, let fields = entry.source.next() else { return nil }
    return entry.resolver.resolve(fields)
  }

  /// What a known row makes that `nextStep` has just given.
  func resolve(_ row: LinkRow) -> LinkResolver.Outcome? {
    guard case .known(_, let line, let source) = row.content,
      let fields = FieldRow(line, of: source)
    else { return nil }
    return current?.resolver.resolve(fields)
  }
}
