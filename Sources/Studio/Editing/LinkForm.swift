internal import Catalog
internal import Editing

/// A link that a form can change: one with an entry of its own.
struct LinkForm {
  /// Why there is no form for a link.
  enum Obstacle: Error, Hashable {
    /// No entry has the id as its own: rows or `each` make the link, if there is one.
    case notOwn
    /// An order, whose terms belong together.
    case order
    /// A value is no text, or has fields or variables.
    case notText
  }

  let path: [PathStep]
  let title: String
  /// The amount as the config writes it, in the entry or its defaults; empty if the payer enters it.
  let price: String
  /// Where another amount goes: into the entry, or under `prices:`.
  let pricePath: [PathStep]
  /// The name under `prices:`.
  let priceName: String?
  /// What the entry says about the lock, `true` or `false`, and empty for nothing; nil for anything else,
  /// such as a variable, which stays as it is.
  let lock: String?
  /// The tags as somebody types them, empty for none; nil where they cannot be typed so.
  let tags: String?

  static func find(_ id: String, in text: ConfigText) -> Result<LinkForm, Obstacle> {
    let items = text.root["links"]?.items ?? []
    guard let index = items.firstIndex(where: { $0["id"]?.text == id }) else {
      return .failure(.notOwn)
    }
    let item = items[index]
    if item["rows"] != nil || item["each"] != nil { return .failure(.notOwn) }
    if item["order"] != nil { return .failure(.order) }
    func value(_ key: String) -> String? {
      guard let node = item[key] else { return "" }
      return text.line(of: node).flatMap { ConfigValue.text($0, in: .textWithFields) }
    }
    let isOwn = item["price"] != nil
    guard let title = value("title"),
      let written = isOwn ? value("price") : LinkDefaults(in: text).price(of: item)
    else { return .failure(.notText) }
    let price = written == LinkDefaults.anyPrice ? "" : written
    let path: [PathStep] = ["links", .item(index)]
    let lock = value("stable").flatMap { ["", "true", "false"].contains($0) ? $0 : nil }
    let tags = Self.tags(of: item, in: text)
    guard let named = text.root["prices"]?[price] else {
      return .success(
        LinkForm(
          path: path, title: title, price: price, pricePath: path + ["price"], priceName: nil,
          lock: lock, tags: tags))
    }
    guard let amount = text.line(of: named).flatMap({ ConfigValue.text($0, in: .text) }) else {
      return .failure(.notText)
    }
    // Other links have the defaults too: theirs stay.
    return .success(
      LinkForm(
        path: path, title: title, price: amount,
        pricePath: isOwn ? ["prices", .key(price)] : path + ["price"],
        priceName: isOwn ? price : nil, lock: lock, tags: tags))
  }

  /// The name of the field of tags.
  static let tagsField = "tags"

  private static func tags(of item: YAMLOutline, in text: ConfigText) -> String? {
    guard let node = item[tagsField] else { return "" }
    guard let words = text.words(of: node) else { return nil }
    let texts = words.compactMap { ConfigValue.text($0, in: .textWithFields) }
    // A tag may have blanks, which divide those that are typed.
    guard texts.count == words.count, texts.allSatisfy({ JobForm.words($0) == [$0] }) else {
      return nil
    }
    return texts.joined(separator: " ")
  }

  /// The name of the field, and what it sends if it is checked.
  static let lockField = "lock"
  static let locked = "on"

  /// Whether the field is checked: a link that gets a price is locked, unless its entry says that it is not.
  ///
  /// - Parameter isLocked: whether the payer cannot change the price now.
  func showsLock(_ isLocked: Bool) -> Bool {
    if price.isEmpty { return lock != "false" }
    return lock.flatMap { $0.isEmpty ? nil : $0 == "true" } ?? isLocked
  }

  /// What the entry is to say about the lock; nil if it stays as it is.
  func lock(after typed: TypedValue?, price typedPrice: TypedValue) -> String? {
    guard let typed, let lock, !typedPrice.typed.isEmpty else { return nil }
    let isNew = typedPrice.shown.isEmpty
    guard isNew || typed.typed != typed.shown else { return nil }
    let wanted = typed.typed == Self.locked ? "true" : "false"
    return wanted == lock ? nil : wanted
  }

  /// The text with other values; those that are nil stay.
  func setting(
    title: TypedValue, price: TypedValue, lock: TypedValue?, tags: TypedValue?,
    in text: ConfigText
  ) throws(EditRefusal) -> ConfigText {
    var text = text
    if let title = try title.change(of: self.title) {
      text = try text.setting(Self.literal(title), at: path + ["title"])
    }
    if let tags = try tags?.change(of: self.tags) {
      let words = JobForm.words(tags).map(Self.literal)
      let place = path + [.key(Self.tagsField)]
      text = words.isEmpty ? try text.removing(place) : try text.setting(words, at: place)
    }
    if let price = try price.change(of: self.price) {
      text =
        price.isEmpty
        ? try withoutPrice(text) : try text.setting(Self.literal(price), at: pricePath)
    }
    guard let wanted = self.lock(after: lock, price: price) else { return text }
    return try text.setting(wanted, at: path + ["stable"])
  }

  /// Without a price, whatever others cost and the defaults say, and without a lock that has nothing to lock
  /// any more.
  private func withoutPrice(_ text: ConfigText) throws(EditRefusal) -> ConfigText {
    guard let item = text[path] else { throw .notAText }
    let defaults = LinkDefaults(in: text)
    let (price, lock) = (path + ["price"], path + ["stable"])
    let changed =
      defaults.givePrice(to: item)
      ? try text.setting(LinkDefaults.anyPrice, at: price) : try text.removing(price)
    if defaults.hasContact(item) { return changed }
    if defaults.lock(item) { return try changed.setting("false", at: lock) }
    return changed[lock] == nil ? changed : try changed.removing(lock)
  }

  /// A text without variables and fields.
  private static func literal(_ text: String) -> String {
    ConfigValue.written(text, in: .textWithFields)
  }
}
