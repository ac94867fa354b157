internal import Catalog
internal import GatePay

extension PrintJob.SortOrder {
  /// Sorts links, each with the index of the selector that matched it; the sort is stable.
  func sorted(_ entries: [(rank: Int, item: PrintItem)]) -> [PrintItem] {
    let items = entries.map(\.item)
    return switch self {
    case .links: items
    case .listed: Self.sorted(items, by: entries.map(\.rank), <)
    case .id:
      Self.sorted(items, by: items.map { Self.naturalKey($0.link) }) {
        $0.lexicographicallyPrecedes($1)
      }
    case .title:
      Self.sorted(items, by: items.map { Self.naturalKey($0.title) }) {
        $0.lexicographicallyPrecedes($1)
      }
    case .price:
      Self.sorted(items, by: items.map(\.price)) { left, right in
        guard let left else { return false }
        return right.map { left < $0 } ?? true
      }
    }
  }

  private static func sorted<Key>(
    _ items: [PrintItem], by keys: [Key], _ precedes: (Key, Key) -> Bool
  ) -> [PrintItem] {
    items.indices.sorted { left, right in
      if precedes(keys[left], keys[right]) { return true }
      return left < right && !precedes(keys[right], keys[left])
    }.map { items[$0] }
  }

  /// A sort key for natural order: consecutive digits count as one number, before letters.
  private static func naturalKey(_ text: String) -> [UInt32] {
    var key: [UInt32] = []
    var number: UInt32?
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
        number = min((number ?? 0), 9_999_999) * 10 + UInt32(digit)
        continue
      }
      if let value = number { key += [0, value] }
      number = nil
      key.append(scalar.value + 1)
    }
    if let value = number { key += [0, value] }
    return key
  }
}
