internal import GatePay
internal import Paper
internal import Support

/// The decoded config, with every value checked that can be checked alone.
///
/// A name with a refused value stays known, so that one mistake is not reported again wherever the
/// name is used.
struct Config: Sendable {
  /// Values by the author's names; nil if the value was refused.
  typealias Named<Value> = [String: Value?]

  var site: SiteSettings
  var gateway = Gateway.standard
  /// The gateway that the config names, whatever is used in its place.
  var ownGateway = Gateway.standard
  var maximumPrice = Amount.defaultMaximum
  var tolerance = Tolerance.standard
  /// The gateway's words for paid orders.
  var paidStatuses: Set<OrderStatus> = [.paid]
  /// In the order of the file.
  var merchants: [MerchantSpec] = []
  var prices: Named<Amount> = [:]
  /// What a price can be named, sorted, and `any`.
  var priceNames: [String] = []
  var skins: Named<Skin> = [:]
  /// In the order of the file.
  var products: [ProductSpec] = []
  var defaults = LinkFields()
  var links: [LinkSpec] = []
  /// The number of entries in `links:`, refused ones included; 1 if it is not a list.
  var entryCount = 1
  /// The orders that were created for links, by id; known only after the check.
  var placedOrders: [String: PlacedOrder] = [:]
  var prints: [PrintJob] = []
  /// What was published and printed, by the file beside the config.
  var paper = PaperLedger()
  /// The slugs of links that forward and do not set their own, by the form for comparing ids.
  var slugs: [String: PaperSlug] = [:]
  /// All published slugs of each link, by the form for comparing ids.
  var publishedSlugs: [String: [PaperSlug]] = [:]
  /// Whether some links may forward.
  var forwards: Bool {
    func isOn(_ fields: LinkFields) -> Bool { fields.forward?.value == true }
    return isOn(defaults) || merchants.contains { isOn($0.defaults) }
      || links.contains { isOn($0.fields) }
  }
  /// Whether a merchant has a sample's appkey, as in an example.
  var hasSampleAppkey: Bool { merchants.contains { $0.appkey?.isSample == true } }
  /// The position of `base_url`.
  var baseURLPosition: Position?
  /// Whether there is a `base_url` that was refused.
  var hasRefusedBaseURL: Bool { baseURLPosition != nil && site.baseURL == nil }
  /// The sheets of labels and cards that the config declares.
  var stocks: [String: Stock] = [:]
  /// The keys of the top level whose values have errors of YAML, so that what they declare is not
  /// known.
  var unreadKeys: Set<String> = []
  /// The folder that holds the config, and what else its files may come from.
  var project: ProjectFolder
}

/// A merchant as the config declares it.
struct MerchantSpec: Sendable {
  var key: String
  var name: String
  /// The name in other languages than the site's main one.
  var names: [Language: String] = [:]
  var appkey: Appkey?
  /// In the order of the file; nil if the token was refused.
  var tokens: [(name: String, token: Token?)]
  /// Whether the tokens have errors of YAML, so that their names are not known.
  var hasUnreadTokens = false
  var defaults = LinkFields()
}

/// The link settings of a link, of `defaults:` or of a merchant's defaults.
struct LinkFields: Sendable {
  /// A value that may hold fields, or `~`, which overrides the defaults with no value.
  enum Value: Sendable {
    case pattern(TextPattern)
    case none
  }

  @Rare var merchant: TextPattern?
  @Rare var token: TextPattern?
  @Rare var price: TextPattern?
  @Rare var custom: Value?
  @Rare var note: Value?
  @Rare var skin: TextPattern?
  @Rare var stable: Flag?
  @Rare var forward: Flag?
  /// Each one may hold several, separated by commas.
  var tags: [TextPattern]?
  /// The keys whose values were refused, with a finding.
  var refusedKeys: Set<String> = []

  /// `true` or `false`, with its position.
  struct Flag: Sendable {
    var value: Bool
    var position: Position
    var keyPath: String
  }
}

extension LinkFields {
  /// The values without fields, which can be read without a row.
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
  @Rare var title: TextPattern?
  /// The title on paper; nil for the title itself.
  @Rare var printTitle: TextPattern?
  /// How often the link is printed; nil for once.
  @Rare var printCopies: TextPattern?
  /// Titles in other languages than the site's main one.
  @Rare var translations: Translations?
  /// The name in the short address; nil for a made one.
  @Rare var slug: TextPattern?
  var fields: LinkFields
  /// The settings of an order; nil for a quick-collect link.
  @Rare var order: OrderSpec?
  /// The values of each `each` key, in the order of the file.
  var each: [EachKey] = []
  /// The spreadsheet, one link a row.
  @Rare var rows: SpreadsheetSpec?
  /// The names of the fields that the entry uses, without those in `defaults:`.
  var fieldNames: Set<String> {
    let values = [fields.custom, fields.note].map { value -> TextPattern? in
      if case .pattern(let pattern)? = value { pattern } else { nil }
    }
    let patterns =
      [id, title, slug, fields.merchant, fields.token, fields.price, fields.skin] + values
      + (fields.tags ?? [])
      + [order?.type, order?.product, order?.notifyURL, order?.returnURL]
      + (translations?.all ?? [])
    return Set(patterns.flatMap { $0?.fieldNames ?? [] })
  }
  /// Whether the entry makes many links.
  var isBatch: Bool { !each.isEmpty || rows != nil }

  /// Titles in other languages.
  struct Translations: Sendable {
    var titles: [Language: TextPattern] = [:]
    var printTitles: [Language: TextPattern] = [:]

    var all: [TextPattern] { Array(titles.values) + printTitles.values }
  }
}

/// A value that many lack: 8 bytes in those without it, so that a config may have many links.
@propertyWrapper
struct Rare<Value: Sendable>: Sendable {
  private indirect enum Storage {
    case none
    case some(Value)
  }

  private var storage: Storage

  init(wrappedValue: Value?) {
    storage = wrappedValue.map { .some($0) } ?? .none
  }

  var wrappedValue: Value? {
    get { if case .some(let value) = storage { value } else { nil } }
    set { self = Rare(wrappedValue: newValue) }
  }
}

/// A spreadsheet as the config names it.
struct SpreadsheetSpec: Sendable {
  /// The path, relative to the config's folder.
  var name: String
  /// The position of the name.
  var position: Position
  /// Such as `links[2].rows`.
  var keyPath: String
  /// The number of the row that names the columns; nil for the first that is not blank.
  var headerRow: Int?
  /// The sheet of a workbook; nil for the first.
  var sheet: Located<String>?
  /// The encoding of a CSV file; nil to recognise it.
  var encoding: Located<TextEncoding>?

  /// A value with its position.
  struct Located<Value: Sendable>: Sendable {
    var value: Value
    var position: Position
    var keyPath: String
  }
}

/// The encodings of CSV files.
enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case gb18030
}

/// A key under `each` with its values.
struct EachKey: Sendable {
  var name: String
  var values: EachValues
}

/// The values of a key under `each`; a range does not store its numbers.
enum EachValues: Sendable {
  case list([String])
  /// Consecutive whole numbers, with leading zeros up to a width.
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
      return Decimals.padded(first + index, digitCount: width)
    }
  }
}
