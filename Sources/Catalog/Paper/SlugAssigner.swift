public import Paper
internal import QRImage
public import Support

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

/// A slug of a link that the file of paper does not have yet.
public struct NewSlug: Sendable {
  /// The slug.
  public let slug: PaperSlug
  /// The id of the link.
  public let link: String
  /// Whether the config sets the slug.
  public let isSetByHand: Bool
  /// The position of the slug in the config, or of the id.
  public let position: Position
  /// The key path of that, such as `links[2].slug`.
  public let keyPath: String

  init(_ slug: PaperSlug, _ request: SlugRequest) {
    self.slug = slug
    link = request.link
    isSetByHand = request.isSetByHand
    position = request.position
    keyPath = "\(request.keyPath).\(request.isSetByHand ? "slug" : "id")"
  }
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
    /// The slugs that nobody had, in the order of the links; those set by hand first.
    var new: [NewSlug] = []
  }

  /// Assigns the slugs; those set by hand come first.
  func assign(_ requests: [SlugRequest], into sink: FindingSink) -> Result {
    var taken: [PaperSlug: String] = [:]
    var result = Result()
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
      if owners[request.slug] == nil { result.new.append(NewSlug(request.slug, request)) }
    }
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
      if owners[slug] == nil { result.new.append(NewSlug(slug, request)) }
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
