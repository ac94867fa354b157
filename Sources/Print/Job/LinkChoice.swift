internal import Catalog

/// The links that a job selects.
struct LinkChoice {
  private let selectors: [LinkSelector]
  private let merchantKeys: [String]
  /// The selectors that name one id, by that id.
  private var byID: [String: Int] = [:]
  private var others: [Int] = []

  init(_ selectors: [LinkSelector], merchantKeys: [String]) {
    self.selectors = selectors
    self.merchantKeys = merchantKeys
    for (index, selector) in selectors.enumerated() {
      if case .id(let id) = selector.rule {
        if byID[id.lowercased()] == nil { byID[id.lowercased()] = index }
      } else {
        others.append(index)
      }
    }
  }

  /// The index of the first selector that matches a link; nil when none does.
  func rank(of link: Link) -> Int? { selectors(for: link).min() }

  /// Whether a link is left out: it must not be printed, and no selector is its own id.
  func leavesOut(_ link: Link) -> Bool { link.expires && byID[link.id.lowercased()] == nil }

  /// The indices of all selectors that match a link.
  func selectors(for link: Link) -> [Int] {
    var found = others.filter { selectors[$0].chooses(link, merchantKeys: merchantKeys) }
    if !byID.isEmpty, let index = byID[link.id.lowercased()] { found.append(index) }
    return found
  }

  /// The indices of the selectors that match a link by its id.
  func selectors(forID id: String) -> [Int] {
    selectors.indices.filter { selectors[$0].choosesID(id) }
  }
}
