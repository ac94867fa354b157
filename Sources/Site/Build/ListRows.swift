package import Catalog
package import Pages

/// The rows of consecutive links in the files that list all of them.
package struct ListRows: Sendable {
  var json: [UInt8] = []
  var csv: [UInt8] = []
  var index: [IndexItem] = []
  /// What a sitemap lists.
  package private(set) var listedAddresses: [String] = []
  var skins: Set<String> = []

  /// No rows.
  package init() {}

  /// Adds the rows of the next link.
  package mutating func add(_ link: Link, _ renderer: PageRenderer, merchantKeys: [String]) {
    let record = ManifestRow(link, merchantKeys: merchantKeys, layout: renderer.layout)
    json.append(contentsOf: SiteListText.jsonSeparator)
    record.appendJSON(to: &json)
    record.appendCSV(to: &csv, isRaw: false)
    index.append(IndexItem(merchant: link.merchant, entry: renderer.indexEntry(link)))
    if let address = renderer.listedAddress(link.id, isBatch: link.isBatch) {
      listedAddresses.append(address)
    }
    skins.insert(link.skin.name)
  }
}
