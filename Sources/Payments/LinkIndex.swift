public import Catalog
public import GatePay

/// The quick-collect links of a site, found by what comes back with a payment.
public struct LinkIndex: Sendable {
  /// What a link gives; nil where the payer enters it, or may change it.
  private struct Key: Hashable {
    var merchant: Int
    var price: Amount?
    var custom: String?
  }

  /// The links that give the same, by the first of them; `isShared` where there are more.
  private struct Entry {
    var id: String
    var isShared: Bool
  }

  private var entries: [Key: Entry] = [:]
  /// What links ask for, whatever comes back.
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
      // What is not locked may come back changed; as it was given it is still the best sign of the link.
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

  /// Whether some link asks for a price, or leaves it to the payer.
  func hasLink(merchant: Int, price: Amount) -> Bool {
    prices.contains(Key(merchant: merchant, price: price, custom: nil))
      || prices.contains(Key(merchant: merchant, price: nil, custom: nil))
  }

  /// The link that a payment belongs to: the one that gives most of it.
  ///
  /// - Parameters:
  ///   - custom: what came back; nil for nothing.
  /// - Returns: nil when no link fits. The inner nil stands for several that cannot be told apart.
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
