internal import Catalog
internal import GatePay
internal import Pages
internal import Paper
internal import Site
internal import Support

/// A link as a card of the gallery.
struct GalleryCard: Sendable {
  let link: Link
  /// Paths in the site.
  let picture: String
  let page: String
  /// What is wrong with the link's pieces on paper: the worst status, and how many have it.
  let paper: (status: PaperStatus, count: Int)?
}

/// Which cards to show.
struct GalleryFilter {
  /// What the user is looking for.
  var text = ""
  var tag = ""
  var merchant = ""
  /// The number of the first one, counted from 0.
  var start = 0

  /// Reads the query of a request; what it does not understand is left out.
  init(_ query: String) {
    guard let fields = try? FormFields(decoding: query) else { return }
    text = fields["q"] ?? ""
    tag = fields["tag"] ?? ""
    merchant = fields["merchant"] ?? ""
    start = fields["from"].flatMap { Int($0) }.map { max(0, min($0, 10_000_000)) } ?? 0
  }

  /// The query that shows the cards from a number on.
  func query(from start: Int) -> String {
    let fields = [("q", text), ("tag", tag), ("merchant", merchant), ("from", "\(start)")]
    return "?"
      + fields.filter { !$0.1.isEmpty && $0.1 != "0" }
      .map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
  }
}

/// The links of the last good site and what of them is on paper, read when somebody asks.
///
/// Only the links of one page are in memory at a time; requests are answered one after the other.
actor Gallery {
  /// What a page of the gallery shows.
  struct Page: Sendable {
    var filter: GalleryFilter
    var cards: [GalleryCard] = []
    /// How many cards match the filter.
    var count = 0
    var tags: [String] = []
    var merchants: [(key: String, name: String)] = []
  }

  /// What is known of a whole site, and read once a check.
  private struct Survey: Sendable {
    var number = -1
    /// Pieces on paper, the worst first.
    var groups: [PaperReview.Group] = []
    /// By the key of the link.
    var papers: [String: (status: PaperStatus, count: Int)] = [:]
    var tags: [String] = []
  }

  /// The most cards on a page.
  static let capacity = 60
  /// The most tags to choose from; the search finds them all.
  static let tagLimit = 500

  private var known = Survey()

  /// The cards that match a filter; the last page if it begins behind all of them.
  ///
  /// - Throws: as `Site.paperReview`; `CancellationError`, as soon as the task is cancelled.
  func page(_ state: StudioState, _ filter: GalleryFilter) throws -> Page {
    var page = Page(filter: filter)
    guard let site = state.built?.site else { return page }
    let survey = try survey(of: site, number: state.checkNumber)
    let outline = site.catalogue.outline
    page.tags = survey.tags
    page.merchants = Array(zip(outline.merchantKeys, outline.merchantNames)).map { ($0, $1) }
    let search = Search(filter, outline.merchantKeys.firstIndex(of: filter.merchant))
    var links = try search.links(of: site.catalogue, from: filter.start)
    if links.found.isEmpty, links.count > 0 {
      page.filter.start = (links.count - 1) / Self.capacity * Self.capacity
      links = try search.links(of: site.catalogue, from: page.filter.start)
    }
    page.count = links.count
    let layout = site.renderer.layout
    page.cards = links.found.map { link in
      GalleryCard(
        link: link, picture: layout.png(link.id), page: layout.page(link.id),
        paper: survey.papers[PaperLedger.key(of: link.id)])
    }
    return page
  }

  /// The pieces on paper, the worst first.
  ///
  /// - Throws: as `Site.paperReview`.
  func papers(_ state: StudioState) throws -> [PaperReview.Group] {
    guard let site = state.built?.site else { return [] }
    return try survey(of: site, number: state.checkNumber).groups
  }

  private func survey(of site: Site, number: Int) throws -> Survey {
    if known.number == number { return known }
    let review = try site.paperReview()
    var survey = Survey(number: number, groups: review.groups)
    for item in review.items where item.verdict.status != .current {
      let (key, status) = (PaperLedger.key(of: item.paper.link), item.verdict.status)
      let worst = survey.papers[key]
      if worst?.status == status {
        survey.papers[key]?.count += 1
      } else if worst.map({ $0.status < status }) ?? true {
        survey.papers[key] = (status, 1)
      }
    }
    var tags: Set<String> = []
    let reader = site.catalogue.makeReader()
    while tags.count < Self.tagLimit, let link = try reader.next() { tags.formUnion(link.tags) }
    survey.tags = tags.sorted()
    known = survey
    return survey
  }

  /// Finds links.
  private struct Search {
    let words: [Substring]
    let tag: String
    /// The index of a merchant, and whether one is asked for.
    let merchant: (index: Int?, isWanted: Bool)

    init(_ filter: GalleryFilter, _ merchant: Int?) {
      words = filter.text.lowercased().split(whereSeparator: \.isWhitespace)
      tag = filter.tag
      self.merchant = (merchant, !filter.merchant.isEmpty)
    }

    /// Those of a page, and how many there are.
    func links(
      of catalogue: Catalogue, from start: Int
    ) throws -> (found: [Link], count: Int) {
      var found: [Link] = []
      var count = 0
      let reader = catalogue.makeReader()
      while let link = try reader.next() {
        // Others wait for the gallery.
        try Task.checkCancellation()
        guard matches(link) else { continue }
        if count >= start, found.count < Gallery.capacity { found.append(link) }
        count += 1
        // How many links there are is known without reading them.
        if takesAll, found.count == Gallery.capacity { return (found, catalogue.linkCount) }
      }
      return (found, count)
    }

    private var takesAll: Bool { words.isEmpty && tag.isEmpty && !merchant.isWanted }

    private func matches(_ link: Link) -> Bool {
      guard tag.isEmpty || link.tags.contains(tag),
        !merchant.isWanted || link.merchant == merchant.index
      else { return false }
      if words.isEmpty { return true }
      let text = ([link.id, link.title, link.address.custom ?? ""] + link.tags)
        .joined(separator: "\n").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }
}

extension StudioState {
  /// The first link of the last good site for which a condition holds.
  func firstLink(where holds: (Link) -> Bool) throws(CatalogueChanged) -> Link? {
    guard let reader = built?.site.catalogue.makeReader() else { return nil }
    while let link = try reader.next() { if holds(link) { return link } }
    return nil
  }

  /// The place of the entry that makes a link of the last good site.
  func entry(of link: Link) -> Position? { built?.site.catalogue.entry(of: link.id) }
}
