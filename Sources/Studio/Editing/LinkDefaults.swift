internal import Catalog
internal import Editing

/// What `defaults:` and the defaults of merchants say about links, as the config writes it.
struct LinkDefaults {
  /// The word for a price that lets the payer enter the amount, whatever the defaults say.
  static let anyPrice = "any"

  private let text: ConfigText
  private let defaults: YAMLOutline?
  private let merchants: [YAMLOutline.Entry]

  /// Reads a config.
  init(in text: ConfigText) {
    self.text = text
    defaults = text.root["defaults"]
    merchants = text.root["merchants"]?.entries ?? []
  }

  /// The value of a key for an entry without one of its own: one for each merchant that the entry may pay,
  /// nil where its defaults have none.
  private func values(of key: String, for item: YAMLOutline) -> [YAMLOutline?] {
    if let value = defaults?[key] { return [value] }
    let payee = payee(of: item)
    let known = merchants.filter { $0.key.text == payee }
    return (known.isEmpty ? merchants : known).map { $0.value["defaults"]?[key] }
  }

  /// The merchant that an entry pays; nil or no merchant's key where fields or variables say it.
  private func payee(of item: YAMLOutline) -> String? {
    let level = [item, defaults].compactMap { $0 }
      .first { $0["merchant"] != nil || $0["token"] != nil }
    if let merchant = level?["merchant"] { return merchant.text }
    if let token = level?["token"]?.text, let slash = token.firstIndex(of: "/") {
      return String(token[..<slash])
    }
    return defaults?["merchant"]?.text
  }

  /// The price of an entry without one of its own, as somebody reads it: a name or an amount, empty for none;
  /// nil where it cannot be told.
  func price(of item: YAMLOutline) -> String? {
    let values = values(of: "price", for: item)
    if values.allSatisfy({ $0 == nil }) { return "" }
    guard values.count == 1, let value = values[0] else { return nil }
    return text.line(of: value).flatMap { ConfigValue.text($0, in: .textWithFields) }
  }

  /// Whether an entry without a price may get one.
  func givePrice(to item: YAMLOutline) -> Bool {
    values(of: "price", for: item).contains { $0.map { $0.text != Self.anyPrice } ?? false }
  }

  /// The values of a key in all defaults.
  private func values(of key: String) -> [YAMLOutline] {
    ([defaults] + merchants.map { $0.value["defaults"] }).compactMap { $0?[key] }
  }

  /// Whether any new entry may get a price that it does not state.
  var givePrice: Bool { values(of: "price").contains { $0.text != Self.anyPrice } }

  /// What a new entry states whose payers enter the amount.
  var fieldsWithoutPrice: [NewValue.Field] {
    givePrice ? [NewValue.Field("price", .text(Self.anyPrice))] : []
  }

  /// Whether a new entry with neither price nor contact of its own may be locked, and have nothing to lock.
  var mayLockNothing: Bool {
    values(of: "stable").contains { $0.text == "true" }
      && values(of: "custom").allSatisfy(Self.isNothing)
  }

  /// Whether an entry may have a contact, which a lock keeps payers from changing.
  func hasContact(_ item: YAMLOutline) -> Bool {
    let values = item["custom"].map { [$0] } ?? values(of: "custom", for: item)
    return values.contains { $0.map { !Self.isNothing($0) } ?? false }
  }

  /// Whether an entry that does not say it itself may be locked.
  func lock(_ item: YAMLOutline) -> Bool {
    values(of: "stable", for: item).contains { $0?.text == "true" }
  }

  /// Whether a value says that there is none.
  private static func isNothing(_ value: YAMLOutline) -> Bool {
    guard case .text(let text, let style) = value.content else { return false }
    return text.isEmpty || style == .plain && ["~", "null"].contains(text.lowercased())
  }
}
