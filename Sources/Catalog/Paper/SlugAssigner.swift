internal import Paper
internal import QRImage
internal import Support

/// A link that forwards, with the slug that it has so far.
struct SlugRequest: Sendable {
  /// The id of the link.
  var link: String
  /// The slug: set by hand, published before, or the first that can be made of the id.
  var slug: PaperSlug
  /// Whether the config sets the slug.
  var isSetByHand: Bool
  /// The position of the slug in the config, or of the id.
  var position: Position
  /// Such as `links[2]`.
  var keyPath: String
}

/// Gives each link that forwards a slug of its own, and reports slugs that are not free.
struct SlugAssigner {
  private let owners: [PaperSlug: String]
  private let linkCount: Int

  /// An assigner for a site whose published slugs have owners.
  init(_ ledger: PaperLedger, linkCount: Int) {
    owners = ledger.owners
    self.linkCount = linkCount
  }

  /// The slugs of the links that do not set their own, by the form for comparing ids.
  struct Result {
    var slugs: [String: PaperSlug] = [:]
    /// Whether one of them is not the one that the link had.
    var isChanged = false
  }

  /// Assigns the slugs; those set by hand come first.
  func assign(_ requests: [SlugRequest], into sink: FindingSink) -> Result {
    var taken: [PaperSlug: String] = [:]
    for request in requests where request.isSetByHand {
      let owner = owners[request.slug] ?? taken[request.slug]
      if let owner, !Self.isSame(owner, request.link) {
        let problem = Problem.slugOfAnotherLink(
          request.slug, owner: owner, other: request.link,
          isPublished: owners[request.slug] != nil)
        sink.report(
          Finding(
            .error, at: request.position, keyPath: "\(request.keyPath).slug", problem))
        continue
      }
      taken[request.slug] = request.link
    }
    var result = Result()
    for request in requests where !request.isSetByHand {
      func isTaken(_ slug: PaperSlug) -> Bool {
        (owners[slug] ?? taken[slug]).map { !Self.isSame($0, request.link) } ?? false
      }
      let isKept = owners[request.slug].map { Self.isSame($0, request.link) } ?? false
      let slug =
        isKept
        ? request.slug
        : PaperSlug.made(for: request.link, linkCount: linkCount, isTaken: isTaken)
      taken[slug] = request.link
      result.slugs[LinkID.comparisonKey(request.link)] = slug
      if slug != request.slug { result.isChanged = true }
    }
    return result
  }

  private static func isSame(_ link: String, _ other: String) -> Bool {
    LinkID.comparisonKey(link) == LinkID.comparisonKey(other)
  }
}

extension LinkStep {
  /// The same link with the slug that it was given.
  func taking(
    _ slugs: [String: PaperSlug], baseURL: String?, level: ErrorCorrectionLevel?
  ) -> LinkStep {
    guard case .link(var link) = self, link.slug != nil, let baseURL,
      let slug = slugs[LinkID.comparisonKey(link.id)], slug != link.slug,
      let size = try? SymbolSize(
        byteCount: slug.address(at: baseURL).utf8.count, level: level)
    else { return self }
    link.slugs = PaperSlug.union(slug, link.slugs.filter { $0 != link.slug })
    link.slug = slug
    link.shortURL = slug.address(at: baseURL)
    link.symbolSize = size
    return .link(link)
  }
}
