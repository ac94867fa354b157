internal import GatePay
internal import Support

/// The config as it was read: checked where a value can be checked by itself.
///
/// A name whose value was refused stays known, so that one mistake is reported once and not again
/// wherever the name is used.
struct Config: Sendable {
  /// Values by the names that the author gave them; nil where the value was refused.
  typealias Named<Value> = [String: Value?]

  var site: SiteSettings
  var gateway = Gateway.standard
  var maximumPrice = Amount.defaultMaximum
  /// In the order of the file.
  var merchants: [MerchantSpec] = []
  var prices: Named<Amount> = [:]
  var skins: Named<Skin> = [:]
  /// In the order of the file.
  var products: [ProductSpec] = []
  var defaults = LinkFields()
  var links: [LinkSpec] = []
  /// How many entries `links:` has, those that were refused included; 1 where it is no list.
  var entryCount = 1
  /// The orders that were created for links, by id; known only after the config was checked.
  var placedOrders: [String: PlacedOrder] = [:]
  var prints: [PrintJob] = []
  /// The sheets of labels and cards that the config describes.
  var stocks: [String: Stock] = [:]
  /// The folder that holds the config; empty for the working directory.
  var folder: String
}

/// A merchant as the config has it.
struct MerchantSpec: Sendable {
  var key: String
  var name: String
  var appkey: Appkey?
  /// In the order of the file; nil where the token was refused.
  var tokens: [(name: String, token: Token?)]
  var defaults = LinkFields()
}

/// What a link, `defaults:` or a merchant's defaults say of a link.
struct LinkFields: Sendable {
  /// A value that may hold fields, or `~`: none, whatever the defaults say.
  enum Value: Sendable {
    case pattern(TextPattern)
    case none
  }

  var merchant: TextPattern?
  var token: TextPattern?
  var price: TextPattern?
  var custom: Value?
  var note: Value?
  var skin: TextPattern?
  var stable: Flag?
  /// Each one may hold several, separated by commas.
  var tags: [TextPattern]?

  /// `true` or `false`, with where it is said.
  struct Flag: Sendable {
    var value: Bool
    var position: Position
    var keyPath: String
  }
}

extension LinkFields {
  /// The values that hold no field, so that they can be read without a row.
  var withoutPatternsOfFields: LinkFields {
    func fixed(_ pattern: TextPattern?) -> TextPattern? {
      pattern.flatMap { $0.fieldNames.isEmpty ? $0 : nil }
    }
    func fixed(_ value: Value?) -> Value? {
      guard case .pattern(let pattern)? = value else { return nil }
      return fixed(pattern).map { .pattern($0) }
    }
    var fields = self
    fields.price = fixed(price)
    fields.skin = fixed(skin)
    fields.custom = fixed(custom)
    fields.note = fixed(note)
    fields.tags = tags.map { $0.compactMap(fixed) }
    return fields
  }
}

/// One entry under `links:`, which makes one link or many.
struct LinkSpec: Sendable {
  var position: Position
  /// Such as `links[2]`.
  var keyPath: String
  var id: TextPattern
  var title: TextPattern?
  var fields: LinkFields
  /// What makes the link an order; nil for an address of quick collect.
  var order: OrderSpec?
  /// The values of each `each` key, in the order of the file.
  var each: [EachKey] = []
  /// The spreadsheet, one link a row.
  var rows: TextPattern?
  /// Whether the entry stands for many links.
  var isBatch: Bool { !each.isEmpty || rows != nil }
}

/// A key under `each` with its values.
struct EachKey: Sendable {
  var name: String
  var values: EachValues
}

/// The values of a key under `each`; a range holds no list of its numbers.
enum EachValues: Sendable {
  case list([String])
  /// Whole numbers from the first on, with leading zeros up to a width.
  case range(first: Int, count: Int, width: Int)

  var count: Int {
    switch self {
    case .list(let values): values.count
    case .range(_, let count, _): count
    }
  }

  subscript(index: Int) -> String {
    switch self {
    case .list(let values):
      return values[index]
    case .range(let first, _, let width):
      let digits = String(first + index)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }
}
