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

/// The files that list all links (manifest, index, owner's list, sitemap, stylesheets), streamed in
/// order; keeps at most a few pages of the index in memory.
package struct SiteLists<Target: ListTarget> {
  private let target: Target
  private let renderer: PageRenderer
  private let json: Target.Stream
  private let csv: Target.Stream
  private var hasLinks = false
  private let paths: (json: String, csv: String)
  /// Nil for a site without an index.
  private var index: IndexPages<[PageRenderer.IndexEntry]>?
  private var owner: IndexPages<PageRenderer.OwnerEntry>
  private var sitemap: Sitemap?
  private var skins: Set<String> = []
  private var shortAddresses: ShortAddresses
  private let rules: HostRules?

  /// Starts the files of a site.
  package init(_ target: Target, renderer: PageRenderer, catalogue: Catalogue) throws {
    self.target = target
    self.renderer = renderer
    let site = catalogue.outline.site
    paths = (
      OutputLayout.linksJSON(isPrivate: site.listsArePrivate),
      OutputLayout.linksCSV(isPrivate: site.listsArePrivate)
    )
    json = try target.open(paths.json)
    csv = try target.open(paths.csv)
    try csv.append(
      SiteListText.csvStart(hasShortURLs: catalogue.forwardingCount > 0))
    shortAddresses = ShortAddresses(catalogue.paper)
    rules = HostRules(site)
    if site.hasIndex {
      index = IndexPages(
        catalogue: catalogue, capacity: OutputLayout.indexCapacity, firstPageWaits: false)
    }
    // The first page of the owner's list shows the sheets of each print job.
    owner = IndexPages(
      catalogue: catalogue, capacity: OutputLayout.ownerCapacity,
      firstPageWaits: !catalogue.outline.prints.isEmpty)
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
      if let page = index?.add(item.entries, of: item.merchant) { try put(page) }
      if let page = owner.add(item.owner, of: item.merchant) { try put(page) }
    }
    for address in rows.listedAddresses {
      guard let part = sitemap?.add(address) else { continue }
      try target.put(part.path, part.bytes)
    }
  }

  /// Ends the files.
  package mutating func finish(_ prints: [IndexPrintRow]) throws {
    try json.append((hasLinks ? [] : SiteListText.jsonStart) + SiteListText.jsonEnd)
    try target.close(json, paths.json)
    try target.close(csv, paths.csv)
    if let page = index?.finish() { try put(page) }
    if let page = owner.finish() { try put(page, prints) }
    try target.put(OutputLayout.notFound, renderer.notFoundPage())
    for icon in renderer.icons.files { try target.put(icon.path, icon.bytes) }
    try target.put(OutputLayout.ownerStylesheet, renderer.ownerStylesheet)
    try target.put(OutputLayout.ownerScript, Array(OwnerSearch.script.utf8))
    for part in sitemap?.finish() ?? [] { try target.put(part.path, part.bytes) }
    for retired in shortAddresses.retired {
      try target.put(OutputLayout.shortAddressPage(retired.slug), renderer.retiredPage(retired))
    }
    for file in rules?.files(shortAddresses.targets) ?? [] {
      try target.put(file.path, Array(file.text.utf8))
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

  private func put(_ page: IndexPages<[PageRenderer.IndexEntry]>.Page) throws {
    guard let plan = index?.plan else { return }
    for (number, language) in renderer.languages.enumerated() {
      let bytes = renderer.index(
        plan, page: page.number, entries: page.entries.map { $0.map { $0[number] } }, in: language)
      let path = OutputLayout.indexPage(
        page.number + 1, in: renderer.folderLanguage(language))
      try target.put(path, bytes)
    }
  }

  private func put(
    _ page: IndexPages<PageRenderer.OwnerEntry>.Page, _ prints: [IndexPrintRow] = []
  ) throws {
    let bytes = renderer.ownerPage(
      owner.plan, page: page.number, entries: page.entries, prints: prints)
    try target.put(OutputLayout.ownerPage(page.number + 1), bytes)
    guard owner.plan.pageCount > 1 else { return }
    let rows = renderer.ownerRows(page: page.number, entries: page.entries)
    try target.put(OutputLayout.ownerRows(page.number + 1), rows)
  }
}
