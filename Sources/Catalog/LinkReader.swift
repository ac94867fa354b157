internal import GatePay
internal import Support

/// Goes through the links of a checked catalogue once.
public final class LinkReader {
  private let config: Config
  private let links: LinkStream
  private let sink = FindingSink()
  private let digests: [Digest64]
  private let kept: [LinkRow]?
  private var keptCount = 0
  /// What makes links of rows that are known, by entry.
  private var resolvers: [Int: LinkResolver] = [:]

  init(config: Config, digests: [Digest64], rows: RowContext?, kept: [LinkRow]?) {
    self.config = config
    links = LinkStream(config: config, sink: sink, rows: rows)
    self.digests = digests
    self.kept = kept
  }

  /// The next link, or nil after the last one.
  ///
  /// - Throws: `CatalogueChanged` when a spreadsheet is no longer what was checked; the links that
  ///   were read so far must then not be used.
  public func next() throws(CatalogueChanged) -> Link? {
    guard let row = try nextRow() else { return nil }
    return try link(of: row)
  }

  /// The next link or the row that makes it, or nil after the last one.
  package func nextRow() throws(CatalogueChanged) -> LinkRow? {
    if let kept {
      guard keptCount < kept.count else { return nil }
      keptCount += 1
      return kept[keptCount - 1]
    }
    while let step = links.nextStep() {
      switch step {
      case .row(let outcome, _, let digest):
        if let link = outcome.resolved?.link {
          return LinkRow(digest: digest, content: .link(link))
        }
      case .known(_, let row, _): return row
      case .endOfEntry: break
      }
    }
    guard sink.errorCount == 0, links.digests == digests else { throw CatalogueChanged() }
    return nil
  }

  /// The link of a row that this reader gave.
  package func link(of row: LinkRow) throws(CatalogueChanged) -> Link {
    switch row.content {
    case .link(let link): return link
    case .known(_, let line, let source):
      let resolver =
        resolvers[source.entry]
        ?? LinkResolver(
          config.links[source.entry], config: config, fieldNames: source.columns,
          reporter: LinkReporter(sink: sink))
      resolvers[source.entry] = resolver
      guard let fields = FieldRow(line, of: source),
        let link = resolver.resolve(fields).resolved?.link
      else { throw CatalogueChanged() }
      return link
    }
  }
}

/// A spreadsheet changed while it was used.
public struct CatalogueChanged: Error {}
