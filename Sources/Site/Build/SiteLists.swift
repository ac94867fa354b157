internal import Catalog
internal import Pages
internal import Support

/// The files that list all links (manifest, index, sitemap, stylesheets), streamed in order; keeps
/// at most a few pages of the index in memory.
struct SiteLists {
  /// Settles the file at a path, given what the last build recorded about it.
  typealias Take = (String, (RecordedFile?) throws -> RecordedFile) throws -> Void

  private let settler: FileSettler
  private let renderer: PageRenderer
  private let json: OutputFile
  private let csv: OutputFile
  private var hasLinks = false
  private var index: IndexPages
  private var sitemap: Sitemap?
  private var skins: Set<String> = []

  static let jsonSeparator = Array(",\n".utf8)
  static let jsonStart = Array("[\n".utf8)
  static let jsonEnd = Array("\n]\n".utf8)
  static let csvStart = Array((CSVWriter.byteOrderMark + ManifestRow.csvHeader).utf8)

  init(settler: FileSettler, renderer: PageRenderer, catalogue: Catalogue) throws {
    self.settler = settler
    self.renderer = renderer
    json = try settler.staging.openStream(OutputLayout.linksJSON)
    csv = try settler.staging.openStream(OutputLayout.linksCSV)
    try csv.append(Self.csvStart)
    index = IndexPages(catalogue: catalogue)
    sitemap = Sitemap(renderer: renderer, catalogue: catalogue)
  }

  /// Adds the rows that workers made of the next links.
  mutating func add(_ result: LinkWorker.Result, _ take: Take) throws {
    if hasLinks {
      try json.append(result.json)
    } else {
      try json.append(Self.jsonStart)
      try json.append(result.json.dropFirst(Self.jsonSeparator.count))
    }
    hasLinks = true
    try csv.append(result.csv)
    skins.formUnion(result.skins)
    for item in result.index {
      guard let page = index.add(item) else { continue }
      try settle(page, take)
    }
    for address in result.listedAddresses {
      guard let part = sitemap?.add(address) else { continue }
      try settle(part.path, part.bytes, take)
    }
  }

  /// Settles the lists.
  mutating func finish(_ prints: [IndexPrintRow], _ take: Take) throws {
    try json.append((hasLinks ? [] : Self.jsonStart) + Self.jsonEnd)
    for (stream, path) in [(json, OutputLayout.linksJSON), (csv, OutputLayout.linksCSV)] {
      try take(path) { try settler.settle(stream, path, recorded: $0) }
    }
    if let page = index.finish(prints) { try settle(page, take) }
    for part in sitemap?.finish() ?? [] { try settle(part.path, part.bytes, take) }
    var stylesheets: [String: [UInt8]] = [:]
    for skin in skins.union([renderer.indexSkin]) {
      if let stylesheet = renderer.stylesheet(ofSkin: skin) {
        stylesheets[stylesheet.path] = stylesheet.bytes
      }
    }
    for (path, bytes) in stylesheets.sorted(by: { $0.key < $1.key }) {
      try settle(path, bytes, take)
    }
  }

  private func settle(_ page: IndexPages.Page, _ take: Take) throws {
    let bytes = renderer.index(
      index.plan, page: page.number, entries: page.entries, prints: page.prints)
    try settle(page.path, bytes, take)
  }

  private func settle(_ path: String, _ bytes: [UInt8], _ take: Take) throws {
    try take(path) { recorded in
      try settler.settle(path, .list, inputs: .none, recorded: recorded) { bytes }
    }
  }
}
