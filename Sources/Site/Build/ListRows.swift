package import Catalog
package import Pages
internal import Paper

/// The rows of consecutive links in the files that list all of them.
package struct ListRows: Sendable {
  var json: [UInt8] = []
  var csv: [UInt8] = []
  var index: [IndexItem] = []
  /// What a sitemap lists.
  package private(set) var listedAddresses: [String] = []
  var skins: Set<String> = []
  /// The short addresses that lead to the links.
  var forwards: [Forward] = []
  private let hasShortURLs: Bool

  /// A short address that leads to a link.
  struct Forward: Sendable {
    /// What the slug leads to; its time is not known yet.
    var target: PublishedTarget
    var page: [UInt8]
  }

  /// No rows.
  ///
  /// - Parameter hasShortURLs: whether the site has short addresses.
  package init(hasShortURLs: Bool) {
    self.hasShortURLs = hasShortURLs
  }

  /// Adds the rows of the next link.
  package mutating func add(_ link: Link, _ renderer: PageRenderer, merchantKeys: [String]) {
    let record = ManifestRow(
      link, merchantKeys: merchantKeys, layout: renderer.layout,
      hasShortURLs: hasShortURLs)
    json.append(contentsOf: SiteListText.jsonSeparator)
    record.appendJSON(to: &json)
    record.appendCSV(to: &csv, isRaw: false)
    index.append(
      IndexItem(
        merchant: link.merchant,
        entries: renderer.languages.map { renderer.indexEntry(link, in: $0) },
        owner: renderer.ownerEntry(link)))
    listedAddresses += renderer.listedAddresses(link.id, isBatch: link.isBatch)
    skins.insert(link.skin.name)
    addForwards(of: link, renderer)
  }

  private mutating func addForwards(of link: Link, _ renderer: PageRenderer) {
    // An order expires, so no printed code may lead to it.
    guard !link.slugs.isEmpty, !link.expires else { return }
    let page = renderer.forwardingPage(link)
    forwards += link.slugs.map { slug in
      let target = PublishedTarget(
        slug: slug, link: link.id, url: link.url, title: link.title, titles: link.titles,
        since: 0)
      return Forward(target: target, page: page)
    }
  }
}
