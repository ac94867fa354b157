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
  /// The pages of the index in the main language (nil) and in others.
  private var indexPages: [(language: Language?, proof: IndexProof)] = []
  private var paths: Set<String>
  private var owner: OwnerProof
  /// Recognises the pages of links that are gone; nil where the page for what is missing has other words.
  private var notices: NoticeProof?
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
    owner = try OwnerProof(files)
    paths = [files.lists.json, files.lists.csv]
    if try files.place(of: files.lists.csv) == nil {
      others.append(Found(.file(files.lists.csv, .missingFile)))
    }
    try readIndex()
    try readStylesheets()
    try readNotFound()
  }

  var found: [Found] { others + rows.found + owner.found }

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
      let pages = Language.allCases.map { OutputLayout.page(row.page, in: $0) }
      for path in [row.page, row.picture, vector] + pages {
        if !linkPaths.insert(Digest64(path)) {
          others.append(
            Found(
              .file(files.lists.json, .repeatedPath(path, of: row.id), .init(row.id))))
        }
      }
      compareEntry(of: row)
      owner.compare(row)
    }
    linkCount = number
    return batch.isEmpty ? nil : batch
  }

  func finish() throws {
    try rows.finish()
    try owner.finish()
    if let place = try files.place(of: OutputLayout.printJobs) {
      paths.insert(OutputLayout.printJobs)
      // A malformed list of jobs is reported where the jobs are compared.
      paths.formUnion((try? BuiltLists.printJobs(place).map(\.html)) ?? [])
    }
    for name in try InputFolder.names(of: files.root)
    where name.hasPrefix("sitemap") && name.hasSuffix(".xml") {
      paths.insert(name)
    }
    paths.insert(OutputLayout.notFound)
  }

  func owns(_ path: String) -> Bool {
    paths.contains(path) || owner.paths.contains(path) || linkPaths.contains(Digest64(path))
      || isRetired(path)
  }

  /// Whether a file is the page of a slug or link that is gone, which says so and leads to no payment,
  /// or holds rules.
  private func isRetired(_ path: String) -> Bool {
    if hasShortAddresses, OutputLayout.isRules(path) { return true }
    let isRemoved = path.hasPrefix("pay/") && path.hasSuffix("/\(OutputLayout.index)")
    guard isRemoved || OutputLayout.slug(ofPage: path) != nil, let notices,
      let document = (try? files.bytes(of: path)).flatMap({ HTMLDocument($0) })
    else { return false }
    let content = PageContent(document)
    let leadsOut = content.links.contains { URLReference($0).path(from: path) == nil }
    return !leadsOut && content.pictures.isEmpty && content.actions.isEmpty
      && (isRemoved ? notices.isRemoved(content) : notices.isRetired(content))
  }

  // MARK: Index

  private func readIndex() throws {
    for language in [nil] + Language.allCases.map(Optional.some) {
      var number = 1
      while let bytes = try files.bytes(of: OutputLayout.indexPage(number, in: language)) {
        let path = OutputLayout.indexPage(number, in: language)
        paths.insert(path)
        if let document = HTMLDocument(bytes) {
          let proof = IndexProof(path, document)
          others += proof.actions
          indexPages.append((language, proof))
        }
        number += 1
      }
    }
  }

  /// The page for addresses without one leads to the index at most.
  private func readNotFound() throws {
    let path = OutputLayout.notFound
    guard let document = try files.bytes(of: path).flatMap({ HTMLDocument($0) }) else {
      others.append(Found(.file(path, .missingFile)))
      return
    }
    let content = PageContent(document)
    notices = NoticeProof(notFound: content)
    if notices == nil { others.append(Found(.file(path, .otherNotice))) }
    let hosts = content.links.filter { URLReference($0).host != nil || URLReference($0).isCode }
    others += (content.actions + hosts).map {
      Found(.file(path, .activeContent($0, link: nil), .init(nil, found: $0)))
    }
  }

  private func compareEntry(of row: ListedLink) {
    for language in [nil] + Language.allCases.map(Optional.some) {
      let pages = indexPages.filter { $0.language == language }.map(\.proof)
      guard pages.contains(where: \.hasEntries) else { continue }
      let page = language.map { OutputLayout.page(row.page, in: $0) } ?? row.page
      let entry = IndexProof.Entry(
        id: row.id, title: language == nil ? row.title : nil, price: row.price, page: page,
        url: row.url, mayLackButton: row.values["token"] == .string(""))
      others += (pages.first { $0.leads(to: page) } ?? pages.first)?.differences([entry]) ?? []
    }
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
      if OutputLayout.icon(bytes) == path { paths.insert(path) }
    }
  }
}

extension Problem {
  fileprivate static var otherNotice: Problem {
    Problem(
      Sentence(
        "the page has other words than a build writes", "页面上的文字与构建写出的不同"))
  }

  fileprivate static func repeatedPath(_ path: String, of link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(link)) has the file \(quoted(path)), which another link has too",
        "\(quoted(link)) 的文件 \(quoted(path)) 也属于另一个链接"))
  }
}
