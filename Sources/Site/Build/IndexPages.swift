internal import Catalog
internal import Pages
internal import Support

/// A link as the index lists it.
struct IndexItem: Sendable {
  /// The index of its merchant.
  var merchant: Int
  var entry: PageRenderer.IndexEntry
}

/// The pages of the index, each complete once its links are known; the first page of a site that
/// prints also waits for the print jobs, to which it links.
struct IndexPages {
  /// A page that has all its links.
  struct Page {
    /// The page number, from 0.
    var number: Int
    /// The links of each merchant, in the order of the plan's shares.
    var entries: [[PageRenderer.IndexEntry]]
    /// The print jobs that it links to.
    var prints: [IndexPrintRow]

    var path: String { OutputLayout.indexPage(number + 1) }
  }

  let plan: IndexPlan
  private let firstPageWaits: Bool
  private var counts: [Int]
  private var open: [Int: OpenPage] = [:]

  private final class OpenPage {
    var count = 0
    var entries: [Int: [PageRenderer.IndexEntry]] = [:]
  }

  init(catalogue: Catalogue) {
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    firstPageWaits = !catalogue.outline.prints.isEmpty
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  /// Adds the next link; returns its page when that is complete.
  mutating func add(_ item: IndexItem) -> Page? {
    let page = plan.page(merchant: item.merchant, number: counts[item.merchant])
    counts[item.merchant] += 1
    let known = open[page] ?? OpenPage()
    if known.count == 0 { open[page] = known }
    known.count += 1
    known.entries[item.merchant, default: []].append(item.entry)
    guard known.count == plan.linkCount(ofPage: page) else { return nil }
    if page == 0, firstPageWaits { return nil }
    open[page] = nil
    return make(page, known.entries)
  }

  /// The first page, if it waited for the print jobs or there are no links.
  func finish(_ prints: [IndexPrintRow]) -> Page? {
    guard firstPageWaits || !counts.contains(where: { $0 > 0 }) else { return nil }
    return make(0, open[0]?.entries ?? [:], prints)
  }

  private func make(
    _ page: Int, _ entries: [Int: [PageRenderer.IndexEntry]], _ prints: [IndexPrintRow] = []
  ) -> Page {
    Page(
      number: page, entries: plan.merchants(ofPage: page).map { entries[$0] ?? [] },
      prints: prints)
  }
}
