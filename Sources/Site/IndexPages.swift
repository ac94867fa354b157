internal import Catalog
internal import Pages

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

/// The pages of the index, each complete as soon as its links are there.
struct IndexPages {
  /// A page that has all its links.
  struct Page {
    /// Which page, from 0.
    var number: Int
    /// The digest of all that it is made of; `.none` where that is not known.
    var inputs: ContentDigest
    /// The links of each merchant, in the order of the plan's shares.
    var items: [[IndexItem]]

    var path: String { PageRenderer.indexPath(page: number) }
  }

  let plan: IndexPlan
  private let frame: ContentDigest
  private var counts: [Int]
  /// The pages that have some of their links: how many, and by merchant.
  private var open: [Int: (count: Int, items: [Int: [IndexItem]])] = [:]

  init(renderer: PageRenderer, catalogue: Catalogue, frame: ContentDigest) {
    self.frame = frame
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  /// Takes the next link; gives a page when it was the last one of it.
  mutating func add(_ item: IndexItem) -> Page? {
    let page = plan.page(merchant: item.merchant, number: counts[item.merchant])
    counts[item.merchant] += 1
    open[page, default: (0, [:])].count += 1
    open[page, default: (0, [:])].items[item.merchant, default: []].append(item)
    guard let known = open[page], known.count == plan.linkCount(ofPage: page) else { return nil }
    open[page] = nil
    return make(page, plan.merchants(ofPage: page).map { known.items[$0] ?? [] })
  }

  /// What is still to be made: the one page of an index without links.
  func finish() -> Page? { counts.contains { $0 > 0 } ? nil : make(0, []) }

  private func make(_ page: Int, _ items: [[IndexItem]]) -> Page {
    Page(number: page, inputs: inputs(page, items.joined()), items: items)
  }

  private func inputs(_ page: Int, _ items: some Sequence<IndexItem>) -> ContentDigest {
    guard frame != .none else { return .none }
    var digester = FieldsDigester()
    digester.add(frame)
    digester.add(page)
    digester.add(plan.hasBatchLinks ? 1 : 0)
    for count in plan.linkCounts { digester.add(count) }
    for item in items {
      guard item.row != .none else { return .none }
      digester.add(item.merchant)
      digester.add(item.row)
    }
    return digester.take()
  }
}
