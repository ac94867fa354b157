internal import Catalog
internal import Pages

/// The files that speak of all links: the manifest, the index, the sitemap and the stylesheets.
struct SiteLists {
  private(set) var linkCount = 0

  private let folder: OutputFolder
  private let renderer: PageRenderer
  private let merchantKeys: [String]
  private let json: NewFile
  private let csv: NewFile
  private var entries: [PageRenderer.IndexEntry] = []
  private var listedAddresses: [String] = []
  private var skins: Set<String> = []
  private var hasBatchLinks = false

  init(folder: OutputFolder, renderer: PageRenderer, merchantKeys: [String]) throws {
    self.folder = folder
    self.renderer = renderer
    self.merchantKeys = merchantKeys
    json = try folder.openStream(OutputLayout.linksJSON)
    csv = try folder.openStream(OutputLayout.linksCSV)
    try csv.append(Array((LinkRecord.byteOrderMark + LinkRecord.csvHeader).utf8))
  }

  /// Takes the next link.
  mutating func add(_ link: Link) throws {
    let record = LinkRecord(link, merchantKeys: merchantKeys)
    try json.append(Array(((linkCount == 0 ? "[\n" : ",\n") + record.json).utf8))
    try csv.append(Array(record.csv(isRaw: false).utf8))
    entries.append(renderer.indexEntry(link))
    if let address = renderer.listedAddress(link) { listedAddresses.append(address) }
    skins.insert(link.skin.name)
    hasBatchLinks = hasBatchLinks || link.isBatch
    linkCount += 1
  }

  /// Stages the lists.
  mutating func finish() throws {
    try json.append(Array("\n]\n".utf8))
    try folder.finishStream(json, OutputLayout.linksJSON)
    try folder.finishStream(csv, OutputLayout.linksCSV)
    try folder.stage(
      OutputLayout.index, renderer.index(entries, hasBatchLinks: hasBatchLinks))
    var stylesheets: [String: [UInt8]] = [:]
    for skin in skins.union([renderer.indexSkin]) {
      if let stylesheet = renderer.stylesheet(ofSkin: skin) {
        stylesheets[stylesheet.path] = stylesheet.bytes
      }
    }
    for (path, bytes) in stylesheets { try folder.stage(path, bytes) }
    try stageSitemap()
  }

  /// Stages what search engines may list; more addresses than one file may hold go to several files
  /// with an index (sitemaps.org protocol, "Using Sitemap index files").
  private func stageSitemap() throws {
    guard let base = renderer.baseURL else { return }
    let addresses = (hasUnlistedIndex ? [] : [base]) + listedAddresses
    // The protocol knows no empty sitemap.
    guard !addresses.isEmpty else { return }
    let capacity = OutputLayout.sitemapCapacity
    guard addresses.count > capacity else {
      try stageList(OutputLayout.sitemap, "urlset", "url", addresses)
      return
    }
    var parts: [String] = []
    for start in stride(from: 0, to: addresses.count, by: capacity) {
      let name = OutputLayout.sitemapPart(parts.count + 1)
      let part = Array(addresses[start..<min(start + capacity, addresses.count)])
      try stageList(name, "urlset", "url", part)
      parts.append(base + name)
    }
    try stageList(OutputLayout.sitemap, "sitemapindex", "sitemap", parts)
  }

  private var hasUnlistedIndex: Bool { renderer.hidesIndex(hasBatchLinks: hasBatchLinks) }

  /// Base addresses and ids hold no character that XML would need escaped but `&` and `'`.
  private func stageList(
    _ path: String, _ root: String, _ item: String, _ addresses: [String]
  ) throws {
    var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    text += #"<\#(root) xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"# + "\n"
    for address in addresses {
      let escaped = address.replacing("&", with: "&amp;").replacing("'", with: "&apos;")
      text += "<\(item)><loc>\(escaped)</loc></\(item)>\n"
    }
    text += "</\(root)>\n"
    try folder.stage(path, Array(text.utf8))
  }
}
