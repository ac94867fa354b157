internal import Catalog
internal import GatePay
internal import Pages
internal import Paper
internal import Site
internal import Support
internal import Synchronization

/// A link as a card of the gallery.
struct GalleryCard: Sendable {
  var id: String
  var title: String
  var merchant: Int
  /// The amount; nil if the payer enters it.
  var price: String?
  var contact: String?
  var isFixed: Bool
  var tags: [String]
  /// Paths in the site.
  var picture: String
  var page: String
  var url: String
  /// The row of the spreadsheet that made it.
  var source: LinkSource?
  /// What is wrong with the link's pieces on paper: the worst status, and how many have it.
  var paper: (status: PaperStatus, count: Int)?
  /// What the search looks through, in lower case.
  var words: String
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

/// The cards of the last good site, made when somebody asks for them.
final class Gallery: Sendable {
  /// What a page of the gallery shows.
  struct Page: Sendable {
    var filter: GalleryFilter
    var cards: ArraySlice<GalleryCard> = []
    /// How many cards match the filter.
    var count = 0
    var tags: [String] = []
    var merchants: [(key: String, name: String)] = []
  }

  private struct Cards: Sendable {
    var number = -1
    var cards: [GalleryCard] = []
    var tags: [String] = []
  }

  /// The most cards on a page.
  static let capacity = 60

  private let known = Mutex(Cards())

  /// The cards that match a filter.
  func cards(_ state: StudioState, _ filter: GalleryFilter) -> Page {
    var page = Page(filter: filter)
    guard let site = state.built?.site else { return page }
    let known = cards(of: site, number: state.siteNumber)
    let outline = site.catalogue.outline
    page.tags = known.tags
    page.merchants = Array(zip(outline.merchantKeys, outline.merchantNames)).map { ($0, $1) }
    let merchant = outline.merchantKeys.firstIndex(of: filter.merchant)
    let words = filter.text.lowercased().split(whereSeparator: \.isWhitespace)
    let matching = known.cards.filter { card in
      (filter.tag.isEmpty || card.tags.contains(filter.tag))
        && (filter.merchant.isEmpty || card.merchant == merchant)
        && words.allSatisfy { card.words.contains($0) }
    }
    page.count = matching.count
    page.filter.start = min(filter.start, max(0, matching.count - 1))
    page.cards = matching.dropFirst(page.filter.start).prefix(Self.capacity)
    return page
  }

  /// Whether there is a link.
  func has(_ id: String, _ state: StudioState) -> Bool { card(id, state) != nil }

  /// The row of a spreadsheet that made a link; nil if none did.
  func source(of id: String, _ state: StudioState) -> LinkSource? { card(id, state)?.source }

  private func card(_ id: String, _ state: StudioState) -> GalleryCard? {
    guard let site = state.built?.site else { return nil }
    return cards(of: site, number: state.siteNumber).cards.first { $0.id == id }
  }

  private func cards(of site: Site, number: Int) -> Cards {
    if let cards = known.withLock({ $0.number == number ? $0 : nil }) { return cards }
    let cards = Self.made(site, number)
    known.withLock { $0 = cards }
    return cards
  }

  private static func made(_ site: Site, _ number: Int) -> Cards {
    var cards = Cards(number: number)
    var papers: [String: (status: PaperStatus, count: Int)] = [:]
    for item in (try? site.paperReview())?.items ?? [] where item.verdict.status != .current {
      let (key, status) = (PaperLedger.key(of: item.paper.link), item.verdict.status)
      let worst = papers[key]
      if worst?.status == status {
        papers[key]?.count += 1
      } else if worst.map({ $0.status < status }) ?? true {
        papers[key] = (status, 1)
      }
    }
    let layout = site.renderer.layout
    let reader = site.catalogue.makeReader()
    var tags: Set<String> = []
    // A spreadsheet that changes now makes a new site, and new cards.
    while let link = try? reader.next() {
      tags.formUnion(link.tags)
      let fields = [link.id, link.title, link.address.custom ?? ""] + link.tags
      cards.cards.append(
        GalleryCard(
          id: link.id, title: link.title, merchant: link.merchant,
          price: link.address.price?.description, contact: link.address.custom,
          isFixed: link.address.stable, tags: link.tags, picture: layout.png(link.id),
          page: layout.page(link.id), url: link.url, source: link.source,
          paper: papers[PaperLedger.key(of: link.id)],
          words: fields.joined(separator: "\n").lowercased()))
    }
    cards.tags = tags.sorted()
    return cards
  }
}
