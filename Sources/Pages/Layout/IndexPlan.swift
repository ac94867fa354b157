/// How the index of a site is divided into pages: merchants in the order of the config, their links in
/// order, a fixed number of links on each page.
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
  /// How many links there are.
  let linkCount: Int
  /// How many pages there are, 1 or more.
  public let pageCount: Int
  private let firstPositions: [Int]

  /// A plan for a number of links of each merchant.
  public init(linkCounts: [Int], hasBatchLinks: Bool) {
    self.linkCounts = linkCounts
    self.hasBatchLinks = hasBatchLinks
    var positions: [Int] = []
    var total = 0
    for count in linkCounts {
      positions.append(total)
      total += count
    }
    firstPositions = positions
    linkCount = total
    pageCount = max(1, (total + OutputLayout.indexCapacity - 1) / OutputLayout.indexCapacity)
  }

  /// The page of a link, from 0.
  ///
  /// - Parameter number: which link of its merchant, from 0.
  public func page(merchant: Int, number: Int) -> Int {
    (firstPositions[merchant] + number) / OutputLayout.indexCapacity
  }

  /// How many links a page lists.
  public func linkCount(ofPage page: Int) -> Int {
    min(OutputLayout.indexCapacity, linkCount - page * OutputLayout.indexCapacity)
  }

  /// The merchants whose links a page lists, in order.
  public func merchants(ofPage page: Int) -> [Int] { shares(ofPage: page).map(\.merchant) }

  func shares(ofPage page: Int) -> [Share] {
    let start = page * OutputLayout.indexCapacity
    let end = start + OutputLayout.indexCapacity
    return zip(firstPositions, linkCounts).enumerated().compactMap { merchant, range in
      let first = max(start, range.0)
      let last = min(end, range.0 + range.1)
      return first < last ? Share(merchant: merchant, linkCount: last - first) : nil
    }
  }
}
