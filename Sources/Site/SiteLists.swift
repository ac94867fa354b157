internal import Catalog
internal import Pages

/// The files that speak of all links: the manifest, the index, the sitemap and the stylesheets.
///
/// Takes the links in order and holds no more than a few pages of the index.
struct SiteLists {
  /// Settles a file: its path, and how, given what the last build noted of it.
  typealias Take = (String, (RecordedFile?) throws -> RecordedFile) throws -> Void

  private let settler: FileSettler
  private let renderer: PageRenderer
  private let json: NewFile
  private let csv: NewFile
  private var hasLinks = false
  private var index: IndexPages
  private var sitemap: Sitemap?
  private var skins: Set<String>

  init(settler: FileSettler, renderer: PageRenderer, catalogue: Catalogue) throws {
    self.settler = settler
    self.renderer = renderer
    json = try settler.folder.openStream(OutputLayout.linksJSON)
    csv = try settler.folder.openStream(OutputLayout.linksCSV)
    try csv.append(Array((LinkRecord.byteOrderMark + LinkRecord.csvHeader).utf8))
    index = IndexPages(renderer: renderer, catalogue: catalogue)
    sitemap = Sitemap(renderer: renderer, catalogue: catalogue)
    skins = [renderer.indexSkin]
  }

  /// Takes what workers made of the next links.
  mutating func add(_ result: LinkWorker.Result, _ take: Take) throws {
    if hasLinks {
      try json.append(result.json)
    } else {
      try json.append(Array("[\n".utf8))
      try json.append(result.json.dropFirst(",\n".utf8.count))
    }
    hasLinks = true
    try csv.append(result.csv)
    skins.formUnion(result.skins)
    for (merchant, entry) in result.index {
      guard let page = index.add(entry, merchant: merchant) else { continue }
      try settle(page.path, page.bytes, take)
    }
    for address in result.listedAddresses {
      guard let part = sitemap?.add(address) else { continue }
      try settle(part.path, part.bytes, take)
    }
  }

  /// Settles the lists.
  mutating func finish(_ take: Take) throws {
    try json.append(Array((hasLinks ? "\n]\n" : "[\n\n]\n").utf8))
    for (stream, path) in [(json, OutputLayout.linksJSON), (csv, OutputLayout.linksCSV)] {
      try take(path) { try settler.settle(stream, path, recorded: $0) }
    }
    for page in index.finish() { try settle(page.path, page.bytes, take) }
    for part in sitemap?.finish() ?? [] { try settle(part.path, part.bytes, take) }
    var stylesheets: [String: [UInt8]] = [:]
    for skin in skins {
      if let stylesheet = renderer.stylesheet(ofSkin: skin) {
        stylesheets[stylesheet.path] = stylesheet.bytes
      }
    }
    for (path, bytes) in stylesheets.sorted(by: { $0.key < $1.key }) {
      try settle(path, bytes, take)
    }
  }

  private func settle(_ path: String, _ bytes: [UInt8], _ take: Take) throws {
    try take(path) { recorded in
      try settler.settle(path, .list, inputs: .none, recorded: recorded) { bytes }
    }
  }
}

/// The pages of the index, each made as soon as its links are there.
struct IndexPages {
  private let renderer: PageRenderer
  private let plan: IndexPlan
  private var counts: [Int]
  /// The pages that have some of their links: how many, and by merchant.
  private var open: [Int: (count: Int, entries: [Int: [PageRenderer.IndexEntry]])] = [:]

  init(renderer: PageRenderer, catalogue: Catalogue) {
    self.renderer = renderer
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  /// Takes the next link; gives a page when it was the last one of it.
  mutating func add(
    _ entry: PageRenderer.IndexEntry, merchant: Int
  ) -> (path: String, bytes: [UInt8])? {
    let page = plan.page(merchant: merchant, number: counts[merchant])
    counts[merchant] += 1
    open[page, default: (0, [:])].count += 1
    open[page, default: (0, [:])].entries[merchant, default: []].append(entry)
    guard let known = open[page], known.count == plan.linkCount(ofPage: page) else { return nil }
    open[page] = nil
    return make(page, plan.merchants(ofPage: page).map { known.entries[$0] ?? [] })
  }

  /// What is still to be made: the one page of an index without links.
  func finish() -> [(path: String, bytes: [UInt8])] {
    counts.contains { $0 > 0 } ? [] : [make(0, [])]
  }

  private func make(
    _ page: Int, _ entries: [[PageRenderer.IndexEntry]]
  ) -> (path: String, bytes: [UInt8]) {
    (PageRenderer.indexPath(page: page), renderer.index(plan, page: page, entries: entries))
  }
}
