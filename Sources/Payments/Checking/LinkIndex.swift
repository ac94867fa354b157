public import Catalog
public import GatePay

/// Finds the quick-collect link that a payment belongs to.
public struct LinkIndex: Sendable {
  /// What a link fixes; nil where the payer enters it, or may change it.
  private struct Key: Hashable {
    var merchant: Int
    var price: Amount?
    var custom: String?
  }

  /// The first link that fixes the same; `isShared` when there are more.
  private struct Entry {
    var id: String
    var isShared: Bool
  }

  private var entries: [Key: Entry] = [:]
  /// The prices of links, whatever their custom.
  private var prices: Set<Key> = []

  /// No links.
  public init() {}

  /// The links of a catalogue.
  ///
  /// - Throws: `CatalogueChanged`.
  public init(_ catalogue: Catalogue) throws(CatalogueChanged) {
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      guard let address = link.address.quickCollect else { continue }
      let isOpen = address.price == nil || !address.stable
      prices.insert(
        Key(merchant: link.merchant, price: isOpen ? nil : address.price, custom: nil))
      // A price or custom that is not locked may come back changed; unchanged, it is the best match.
      add(Key(merchant: link.merchant, price: address.price, custom: address.custom), link.id)
      if address.stable { continue }
      add(Key(merchant: link.merchant, price: nil, custom: address.custom), link.id)
      add(Key(merchant: link.merchant, price: address.price, custom: nil), link.id)
      add(Key(merchant: link.merchant, price: nil, custom: nil), link.id)
    }
  }

  private mutating func add(_ key: Key, _ id: String) {
    if let entry = entries[key] {
      if entry.id != id { entries[key]?.isShared = true }
    } else {
      entries[key] = Entry(id: id, isShared: false)
    }
  }

  /// Whether some link has a price, or leaves it to the payer.
  func hasLink(merchant: Int, price: Amount) -> Bool {
    prices.contains(Key(merchant: merchant, price: price, custom: nil))
      || prices.contains(Key(merchant: merchant, price: nil, custom: nil))
  }

  /// The link that a payment belongs to: the one that fixes most of it.
  ///
  /// - Parameters:
  ///   - custom: the custom of the payment; nil for none.
  /// - Returns: nil when no link fits; an inner nil when several links fit equally.
  public func link(merchant: Int, price: Amount, custom: String?) -> String?? {
    let keys = [
      Key(merchant: merchant, price: price, custom: custom),
      Key(merchant: merchant, price: nil, custom: custom),
      Key(merchant: merchant, price: price, custom: nil),
      Key(merchant: merchant, price: nil, custom: nil),
    ]
    guard let entry = keys.lazy.compactMap({ entries[$0] }).first else { return nil }
    return .some(entry.isShared ? nil : entry.id)
  }
}
