internal import Catalog
internal import Pages
internal import Support

/// A link as the customers' index and the owner's list show it.
struct IndexItem: Sendable {
  /// The index of its merchant.
  var merchant: Int
  /// The entry in each language of the site.
  var entries: [PageRenderer.IndexEntry]
  var owner: PageRenderer.OwnerEntry
}

/// The pages of an index, each complete once its links are known; the first page may also wait for
/// what is known only at the end.
struct IndexPages<Entry: Sendable> {
  /// A page that has all its links.
  struct Page {
    /// The page number, from 0.
    var number: Int
    /// The links of each merchant, in the order of the plan's shares.
    var entries: [[Entry]]
  }

  let plan: IndexPlan
  private let firstPageWaits: Bool
  private var counts: [Int]
  private var open: [Int: OpenPage] = [:]

  private final class OpenPage {
    var count = 0
    var entries: [Int: [Entry]] = [:]
  }

  init(catalogue: Catalogue, capacity: Int, firstPageWaits: Bool) {
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0,
      capacity: capacity)
    self.firstPageWaits = firstPageWaits
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  /// Adds the next link of a merchant; returns its page when that is complete.
  mutating func add(_ entry: Entry, of merchant: Int) -> Page? {
    let page = plan.page(merchant: merchant, number: counts[merchant])
    counts[merchant] += 1
    let known = open[page] ?? OpenPage()
    if known.count == 0 { open[page] = known }
    known.count += 1
    known.entries[merchant, default: []].append(entry)
    guard known.count == plan.linkCount(ofPage: page) else { return nil }
    if page == 0, firstPageWaits { return nil }
    open[page] = nil
    return make(page, known.entries)
  }

  /// The first page, if it waited or there are no links.
  func finish() -> Page? {
    guard firstPageWaits || !counts.contains(where: { $0 > 0 }) else { return nil }
    return make(0, open[0]?.entries ?? [:])
  }

  private func make(_ page: Int, _ entries: [Int: [Entry]]) -> Page {
    Page(number: page, entries: plan.merchants(ofPage: page).map { entries[$0] ?? [] })
  }
}
