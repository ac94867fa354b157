internal import GatePay
internal import Support

/// A link of a config, or what is known about links that could not be made.
public enum LinkStep: Sendable {
  case link(Link)
  /// A link with errors, or an unknown number of them; its id if known.
  case unmade(id: String?)

  init(_ outcome: LinkResolver.Outcome) {
    self = outcome.resolved.map { .link($0.link) } ?? .unmade(id: outcome.id)
  }
}

/// Reads the links of a checked config once, in order: the kept ones, or from the spreadsheets
/// again if they were too many to keep.
public final class LinkReader {
  private let links: LinkStream
  /// Discards findings, because the check has reported them all.
  private let sink = FindingSink()
  private let digests: [Digest64]
  private let kept: [LinkStep]?
  private var keptCount = 0
  private var isFinished = false

  init(config: Config, digests: [Digest64], kept: [LinkStep]?) {
    links = LinkStream(config: config, sink: sink)
    self.digests = digests
    self.kept = kept
  }

  /// The next link of a config that may have errors, or nil at the end.
  public func nextStep() -> LinkStep? {
    if let kept {
      guard keptCount < kept.count else { return nil }
      keptCount += 1
      return kept[keptCount - 1]
    }
    while let step = links.nextStep() {
      if case .row(let outcome, _) = step { return LinkStep(outcome) }
    }
    defer { isFinished = true }
    return links.lacksLinks && !isFinished ? .unmade(id: nil) : nil
  }

  /// The next link of a config without errors; if it throws, discard the links read so far.
  public func next() throws(CatalogueChanged) -> Link? {
    switch nextStep() {
    case .link(let link): return link
    case .unmade: throw CatalogueChanged()
    case nil:
      guard kept != nil || (sink.errorCount == 0 && links.digests == digests) else {
        throw CatalogueChanged()
      }
      return nil
    }
  }
}

/// A spreadsheet changed while it was in use.
public struct CatalogueChanged: Error {}
