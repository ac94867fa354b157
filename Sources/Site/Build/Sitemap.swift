internal import Catalog
internal import Pages

/// The sitemap; too many addresses for one file are split over several with an index (sitemaps.org
/// protocol, "Using Sitemap index files").
struct Sitemap {
  private let base: String
  private let isDivided: Bool
  private var partCount = 0
  private var itemCount = 0
  private var bytes: [UInt8]

  /// Prepares the sitemap of a site; nil when it would be empty, which the protocol does not allow.
  init?(renderer: PageRenderer, catalogue: Catalogue) {
    let site = catalogue.outline.site
    guard let base = renderer.baseURL else { return nil }
    let indexes = renderer.listedIndexes(hasBatchLinks: catalogue.batchLinkCount > 0)
    let singleCount = catalogue.linkCount - catalogue.batchLinkCount
    let linkCount =
      (site.listsPage(isBatch: false) ? singleCount : 0)
      + (site.listsPage(isBatch: true) ? catalogue.batchLinkCount : 0)
    let count = linkCount * renderer.languages.count + indexes.count
    guard count > 0 else { return nil }
    self.base = base
    isDivided = count > OutputLayout.sitemapCapacity
    bytes = Self.start("urlset")
    for index in indexes { Self.append("url", index, to: &bytes) }
    itemCount = indexes.count
  }

  /// Adds the next address; returns a part when it is full.
  mutating func add(_ address: String) -> (path: String, bytes: [UInt8])? {
    Self.append("url", address, to: &bytes)
    itemCount += 1
    return isDivided && itemCount == OutputLayout.sitemapCapacity ? endPart() : nil
  }

  /// The remaining files.
  mutating func finish() -> [(path: String, bytes: [UInt8])] {
    guard isDivided else {
      return [(OutputLayout.sitemap, bytes + "</urlset>\n".utf8)]
    }
    var files = itemCount > 0 ? [endPart()] : []
    var index = Self.start("sitemapindex")
    for number in 1...partCount {
      Self.append("sitemap", base + OutputLayout.sitemapPart(number), to: &index)
    }
    files.append((OutputLayout.sitemap, index + "</sitemapindex>\n".utf8))
    return files
  }

  private mutating func endPart() -> (path: String, bytes: [UInt8]) {
    partCount += 1
    let part = bytes + "</urlset>\n".utf8
    bytes = Self.start("urlset")
    itemCount = 0
    return (OutputLayout.sitemapPart(partCount), part)
  }

  private static func start(_ root: String) -> [UInt8] {
    let declaration = #"<?xml version="1.0" encoding="UTF-8"?>"#
    return Array(
      "\(declaration)\n<\(root) xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".utf8)
  }

  private static func append(_ name: String, _ url: String, to bytes: inout [UInt8]) {
    bytes += "<\(name)><loc>".utf8
    Escaping.append(url, to: &bytes)
    bytes += "</loc></\(name)>\n".utf8
  }
}
