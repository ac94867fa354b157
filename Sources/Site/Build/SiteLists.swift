package import Catalog
package import Pages
package import Paper
internal import Support

/// The constant parts of the manifests.
enum SiteListText {
  static let jsonSeparator = Array(",\n".utf8)
  static let jsonStart = Array("[\n".utf8)
  static let jsonEnd = Array("\n]\n".utf8)

  static func csvStart(hasShortURLs: Bool) -> [UInt8] {
    Array((CSVWriter.byteOrderMark + ManifestRow.csvHeader(hasShortURLs: hasShortURLs)).utf8)
  }
}

/// The files that list all links (manifest, index, sitemap, stylesheets), streamed in order; keeps
/// at most a few pages of the index in memory.
package struct SiteLists<Target: ListTarget> {
  private let target: Target
  private let renderer: PageRenderer
  private let json: Target.Stream
  private let csv: Target.Stream
  private var hasLinks = false
  private var index: IndexPages
  private var sitemap: Sitemap?
  private var skins: Set<String> = []
  private var shortAddresses: ShortAddresses
  private let rules: RedirectRules?

  /// Starts the files of a site.
  package init(_ target: Target, renderer: PageRenderer, catalogue: Catalogue) throws {
    self.target = target
    self.renderer = renderer
    json = try target.open(OutputLayout.linksJSON)
    csv = try target.open(OutputLayout.linksCSV)
    try csv.append(
      SiteListText.csvStart(hasShortURLs: catalogue.forwardingCount > 0))
    shortAddresses = ShortAddresses(catalogue.paper)
    rules = RedirectRules(catalogue.outline.site)
    index = IndexPages(catalogue: catalogue)
    sitemap = Sitemap(renderer: renderer, catalogue: catalogue)
  }

  /// Adds the rows of the next links.
  package mutating func add(_ rows: ListRows) throws {
    if hasLinks {
      try json.append(rows.json)
    } else {
      try json.append(SiteListText.jsonStart)
      try json.append(Array(rows.json.dropFirst(SiteListText.jsonSeparator.count)))
    }
    hasLinks = true
    try csv.append(rows.csv)
    skins.formUnion(rows.skins)
    for forward in rows.forwards {
      shortAddresses.add(forward.target)
      try target.put(OutputLayout.shortAddressPage(forward.target.slug), forward.page)
    }
    for item in rows.index {
      guard let page = index.add(item) else { continue }
      try put(page)
    }
    for address in rows.listedAddresses {
      guard let part = sitemap?.add(address) else { continue }
      try target.put(part.path, part.bytes)
    }
  }

  /// Ends the files.
  package mutating func finish(_ prints: [IndexPrintRow]) throws {
    try json.append((hasLinks ? [] : SiteListText.jsonStart) + SiteListText.jsonEnd)
    try target.close(json, OutputLayout.linksJSON)
    try target.close(csv, OutputLayout.linksCSV)
    if let page = index.finish(prints) { try put(page) }
    for part in sitemap?.finish() ?? [] { try target.put(part.path, part.bytes) }
    for retired in shortAddresses.retired {
      try target.put(OutputLayout.shortAddressPage(retired.slug), renderer.retiredPage(retired))
    }
    if let rules, !shortAddresses.targets.isEmpty {
      for file in rules.files(shortAddresses.targets) {
        try target.put(file.path, Array(file.text.utf8))
      }
    }
    var stylesheets: [String: [UInt8]] = [:]
    for skin in skins.union([renderer.indexSkin]) {
      if let stylesheet = renderer.stylesheet(ofSkin: skin) {
        stylesheets[stylesheet.path] = stylesheet.bytes
      }
    }
    for (path, bytes) in stylesheets.sorted(by: { $0.key < $1.key }) {
      try target.put(path, bytes)
    }
  }

  /// What the slugs of the site lead to now.
  package var publishedTargets: [PublishedTarget] { shortAddresses.targets }

  private func put(_ page: IndexPages.Page) throws {
    let bytes = renderer.index(
      index.plan, page: page.number, entries: page.entries, prints: page.prints)
    try target.put(page.path, bytes)
  }
}
