internal import Catalog
internal import GatePay
internal import Pages
internal import Paper
internal import Site
internal import Support

/// The links of the config as it is now, compared with both lists and everything that lists all
/// links.
final class ConfigFeed: LinkFeed {
  private let site: Site
  private let files: PublishedFiles
  private let sample: Sample
  private let reader: LinkReader
  private let compared: ComparedLists
  private var lists: SiteLists<ComparedLists>
  private var rows: ListedRows
  /// The index in each language of the site.
  private var indexes: [IndexEntries]
  private var linkPaths = DigestSet()
  private var number = 0

  static let batchSize = 64

  init(_ site: Site, _ files: PublishedFiles, sample: Sample) throws {
    self.site = site
    self.files = files
    self.sample = sample
    reader = site.catalogue.makeReader()
    compared = ComparedLists(files)
    lists = try SiteLists(compared, renderer: site.renderer, catalogue: site.catalogue)
    rows = try ListedRows(files)
    indexes =
      site.catalogue.outline.site.hasIndex
      ? site.renderer.languages.map { IndexEntries(site, files, $0) } : []
    for id in site.catalogue.outline.site.removed {
      for language in site.renderer.languages {
        let path = site.renderer.layout.page(id, in: site.renderer.folderLanguage(language))
        try compared.put(path, site.renderer.removedPage(in: language))
      }
    }
  }

  var linkCount: Int { number }
  var found: [Found] { rows.found + compared.found + indexes.flatMap(\.found) }
  var details: [Found] { compared.details }

  func nextBatch() throws -> [LinkProof.Item]? {
    var batch: [LinkProof.Item] = []
    var listed = ListRows(hasShortURLs: site.catalogue.forwardingCount > 0)
    while batch.count < Self.batchSize, let link = try reader.next() {
      let (row, cells) = (try rows.row(of: link.id), try rows.cells(of: link.id))
      batch.append(
        LinkProof.Item(
          link: .config(link), row: row, cells: cells, isSampled: sample.takes(number)))
      number += 1
      let layout = site.renderer.layout
      let pages = site.renderer.languages.map {
        layout.page(link.id, in: site.renderer.folderLanguage($0))
      }
      for path in pages + [layout.png(link.id)] { _ = linkPaths.insert(Digest64(path)) }
      if site.catalogue.outline.site.qr.writesSVG {
        _ = linkPaths.insert(Digest64(layout.svg(link.id)))
      }
      listed.add(link, site.renderer, merchantKeys: site.catalogue.merchantKeys)
      for number in indexes.indices { try indexes[number].add(link, page: pages[number]) }
    }
    if batch.isEmpty { return nil }
    try lists.add(listed)
    return batch
  }

  func finish() throws {
    try rows.finish()
    let prints = try PrintPages.make(site.catalogue, site.printFonts, into: compared)
    try lists.finish(prints)
  }

  var hasShortAddresses: Bool {
    site.catalogue.forwardingCount > 0 || !site.catalogue.paper.targets.isEmpty
  }

  func owns(_ path: String) -> Bool {
    compared.paths.contains(path) || linkPaths.contains(Digest64(path))
  }
}

/// Compares the pages of the index with their links, each page once all its links are known.
private struct IndexEntries {
  private let files: PublishedFiles
  private let plan: IndexPlan
  private let language: Language
  private let folderLanguage: Language?
  private var counts: [Int]
  private var open: [Int: [IndexProof.Entry]] = [:]
  private(set) var found: [Found] = []

  init(_ site: Site, _ files: PublishedFiles, _ language: Language) {
    self.files = files
    self.language = language
    folderLanguage = site.renderer.folderLanguage(language)
    let catalogue = site.catalogue
    plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    counts = Array(repeating: 0, count: catalogue.linkCounts.count)
  }

  mutating func add(_ link: Link, page: String) throws {
    let number = plan.page(merchant: link.merchant, number: counts[link.merchant])
    counts[link.merchant] += 1
    open[number, default: []].append(
      IndexProof.Entry(
        id: link.id, title: link.title(in: language),
        price: link.address.price?.description, page: page,
        url: link.url, mayLackButton: true))
    guard open[number]?.count == plan.linkCount(ofPage: number),
      let entries = open.removeValue(forKey: number)
    else { return }
    let path = OutputLayout.indexPage(number + 1, in: folderLanguage)
    // A missing page is found where all of its bytes are compared.
    guard let bytes = try files.bytes(of: path), let document = HTMLDocument(bytes) else { return }
    let proof = IndexProof(path, document)
    if proof.hasEntries { found += proof.differences(entries) }
  }
}
