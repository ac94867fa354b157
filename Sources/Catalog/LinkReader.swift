internal import GatePay
internal import Support

/// Reads the links of a checked catalogue once, in order.
public final class LinkReader {
  private let links: LinkStream
  private let sink = FindingSink()
  private let digests: [Digest64]
  private let kept: [Link]?
  private var keptCount = 0

  init(config: Config, digests: [Digest64], kept: [Link]?) {
    links = LinkStream(config: config, sink: sink)
    self.digests = digests
    self.kept = kept
  }

  /// The next link, or nil after the last one.
  ///
  /// - Throws: `CatalogueChanged` when a spreadsheet changed since the check; the links that were
  ///   read so far must then not be used.
  public func next() throws(CatalogueChanged) -> Link? {
    if let kept {
      guard keptCount < kept.count else { return nil }
      keptCount += 1
      return kept[keptCount - 1]
    }
    while let step = links.nextStep() {
      if case .row(let outcome, _) = step, let link = outcome.resolved?.link { return link }
    }
    guard sink.errorCount == 0, links.digests == digests else { throw CatalogueChanged() }
    return nil
  }
}

/// A spreadsheet changed while it was used.
public struct CatalogueChanged: Error {}
