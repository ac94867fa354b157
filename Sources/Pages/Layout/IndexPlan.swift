/// The division of a site's index into pages: merchants in config order, their links in order, a
/// fixed number of links per page.
public struct IndexPlan: Sendable {
  /// The links of one merchant on one page.
  struct Share: Equatable {
    var merchant: Int
    var linkCount: Int
  }

  /// How many links each merchant has.
  package let linkCounts: [Int]
  /// Whether some links came from `each` or `rows`.
  package let hasBatchLinks: Bool
  /// The number of links.
  let linkCount: Int
  /// The number of pages, 1 or more.
  public let pageCount: Int
  /// The most links on one page.
  private let capacity: Int
  private let firstPositions: [Int]

  /// Plans the index for each merchant's number of links, with at most `capacity` on a page.
  public init(
    linkCounts: [Int], hasBatchLinks: Bool, capacity: Int = OutputLayout.indexCapacity
  ) {
    self.linkCounts = linkCounts
    self.capacity = capacity
    self.hasBatchLinks = hasBatchLinks
    var positions: [Int] = []
    var total = 0
    for count in linkCounts {
      positions.append(total)
      total += count
    }
    firstPositions = positions
    linkCount = total
    pageCount = max(1, (total + capacity - 1) / capacity)
  }

  /// The page, from 0, of a merchant's link, also numbered from 0.
  public func page(merchant: Int, number: Int) -> Int {
    (firstPositions[merchant] + number) / capacity
  }

  /// The number of links on a page.
  public func linkCount(ofPage page: Int) -> Int {
    min(capacity, linkCount - page * capacity)
  }

  /// The merchants whose links a page lists, in order.
  public func merchants(ofPage page: Int) -> [Int] { shares(ofPage: page).map(\.merchant) }

  func shares(ofPage page: Int) -> [Share] {
    let start = page * capacity
    let end = start + capacity
    return zip(firstPositions, linkCounts).enumerated().compactMap { merchant, range in
      let first = max(start, range.0)
      let last = min(end, range.0 + range.1)
      return first < last ? Share(merchant: merchant, linkCount: last - first) : nil
    }
  }
}
