public import Catalog
public import GatePay
internal import Support

/// Finds the quick-collect link of a payment.
public struct LinkIndex: Sendable {
  /// What a link fixes; nil if the payer enters it or may change it.
  private struct Key: Hashable {
    var merchant: Int
    var price: Amount?
    /// In its normal form, so that a code printed before a clean-up of the config still matches.
    var custom: NormalForm?

    init(merchant: Int, price: Amount?, custom: String?) {
      self.merchant = merchant
      self.price = price
      self.custom = custom.map(NormalForm.init(of:))
    }
  }

  /// The first link that fixes the same; `isShared` if there are more.
  private struct Entry {
    var id: String
    var isShared: Bool
  }

  private var entries: [Key: Entry] = [:]
  /// The prices of links, whatever their custom.
  private var prices: Set<Key> = []

  /// An empty index.
  public init() {}

  /// Indexes the links of a catalogue.
  public init(_ catalogue: Catalogue) throws(CatalogueChanged) {
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      guard let address = link.address.quickCollect else { continue }
      let isOpen = address.price == nil || !address.stable
      prices.insert(
        Key(merchant: link.merchant, price: isOpen ? nil : address.price, custom: nil))
      // A price or custom that is not locked may change; unchanged, it is the best match.
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

  /// Whether a link has this price, or leaves it to the payer.
  func hasLink(merchant: Int, price: Amount) -> Bool {
    prices.contains(Key(merchant: merchant, price: price, custom: nil))
      || prices.contains(Key(merchant: merchant, price: nil, custom: nil))
  }

  /// The link of a payment by its price or contact: the one that fixes the most of it.
  ///
  /// - Returns: nil when no link fits; an inner nil when several links fit equally.
  public func link(merchant: Int, price: Amount, custom: String?) -> String?? {
    let keys = [
      Key(merchant: merchant, price: price, custom: custom),
      Key(merchant: merchant, price: custom == nil ? price : nil, custom: custom),
      Key(merchant: merchant, price: price, custom: nil),
    ]
    return id(keys.lazy.compactMap { entries[$0] }.first)
  }

  /// The link that leaves price and contact to the payer, and so fits every payment.
  ///
  /// - Returns: as above.
  func openLink(merchant: Int) -> String?? {
    id(entries[Key(merchant: merchant, price: nil, custom: nil)])
  }

  private func id(_ entry: Entry?) -> String?? {
    guard let entry else { return nil }
    return .some(entry.isShared ? nil : entry.id)
  }
}
