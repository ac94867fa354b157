internal import Catalog
internal import Pages
internal import Site
internal import Support

/// The links of a site whose config is not at hand, by its list; lists, pages and pictures are
/// compared with each other only.
final class ListFeed: LinkFeed {
  private let files: PublishedFiles
  private let sample: Sample
  private var rows: ListedRows
  private var indexPages: [IndexProof] = []
  private var paths: Set<String> = [OutputLayout.linksJSON, OutputLayout.linksCSV]
  private var linkPaths = DigestSet()
  private var number = 0
  private(set) var linkCount = 0
  private(set) var hasShortAddresses = false
  private var others: [Found] = []
  let details: [Found] = []
  /// The stylesheets whose content agrees with their names.
  private(set) var stylesheets: Set<String> = []

  init(_ files: PublishedFiles, sample: Sample) throws {
    self.files = files
    self.sample = sample
    rows = try ListedRows(files)
    for path in [OutputLayout.linksCSV, OutputLayout.index]
    where try files.place(of: path) == nil {
      others.append(Found(.file(path, .missingFile)))
    }
    try readIndex()
    try readStylesheets()
  }

  var found: [Found] { others + rows.found }

  func nextBatch() throws -> [LinkProof.Item]? {
    var batch: [LinkProof.Item] = []
    while batch.count < ConfigFeed.batchSize, let row = try rows.nextRow() {
      let cells = try rows.cells(of: row.id)
      batch.append(
        LinkProof.Item(link: .list, row: row, cells: cells, isSampled: sample.takes(number)))
      number += 1
      if let short = row.shortURL {
        hasShortAddresses = true
        if let path = LinkProof.page(ofShortURL: short) { paths.insert(path) }
      }
      let vector = ExpectedLink.vector(beside: row.picture)
      for path in [row.page, row.picture, vector] {
        if !linkPaths.insert(Digest64(path)) {
          others.append(
            Found(
              .file(OutputLayout.linksJSON, .repeatedPath(path, of: row.id), .init(row.id))))
        }
      }
      compareEntry(of: row)
    }
    linkCount = number
    return batch.isEmpty ? nil : batch
  }

  func finish() throws {
    try rows.finish()
    if let place = try files.place(of: OutputLayout.printJobs) {
      paths.insert(OutputLayout.printJobs)
      // A malformed list of jobs is reported where the jobs are compared.
      paths.formUnion((try? BuiltLists.printJobs(place).map(\.html)) ?? [])
    }
    for name in try InputFolder.names(of: files.root)
    where name.hasPrefix("sitemap") && name.hasSuffix(".xml") {
      paths.insert(name)
    }
  }

  func owns(_ path: String) -> Bool {
    paths.contains(path) || linkPaths.contains(Digest64(path)) || isRetired(path)
  }

  /// Whether a file is the page of a slug whose link is gone, which leads nowhere, or holds rules.
  private func isRetired(_ path: String) -> Bool {
    if hasShortAddresses, OutputLayout.isRules(path) { return true }
    guard OutputLayout.slug(ofPage: path) != nil,
      let document = (try? files.bytes(of: path)).flatMap({ HTMLDocument($0) })
    else { return false }
    let content = PageContent(document)
    return content.links.isEmpty && content.actions.isEmpty
  }

  // MARK: Index

  private func readIndex() throws {
    var number = 1
    while let bytes = try files.bytes(of: OutputLayout.indexPage(number)) {
      let path = OutputLayout.indexPage(number)
      paths.insert(path)
      if let document = HTMLDocument(bytes) {
        let proof = IndexProof(path, document)
        others += proof.actions
        indexPages.append(proof)
      }
      number += 1
    }
  }

  private func compareEntry(of row: ListedLink) {
    guard indexPages.contains(where: \.hasEntries) else { return }
    let page = indexPages.first { $0.leads(to: row.page) } ?? indexPages.first
    let entry = IndexProof.Entry(id: row.id, title: row.title, price: row.price, page: row.page)
    others += page?.differences([entry]) ?? []
  }

  // MARK: Stylesheets

  private func readStylesheets() throws {
    guard try FileSystem.kind(of: "\(files.root)/assets") == .folder else { return }
    for name in try InputFolder.names(of: "\(files.root)/assets") {
      let path = "assets/\(name)"
      guard let bytes = try files.bytes(of: path) else { continue }
      if OutputLayout.stylesheet(bytes) == path {
        stylesheets.insert(path)
        paths.insert(path)
      }
    }
  }
}

extension Problem {
  fileprivate static func repeatedPath(_ path: String, of link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(link)) has the file \(quoted(path)), which another link has too",
        "\(quoted(link)) 的文件 \(quoted(path)) 也属于另一个链接"))
  }
}
