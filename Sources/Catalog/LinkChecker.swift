internal import GatePay
internal import QRImage

/// Looks at every link beside the others: ids that collide, and what a careful colleague would ask
/// about.
///
/// Keeps digests and places of ids and addresses, some 130 bytes a link, and nothing else. Two of a
/// million ids have the same digest by chance once in 37 million sites; that site is told of a
/// collision that is none, and none is ever missed.
struct LinkChecker {
  /// The largest version that a hand-held print can be read from at arm's length without care.
  static let comfortableVersion = 10

  /// Where a link stands; small, because there may be a million.
  private struct Place {
    var file: Int32
    var line: Int32
    var column: Int32
  }

  /// How many links each merchant has.
  private(set) var linkCounts: [Int]
  /// How many links came from `each` or `rows`.
  private(set) var batchLinkCount = 0

  private let sink: FindingSink
  private var files: [String] = []
  private var ids: [Digest64: Place] = [:]
  private var addresses: [Digest64: Place] = [:]
  /// Where the titles of the entry at hand were reported; a pattern is one place for many.
  private var deceptiveTitles: Set<Position> = []
  /// The same for `custom` with spaces around it.
  private var spacedCustoms: Set<Position> = []
  private var openPrice: (pattern: TextPattern?, count: Int)?
  private var repeated: (link: LinkResolver.Resolved, first: Position, count: Int)?
  private var dense: (worst: LinkResolver.Resolved, count: Int)?

  /// A checker that has seen nothing.
  init(merchantCount: Int, sink: FindingSink) {
    self.sink = sink
    linkCounts = Array(repeating: 0, count: merchantCount)
  }

  /// Looks at what a row made, a link or only an id.
  mutating func examine(_ outcome: LinkResolver.Outcome, keyPath: String) {
    if let id = outcome.id {
      let key = Digest64(LinkID.comparisonKey(id))
      if let first = ids[key] {
        let problem = Problem.duplicateID(id, first: position(first))
        report(.error, outcome.idPosition, "\(keyPath).id", problem)
        return
      }
      ids[key] = place(outcome.idPosition)
    }
    if let resolved = outcome.resolved { examine(resolved) }
  }

  private mutating func examine(_ resolved: LinkResolver.Resolved) {
    let link = resolved.link
    linkCounts[link.merchant] += 1
    if link.isBatch { batchLinkCount += 1 }
    let place = self.place(resolved.position)
    let addressKey = Digest64(link.url)
    if let first = addresses[addressKey] {
      let known = repeated ?? (resolved, position(first), 0)
      repeated = (known.link, known.first, known.count + 1)
    } else {
      addresses[addressKey] = place
    }
    if let scalar = TextRules.firstDeceptive(in: link.title),
      deceptiveTitles.insert(resolved.titlePosition).inserted
    {
      let problem = Problem.deceptiveCharacter(scalar, in: link.title)
      report(.warning, resolved.titlePosition, "\(resolved.keyPath).title", problem)
    }
    if let custom = link.address.custom, custom.first == " " || custom.last == " ",
      spacedCustoms.insert(resolved.position).inserted
    {
      report(.warning, resolved.position, "\(resolved.keyPath).custom", .spacesAround(custom))
    }
    if link.address.price != nil && !link.address.stable {
      openPrice = (openPrice?.pattern ?? resolved.price, (openPrice?.count ?? 0) + 1)
    }
    if link.symbolSize.version > Self.comfortableVersion {
      let isWorse = dense.map { link.url.utf8.count > $0.worst.link.url.utf8.count } ?? true
      dense = (isWorse ? resolved : dense?.worst ?? resolved, (dense?.count ?? 0) + 1)
    }
  }

  /// Says, once an entry, what holds for its links.
  mutating func finish(_ spec: LinkSpec) {
    if let openPrice, let pattern = openPrice.pattern {
      let problem = Problem.openPrice(linkCount: openPrice.count)
      report(.warning, pattern.position, pattern.keyPath, problem)
    }
    if let repeated {
      let problem = Problem.sameAddress(
        repeated.link.link.id, first: repeated.first, linkCount: repeated.count)
      report(.warning, repeated.link.position, spec.keyPath, problem)
    }
    if let dense {
      let costs = Self.costs(of: dense.worst.link)
      let problem = Problem.denseCode(dense.worst.link, linkCount: dense.count, costs: costs)
      report(.warning, dense.worst.position, spec.keyPath, problem)
    }
    deceptiveTitles = []
    spacedCustoms = []
    openPrice = nil
    repeated = nil
    dense = nil
  }

  /// What a query field costs: its bytes, and for one that may be left out the version without it.
  struct FieldCost {
    var parameter: QuickCollectParameter
    var byteCount: Int
    var versionWithout: Int?
  }

  private static func costs(of link: Link) -> [FieldCost] {
    let required: Set<QuickCollectParameter> = [.appkey, .token]
    return link.address.query.map { field in
      var cost = FieldCost(parameter: field.parameter, byteCount: field.byteCount)
      if !required.contains(field.parameter) {
        let bytesWithout = link.url.utf8.count - field.byteCount
        let size = try? SymbolSize(byteCount: bytesWithout, level: link.symbolSize.level)
        cost.versionWithout = size?.version
      }
      return cost
    }
  }

  private func report(
    _ severity: Finding.Severity, _ position: Position, _ keyPath: String, _ problem: Problem
  ) {
    sink.report(Finding(severity, at: position, keyPath: keyPath, problem))
  }

  private mutating func place(_ position: Position) -> Place {
    let file = files.firstIndex(of: position.file) ?? files.count
    if file == files.count { files.append(position.file) }
    return Place(
      file: Int32(file), line: Int32(clamping: position.line),
      column: Int32(clamping: position.column))
  }

  private func position(_ place: Place) -> Position {
    Position(file: files[Int(place.file)], line: Int(place.line), column: Int(place.column))
  }
}
