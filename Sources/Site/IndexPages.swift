internal import Catalog
internal import Pages
internal import Support

/// A link as the index lists it.
struct IndexItem: Sendable {
  enum Content: Sendable {
    case entry(PageRenderer.IndexEntry)
    /// The row of a link that was not made, because nothing has changed.
    case row(LinkRow)
  }

  /// The index of its merchant.
  var merchant: Int
  /// The digest by which its row is known again; `.none` where it is not.
  var row: ContentDigest
  var content: Content
}

/// The pages of the index, each complete as soon as its links are there; the first one of a site that
/// prints waits for the print jobs, which it leads to.
struct IndexPages {
  /// A page that has all its links.
  struct Page {
    /// Which page, from 0.
    var number: Int
    /// The digest of all that it is made of; `.none` where that is not known.
    var inputs: ContentDigest
    /// The links of each merchant, in the order of the plan's shares.
    var items: [[IndexItem]]
    /// The print jobs that it leads to.
    var prints: [IndexPrintRow]

    var path: String { OutputLayout.indexPage(number + 1) }
  }

  let plan: IndexPlan
  private let frame: ContentDigest
  private let firstPageWaits: Bool
  private var counts: [Int]
  /// The pages that have some of their links.
  private var open: [Int: OpenPage] = [:]

  /// A page that waits for more links.
  private final class OpenPage {
    var count = 0
    var items: [Int: [IndexItem]] = [:]
  }

  init(renderer: PageRenderer, catalogue: Catalogue, frame: ContentDigest) {
    self.frame = frame
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    firstPageWaits = !catalogue.outline.prints.isEmpty
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  /// Takes the next link; gives a page when it was the last one of it.
  mutating func add(_ item: IndexItem) -> Page? {
    let page = plan.page(merchant: item.merchant, number: counts[item.merchant])
    counts[item.merchant] += 1
    let known = open[page] ?? OpenPage()
    if known.count == 0 { open[page] = known }
    known.count += 1
    known.items[item.merchant, default: []].append(item)
    guard known.count == plan.linkCount(ofPage: page) else { return nil }
    if page == 0, firstPageWaits { return nil }
    open[page] = nil
    return make(page, known.items)
  }

  /// What is still to be made: the first page, if it waited or there are no links.
  ///
  /// - Parameter prints: the print jobs, once they are made.
  func finish(_ prints: [IndexPrintRow]) -> Page? {
    guard firstPageWaits || !counts.contains(where: { $0 > 0 }) else { return nil }
    return make(0, open[0]?.items ?? [:], prints)
  }

  private func make(_ page: Int, _ items: [Int: [IndexItem]], _ prints: [IndexPrintRow] = [])
    -> Page
  {
    let items = plan.merchants(ofPage: page).map { items[$0] ?? [] }
    return Page(
      number: page, inputs: inputs(page, items.joined(), prints), items: items, prints: prints)
  }

  private func inputs(
    _ page: Int, _ items: some Sequence<IndexItem>, _ prints: [IndexPrintRow]
  ) -> ContentDigest {
    guard frame != .none else { return .none }
    var digester = FieldsDigester()
    digester.add(frame)
    digester.add(page)
    digester.add(plan.hasBatchLinks ? 1 : 0)
    for count in plan.linkCounts { digester.add(count) }
    digester.add(prints.count)
    for job in prints { digester.add(job.sheetCount) }
    for item in items {
      guard item.row != .none else { return .none }
      digester.add(item.merchant)
      digester.add(item.row)
    }
    return digester.take()
  }
}
