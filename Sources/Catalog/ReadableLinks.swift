public import GatePay
public import Support

/// The links of a config that has errors, as far as they can be made.
///
/// The errors themselves are `Catalogue.load`'s to report; here nothing is.
public final class ReadableLinks {
  /// What stands next.
  public enum Step {
    /// A link.
    case link(Link)
    /// A link that cannot be made, or some of them; its id where at least that is known.
    case unmade(id: String?)
  }

  private let links: LinkStream?
  private let sink = FindingSink()
  /// How many entries have not come to their end yet, those that could not be read included.
  private var remainingCount: Int
  private var isFinished = false

  /// Reads a config.
  ///
  /// - Throws: `ReadingError` when the config itself cannot be read.
  public init(
    _ path: String, environment: [String: String], gateway: Gateway? = nil
  ) throws(ReadingError) {
    let bytes = try InputFile.bytes(of: path, limit: YAMLReader.maximumByteCount)
    guard let node = YAMLReader.read(bytes, file: path, into: sink),
      var config = ConfigDecoder.decode(node, file: path, environment: environment, into: sink)
    else {
      links = nil
      remainingCount = 1
      return
    }
    if let gateway { config.gateway = gateway }
    links = LinkStream(config: config, sink: sink)
    remainingCount = max(Self.entryCount(node), config.links.count)
  }

  /// How many entries stand under `links:`; 1 where there is no list.
  private static func entryCount(_ node: ConfigNode) -> Int {
    guard case .mapping(let entries) = node.content,
      case .sequence(let items)? = entries.first(where: { $0.key == "links" })?.value.content
    else { return 1 }
    return items.count
  }

  private static func step(_ outcome: LinkResolver.Outcome) -> Step {
    outcome.resolved.map { .link($0.link) } ?? .unmade(id: outcome.id)
  }

  /// The next link; nil at the end.
  public func next() -> Step? {
    while let links, let step = links.nextStep() {
      switch step {
      case .row(let outcome, _): return Self.step(outcome)
      case .endOfEntry: remainingCount -= 1
      }
    }
    guard !isFinished else { return nil }
    isFinished = true
    // Rows of a spreadsheet that could not be read are not among the links.
    let lacksRows = sink.findings.contains { $0.severity == .error && $0.keyPath == nil }
    return remainingCount > 0 || lacksRows ? .unmade(id: nil) : nil
  }
}
