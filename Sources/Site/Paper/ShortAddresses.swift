internal import Paper

/// What the slugs of a site lead to, collected while its links stream by.
struct ShortAddresses {
  /// The slugs that lead to links.
  private(set) var targets: [PublishedTarget] = []
  /// The last targets of slugs that were published before and whose links have not come by.
  private var missing: [PaperSlug: PublishedTarget]

  /// The slugs that were published before.
  init(_ ledger: PaperLedger) {
    missing = ledger.lastTargets
  }

  /// Takes a slug that leads to a link.
  mutating func add(_ target: PublishedTarget) {
    missing[target.slug] = nil
    targets.append(target)
  }

  /// The last targets of the slugs whose links are gone, once all links have come by.
  var retired: [PublishedTarget] { missing.values.sorted { $0.slug < $1.slug } }
}
